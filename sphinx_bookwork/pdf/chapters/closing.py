"""The closing page of a chapter's file: where it is from, and what it refers to elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.references import href, page_word

#: The id of a closing page, which no document can have.
CLOSING_ID = "closing#"

MARGINS = [
    f"@{side}-{place}"
    for side, places in {
        "top": ("left-corner", "left", "center", "right", "right-corner"),
        "bottom": ("left-corner", "left", "center", "right", "right-corner"),
        "left": ("top", "middle", "bottom"),
        "right": ("top", "middle", "bottom"),
    }.items()
    for place in places
]
#: The page is none of the book's: it has neither folio nor running head.
CSS = f"@page {{ {' '.join(f'{box} {{ content: none !important }}' for box in MARGINS)} }}"


@dataclass(frozen=True)
class Abroad:
    """A place in another chapter that this one gives the page of."""

    target: str
    words: str
    place: Place
    chapter: str
    file: str


def closing_xhtml(
    imprint: Sequence[str], pages: Sequence[str], abroad: Iterable[Abroad], sources: str
) -> str:
    """Return the closing page.

    ``imprint`` names the book (title first), ``pages`` are the folios of the file, ``sources`` is
    the XHTML of the entries cited here that stand in another chapter.
    """
    title, part_of = escape(message("About this file")), escape(message("This file is a part of:"))
    pages_head, sources_head = message("Pages in other chapters"), message("Sources cited here")
    book, *more = map(escape, imprint)
    rows = [f"<cite>{book}</cite>", *more, *([_span(pages)] if pages else [])]
    where = f'<p class="closing-book">{". ".join(row.rstrip(".") for row in rows)}.</p>'
    listed = "".join(_chapter(*group) for group in groupby(abroad, _in_chapter))
    parts = [
        f'<section class="closing" id="{CLOSING_ID}">',
        f'<h2 data-outline="{title}" data-head="{title}">{title}</h2>',
        f"<p>{part_of}</p>",
        where,
        f"<h3>{escape(pages_head)}</h3>{listed}" if listed else "",
        f"<h3>{escape(sources_head)}</h3>{sources}" if sources else "",
        "</section>",
    ]
    return "\n".join(filter(None, parts))


def _span(pages: Sequence[str]) -> str:
    first, last = pages[0], pages[-1]
    span = first if first == last else f"{first}\N{EN DASH}{last}"
    return f"{page_word(len(pages))}\N{NO-BREAK SPACE}{span}"


def _in_chapter(place: Abroad) -> tuple[str, str]:
    return place.chapter, place.file


def _chapter(chapter: tuple[str, str], places: Iterable[Abroad]) -> str:
    title, file = map(escape, chapter)
    rows = "".join(
        f'<li class="level-2"><a href="{href(place.target)}" data-page="{place.place.label}">'
        f"{escape(place.words)}</a></li>"
        for place in places
    )
    return (
        f'<p class="closing-chapter">{title} <span class="closing-file">({file})</span></p>'
        f'<ul class="contents">{rows}</ul>'
    )
