"""What an edition may show and need not: what raw HTML and extensions have of their own.

Each edition does with it what it can: a site plays a film that an e-book links to.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.checks.facts import Kind


def allowed(document: nodes.document) -> Iterator[tuple[Kind, str]]:
    """Yield the kinds and texts of what may be in an edition of a document as read."""
    for node in document.findall(nodes.Element):
        if isinstance(node, addnodes.toctree):
            for _, name in node["entries"]:
                yield from _address(str(name))
        elif isinstance(node, nodes.raw):
            reader = _RawHtml()
            reader.feed(node.astext())
            yield from reader.found
        elif isinstance(node, nodes.image):
            yield from _address(node["uri"])
        elif node.get("alt"):  # drawn by an extension
            yield "alt", str(node["alt"])


def _address(uri: str) -> Iterator[tuple[Kind, str]]:
    if ":" in uri:
        yield "address", uri


class _RawHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[Kind, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "alt" and value:
                self.found.append(("alt", value))
            elif name in ("href", "src"):
                self.found += _address(value or "")
