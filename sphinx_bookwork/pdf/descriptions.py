"""What a link leads to, in words: screen readers say it, viewers show it (PDF/UA-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.doctree.assembly import Book
from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf.contents import CONTENTS_ID, INDEX_ID, part_id
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.notes import note
from sphinx_bookwork.pdf.units import PlaceOf, Unit

#: Longer texts of targets are cut: a description is listened to.
LONGEST = 100
CAPTIONED = (nodes.figure, nodes.table, nodes.container)


class Descriptions:
    """Describes the targets of a book, once all is laid out."""

    def __init__(self, book: Book, units: Iterable[Unit], place_of: PlaceOf) -> None:
        self.book, self.place_of = book, place_of
        self.titles = {INDEX_ID: message("Index"), CONTENTS_ID: message("Contents")}
        self.titles |= {part_id(chapter): chapter.part for chapter in book.chapters if chapter.part}
        self.notes: dict[str, str] = {}
        for unit in units:
            for node in unit.document.findall(note) if unit.document is not None else ():
                self.notes[node["ids"][0]] = message("Note %s") % node["number"]
                self.titles[node["call"]] = message("Text at note %s") % node["number"]

    def __call__(self, target: str) -> str:
        """Return what ``target`` is and, but for notes, its page: "The Salt Road, p. 12"."""
        if target in self.notes:
            return self.notes[target]
        node, place = self.book.targets.get(target), self.place_of(target)
        words = self.titles.get(target) or (title_of(node) if node is not None else "")
        page = page_of(place) if place is not None and place.label else ""
        return ", ".join(filter(None, (words.rstrip("."), page))) or target


def page_of(place: Place) -> str:
    """Return a page as it is quoted: "p. 12"."""
    return f"{message('p.')}\N{NO-BREAK SPACE}{place.label}"


def title_of(node: nodes.Element) -> str:
    """Return what a target calls itself: title, caption, term or label, else how it begins."""
    found: nodes.Element = node
    if isinstance(node, (nodes.section, *CAPTIONED)):
        titles = [n for n in node.children if isinstance(n, (nodes.title, nodes.caption))]
        found = titles[0] if titles else node
    elif isinstance(node, nodes.citation):
        found = next(iter(node.findall(nodes.label)), node)
    elif isinstance(node, (nodes.target, addnodes.index)):
        found = node.parent
    number = ".".join(map(str, found.get("secnumber", ())))
    text = " ".join(f"{number} {plain_text(found)}".split())
    return (
        text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    )
