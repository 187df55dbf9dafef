"""The pages of the print edition in another edition: where in the text each begins.

Known from the print edition's page map (``sphinx_bookwork.pagemap``), which is used only if it was
made from the very texts of this edition: better no mark of a page than a wrong one.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import SphinxError

from sphinx_bookwork.doctree.blocks import is_block
from sphinx_bookwork.doctree.fingerprint import block_fingerprint, book_fingerprints
from sphinx_bookwork.doctree.lists import parents
from sphinx_bookwork.doctree.pagebreaks import insert, pagebreak
from sphinx_bookwork.pagemap import PageMap

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class PageMapError(SphinxError):
    """The page map is not one of this book as it is now; the message names file and cause."""

    category = "Page map"


class PrintedPages:
    """The pages of the print edition, as its map at ``path`` tells them."""

    advice = ""
    """What an edition says behind a cause: what to do about it."""

    code = ""
    """The code that its messages end in."""

    node: type[pagebreak] = pagebreak
    """How it writes page breaks."""

    def __init__(self, path: Path, edition: str) -> None:
        """Read the map; raise ``PageMapError`` where it is not one of ``edition``."""
        self.path = path
        try:
            self.map = PageMap.read(path)
        except OSError as error:
            raise self._error(f"the page map cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise PageMapError(f"{error}{self.code}") from error
        if self.map.edition != edition:
            raise self._error(f"made for another edition: {self.map.edition!r}, not {edition!r}")
        self._check_starts()

    def _error(self, cause: str) -> PageMapError:
        return PageMapError(f"{self.path}: {cause}{self.advice}{self.code}")

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

        A page that begins in a block which is not there, or has another text, gets none.
        """
        starts = [start for start in self.map.starts if start.doc == docname]
        taken = {ident for node in document.findall(nodes.Element) for ident in node["ids"]}
        blocks = {n["block"]: n for n in document.findall(nodes.Element) if n.get("block")}
        # From the last to the first: a break does not move what stands before it.
        for start in reversed(starts):
            ident = nodes.make_id(f"page-{start.label}")
            while ident in taken:
                ident += "-"
            taken.add(ident)
            mark = self.node(label=start.label, ident=ident)
            block = blocks.get(start.block)
            if block is None:
                if _is_elsewhere(env.get_doctree(docname), start.block):
                    _insert_behind(document, start.block, mark)
            elif self.map.texts.get(f"{docname}#{start.block}") == block_fingerprint(block):
                insert(block, self.place(block, start.offset), mark)

    def place(self, block: nodes.Element, offset: int) -> int:
        """Return the character of a block before which a page is marked that begins at one."""
        return offset


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
