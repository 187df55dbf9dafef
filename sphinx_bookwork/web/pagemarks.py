"""The pages of the print edition on the site: a small mark in the margin where each begins.

Where they begin is known from the page map (``bookweb_page_map``). A map that is missing, of
another edition or older than any text leaves all marks out: a site can be made without a print
edition, and no mark is wrong. A page that begins within highlighted code has none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.util import logging

from sphinx_bookwork.doctree.blocks import source_texts
from sphinx_bookwork.doctree.identity import edition_of
from sphinx_bookwork.doctree.pagebreaks import pagebreak
from sphinx_bookwork.doctree.printedpages import PageMapError, PrintedPages
from sphinx_bookwork.doctree.settings import PREFIX, BookSettings
from sphinx_bookwork.settings import read
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_bookwork")


class printed_page(pagebreak):
    """Here a page of the print edition begins, on a site."""


class MarkedPages(PrintedPages):
    """The pages of the print edition, as the site marks them."""

    node = printed_page

    def place(self, block: nodes.Element, offset: int) -> int:
        """Return the beginning of the word: a search would not find one that is taken apart."""
        text = "".join(part.astext() for part in source_texts(block))
        while 0 < offset < len(text) and not text[offset - 1].isspace():
            offset -= 1
        return offset

    def of_document(self, docname: str) -> tuple[str, ...]:
        """Return the labels of the first and last page of a document: two, one, or none known."""
        first = [
            (place.page, place.label)
            for target, place in self.map.targets.items()
            if target.startswith(f"{docname}#")
        ]
        starts = [(start.page, start.label) for start in self.map.starts if start.doc == docname]
        found = sorted({*first, *starts})
        return tuple(dict.fromkeys((found[0][1], found[-1][1]))) if found else ()


def pages_of(env: BuildEnvironment) -> MarkedPages | None:
    """Return the printed pages; None where no map tells them truly."""
    pages: MarkedPages | None = getattr(env, "bookweb_pages", None)
    return pages


def load(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Read the map, in every build; all pages are written anew when their marks are others."""
    pages = _true_pages(app, env) if is_site(app) else None
    env.bookweb_pages = pages  # type: ignore[attr-defined]  # an environment keeps what it is given
    shown: dict[str, str] = getattr(env, "bookweb_pages_shown", {})
    now = hashlib.sha256(pages.path.read_bytes()).hexdigest() if pages else ""
    before = shown.get(app.builder.name, "")
    env.bookweb_pages_shown = shown | {app.builder.name: now}  # type: ignore[attr-defined]
    return env.found_docs if now != before else ()


def _true_pages(app: Sphinx, env: BuildEnvironment) -> MarkedPages | None:
    name = settings(app).page_map
    if not name or not Path(app.confdir, name).is_file():
        return None
    edition = edition_of(
        read(app.config, BookSettings, PREFIX), app.config.release, app.config.project
    )
    try:
        pages = MarkedPages(Path(app.confdir, name), edition)
        pages.check(env)
    except PageMapError as error:
        logger.info("bookweb: no marks of the printed pages: %s", error)
        return None
    return pages


def mark(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Put the marks into a document of a site."""
    if is_site(app) and (pages := pages_of(app.env)):
        pages.mark(docname, document, app.env)


def visit_printed_page(translator: HTML5Translator, node: printed_page) -> None:
    """Write a mark: seen in the margin, spoken as a separator with a name (WAI-ARIA 1.2, 5.4).

    ``doc-pagebreak`` may have no name any more (DPUB-ARIA 1.1), so it could not say its page.
    """
    name = _("Printed page %s") % node["label"]
    translator.body.append(
        f'<span class="printed-page" role="separator" id="{escape(node["ident"])}"'
        f' aria-label="{escape(str(name))}" data-page="{escape(node["label"])}"></span>'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the node and its place in the build."""
    app.add_node(printed_page, html=(visit_printed_page, None))
    app.connect("env-updated", load)
    app.connect("doctree-resolved", mark, priority=900)  # when nothing moves any more
    return {"parallel_read_safe": True, "parallel_write_safe": True}
