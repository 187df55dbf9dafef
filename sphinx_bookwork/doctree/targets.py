"""One id an element, and no element that is nothing but an id.

Sphinx marks places with empty inline targets. In a line of print an empty element is a fault: it
keeps the line from breaking where it stands. So the mark goes to what it marks, and where an
element has several names, all references use the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from docutils import nodes

#: The first word of a text, which takes the id of an empty target before it.
WORD = re.compile(r"\s*\S+")


def settle_targets(documents: Iterable[nodes.document]) -> dict[str, str]:
    """Move ids off empty targets and keep one an element; return the names given up, with the kept.

    References are rewritten; a name given up leads to the same place as the one kept.
    """
    every = list(documents)
    for document in every:
        for target in list(document.findall(nodes.target)):
            if not target.children and target.parent is not None:
                _hand_over(target)
    aliases: dict[str, str] = {}
    for document in every:
        for node in document.findall(nodes.Element):
            names: list[str] = node.get("ids", [])
            aliases.update((alias, names[0]) for alias in names[1:])
            node["ids"] = names[:1]
    for document in every:
        for node in document.findall(nodes.Element):
            if "refid" in node:
                node["refid"] = aliases.get(node["refid"], node["refid"])
    return aliases


def _hand_over(target: nodes.target) -> None:
    """Give the target's ids to what it stands before, or to what holds it at its end."""
    parent = target.parent
    following = next(filter(_is_seen, parent.children[parent.index(target) + 1 :]), None)
    parent.remove(target)
    if not target["ids"]:
        return
    if isinstance(following, nodes.Text):
        _mark_first_word(following, target["ids"])
    else:
        holder = following if isinstance(following, nodes.Element) else parent
        holder["ids"] = [*holder["ids"], *target["ids"]]


def _is_seen(node: nodes.Node) -> bool:
    """Tell whether a reader sees anything of a node: other marks and white space do not count."""
    if isinstance(node, nodes.Text):
        return bool(node.strip())
    if isinstance(node, nodes.target):
        return bool(node.children)
    return not isinstance(node, nodes.Invisible)


def _mark_first_word(text: nodes.Text, ids: list[str]) -> None:
    whole = text.astext()
    word = WORD.match(whole)
    if word is None or word.group() == whole:
        marked: list[nodes.Node] = [nodes.inline("", whole, ids=ids)]
    else:
        first, rest = whole[: word.end()], whole[word.end() :]
        marked = [nodes.inline("", first, ids=ids), nodes.Text(rest)]
    text.parent.replace(text, marked)
