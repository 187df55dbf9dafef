"""The pages of the print edition in the e-book: where each begins, and the list of them.

Where they begin is known from the print edition's page map (``sphinx_bookwork.pagemap``). It is
used only if it was made from the very texts of the e-book; else it is an error, or there is no
list, but never one that is wrong (EPUB 3.3, 5.4.2.4; EPUB Accessibility 1.1, 3.6).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import SphinxError

from sphinx_bookwork.doctree.blocks import is_block
from sphinx_bookwork.doctree.fingerprint import block_fingerprint, book_fingerprints
from sphinx_bookwork.doctree.lists import parents
from sphinx_bookwork.epub.names import xml_name
from sphinx_bookwork.epub.pagebreaks import insert, marker, pagebreak
from sphinx_bookwork.pagemap import PageMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from sphinx_bookwork.epub.pages import Page

#: What to do about a map that is of no use.
REBUILD = 'build the print edition (bookpdf) first, or set bookepub_page_map = ""'
BREAKS = "//h:span[@role='doc-pagebreak']"


class PageMapError(SphinxError):
    """The page map is not one of this book as it is now; the message names file and cause."""

    category = "E-book"


@dataclass(frozen=True)
class PageTarget:
    """An entry of the page list."""

    label: str
    href: str

    @property
    def kind(self) -> str:
        """Its type in an NCX (DAISY 2005, 8.4.5)."""
        if self.label.isdecimal():
            return "normal"
        return "front" if set(self.label) <= set("ivxlcdm") else "special"


class PrintedPages:
    """The pages of the print edition, as its map at ``path`` tells them."""

    def __init__(self, path: Path, edition: str) -> None:
        """Read the map; raise ``PageMapError`` where it is not one of ``edition``."""
        self.path = path
        try:
            self.map = PageMap.read(path)
        except OSError as error:
            raise self._error(f"the page map cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise PageMapError(f"{error} [bookepub.page-map]") from error
        if self.map.edition != edition:
            raise self._error(f"made for another edition: {self.map.edition!r}, not {edition!r}")
        self._check_starts()

    def _error(self, cause: str) -> PageMapError:
        return PageMapError(f"{self.path}: {cause}; {REBUILD} [bookepub.page-map]")

    def _check_starts(self) -> None:
        """Every page once, in order, with a label of its own."""
        starts = self.map.starts
        if not starts:
            raise self._error("the page map says of no page where it begins")
        numbers = [start.page for start in starts]
        if sorted(set(numbers)) != numbers:
            raise self._error("its pages are not in order, each once")
        for label, count in Counter(start.label for start in starts).items():
            if count > 1 or not label:
                raise self._error(f"{count} pages are labelled {label!r}")

    def check(self, env: BuildEnvironment) -> None:
        """Raise ``PageMapError`` where the map was made from other texts than those in ``env``."""
        known = {key: text for key, text in self.map.texts.items() if "#" not in key}
        texts = book_fingerprints(env)
        for start in self.map.starts:
            if start.doc not in texts:
                raise self._error(f"page {start.label} begins in no document: {start.doc!r}")
        for doc in sorted(texts.keys() | known.keys()):
            if texts.get(doc) != known.get(doc):
                raise self._error(f"older than the text of {doc!r}")

    def mark(self, docname: str, document: nodes.document, env: BuildEnvironment) -> None:
        """Put a page break into a resolved document wherever a page begins.

        A page that begins in a block which is not there, or has another text, gets none;
        ``targets`` will say so.
        """
        starts = [start for start in self.map.starts if start.doc == docname]
        taken = {ident for node in document.findall(nodes.Element) for ident in node["ids"]}
        blocks = {n["block"]: n for n in document.findall(nodes.Element) if n.get("block")}
        # From the last to the first: a break does not move what stands before it.
        for start in reversed(starts):
            ident = xml_name(f"page-{start.label}")
            while ident in taken:
                ident += "-"
            mark = pagebreak(label=start.label, ident=ident)
            block = blocks.get(start.block)
            if block is None:
                if _is_elsewhere(env.get_doctree(docname), start.block):
                    _insert_behind(document, start.block, mark)
            elif self.map.texts.get(f"{docname}#{start.block}") == block_fingerprint(block):
                insert(block, start.offset, mark)

    def targets(self, pages: Iterable[Page]) -> tuple[PageTarget, ...]:
        """Return the page list out of the breaks in the written pages."""
        found = {
            str(mark.get("aria-label")): f"{page.href}#{mark.get('id')}"
            for page in pages
            for mark in page.find(BREAKS)
        }
        for start in self.map.starts:
            if start.label not in found:
                raise self._error(f"page {start.label} begins where {start.doc!r} has no such text")
        return tuple(PageTarget(start.label, found[start.label]) for start in self.map.starts)


def _is_elsewhere(document: nodes.document, block: str) -> bool:
    """Tell whether a document has the block for other editions (``only``)."""
    found = (node for node in document.findall(nodes.Element) if node.get("block") == block)
    return any(isinstance(parent, addnodes.only) for node in found for parent in parents(node))


def _insert_behind(document: nodes.document, block: str, mark: pagebreak) -> None:
    """Put ``mark`` before the first block behind the place where ``block`` would stand."""
    for node in filter(is_block, document.findall(nodes.TextElement)):
        number = str(node.get("block", ""))
        behind = number.isdecimal() and int(number) > int(block)
        if behind and insert(node, 0, mark):
            return
    sections = [child for child in document.children if isinstance(child, nodes.section)]
    (sections[-1] if sections else document).append(nodes.paragraph("", "", mark))


def withdraw(folder: Path, pages: Iterable[Page]) -> None:
    """Take the page breaks out of the written pages below ``folder``: there is no list of them."""
    for page in pages:
        path = folder / page.href
        text = path.read_text(encoding="utf-8")
        for mark in page.find(BREAKS):
            text = text.replace(marker(str(mark.get("aria-label")), str(mark.get("id"))), "")
        path.write_text(text, encoding="utf-8")
