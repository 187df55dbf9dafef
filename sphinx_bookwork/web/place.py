"""Where the reader is: part of the book, number in it, and how long the page takes to read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import ceil
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.doctree.identity import matter_of
from sphinx_bookwork.doctree.settings import PREFIX as BOOK
from sphinx_bookwork.doctree.settings import BookSettings
from sphinx_bookwork.settings import read
from sphinx_bookwork.web.sites import is_site, settings
from sphinx_bookwork.web.words import message

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: What a reader of the text may pass over.
NOT_READ = (nodes.footnote, nodes.citation, nodes.comment, nodes.footnote_reference, nodes.raw)


@dataclass(frozen=True)
class Place:
    """A document's place: the caption of its part, and its number among the documents there."""

    part: str
    number: int
    total: int


def setup(app: Sphinx) -> ExtensionMetadata:
    """Say above the text of a page where it is."""
    app.connect("html-page-context", show, priority=300)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


@lru_cache(maxsize=1)
def places(app: Sphinx) -> dict[str, Place]:
    """Return the place of every document that a captioned toctree of the root lists."""
    found = {}
    for toctree in app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree):
        listed = [name for name in toctree["includefiles"] if name in app.env.found_docs]
        if toctree.get("caption"):
            for number, docname in enumerate(listed, 1):
                found[docname] = Place(toctree["caption"], number, len(listed))
    return found


def minutes(doctree: nodes.document, speed: int) -> int:
    """Return how long the text takes at ``speed`` words a minute, notes not counted; at least 1."""
    texts = (text.astext() for text in doctree.findall(nodes.Text) if is_read(text))
    return max(1, ceil(sum(len(text.split()) for text in texts) / speed))


def is_read(text: nodes.Node) -> bool:
    """Tell whether a piece of text is part of what one reads."""
    node = text.parent
    while node is not None:
        if isinstance(node, NOT_READ):
            return False
        node = node.parent
    return True


def show(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put the line above the text of a chapter, and its title into the bar of a lean page."""
    speed = settings(app).reading_speed if is_site(app) else 0
    if not speed or doctree is None or pagename == app.config.root_doc:
        return
    context["lean_place"] = context.get("title", "")
    if matter_of(read(app.config, BookSettings, BOOK), pagename) != "body":
        return
    parts = []
    if place := places(app).get(pagename):
        words = message("{part}, {number} of {total}")
        parts.append(escape(words.format(part=place.part, number=place.number, total=place.total)))
    parts.append(escape(message("{minutes} min to read").format(minutes=minutes(doctree, speed))))
    if download := context.get("bookwork_download"):
        parts.append(f'<a href="{escape(download.uri)}">{escape(download.label)}</a>')
    context["body"] = f'<p class="bookweb-place">{" · ".join(parts)}</p>\n{context["body"]}'
