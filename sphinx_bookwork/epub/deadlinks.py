"""Links to what is not in the book: each is named with its line, and leads as near as can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from lxml import etree
from sphinx.util import logging

from sphinx_bookwork.doctree.blocks import location_of
from sphinx_bookwork.epub.pages import Page

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DeadLink:
    """A link of a page to what is not in the book; ``what`` says where it leads."""

    page: Page
    element: etree._Element
    what: str

    @property
    def target(self) -> str:
        """Its address as it is written."""
        return str(self.element.get("href"))

    def mend(self, pages: Iterable[Page]) -> None:
        """Let it lead to the page at least, or nowhere if it is on that page or there is none."""
        path = self.target.partition("#")[0]
        if path and self.page.path_of(path) in {page.href for page in pages}:
            self.element.set("href", path)
        else:
            del self.element.attrib["href"]


def dead_links(pages: list[Page]) -> list[DeadLink]:
    """Return every link whose target is not in the book."""
    ids = {page.href: page.ids for page in pages}
    return [
        DeadLink(page, element, f"{path!r}, which is not in the book")
        if path not in ids
        else DeadLink(page, element, f"{path!r}, which has no {fragment!r}")
        for page in pages
        for element, path, fragment in page.linking
        if path not in ids or (fragment and fragment not in ids[path])
    ]


def mend_links(
    pages: list[Page], folder: Path, env: BuildEnvironment, documents: Mapping[str, str]
) -> None:
    """Warn of dead links and mend them in the pages written below ``folder``.

    ``documents`` gives the names of documents by the addresses of their pages.
    """
    dead = dead_links(pages)
    for link in dead:
        docname = documents.get(link.page.href)
        logger.warning(
            "a link leads to %s: %r; mend it, or name what it means",
            link.what,
            link.target,
            location=_place_of(link, docname, env) if docname else link.page.href,
            type="bookepub",
            subtype="link",
        )
        link.mend(pages)
    for page in dict.fromkeys(link.page for link in dead):
        page.write(folder)


def _place_of(link: DeadLink, docname: str, env: BuildEnvironment) -> str | nodes.Node:
    """Return where the source has a link: raw HTML is all that nobody has looked into."""
    wanted = link.target.partition("#")[2] or link.target
    for raw in env.get_doctree(docname).findall(nodes.raw):
        if wanted in raw.astext():
            return location_of(raw)
    return docname
