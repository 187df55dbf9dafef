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

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source")
    + ("track", "wbr")
)
# An e-book has no script (shops and libraries refuse it), no form, no look of its own in the text.
REFUSED = frozenset(
    ("applet", "base", "button", "embed", "form", "iframe", "input", "link", "meta", "object")
    + ("script", "select", "style", "textarea")
)
_NAME = re.compile(r"[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?", re.ASCII)


@dataclass
class RawHtml:
    """The XHTML of a raw passage and what is wrong with it."""

    xhtml: str
    wrong: list[str] = field(default_factory=list)


def to_xhtml(html: str) -> RawHtml:
    """Return ``html`` in XML syntax; ``wrong`` says what of it an e-book may not hold."""
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return RawHtml("".join(parser.parts), parser.wrong)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, closed=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self._open(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))

    def _open(self, tag: str, attrs: Iterable[tuple[str, str | None]], closed: bool) -> None:
        if tag in REFUSED:
            self.wrong.append(f"an e-book may not hold <{tag}>")
        if not _NAME.fullmatch(tag):
            self.wrong.append(f"<{tag}> is no element of XHTML")
        kept = dict((name, value if value is not None else name) for name, value in attrs)
        self.wrong += [text for name, value in kept.items() if (text := _refused(name, value))]
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{written}{' /' if closed else ''}>")


def _refused(name: str, value: str) -> str | None:
    if not _NAME.fullmatch(name):
        return f"{name!r} is no attribute of XHTML"
    if name.startswith("on"):
        return f"an e-book may not hold a script ({name}=)"
    return None
