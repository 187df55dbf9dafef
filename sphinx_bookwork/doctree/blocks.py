"""Blocks of text: each is numbered when its document is read, so that all editions name it alike.

The number (attribute ``block``, counted through the document in reading order) is how the page
map says where in the source a printed page begins, and how a missing block is traced to its line.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

#: Elements that hold a run of text which a reader sees as one block.
KINDS = (
    nodes.paragraph,
    nodes.title,
    nodes.subtitle,
    nodes.rubric,
    nodes.term,
    nodes.caption,
    nodes.attribution,
    nodes.line,
    nodes.field_name,
    nodes.literal_block,
    nodes.doctest_block,
)


class NumberBlocks(SphinxTransform):
    """Number the blocks of a document, after everything that changes them while reading."""

    default_priority = 990

    def apply(self, **kwargs: object) -> None:
        """Set ``block`` on every block."""
        blocks = filter(is_block, self.document.findall(nodes.TextElement))
        for number, node in enumerate(blocks):
            node["block"] = str(number)


def is_block(node: nodes.Node) -> bool:
    """Tell whether a node is a block of text."""
    return isinstance(node, KINDS)


def place_of(node: nodes.Element) -> tuple[str, int]:
    """Return path and line of a node or of the nearest element around it that knows them."""
    current: nodes.Element | None = node
    while current is not None:
        if current.source and current.line:
            return str(current.source), int(current.line)
        current = current.parent
    return str(node.source or ""), 0


def parents(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the elements around a node, the nearest first."""
    current = node.parent
    while current is not None:
        yield current
        current = current.parent


def setup(app: Sphinx) -> None:
    """Register the numbering."""
    app.add_transform(NumberBlocks)
