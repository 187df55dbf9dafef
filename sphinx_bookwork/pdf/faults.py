"""What WeasyPrint complains of, said so that an author can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx.errors import SphinxError

from sphinx_bookwork.doctree.assembly import Book

if TYPE_CHECKING:
    from sphinx_bookwork.pdf.builder import BookPdfBuilder


class PageError(SphinxError):
    """Faults seen in layout; each on a line of its own."""

    category = "Print edition"


#: (what the message looks like, our code, what to do about it)
KINDS = (
    (re.compile(r"[Ff]ailed to load image"), "image", "correct the file or its path"),
    (re.compile(r"notdef|missing glyph", re.I), "glyph", "add a face that has it to book_fonts"),
    (re.compile(r"No anchor #(?P<target>\S+)"), "link", "correct the target of the link"),
    (re.compile(r"Anchor defined twice"), "anchor", "give each target a name of its own"),
    (re.compile(r"font|Font"), "font", "correct the face"),
    (re.compile(r"Ignored|Invalid|Parse error|unknown", re.I), "css", "correct the stylesheet"),
)


def refuse(complaints: Iterable[str], book: Book, builder: BookPdfBuilder) -> None:
    """Raise ``PageError`` with every complaint, where there is one."""
    faults = [_fault(message, book, builder) for message in complaints]
    if faults:
        raise PageError("\n".join(faults))


def _fault(message: str, book: Book, builder: BookPdfBuilder) -> str:
    for pattern, code, remedy in KINDS:
        match = pattern.search(message)
        if match:
            place = _place(match.groupdict().get("target") or message, book)
            return f"{place}{message}; {remedy} [bookpdf.{code}]"
    return f"{message} [bookpdf.layout]"


def _place(text: str, book: Book) -> str:
    """Return ``path:line: `` of the image or link that ``text`` names, where one is found."""
    wanted = unquote(text)
    for chapter in book.chapters:
        if chapter.document is None:
            continue
        for node in chapter.document.findall(nodes.Element):
            address = node.get("refid") or node.get("uri")
            if address and len(str(address)) > 3 and unquote(str(address)) in wanted:
                source, line = nodes_place(node)
                if source:
                    return f"{source}:{line}: "
    return ""


def nodes_place(node: nodes.Element) -> tuple[str, int]:
    """Return path and line of a node or of the nearest block around it."""
    current: nodes.Element | None = node
    while current is not None:
        if current.source and current.line:
            return str(current.source), int(current.line)
        current = current.parent
    return "", 0
