"""The units of layout in the order of the book: covers, title pages, parts, chapters, index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from docutils import nodes

from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf.notes import PlacedNote

#: In which sequence of folios a unit stands: covers have none, front matter roman, the rest arabic.
Numbering = Literal["cover", "roman", "arabic", "back-cover"]
#: "recto", "verso" or "any".
Side = str
PlaceOf = Callable[[str], Place | None]


def generated(name: str) -> str:
    """Return the name of a unit the builder makes itself, which no document can have."""
    return f"<{name}>"


@dataclass
class Unit:
    """What is laid out by itself, beginning on a page of its own.

    ``name`` is its document's, or ``generated``; no two units share one.

    ``content`` is XHTML with placeholders for pages; a function of the places known so far for
    the index, whose very text depends on them. ``omitted`` says why pages of it hold no text of
    the source, where that is so.
    """

    name: str
    content: str | Callable[[PlaceOf], str]
    numbering: Numbering
    side: Side = "recto"
    classes: str = ""
    notes: list[PlacedNote] = field(default_factory=list)
    document: nodes.document | None = None
    omitted: str = ""
    plain: bool = False

    def text(self, place_of: PlaceOf) -> str:
        """Return the XHTML for the places known so far."""
        return self.content if isinstance(self.content, str) else self.content(place_of)
