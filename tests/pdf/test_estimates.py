"""Likely folios: from the length of the text, and the better the more is laid out."""

from __future__ import annotations

from sphinx_bookwork.pdf.estimates import Estimates, characters_on_a_page
from sphinx_bookwork.pdf.settings import PrintSettings
from sphinx_bookwork.pdf.units import Unit

USUAL = 100
PAGE = "x" * USUAL


def units(side: str = "any") -> list[Unit]:
    text = f'<p class="a" id="start">{PAGE}</p><h2 id="a&amp;b">{PAGE}</h2><p id="end">x</p>'
    front = Unit("front", f'<p id="front">{PAGE * 9}</p>', "roman")
    return [front, Unit("one", PAGE * 3, "arabic"), Unit("two", text, "arabic", side=side)]


def test_folio_is_estimated_from_the_text_before_it():
    estimates = Estimates(units(), USUAL)
    assert [estimates.folio(name, {}) for name in ("start", "a&b", "end")] == [5, 6, 7]


def test_pages_that_are_laid_out_say_how_much_is_on_a_page():
    assert Estimates(units(), USUAL).folio("end", {"one": 6}) == 6 + 1 + 3


def test_half_a_last_page_is_taken_for_empty():
    # 17.5 pages in 18: the next of the same length has as many, and not 19
    chapters = [Unit(f"c{n}", "x" * 17_500, "arabic", side="any") for n in range(5)]
    last = Unit("last", '<p id="end">x</p>', "arabic", side="any")
    assert Estimates([*chapters, last], 900).folio("end", {"c0": 18}) == 5 * 18 + 1


def test_chapter_begins_on_its_side():
    assert Estimates(units("recto"), USUAL).folio("start", {"one": 3}) == 5


def test_what_is_in_no_numbered_chapter_has_no_estimate():
    assert Estimates(units(), USUAL).folio("front", {}) is None
    assert Estimates(units(), USUAL).folio("nowhere", {}) is None


def test_smaller_type_and_larger_pages_hold_more():
    small, large = PrintSettings(page_size="A5"), PrintSettings(page_size="A3", font_size="5pt")
    assert 1500 < characters_on_a_page(small) < 2500
    assert 30_000 < characters_on_a_page(large) < 60_000
    assert characters_on_a_page(PrintSettings(margins="9in 9in 9in 9in")) > 0
