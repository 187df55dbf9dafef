"""The index: entries of the source with printed pages as locators (ISO 999, 7.4 and 9).

Pages that follow one another are collapsed into ranges; main locators are bold and come as they
fall; each letter has its head.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_bookwork.doctree.assembly import Book, Chapter
from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf.contents import INDEX_ID
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.references import href
from sphinx_bookwork.pdf.units import PlaceOf, Unit, generated

if TYPE_CHECKING:
    from sphinx_bookwork.pdf.printing import PrintBuilder

#: Sphinx's links of an entry: ("main" or not, URI or False).
Links = list[tuple[str | None, str | Literal[False]]]


@dataclass(frozen=True)
class Locator:
    """One place an entry leads to: its target's key, and whether it is the main one."""

    target: str
    main: bool


@dataclass(frozen=True)
class Entry:
    """A heading of the index with its locators; a cross-reference ("see ...") has none."""

    text: str
    locators: tuple[Locator, ...]
    subentries: tuple[Entry, ...] = ()


Index = list[tuple[str, list[Entry]]]


def collect(builder: PrintBuilder, book: Book) -> Index:
    """Return the index of the book: what leads to a page of it, or to another entry."""

    def entry(name: str, links: Links, subs: Iterable[tuple[str, Links]] = ()) -> Entry:
        found = [(book.resolve(uri), main == "main") for main, uri in links if uri]
        locators = [Locator(target, main) for target, main in found if target in book.targets]
        return Entry(name, tuple(locators), tuple(entry(*sub) for sub in subs))

    groups = IndexEntries(builder.env).create_index(builder)
    index = [
        (letter, [entry(name, links, subs) for name, (links, subs, _) in entries])
        for letter, entries in groups
    ]
    leading = [
        (letter, [e for e in found if e.locators or e.subentries]) for letter, found in index
    ]
    return [(letter, found) for letter, found in leading if found]


def place_index(book: Book, index: Index) -> None:
    """Make the index the last chapter where no toctree has it, and none where it is empty."""
    if not index:
        book.chapters = [chapter for chapter in book.chapters if chapter.document is not None]
    elif all(chapter.document is not None for chapter in book.chapters):
        book.chapters.append(Chapter("genindex", "", "back", None))


def index_unit(index: Index, side: str) -> Unit:
    """Return the index as a unit of layout."""

    def content(place_of: PlaceOf) -> str:
        return index_xhtml(index, place_of)

    return Unit(generated("index"), content, "arabic", side, "back index-page", omitted="index")


def index_xhtml(index: Index, place_of: PlaceOf) -> str:
    """Return the index as XHTML for the pages that ``place_of`` knows."""
    title = escape(message("Index"))
    groups = "".join(_group(letter, entries, place_of) for letter, entries in index)
    return (
        f'<section id="{INDEX_ID}"><h1 data-outline="{title}" data-head="{title}">{title}</h1>'
        f'<div class="index">{groups}</div></section>'
    )


def _group(letter: str, entries: list[Entry], place_of: PlaceOf) -> str:
    rows = "".join(_entry(entry, place_of) for entry in entries)
    return f'<h2 class="letter">{escape(letter)}</h2><ul>{rows}</ul>' if rows else ""


def _entry(entry: Entry, place_of: PlaceOf) -> str:
    locators = ", ".join(locator_ranges(entry.locators, place_of))
    text = escape(entry.text) + (f"\N{EN SPACE}{locators}" if locators else "")
    inner = "".join(_entry(sub, place_of) for sub in entry.subentries)
    return f"<li>{text}{f'<ul>{inner}</ul>' if inner else ''}</li>"


def locator_ranges(locators: Iterable[Locator], place_of: PlaceOf) -> list[str]:
    """Return the locators as linked pages and ranges, in the order of the book."""
    pages: dict[Place, Locator] = {}
    for locator in locators:
        place = place_of(locator.target)
        if place is not None and (place not in pages or locator.main):
            pages[place] = locator
    ordered = sorted(pages.items(), key=lambda item: item[0].page)
    runs = groupby(
        enumerate(ordered),
        key=lambda item: (
            item[1][0].page - item[0],
            item[1][1].main,
            item[1][0].label.isdecimal(),
        ),
    )
    return [_run([item for _, item in run]) for _, run in runs]


def _run(run: list[tuple[Place, Locator]]) -> str:
    first, last = run[0], run[-1]
    text = _link(*first)
    if len(run) > 1:
        text += f"\N{EN DASH}{_link(*last)}"
    return f"<b>{text}</b>" if first[1].main else text


def _link(place: Place, locator: Locator) -> str:
    return f'<a href="{href(locator.target)}">{escape(place.label)}</a>'
