"""Is a page well-formed, and if it is not, which passage of the source is to blame?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from docutils import nodes
from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"


_AREA = re.compile(r"<area\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class MarkupError:
    """What is wrong with a page, and the node of the source that it comes from, if known."""

    message: str
    node: nodes.Node | None


@dataclass(frozen=True)
class RawPassage:
    """A passage of raw HTML: its node, and the index of its part in the translator's body."""

    node: nodes.Node
    part: int


def check_body(
    parts: list[str], passages: list[RawPassage], document: nodes.document
) -> list[MarkupError]:
    """Return what keeps the body of a page from being valid: broken pairs of tags, repeated ids."""
    opening = f'<body xmlns="{XHTML}" xmlns:epub="{EPUB}">'
    source = f"{opening}{''.join(parts)}</body>"
    try:
        root = etree.fromstring(source.encode())
    except etree.XMLSyntaxError as error:
        offset = _offset(source, error) - len(opening)
        return [MarkupError(f"HTML tags do not pair: {error.msg}", _blame(parts, passages, offset))]
    counts = Counter(root.xpath("//@id"))
    return [
        MarkupError(f"the id stands twice on the page: {ident!r}", _bearer(document, str(ident)))
        for ident, count in counts.items()
        if count > 1
    ]


def _offset(source: str, error: etree.XMLSyntaxError) -> int:
    line, column = (int(number) for number in error.position)
    lines = source.split("\n")
    return sum(len(text) + 1 for text in lines[: line - 1]) + column - 1


def _blame(parts: list[str], passages: list[RawPassage], offset: int) -> nodes.Node | None:
    """Return the raw passage in which the page broke, else the last before it."""
    blamed: nodes.Node | None = passages[0].node if passages else None
    for passage in passages:
        if sum(map(len, parts[: passage.part])) <= offset:
            blamed = passage.node
    return blamed


def _bearer(document: nodes.document, ident: str) -> nodes.Node | None:
    """Return what carries the id in the source, raw HTML first: the other one is generated."""
    for raw in document.findall(nodes.raw):
        if ident in raw.astext():
            return raw
    for node in document.findall(nodes.Element):
        if ident in node.get("ids", ()):
            return node
    return None


def name_areas(part: str) -> str:
    """Give the areas of a picture that can be clicked (Graphviz) the words for them, and no ids.

    Dot writes the words as a tooltip, and the same ids for every graph of a page.
    """
    return _AREA.sub(_named, part) if "<area" in part else part


def _named(area: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(area[0]))
    words = attributes.get("alt") or attributes.get("title") or attributes.get("href", "")
    kept = {name: attributes[name] for name in ("shape", "coords", "href") if name in attributes}
    written = "".join(f' {name}="{value}"' for name, value in (kept | {"alt": words}).items())
    return f"<area{written}/>"
