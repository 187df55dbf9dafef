"""One chapter after the other, written as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document

from sphinx_bookwork.doctree.identity import edition_of
from sphinx_bookwork.pdf import contents, finish
from sphinx_bookwork.pdf.chapters.closing import CSS, Abroad, closing_xhtml
from sphinx_bookwork.pdf.chapters.links import parted, targets_abroad
from sphinx_bookwork.pdf.chapters.names import file_names
from sphinx_bookwork.pdf.compose import UNKNOWN, Compositor, Edition, Laid
from sphinx_bookwork.pdf.descriptions import Descriptions, title_of
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.references import fill, page_list, page_reference
from sphinx_bookwork.pdf.typesetter import Typesetter
from sphinx_bookwork.pdf.units import Unit, generated
from sphinx_bookwork.pdf.writer import to_xhtml

if TYPE_CHECKING:
    import weasyprint

    from sphinx_bookwork.pdf.printing import PrintBuilder

#: Units of the book that are no chapters, and stay out.
NO_CHAPTERS = ("cover", "back-cover", "halftitle", "titlepage")


@dataclass(frozen=True)
class ChapterFile:
    """A file as the list of them has it: name, title, matter, first and last folio, pages."""

    file: str
    title: str
    matter: str
    first: str
    last: str
    pages: int


class ChapterWriter:
    """Writes the chapters of one edition."""

    def __init__(
        self,
        builder: PrintBuilder,
        typesetter: Typesetter,
        compositor: Compositor,
        edition: Edition,
    ) -> None:
        self.builder, self.typesetter, self.edition = builder, typesetter, edition
        self.laid = compositor.laid
        self.describe = Descriptions(builder.book, compositor.units, edition.targets.get)
        left_out = {*map(generated, NO_CHAPTERS), *map(contents.part_id, builder.book.chapters)}
        self.units = [unit for unit in compositor.units if unit.name not in left_out]
        self.names = file_names([unit.name for unit in self.units])
        self.titles = {chapter.docname: chapter.title for chapter in builder.book.chapters}
        self.titles |= {generated("index"): message("Index")}
        self.titles |= {generated("contents"): message("Contents")}
        self.unit_of: dict[str, Unit] = {}
        for unit in self.units:
            for target in _anchors(self.laid[unit.name].document.pages):
                self.unit_of.setdefault(target, unit)

    def write(self, unit: Unit, folder: Path) -> ChapterFile:
        """Write, prove and finish the file of one chapter."""
        laid, builder = self.laid[unit.name], self.builder
        own = laid.document.pages
        first, last = self.edition.spans[unit.name]
        labels = self.edition.labels[first - 1 : last]
        closing = self._closing(unit, laid, labels)
        targets = _anchors([*own, *closing])
        path = folder / f"{self.names[unit.name]}.pdf"
        whole = parted([*own, *closing], targets, self._elsewhere)
        title = f"{self.titles[unit.name]} \N{EN DASH} {builder.config.project}"
        self.typesetter.engine.write(whole, laid.document, path, title)
        self.typesetter.refuse_complaints(builder.book)
        builder.prove(path, {unit.name: (1, len(own))}, [unit], self.edition, labels)
        finish.finish(
            path, labels + [""] * len(closing), builder.config.language, self._described,
            begins_left=laid.first % 2 == 0,
        )  # fmt: skip
        matter = self._matter(unit)
        return ChapterFile(
            path.name, self.titles[unit.name], matter, labels[0], labels[-1], len(own)
        )

    def _matter(self, unit: Unit) -> str:
        matters: dict[str, str] = {c.docname: c.matter for c in self.builder.book.chapters}
        return matters.get(unit.name, "front" if unit.numbering == "roman" else "back")

    # Links ---------------------------------------------------------------------------------

    def _elsewhere(self, target: str) -> str | None:
        """Return file and target for a target that another file has; a part's is its chapter."""
        if target.endswith("#part"):
            target = self.builder.book.tops.get(target.removesuffix("#part"), target)
        unit = self.unit_of.get(target)
        return f"{self.names[unit.name]}.pdf#{target}" if unit else None

    def _described(self, target: str) -> str:
        """Describe a target, and say of one in another file in which chapter it is."""
        if not target.startswith(finish.SIBLING):
            return self.describe(target)
        file, _, inner = target.removeprefix(finish.SIBLING).partition("#")
        title, words = self.titles[self.unit_of[inner].name], self.describe(inner)
        if not words.startswith(title):
            words = f"{title}: {words}"
        return f"{words} ({file})"

    # The closing page ----------------------------------------------------------------------

    def _closing(self, unit: Unit, laid: Laid, labels: list[str]) -> list[weasyprint.Page]:
        """Return the closing page of a chapter's file, or pages where there is much to say."""
        targets = _anchors(laid.document.pages)
        cited = self._cited(targets_abroad(laid.document.pages, targets))
        xhtml = closing_xhtml(self._imprint(), labels, self._abroad(unit, targets), cited)
        text, _ = fill(xhtml, self._label)
        folio = laid.first + laid.pages
        css = (
            f"{CSS} @page :first {{ counter-reset: page {folio} }}"
            f"html {{ break-before: {'left' if folio % 2 == 0 else 'right'} }}"
        )
        page = Unit(generated("closing"), text, "arabic", classes="closing-page")
        setter = self.typesetter
        whole = setter.page.render(setter.values, unit=page, content=text)
        pages: list[weasyprint.Page] = setter.engine.lay_out(whole, css, setter.base).pages
        return pages

    def _imprint(self) -> list[str]:
        config, book = self.builder.config, self.builder.book_settings
        author = "" if config.author == "Author name not set" else config.author
        edition = edition_of(book, config.release, "")
        return [config.project, *filter(None, (book.subtitle, author, edition, book.rights))]

    def _abroad(self, unit: Unit, own: frozenset[str]) -> list[Abroad]:
        """Return the places in other chapters of which this one prints the page, in order."""
        found = []
        for target in dict.fromkeys(self._paged(unit)):
            node, place = self.builder.book.targets.get(target), self.edition.targets.get(target)
            other = self.unit_of.get(target)
            if node is not None and place and other and target not in own:
                title, file = self.titles[other.name], f"{self.names[other.name]}.pdf"
                found.append(Abroad(target, title_of(node), place, title, file))
        return sorted(found, key=lambda abroad: (abroad.place.page, abroad.words))

    def _paged(self, unit: Unit) -> Iterator[str]:
        """Yield what the page numbers of a chapter are of; for the index, all chapters.

        Contents need no explanation: they say it themselves.
        """
        if unit.name == generated("index"):
            yield from self.builder.book.tops.values()
        for node in unit.document.findall() if unit.document is not None else ():
            if isinstance(node, page_reference):
                yield node["target"]
            elif isinstance(node, page_list):
                yield from node["targets"]

    def _cited(self, targets: list[str]) -> str:
        """Return the entries of bibliographies in other chapters that are among ``targets``."""
        found = [self.builder.book.targets.get(target) for target in targets]
        entries = [node for node in found if isinstance(node, nodes.citation)]
        document = new_document("")
        document.extend(entry.deepcopy() for entry in sorted(entries, key=_place))
        return to_xhtml(self.builder, document) if entries else ""

    def _label(self, target: str) -> str:
        place = self.edition.targets.get(target)
        return place.label if place else UNKNOWN


def _anchors(pages: list[weasyprint.Page]) -> frozenset[str]:
    return frozenset(target for page in pages for target in page.anchors)


def _place(entry: nodes.citation) -> int:
    """Return where in its list an entry stands."""
    return int(entry.parent.index(entry))
