"""The directive ``only``: whether what stands in it is for the edition being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.util.tags import Tags


def is_shown(node: nodes.Node, tags: Tags) -> bool:
    """Tell whether no ``only`` around a node of a document as read shuts it out."""
    around = node.parent
    while around is not None:
        if isinstance(around, addnodes.only) and not tags.eval_condition(around["expr"]):
            return False
        around = around.parent
    return True
