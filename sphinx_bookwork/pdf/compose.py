"""From units to pages: each is laid out by itself, with literal page numbers, until all are right.

Folios and references backwards are right at once; references forwards start from the last
edition's page map or from an estimate. Only a unit that printed a wrong number is laid out again,
and not even that where the true number takes the place of the wrong one. In both sequences of
folios odd is recto, so covers and front matter never move the body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from roman_numerals import RomanNumeral
from sphinx.errors import SphinxError

from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf.engine import EngineFault
from sphinx_bookwork.pdf.estimates import Estimates
from sphinx_bookwork.pdf.references import fill
from sphinx_bookwork.pdf.renumber import Change
from sphinx_bookwork.pdf.units import Unit, generated

if TYPE_CHECKING:
    import weasyprint

#: What a page reference shows where nothing is known of its page: a likely width.
UNKNOWN = "00"
#: Characters of text on a page, where nobody says it.
USUAL = 2500
#: Rounds of layout after which page references that still move are an error.
MAX_ROUNDS = 10


class LayoutError(SphinxError):
    """A layout that does not come out right."""

    category = "Layout"


@dataclass
class Laid:
    """A unit as laid out, with what was assumed: its first folio and the numbers it printed."""

    document: weasyprint.Document
    first: int
    text: str
    printed: dict[str, str]
    holds: dict[str, int]

    @property
    def pages(self) -> int:
        """Its number of pages."""
        return len(self.document.pages)


@dataclass
class Edition:
    """The finished pages with labels and targets, and each unit's first and last page.

    ``layouts`` counts the work per unit.
    """

    pages: list[weasyprint.Page] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    omitted: dict[int, str] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    targets: dict[str, Place] = field(default_factory=dict)
    layouts: dict[str, int] = field(default_factory=dict)
    note_rounds: int = 0


#: How hard a block is held to its notes: kept whole, moved on with them, begun on a new page.
WHOLE, MOVED, NEW_PAGE = 1, 2, 3
#: Held no more: its note is longer than what a page has room for below its call.
LET_GO = 4

#: Lays out (unit, filled XHTML, first folio, blocks to hold and how hard).
LayOut = Callable[[Unit, str, int, Mapping[str, int]], "weasyprint.Document"]
#: Prints (unit as laid out, filled XHTML with true numbers, what has changed); tells if it could.
Renumber = Callable[[Unit, "Laid", str, Mapping[str, Change]], bool]


class Compositor:
    """Lays units out until every printed number is true."""

    def __init__(
        self,
        units: list[Unit],
        lay_out: LayOut,
        known: dict[str, Place],
        note_rounds: int,
        renumber: Renumber = lambda *_: False,
        *,
        usual: float = USUAL,
    ) -> None:
        self.units, self.lay_out, self.note_rounds = units, lay_out, note_rounds
        self.renumber = renumber
        self.places = dict(known)
        self.estimates = Estimates(units, usual)
        self.laid: dict[str, Laid] = {}
        self.edition = Edition()

    def compose(self, progress: Callable[[Unit], None]) -> Edition:
        """Return the edition; raise ``LayoutError`` where numbers or notes do not come right."""
        for _ in range(MAX_ROUNDS):
            moved = []
            for unit in self._stale():
                progress(unit)
                moved.append(unit.name)
            if not moved:
                return self._finished()
        names = ", ".join(moved)
        raise LayoutError(
            f"page references do not settle after {MAX_ROUNDS} rounds: {names}; "
            "reword a sentence with a page reference there [bookpdf.unsettled]"
        )

    def _stale(self) -> Iterator[Unit]:
        """Lay out what is not right yet, body before front matter; yield each unit laid out."""
        for numbering in ("arabic", "roman", "cover", "back-cover"):
            folio = 1
            for unit in self.units:
                if unit.numbering != numbering:
                    continue
                folio += self._starts_on_other_side(unit, folio)
                if self._needs_layout(unit, folio) and not self._renumbered(unit, folio):
                    self._lay_out(unit, folio)
                    yield unit
                folio += self.laid[unit.name].pages

    @staticmethod
    def _starts_on_other_side(unit: Unit, folio: int) -> int:
        wanted = {"recto": 1, "verso": 0}.get(unit.side)
        return int(wanted is not None and folio % 2 != wanted)

    def _needs_layout(self, unit: Unit, folio: int) -> bool:
        laid = self.laid.get(unit.name)
        if laid is None or laid.first != folio:
            return True
        if callable(unit.content):
            return fill(unit.text(self.places.get), self._label)[0] != laid.text
        return any(self._label(target) != label for target, label in laid.printed.items())

    def _renumbered(self, unit: Unit, folio: int) -> bool:
        """Put the numbers right in the pages there are, where that is all they need."""
        laid = self.laid.get(unit.name)
        if laid is None or laid.first != folio or callable(unit.content):
            return False
        text, printed = fill(unit.content, self._label)
        changes = {
            target: Change(laid.printed[target], label)
            for target, label in printed.items()
            if laid.printed[target] != label
        }
        if not self.renumber(unit, laid, text, changes):
            return False
        laid.text, laid.printed = text, printed
        return True

    def _label(self, target: str) -> str:
        place = self.places.get(target)
        if place is not None:
            return place.label
        pages = {name: laid.pages for name, laid in self.laid.items()}
        folio = self.estimates.folio(target, pages)
        return str(folio) if folio else UNKNOWN

    def _lay_out(self, unit: Unit, folio: int) -> None:
        text, printed = fill(unit.text(self.places.get), self._label)
        holds: dict[str, int] = {}  # what other page numbers made necessary may no longer be
        for rounds_left in range(self.note_rounds, -1, -1):
            document = self._laid_out(unit, text, folio, holds)
            if not rounds_left or not _hold_harder(holds, unit, document):
                break
            self.edition.note_rounds += 1
        _refuse_lost_notes(unit, document, self.note_rounds)
        self.laid[unit.name] = Laid(document, folio, text, printed, holds)
        self._note_places(unit, document, folio)

    def _laid_out(
        self, unit: Unit, text: str, folio: int, holds: dict[str, int]
    ) -> weasyprint.Document:
        """Lay out; where holding notes to their calls is too much for WeasyPrint, let go."""
        self.edition.layouts[unit.name] = self.edition.layouts.get(unit.name, 0) + 1
        try:
            return self.lay_out(unit, text, folio, holds)
        except EngineFault as fault:
            held = [holder for holder, how in holds.items() if how in (MOVED, NEW_PAGE)]
            if not held:
                raise LayoutError(
                    f"{_source_of(unit)}: WeasyPrint cannot lay this out: {fault}; leave out one "
                    "block after another to find which it is [bookpdf.unlayable]"
                ) from fault
            holds.update(dict.fromkeys(held, LET_GO))
            return self._laid_out(unit, text, folio, holds)

    def _note_places(self, unit: Unit, document: weasyprint.Document, folio: int) -> None:
        """Take the unit's targets into the places; ``page`` orders them only, until the end."""
        offset = 0 if unit.numbering == "roman" else 10_000
        numbered = list(enumerate(document.pages, start=folio))
        for number, page in reversed(numbered):  # what runs over pages is where it begins
            for target in page.anchors:
                self.places[target] = Place(offset + number, folio_label(unit, number))

    def _finished(self) -> Edition:
        edition = self.edition
        before, number = self.units[0], 0
        for unit in self.units:
            if self._starts_on_wrong_side(unit, before):
                self._add_blank(folio_label(before, number + 1))
            laid = self.laid[unit.name]
            for number, page in enumerate(laid.document.pages, start=laid.first):
                self._add(page, folio_label(unit, number), unit.omitted)
                place = Place(len(edition.pages), edition.labels[-1])
                edition.targets.update((t, place) for t in page.anchors if t not in edition.targets)
            edition.spans[unit.name] = (len(edition.pages) - laid.pages + 1, len(edition.pages))
            before = unit
        return edition

    def _starts_on_wrong_side(self, unit: Unit, before: Unit) -> bool:
        new_sequence = unit.numbering not in {before.numbering, "back-cover"}
        side = "recto" if new_sequence else unit.side
        wanted = {"recto": 0, "verso": 1}.get(side)
        return wanted is not None and len(self.edition.pages) % 2 != wanted

    def _add_blank(self, label: str) -> None:
        self._add(self._blank, label, "blank")

    @cached_property
    def _blank(self) -> weasyprint.Page:
        """The page that is every blank one."""
        blank = Unit(generated("blank"), "", "arabic", plain=True, classes="blank")
        return self.lay_out(blank, "", 1, {}).pages[0]

    def _add(self, page: weasyprint.Page, label: str, omitted: str) -> None:
        self.edition.pages.append(page)
        self.edition.labels.append(label)
        if omitted:
            self.edition.omitted[len(self.edition.pages)] = omitted


def folio_label(unit: Unit, number: int) -> str:
    """Return the folio as it is printed and as PDF readers show it."""
    if unit.numbering.endswith("cover"):
        return ""
    return RomanNumeral(number).to_lowercase() if unit.numbering == "roman" else str(number)


def _source_of(unit: Unit) -> str:
    return str(unit.document["source"]) if unit.document is not None else unit.name


def _hold_harder(holds: dict[str, int], unit: Unit, document: weasyprint.Document) -> bool:
    """Hold the blocks of notes that are lost or not on the page of their call; say if any is."""
    pages = document.pages
    loose = {
        note.holder_id
        for note in unit.notes
        if not any(note.note_id in page.anchors and note.call_id in page.anchors for page in pages)
    }
    todo = {holder for holder in loose if holds.get(holder, 0) < NEW_PAGE}
    holds.update((holder, holds.get(holder, 0) + 1) for holder in todo)
    return bool(todo)


def _refuse_lost_notes(unit: Unit, document: weasyprint.Document, rounds: int) -> None:
    printed = {anchor for page in document.pages for anchor in page.anchors}
    lost = [note for note in unit.notes if note.note_id not in printed]
    if lost:
        where = "\n".join(
            f"{note.source}:{note.line or 1}: a note is lost in layout: {note.note_id!r}; "
            "shorten it or its paragraph, or raise bookpdf_note_rounds "
            f"(now {rounds}) [bookpdf.note-lost]"
            for note in lost
        )
        raise LayoutError(where)
