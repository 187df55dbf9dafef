"""The order of reading: which documents stand in the book, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.doctree.conditions import is_shown

if TYPE_CHECKING:
    from sphinx.builders import Builder


def reading_order(builder: Builder, generated: list[str]) -> list[str]:
    """Return the documents of the book as its toctrees order them, each once.

    ``generated`` names the indices there are; those that no toctree lists come last.
    """
    order = list(dict.fromkeys(_walk(builder, builder.config.root_doc, set(), generated)))
    return order + [name for name in generated if name not in order]


def _walk(builder: Builder, docname: str, seen: set[str], generated: list[str]) -> Iterator[str]:
    seen.add(docname)
    yield docname
    for ref in _listed(builder, docname):
        if ref in generated:
            yield ref
        elif ref in builder.env.found_docs and ref not in seen:
            yield from _walk(builder, ref, seen, generated)


def _listed(builder: Builder, docname: str) -> Iterator[str]:
    """Yield what the toctrees of a document list, but for those that are for other editions."""
    for toctree in builder.env.get_doctree(docname).findall(addnodes.toctree):
        if is_shown(toctree, builder.tags):
            yield from (ref for _, ref in toctree["entries"])


def top_documents(builder: Builder) -> set[str]:
    """Return the documents that the root's own toctrees list."""
    return set(_listed(builder, builder.config.root_doc))


def is_only_a_list(document: nodes.document) -> bool:
    """Say whether a resolved document holds titles and toctrees and nothing else to read."""
    return not any(_text_blocks(document))


_NO_TEXT = (nodes.title, nodes.comment, nodes.target, nodes.substitution_definition, addnodes.index)


def _text_blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    for child in node.children:
        if isinstance(child, nodes.compound) and "toctree-wrapper" in child["classes"]:
            continue
        if isinstance(child, nodes.section):
            yield from _text_blocks(child)
        elif not isinstance(child, _NO_TEXT):
            yield child
