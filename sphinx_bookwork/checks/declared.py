"""Differences that authors declare in the source, each with its reason.

A comment right before a block (``only``, a bibliography, any other)::

    % parity: not in print, e-book: a form is of use on a screen only

or the same behind ``parity:`` in the front matter of a document, for all of it. What stands in that
block may be missing from the editions named; where a toctree stands in it, in its documents too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.checks.facts import Declaration
from sphinx_bookwork.doctree.blocks import place_of

FIELD = "parity"
_COMMENT = re.compile(rf"{FIELD}:\s*(.*)", re.DOTALL)
_WORDS = re.compile(r"not in\s+([^:]*?)\s*(?::\s*(.*))?", re.DOTALL)


def in_comment(node: nodes.Node) -> Declaration | None:
    """Return what a comment declares; None for any other node or comment."""
    match = _COMMENT.match(node.astext().strip()) if isinstance(node, nodes.comment) else None
    return parse(match[1], *place_of(node)) if match else None


def parse(text: str, path: str, line: int) -> Declaration:
    """Return the declaration that ``text`` is; without editions where it is none."""
    match = _WORDS.fullmatch(text.strip())
    if not match:
        return Declaration(path, line, (), "")
    editions = tuple(filter(None, re.split(r"[,\s]+|\band\b", match[1])))
    return Declaration(path, line, editions, " ".join((match[2] or "").split()))


def declared_for(node: nodes.Node) -> Declaration | None:
    """Return what the comment right before a block declares, targets between them left aside."""
    siblings = node.parent.children if node.parent is not None else []
    place = next((n for n, child in enumerate(siblings) if child is node), 0)
    while place:
        place -= 1
        before = siblings[place]
        if isinstance(before, nodes.comment) and (found := in_comment(before)):
            return found
        if not isinstance(before, nodes.comment | nodes.target | addnodes.index):
            return None
    return None


def around(node: nodes.Node) -> Iterator[Declaration]:
    """Yield the declarations for a node and for all that it stands in, the nearest first."""
    current: nodes.Node | None = node
    while current is not None:
        if current.parent is not None and (found := declared_for(current)):
            yield found
        current = current.parent
