"""The compositor with a typesetter that lays nothing out: a page is the names that stand on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf.compose import (
    LET_GO,
    MOVED,
    NEW_PAGE,
    UNKNOWN,
    Compositor,
    Edition,
    LayoutError,
    folio_label,
)
from sphinx_bookwork.pdf.engine import EngineFault
from sphinx_bookwork.pdf.notes import PlacedNote
from sphinx_bookwork.pdf.references import placeholder
from sphinx_bookwork.pdf.units import Unit, generated

NOTE = PlacedNote("n1", "c1", "block", 12, "chapter.md")


@dataclass
class Typesetter:
    """Gives each unit the pages of ``made[name]``, a function of its text and holds."""

    made: dict
    asked: list = field(default_factory=list)
    held: dict = field(default_factory=dict)

    def __call__(self, unit, text, folio, holds):
        self.asked.append((unit.name, text, folio))
        self.held.setdefault(unit.name, []).append(dict(holds))
        pages = self.made.get(unit.name, lambda *_: [set()])(text, dict(holds))
        return SimpleNamespace(pages=[SimpleNamespace(anchors=anchors) for anchors in pages])

    def compose(self, *units: Unit, known=None, rounds=6) -> Edition:
        return Compositor(list(units), self, known or {}, rounds).compose(lambda _unit: None)


def body(name: str, content: str = "", **more) -> Unit:
    return Unit(name, content, "arabic", **more)


def pages(*anchors: set[str]):
    return lambda _text, _holds: list(anchors)


def test_folios_run_through_the_units_of_a_sequence():
    typesetter = Typesetter({"a": pages({"x"}, set(), set()), "b": pages({"y"})})
    edition = typesetter.compose(body("a"), body("b", side="any"), body("c"))
    assert edition.labels == ["1", "2", "3", "4", "5"]
    assert edition.targets == {"x": Place(1, "1"), "y": Place(4, "4")}
    assert edition.spans == {"a": (1, 3), "b": (4, 4), "c": (5, 5)}


def test_blank_verso_before_a_recto():
    edition = Typesetter({}).compose(body("a"), body("b"))
    assert edition.labels == ["1", "2", "3"]
    assert edition.omitted == {2: "blank"}


def test_sequences_of_folios():
    units = [
        Unit("cover", "", "cover", plain=True, omitted="cover"),
        Unit("half", "", "roman"),
        Unit("verso", "", "roman", side="verso"),
        body("a"),
        Unit("back", "", "back-cover", side="verso"),
    ]
    assert Typesetter({}).compose(*units).labels == ["", "", "i", "ii", "1", ""]


def test_what_runs_over_pages_is_where_it_begins():
    typesetter = Typesetter({"a": pages({"x"}, {"x", "y"}, {"x", "y"})})
    edition = typesetter.compose(body("a"), body("b", f"{placeholder('x')} {placeholder('y')}"))
    assert edition.targets == {"x": Place(1, "1"), "y": Place(2, "2")}
    assert typesetter.asked[1] == ("b", "1 2", 5)


def test_only_what_printed_a_wrong_number_is_laid_out_again():
    typesetter = Typesetter({"c": pages({"x"})})
    edition = typesetter.compose(body("a", placeholder("x")), body("b"), body("c"))
    laid_out = [(name, text) for name, text, _ in typesetter.asked if name != generated("blank")]
    assert laid_out == [("a", UNKNOWN), ("b", ""), ("c", ""), ("a", "5")]
    assert edition.layouts == {"a": 2, "b": 1, "c": 1}


def test_places_of_the_last_edition_save_layouts():
    typesetter = Typesetter({"c": pages({"x"})})
    known = {"x": Place(5, "5")}
    edition = typesetter.compose(body("a", placeholder("x")), body("b"), body("c"), known=known)
    assert sum(edition.layouts.values()) == 3


def test_wrong_places_of_the_last_edition_are_corrected():
    typesetter = Typesetter({"b": pages({"x"})})
    typesetter.compose(body("a", placeholder("x")), body("b"), known={"x": Place(9, "9")})
    assert [text for name, text, _ in typesetter.asked if name == "a"] == ["9", "3"]


def test_text_that_depends_on_places_is_made_again():
    typesetter = Typesetter({"b": pages({"x"})})
    index = Unit("index", lambda place_of: str(place_of("x") and place_of("x").label), "arabic")
    typesetter.compose(index, body("b"))
    assert [text for name, text, _ in typesetter.asked if name == "index"] == ["None", "3"]


def test_references_that_never_settle_are_an_error():
    flip = {"a": lambda text, _: [set(), {"x"}] if text != "2" else [{"x"}, set()]}
    with pytest.raises(LayoutError, match="do not settle after 10 rounds: a; reword") as error:
        Typesetter(flip).compose(body("a", placeholder("x")))
    assert "[bookpdf.unsettled]" in str(error.value)


def test_loose_note_is_held_until_it_is_on_the_page_of_its_call():
    def made(_text, holds):
        return [{"c1"}, {"n1"}] if holds.get("block", 0) < NEW_PAGE else [set(), {"c1", "n1"}]

    edition = Typesetter({"a": made}).compose(body("a", notes=[NOTE]))
    assert edition.note_rounds == NEW_PAGE
    assert edition.targets["n1"] == edition.targets["c1"] == Place(2, "2")


def test_chapter_is_held_only_by_what_its_last_numbers_make_necessary():
    def made(text, holds):
        return [{"c1"}, {"n1"}] if text == UNKNOWN and not holds else [{"c1", "n1"}]

    typesetter = Typesetter({"a": made, "b": pages({"x"})})
    edition = typesetter.compose(body("a", placeholder("x"), notes=[NOTE]), body("b"))
    assert typesetter.held["a"] == [{}, {"block": 1}, {}]
    assert edition.note_rounds == 1


def test_note_that_is_too_long_to_hold_is_let_go():
    def made(_text, holds):
        if holds.get("block") == MOVED:
            raise EngineFault("AssertionError in page.py:1")
        return [{"c1"}, {"n1"}]

    typesetter = Typesetter({"a": made})
    assert typesetter.compose(body("a", notes=[NOTE])).targets["n1"] == Place(2, "2")
    assert [held.get("block", 0) for held in typesetter.held["a"]] == [0, 1, MOVED, LET_GO]


def test_what_cannot_be_laid_out_is_an_error():
    def made(_text, _holds):
        raise EngineFault("AssertionError in page.py:1")

    with pytest.raises(LayoutError, match=r"^a: WeasyPrint cannot .* in page.py:1; leave out one"):
        Typesetter({"a": made}).compose(body("a", notes=[NOTE]))


def test_lost_note_is_an_error_with_its_line():
    with pytest.raises(LayoutError) as error:
        Typesetter({"a": pages({"c1"})}).compose(body("a", notes=[NOTE]), rounds=2)
    message = str(error.value)
    assert message.startswith("chapter.md:12: a note is lost in layout: 'n1'; shorten it")
    assert "raise bookpdf_note_rounds (now 2) [bookpdf.note-lost]" in message


@pytest.mark.parametrize(
    ("numbering", "label"),
    [("cover", ""), ("back-cover", ""), ("roman", "xiv"), ("arabic", "14")],
)
def test_folios_as_they_are_printed(numbering, label: str):
    assert folio_label(Unit("a", "", numbering), 14) == label
