"""Where a node stands in the source, for messages."""

from __future__ import annotations

from docutils import nodes


def place_of(node: nodes.Node) -> str | nodes.Node:
    """Return ``path:line`` of a node, or the node where nothing around it knows its line.

    MyST's inline nodes know their file but not their line; the block that holds them does.
    """
    holder: nodes.Node | None = node
    while holder is not None:
        if holder.line and holder.source:
            return f"{holder.source}:{holder.line}"
        holder = holder.parent
    return node
