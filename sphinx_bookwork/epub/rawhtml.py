"""Raw HTML of a source as XHTML: what HTML may leave out is put in, what is refused is named.

Tags come one at a time, for the start and the end of an element are often two raw nodes. Whether
they pair up is seen when the whole page is parsed (``markup``). What an e-book may not hold is left
out, with a link in its place where there is something to go to; that is always said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from sphinx_bookwork.epub.names import is_external


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta source track wbr")
# An e-book has no script (shops and libraries refuse it), no form, no look of its own in the text.
REFUSED = _names("applet base button embed form iframe input link meta object") | _names(
    "script select style textarea"
)
#: Of these, what is between their tags is no text for readers.
_WITHOUT_TEXT = _names("applet iframe object script select style textarea")
#: What may not stand in a paragraph; a browser would end the paragraph before it.
BLOCKS = _names("address article aside blockquote details div dl fieldset figure footer") | _names(
    "h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul"
)
_IN_BLOCKS = _names("caption col colgroup dd dt figcaption legend li summary tbody td tfoot th") | (
    _names("thead tr")
)
_KNOWN = (
    BLOCKS
    | _IN_BLOCKS
    | VOID
    | REFUSED
    | _names("a abbr audio b bdi bdo cite code data")
    | (
        _names(
            "del dfn em hgroup i ins kbd label map mark math menu meter output picture progress q"
        )
        | _names("rp rt ruby s samp small span strong sub sup svg time u var video")
    )
)
# HTML has dropped these; their look is for the stylesheet, their words are kept.
_SUCCESSORS = {"big": "span", "center": "div", "font": "span", "strike": "s", "tt": "code"}
_LOOKS = _names(
    "align background bgcolor border cellpadding cellspacing clear color face frame hspace"
) | _names("nowrap rules size valign vspace")
#: What still may say how large it is; of tables and cells that is for the stylesheet.
_SIZED = _names("audio canvas img math source svg video")
_SPACES = {
    "svg": "http://www.w3.org/2000/svg",
    "math": "http://www.w3.org/1998/Math/MathML",
}
# Names that are no names any more in small letters, which HTML may be written in.
_MIXED = {
    name.lower(): name
    for name in _names("attributeName baseFrequency calcMode clipPath clipPathUnits foreignObject")
    | _names("gradientTransform gradientUnits lengthAdjust linearGradient markerHeight markerUnits")
    | _names("markerWidth maskContentUnits maskUnits pathLength patternContentUnits")
    | _names("patternTransform patternUnits preserveAspectRatio radialGradient refX refY")
    | _names("repeatCount spreadMethod startOffset stdDeviation textLength textPath viewBox")
}
_NAME = re.compile(r"[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?", re.ASCII)

#: Where a picture that the source names lies in the book, None where it cannot be there.
FindPicture = Callable[[str], str | None]


@dataclass
class RawHtml:
    """The XHTML of a raw passage, and what is wrong with it."""

    xhtml: str
    wrong: list[str] = field(default_factory=list)


def to_xhtml(
    html: str,
    in_line: bool = False,
    picture: FindPicture = str,
    taken: set[str] | None = None,
) -> RawHtml:
    """Return ``html`` in XML syntax; ``wrong`` says what of it an e-book may not hold.

    ``in_line``: it stands in a paragraph, where blocks may not. ``picture`` knows the pictures.
    ``taken`` are the ids of the page so far; those of ``html`` are added.
    """
    parser = _Tags(in_line, picture, set() if taken is None else taken)
    parser.feed(html)
    parser.close()
    return RawHtml("".join(parser.parts), parser.wrong)


class _Tags(HTMLParser):
    def __init__(self, in_line: bool, picture: FindPicture, taken: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.in_line, self.picture, self.taken = in_line, picture, taken
        self.parts: list[str] = []
        self.wrong: list[str] = []
        self._foreign = ""  # svg or math, while in it
        self._unread = ""  # what is passed over, while in it

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, closed=tag in VOID)
        if tag in _WITHOUT_TEXT and not self._unread:
            self._unread = tag

    def handle_startendtag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            self._unread = "" if tag == self._unread else self._unread
        elif tag not in VOID and self._is_kept(tag):
            self.parts.append(f"</{self._written(tag)}>")
        if tag == self._foreign:
            self._foreign = ""

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(escape(data, quote=False))

    def _is_kept(self, tag: str) -> bool:
        return bool(self._foreign) or tag in _SUCCESSORS or tag in _KNOWN - REFUSED

    def _written(self, tag: str) -> str:
        if self._foreign:
            return _MIXED.get(tag, tag)
        tag = _SUCCESSORS.get(tag, tag)
        if self.in_line and tag in BLOCKS | _IN_BLOCKS:
            return "br" if tag == "hr" else "span"
        return tag

    def _open(self, tag: str, attrs: Iterable[tuple[str, str | None]], closed: bool) -> None:
        if self._unread:
            return
        given = {name: name if value is None else value for name, value in attrs}
        if tag == "input" and given.get("type") == "checkbox":  # of a list of tasks
            self.parts.append("☑" if "checked" in given else "☐")
            return
        if tag in _SPACES:
            self._foreign = "" if closed else tag
            given = {"xmlns": _SPACES[tag]} | given
        if tag in REFUSED:
            self.wrong.append(f"an e-book may not hold <{tag}>")
        elif not self._is_kept(tag):
            self.wrong.append(f"<{tag}> is no element of XHTML")
        elif self.in_line and not self._foreign and _SUCCESSORS.get(tag, tag) in BLOCKS:
            self.wrong.append(f"<{tag}> may not stand in a paragraph")
        shown = given.get("src") or given.get("data") or ""
        if tag in ("img", "audio", "video", "source", "track") and shown:
            self._show(tag, shown, given, closed)
        elif self._is_kept(tag):
            self._write(tag, given, closed)
        elif is_external(shown) and tag != "script":
            self._link(shown, given.get("title") or shown)

    def _show(self, tag: str, shown: str, given: dict[str, str], closed: bool) -> None:
        """Write what shows a file, if the book can have the file; else its words."""
        inside = shown.startswith("data:")
        place = shown if inside else None if is_external(shown) else self.picture(shown)
        if place is not None:
            self._write(tag, given | {"src": place}, closed)
            return
        self.wrong.append(f"the e-book has no {shown!r}")
        if tag == "img":
            self.parts.append(f"<span>{escape(given.get('alt', ''), quote=False)}</span>")
        elif is_external(shown):
            self._link(shown, given.get("title") or shown)
        if not closed:  # its end will come, maybe in another passage
            self._write(tag, {"hidden": "hidden"}, closed)

    def _write(self, tag: str, given: dict[str, str], closed: bool) -> None:
        if tag == "details":
            given = given | {"open": "open"}  # nothing can be clicked
        if tag == "a" and "name" in given:
            given = {"id": given["name"]} | given
        if given.get("id") in self.taken:
            self.wrong.append(f"the id stands twice on the page: {given.pop('id')!r}")
        self.taken.update([given["id"]] if "id" in given else [])
        self.wrong += [text for name in given if (text := _refused(name))]
        kept = {
            _MIXED.get(name, name) if self._foreign else name: value
            for name, value in given.items()
            if not _refused(name) and (self._foreign or self._may_have(tag, name))
        }
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{self._written(tag)}{written}{' /' if closed else ''}>")

    def _may_have(self, tag: str, name: str) -> bool:
        if name in ("width", "height"):
            return tag in _SIZED
        return name not in _LOOKS and not (tag == "a" and name == "name")

    def _link(self, uri: str, words: str) -> None:
        self.parts.append(f'<a href="{escape(uri)}">{escape(words, quote=False)}</a>')


def _refused(name: str) -> str | None:
    if not _NAME.fullmatch(name):
        return f"{name!r} is no attribute of XHTML"
    if name.startswith("on"):
        return f"an e-book may not hold a script ({name}=)"
    return None
