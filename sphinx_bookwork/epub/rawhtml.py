"""Raw HTML of a source as XHTML: what HTML may leave out is put in, what is refused is named.

Tags come one at a time, for the start and the end of an element are often two raw nodes. Whether
they pair up is seen when the whole page is parsed (``markup``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta source track wbr")
# An e-book has no script (shops and libraries refuse it), no form, no look of its own in the text.
REFUSED = _names("applet base button embed form iframe input link meta object") | _names(
    "script select style textarea"
)
#: What may not stand in a paragraph; a browser would end the paragraph before it.
BLOCKS = _names("address article aside blockquote details div dl fieldset figure footer") | _names(
    "h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul"
)
# HTML has dropped these; their look is for the stylesheet, their words are kept.
_SUCCESSORS = {"big": "span", "center": "div", "font": "span", "strike": "s", "tt": "code"}
_LOOKS = _names(
    "align background bgcolor border cellpadding cellspacing color face hspace"
) | _names("nowrap size valign vspace")
_SPACES = {
    "svg": "http://www.w3.org/2000/svg",
    "math": "http://www.w3.org/1998/Math/MathML",
}
_NAME = re.compile(r"[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?", re.ASCII)


@dataclass
class RawHtml:
    """The XHTML of a raw passage, what is wrong with it, and the blocks that it opens."""

    xhtml: str
    wrong: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


def to_xhtml(html: str) -> RawHtml:
    """Return ``html`` in XML syntax; ``wrong`` says what of it an e-book may not hold."""
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return RawHtml("".join(parser.parts), parser.wrong, parser.blocks)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.wrong: list[str] = []
        self.blocks: list[str] = []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, closed=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(f"</{_SUCCESSORS.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))

    def _open(self, tag: str, attrs: Iterable[tuple[str, str | None]], closed: bool) -> None:
        if tag in REFUSED:
            self.wrong.append(f"an e-book may not hold <{tag}>")
        elif not _NAME.fullmatch(tag):
            self.wrong.append(f"<{tag}> is no element of XHTML")
        tag = _SUCCESSORS.get(tag, tag)
        if tag in BLOCKS:
            self.blocks.append(tag)
        kept = {name: name if value is None else value for name, value in attrs}
        kept = {name: value for name, value in kept.items() if name not in _LOOKS}
        self.wrong += [text for name in kept if (text := _refused(name))]
        if tag in _SPACES:
            kept = {"xmlns": _SPACES[tag]} | kept
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{written}{' /' if closed else ''}>")


def _refused(name: str) -> str | None:
    if not _NAME.fullmatch(name):
        return f"{name!r} is no attribute of XHTML"
    if name.startswith("on"):
        return f"an e-book may not hold a script ({name}=)"
    return None
