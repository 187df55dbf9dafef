from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bookwork.pdf.lengths import MM, points
from sphinx_bookwork.pdf.press.geometry import Sheet, drawn

A5 = Sheet(148 * MM, 210 * MM, 3 * MM)


def test_boxes_lie_in_one_another():
    assert A5.trim_box == (0, 0, 148 * MM, 210 * MM)
    assert A5.bleed_box == pytest.approx((-3 * MM, -3 * MM, 151 * MM, 213 * MM))
    assert A5.media_box == pytest.approx((-10 * MM, -10 * MM, 158 * MM, 220 * MM))
    assert Sheet(100, 100, 9, marked=False).media_box == (-9, -9, 109, 109)


sizes = st.floats(50, 2000)


@settings(derandomize=True, deadline=None)
@given(sizes, sizes, st.floats(0, 40), st.lists(st.floats(20, 40), max_size=2))
def test_marks_stand_outside_the_bleed_and_on_the_paper(width, height, bleed, folds):
    sheet = Sheet(width, height, bleed, folds=tuple(folds))
    lines = [*sheet.crop_marks(), *sheet.fold_marks()]
    assert len(lines) == 8 + 2 * len(folds)
    left, bottom, right, top = sheet.bleed_box
    for x1, y1, x2, y2 in lines:
        assert x1 == x2 or y1 == y2
        outside = max(x1, x2) < left or min(x1, x2) > right
        assert outside or max(y1, y2) < bottom or min(y1, y2) > top
        assert sheet.media_box[0] <= min(x1, x2) and max(x1, x2) <= sheet.media_box[2]
        assert sheet.media_box[1] <= min(y1, y2) and max(y1, y2) <= sheet.media_box[3]


def test_crop_marks_point_at_the_corners_and_fold_marks_at_the_folds():
    sheet = Sheet(100, 200, 10, folds=(45, 55))
    assert {line[0] for line in sheet.fold_marks()} == {45, 55}
    assert {x1 for x1, _, x2, _ in sheet.crop_marks() if x1 == x2} == {0, 100}
    assert {y1 for _, y1, _, y2 in sheet.crop_marks() if y1 == y2} == {0, 200}


def test_a_sheet_without_marks_draws_none():
    assert drawn(Sheet(100, 100, 9, marked=False), "All") == b""
    assert drawn(A5, "All").startswith(b"q\n/All CS 1 SCN")


@pytest.mark.parametrize(("text", "value"), [("3mm", 3 * MM), ("1in", 72), ("2.5pt", 2.5)])
def test_lengths(text, value):
    assert points(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "3", "mm", "-3mm", "3 furlongs", "1e3mm"])
def test_lengths_that_are_none(text):
    with pytest.raises(ValueError, match="not a length"):
        points(text)
