"""The spine of a small book: how wide it is, and what stands on it."""

from __future__ import annotations

import pikepdf
import pypdfium2
import pytest

from tests.pdf.paper import Paper
from tests.pdf.press.pressing import boxes, pressed_small, small


def test_title_and_author_stand_on_a_wide_spine(project):
    build = pressed_small(project, bookpress_spine="12mm")
    cover = Paper(build.out / "a-book-press-cover.pdf")
    assert "A Book Ann Author" in cover.text
    assert "a spine of 12.0 mm" in build.log
    bare = pressed_small(project, bookpress_spine="12mm", bookpress_spine_text=False)
    assert Paper(bare.out / "a-book-press-cover.pdf").text == ""


def test_letters_on_the_spine_descend(project):
    out = pressed_small(project, bookpress_spine="12mm").out
    with pypdfium2.PdfDocument(out / "a-book-press-cover.pdf") as pdf:
        page = pdf[0].get_textpage()
        at = page.get_text_range().index("Ann")
        first, last = page.get_charbox(at), page.get_charbox(at + len("Ann Author") - 1)
    assert first[0] == pytest.approx(last[0], abs=6)  # on one upright line
    assert first[1] > last[1] + 20


def test_a_long_title_is_set_smaller_and_then_alone(project):
    title = (
        "The Old Men of the Town Who Sat by Its Gate and Spoke of Rain That Had Not Come for " * 2
    )
    title = title[:125].rstrip()
    wide = {"bookpress_spine": "12mm", "book_slug": "long"}
    assert small(project, **wide | {"project": title}).build("bookpress").status == 0
    cover = Paper(project.root / "out/bookpress/long-press-cover.pdf")
    assert title in cover.text and "Ann Author" not in cover.text


def test_a_spine_too_narrow_for_any_title_is_bare(project):
    build = pressed_small(project)
    assert "the spine is too narrow for its title" in build.log
    assert Paper(build.out / "a-book-press-cover.pdf").text == ""


@pytest.mark.parametrize(
    ("conf", "width"),
    [
        ({}, 0.1 * 3 + 0.6),
        ({"bookpress_grammage": 200, "bookpress_bulk": 2}, 0.4 * 3 + 0.6),
        ({"bookpress_caliper": "1mm", "bookpress_cover_caliper": "2mm"}, 3 + 4),
    ],
)
def test_paper_makes_the_spine(project, conf, width):
    out = pressed_small(project, bookpress_marks=False, **conf).out
    with pikepdf.open(out / "a-book-press.pdf") as pdf:
        assert len(pdf.pages) == 6
    [trim] = boxes(out / "a-book-press-cover.pdf", "/TrimBox")
    assert trim[2] == pytest.approx(200 + width, abs=0.01)
    [media] = boxes(out / "a-book-press-cover.pdf", "/MediaBox")
    assert media[0] == pytest.approx(-3, abs=0.01)
