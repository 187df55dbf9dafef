"""Blocks of text: each is numbered when its document is read, so that all editions name it alike.

The number (attribute ``block``, counted through the document in reading order) is how the page
map says where in the source a printed page begins, and how a missing block is traced to its line.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bookwork.doctree.lists import Aside
from sphinx_bookwork.editions import PRINT

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
    addnodes.desc_signature,
)

#: What is in a block and is not text of it: set by number, as a picture, or at another place.
APART = (
    nodes.footnote_reference,
    nodes.footnote,
    nodes.label,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.image,
    nodes.Invisible,
    Aside,
)
#: A list of places that each edition writes in its own way: as titles or as pages.
OWN_WORDING = "told-list"
#: What a note may be without where room is dear: who gives which value.
OPTIONAL = "values"


class NumberBlocks(SphinxTransform):
    """Number the blocks of a document, after everything that changes them while reading."""

    default_priority = 990

    def apply(self, **kwargs: object) -> None:
        """Set ``block`` on every block."""
        blocks = filter(is_block, self.document.findall(nodes.TextElement))
        for number, node in enumerate(blocks):
            node["block"] = str(number)


class NumberGeneratedBlocks(SphinxPostTransform):
    """Number what was generated after reading, such as a bibliography: g0, g1 ..."""

    default_priority = 950  # after all that generates text
    builders = (*PRINT, "bookepub", "html", "dirhtml")

    def run(self, **kwargs: object) -> None:
        """Set ``block`` on every block that has none."""
        blocks = (n for n in self.document.findall(nodes.TextElement) if is_block(n))
        for number, node in enumerate(node for node in blocks if "block" not in node):
            node["block"] = f"g{number}"


def is_block(node: nodes.Node) -> bool:
    """Tell whether a node is a block of text."""
    return isinstance(node, KINDS)


def is_apart(node: nodes.Node) -> bool:
    """Tell whether an element within a block is no text of it."""
    if isinstance(node, nodes.target):
        return not node.children  # reStructuredText's _`inline target` is words with a mark
    return isinstance(node, APART) or (
        isinstance(node, nodes.Element) and OWN_WORDING in node["classes"]
    )


def source_texts(node: nodes.Element) -> Iterator[nodes.Text]:
    """Yield the text of a block that all editions share; offsets in the block count these."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not is_apart(child):
            yield from source_texts(child)


def place_of(node: nodes.Node) -> tuple[str, int]:
    """Return path and line of a node or of the nearest element around it that knows them."""
    current: nodes.Node | None = node
    while current is not None:
        if current.source and current.line:
            return str(current.source), int(current.line)
        current = current.parent
    return str(node.source or ""), 0


def location_of(node: nodes.Node) -> str | nodes.Node:
    """Return ``path:line`` of a node for a message, or the node where nothing knows its line.

    MyST's inline nodes know their file but not their line; the block that holds them does.
    """
    path, line = place_of(node)
    return f"{path}:{line}" if line else node


def setup(app: Sphinx) -> None:
    """Register the numbering."""
    app.add_transform(NumberBlocks)
    app.add_post_transform(NumberGeneratedBlocks)
