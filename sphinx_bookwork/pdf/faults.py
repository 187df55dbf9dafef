"""What WeasyPrint complains of, said so that an author can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_bookwork.doctree.assembly import Book
from sphinx_bookwork.doctree.blocks import place_of

logger = logging.getLogger(__name__)

#: Addresses shorter than this would be found in any message.
MIN_ADDRESS = 3
QUOTED = re.compile(r"'([^']+)'")


class PageError(SphinxError):
    """Faults seen in layout; each on a line of its own."""

    category = "Print edition"


#: What the engine says of an image that another host would have to deliver.
REMOTE = "not a file of the project: http"
#: What it says of a character that no face has.
GLYPH = re.compile(r'notdef glyph rendered.*?"(?P<text>.*)"', re.DOTALL)

#: (what the message looks like, our code, what to do about it)
KINDS = (
    (
        re.compile(r"[Ff]ailed to (load|render) (SVG )?image"),
        "image",
        "correct the file or its path",
    ),
    (re.compile("no face has the characters"), "glyph", "add one that has them to book_fonts"),
    (re.compile(r"no required alt"), "alt", "say in :alt: what the image shows"),
    (re.compile(r"No anchor #(?P<target>\S+)"), "link", "correct the target of the link"),
    (re.compile(r"Anchor defined twice"), "anchor", "give each target a name of its own"),
    (
        re.compile(r'Text runs off the page: "(?P<text>.*)"', re.DOTALL),
        "off-page",
        "make its column or its words narrower, or turn the page (class landscape)",
    ),
    (re.compile("is mixed of inks"), "inks", ""),
    (re.compile(r"[Ff]ont"), "font", "correct the face"),
    (re.compile(r"Ignored|Invalid|Parse error|[Uu]nknown"), "css", "correct the style"),
)


def refuse(complaints: Iterable[str], book: Book) -> None:
    """Raise ``PageError`` with every complaint, where there is one.

    A style inside the text that paper does not know may come from another extension, so it is a
    warning, which ``suppress_warnings = ["bookpdf.css"]`` silences. So is an image on another host
    in raw HTML, in whose place its words are printed.
    """
    faults = []
    for message in _glyphs_together(complaints, book):
        text, code = _fault(message, book)
        if code == "css" or (code == "image" and REMOTE in text):
            logger.warning("%s", text, type="bookpdf", subtype=code)
        else:
            faults.append(f"{text} [bookpdf.{code}]")
    if faults:
        raise PageError("\n".join(faults))


def _glyphs_together(complaints: Iterable[str], book: Book) -> Iterator[str]:
    """Yield the complaints, those of glyphs as one for each place: a script has many letters."""
    lacking: dict[str, list[str]] = {}
    for message in complaints:
        glyph = GLYPH.search(message)
        if glyph:
            lacking.setdefault(_text_place(glyph["text"], book), []).append(glyph["text"])
        else:
            yield message
    for place, letters in lacking.items():
        yield f"{place}no face has the characters {' '.join(letters)}"


def _fault(message: str, book: Book) -> tuple[str, str]:
    for pattern, code, remedy in KINDS:
        match = pattern.search(message)
        if match:
            groups = match.groupdict()
            words = groups.get("text")
            place = (
                _text_place(words, book) if words else _place(groups.get("target") or message, book)
            )
            return "; ".join(filter(None, [f"{place}{message.rstrip('.')}", remedy])), code
    return message, "layout"


def _text_place(words: str, book: Book) -> str:
    for chapter in book.chapters:
        for text in chapter.document.findall(nodes.Text) if chapter.document is not None else ():
            if words in text.astext():
                return _prefix(text.parent)
    return ""


def _place(text: str, book: Book) -> str:
    """Return ``path:line: `` of the image or link that ``text`` names, where one is found."""
    wanted = unquote(text)
    quoted = [word for word in QUOTED.findall(text) if len(word) > MIN_ADDRESS]
    for chapter in book.chapters:
        for node in chapter.document.findall(nodes.Element) if chapter.document is not None else ():
            address = str(node.get("refid") or node.get("uri") or "")
            if len(address) > MIN_ADDRESS and unquote(address) in wanted:
                return _prefix(node)
            if isinstance(node, nodes.raw) and any(word in node.astext() for word in quoted):
                return _prefix(node)
    return ""


def _prefix(node: nodes.Element) -> str:
    """Return ``path:line: `` of a node or of the nearest block around it."""
    path, line = place_of(node)
    return f"{path}:{line}: " if line else ""
