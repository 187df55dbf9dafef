"""The plan, judged by folding it: every page once, in reading order, the right way up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bookwork.imposition import ImpositionError, geometry, plan, scheme
from sphinx_bookwork.imposition.geometry import MM, Page, sheet_size
from sphinx_bookwork.imposition.scheme import Scheme, impose
from tests.imposition.paper import LEFT, UP, faces

A4 = sheet_size("A4")
UPRIGHT = (148 * MM, 210 * MM)

# The same examples on every machine, and no folder of them left behind.
folding = settings(derandomize=True, deadline=None, max_examples=100)
signatures = st.sampled_from([None, 4, 8, 16, 32])


def page(width: float, height: float, rotation: int = 0) -> Page:
    """A page that is shown ``width`` by ``height``, however it is stored."""
    if rotation % 180:
        width, height = height, width
    return Page(7, -3, 7 + width, -3 + height, rotation)


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    """Pages of A5, some lying, stored turned in every way."""
    count = draw(st.integers(1, 200))
    turns = draw(st.lists(st.sampled_from([0, 90, 180, 270]), min_size=count, max_size=count))
    lying = draw(st.sets(st.integers(0, count - 1), max_size=5))
    return [
        page(*(reversed(UPRIGHT) if number in lying else UPRIGHT), rotation)
        for number, rotation in enumerate(turns)
    ]


@folding
@given(pages(), signatures, st.integers(0, 3))
def test_folded_sheets_read_in_order_and_upright(pages, signature, last):
    last = min(last, len(pages))
    sides = impose(pages, Scheme(A4, signature, last, creep=0.1 * MM))
    read = [face.printed for face in faces(sides, pages, A4)]
    assert [found.page for found in read if found] == list(range(len(pages)))
    for found in filter(None, read):
        assert found.head == (LEFT if pages[found.page].size.is_landscape else UP)
    assert len(read) % 4 == 0
    assert len(read) - len(pages) < 4


@folding
@given(st.integers(1, 200), signatures, st.integers(0, 3))
def test_blanks_come_before_the_pages_that_stay_last(count, signature, last):
    last = min(last, count)
    flat = [page(*UPRIGHT)] * count
    read = [f.printed for f in faces(impose(flat, Scheme(A4, signature, last)), flat, A4)]
    blanks = [index for index, found in enumerate(read) if found is None]
    body = count - last or count
    assert blanks == list(range(body, body + len(blanks)))


@pytest.mark.parametrize("signature", [None, 16])
def test_every_number_of_pages_to_200(signature):
    for count in range(1, 201):
        flat = [page(*UPRIGHT)] * count
        read = [f.printed for f in faces(impose(flat, Scheme(A4, signature)), flat, A4)]
        assert [(p.page, p.head) for p in read if p] == [(n, UP) for n in range(count)]


def test_the_paper_notices_a_printer_that_turns_on_the_long_edge():
    flat = [page(*UPRIGHT)] * 8
    read = [f.printed for f in faces(impose(flat, Scheme(A4)), flat, A4, short_edge=False)]
    assert [p.page for p in read if p] != list(range(8))
    assert {p.head for p in read if p} == {UP, (0, -1)}


@folding
@given(st.integers(1, 200), signatures)
def test_outer_margins_are_equal_after_trimming(count, signature):
    thickness = 0.1 * MM
    flat = [page(*UPRIGHT)] * count
    sides = impose(flat, Scheme(A4, signature, creep=thickness))
    margins = set()
    for side in sides:
        depth = int(side.label.split()[-2]) - 1
        for placed in side.placed:
            left = placed.matrix[4] + 7
            right = A4.width - left - UPRIGHT[0]
            # An inner sheet sticks out by what lies around it, and that is cut off.
            margins.add(round(min(left, right) - depth * thickness, 6))
    assert margins == {round((A4.width / 2 - UPRIGHT[0]) / 2, 6)}


def test_signatures_of_sixteen_and_what_remains():
    sheets = plan.plan(40, 16)
    assert [(s.signature, s.number) for s in sheets[::4]] == [(1, 1), (2, 1), (3, 1)]
    assert len(sheets) == 10
    assert sheets[0].front == (15, 0)
    assert sheets[4].front == (31, 16)
    assert sheets[-1].back == (35, 36)


@pytest.mark.parametrize("signature", [-16, 0, 2, 15])
def test_signatures_that_do_not_fold(signature):
    with pytest.raises(ImpositionError, match=f"signature of {signature} pages"):
        plan.plan(40, signature)


@pytest.mark.parametrize("last", [-1, 41])
def test_more_last_pages_than_there_are(last):
    with pytest.raises(ImpositionError, match=f"so {last} of them"):
        plan.plan(40, last=last)


def test_board_does_not_fold():
    with pytest.raises(ImpositionError, match="paper 3 mm thick"):
        impose([page(*UPRIGHT)], Scheme(A4, creep=3 * MM))


def centre(placed: scheme.Placed, at: Page) -> tuple[float, float]:
    a, b, c, d, e, f = placed.matrix
    x, y = (at.left + at.right) / 2, (at.bottom + at.top) / 2
    return round(a * x + c * y + e, 6), round(b * x + d * y + f, 6)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(100 * MM, 150 * MM), (128 * MM, 96 * MM), (209 * MM, 140 * MM)])
def test_odd_sizes_are_centred_and_not_scaled(size, rotation):
    odd = page(*size, rotation)
    placed = impose([odd], Scheme(A4))[0].placed[0]
    assert centre(placed, odd) == (round(A4.width * 3 / 4, 6), round(A4.height / 2, 6))
    a, b, c, d, *_ = placed.matrix
    assert sorted(map(abs, (a, b, c, d))) == [0, 0, 1, 1]


def test_small_slides_that_fit_stay_upright():
    slide = page(128 * MM, 96 * MM)
    assert impose([slide], Scheme(A4))[0].placed[0].matrix[:4] == (1, 0, 0, 1)


def test_a_unit_of_its_own_counts():
    tiny = Page(0, 0, UPRIGHT[0] / 10, UPRIGHT[1] / 10, unit=10)
    assert impose([tiny], Scheme(A4))[0].placed[0].matrix[:4] == (10, 0, 0, 10)


def test_too_large_pages_are_named_with_sizes():
    flat = [page(*UPRIGHT), page(210 * MM, 297 * MM), page(210 * MM, 297 * MM)]
    with pytest.raises(ImpositionError) as caught:
        impose(flat, Scheme(A4))
    assert "page 2 is 210 x 297 mm and does not fit on half a sheet, 148.5 x 210 mm" in str(
        caught.value
    )
    assert "nor does 1 other" in str(caught.value)


def test_too_large_pages_are_scaled_where_asked_and_only_they():
    large, square = page(210 * MM, 297 * MM), page(297 * MM, 297 * MM)
    sides = impose([page(*UPRIGHT), large, square], Scheme(A4, last=0, fit=True))
    (first,), (second, third) = sides[0].placed, sides[1].placed
    assert third.matrix[0] == pytest.approx(0.5)
    assert first.matrix[0] == 1
    assert second.matrix[0] == pytest.approx(2**-0.5, abs=0.001)
    assert centre(second, large) == (round(A4.width / 4, 6), round(A4.height / 2, 6))


def test_sizes_rounded_to_points_fit():
    assert geometry.Size(421, 596).fits(Scheme(A4).half)
    assert not geometry.Size(421, 597).fits(Scheme(A4).half)


@pytest.mark.parametrize(
    ("name", "size"),
    [("a4", "297 x 210 mm"), ("Letter", "279.4 x 215.9 mm"), ("297x420mm", "420 x 297 mm"),
     ("17x11in", "431.8 x 279.4 mm")],
)  # fmt: skip
def test_papers(name, size):
    assert str(sheet_size(name)) == size


@pytest.mark.parametrize("name", ["A9", "", "297x420", "0x10mm", "-1x3mm"])
def test_papers_that_are_none(name):
    with pytest.raises(ImpositionError, match="no such paper"):
        sheet_size(name)


@pytest.mark.parametrize(
    ("text", "points"), [("0", 0), ("0.0", 0), ("0.1mm", 0.1 * MM), ("1 pt", 1), ("0.01in", 0.72)]
)
def test_lengths(text, points):
    assert geometry.length(text) == pytest.approx(points)


@pytest.mark.parametrize("text", ["", "1", "-1mm", "1 furlong", "nan"])
def test_lengths_that_are_none(text):
    with pytest.raises(ImpositionError, match="not a length"):
        geometry.length(text)


@pytest.mark.parametrize("module", [plan, geometry, scheme])
def test_the_pure_part_needs_neither_sphinx_nor_a_pdf_library(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    ours = "sphinx_bookwork.imposition"
    foreign = {name for name in names if not name.startswith(ours)}
    assert foreign <= {"__future__", "re", "dataclasses", "collections.abc"}
