"""Doctrees of Sphinx's own that have no valid XHTML, made to have one before they are written."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes


def make_writable(document: nodes.document) -> None:
    """Split paragraphs that hold blocks; give every description a body."""
    # Not what is derived from it: a toctree is a "compact paragraph" of lists, and stays one.
    for paragraph in list(document.findall(nodes.paragraph)):
        if type(paragraph) is nodes.paragraph and any(map(_is_block, paragraph.children)):
            paragraph.parent.replace(paragraph, list(_split(paragraph)))
    for description in document.findall(addnodes.desc):
        # Aliases (``c:alias``) only point elsewhere; a list of terms needs a definition.
        if not isinstance(description.children[-1], addnodes.desc_content):
            description.append(addnodes.desc_content())


def _is_block(node: nodes.Node) -> bool:
    # Raw HTML and targets may stand in a line as well as between blocks.
    inline = (nodes.Inline, nodes.raw, nodes.target, nodes.image, nodes.Invisible)
    return isinstance(node, (nodes.Body, nodes.Structural)) and not isinstance(node, inline)


def _split(paragraph: nodes.paragraph) -> Iterator[nodes.Node]:
    """Yield the blocks of a paragraph, and paragraphs of what stands between them.

    Sphinx's field lists put the first block of a description into the line of its name.
    """
    line = nodes.paragraph("", "", ids=paragraph["ids"], classes=paragraph["classes"])
    for child in list(paragraph.children):
        if not _is_block(child):
            line += child
            continue
        if isinstance(child, nodes.paragraph) and line.children and not child["ids"]:
            line.extend(child.children)
            continue
        if line.children:
            yield line
        line = nodes.paragraph()
        yield child
    if line.children:
        yield line
