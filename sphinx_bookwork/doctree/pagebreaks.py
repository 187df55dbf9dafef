"""Page breaks of the print edition, put before a word of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docutils import nodes

from sphinx_bookwork.doctree.blocks import source_texts

#: What has a caption; of containers only one with code is found to have one.
CAPTIONED = (nodes.figure, nodes.table, nodes.container)
_PIECES = re.compile(r"<[^>]*>|&[^;\s]*;|.", re.DOTALL)


class pagebreak(nodes.Inline, nodes.Element):
    """Here a page of the print edition begins: its ``label``, the ``ident`` to link to."""


def insert(block: nodes.Element, offset: int, mark: pagebreak) -> bool:
    """Put ``mark`` before the character at ``offset`` of a block's text; say whether it has one.

    Before a heading, link or other element that begins there rather than in it: what they are
    called would have the number of a page in it.
    """
    seen = 0
    for text in source_texts(block):
        if offset < seen + len(text):
            _insert_in(block, text, offset - seen, mark)
            return True
        seen += len(text)
    return False


def _insert_in(block: nodes.Element, text: nodes.Text, offset: int, mark: pagebreak) -> None:
    if offset:
        parent, place = text.parent, _place_of(text)
        whole = text.astext()
        parent[place : place + 1] = [nodes.Text(whole[:offset]), mark, nodes.Text(whole[offset:])]
        return
    before: nodes.Node = text
    while before.parent is not block and _place_of(before) == 0:
        before = before.parent
    if before.parent is block and _place_of(before) == 0:
        before = _printed_before(block) or before
    before.parent.insert(_place_of(before), mark)


def _printed_before(block: nodes.Element) -> nodes.Element | None:
    """Return what begins with the block but shows more before its text; None for nothing.

    A heading is called by what is in it; a figure has its picture and every caption a number
    before the caption's words, an admonition its name.
    """
    parent: nodes.Element = block.parent
    if isinstance(block, nodes.title) and isinstance(parent, nodes.section):
        return block
    if isinstance(parent, CAPTIONED) and isinstance(block, (nodes.caption, nodes.title)):
        return parent
    if isinstance(parent, nodes.Admonition) and _place_of(block) == 0:
        return parent
    return None


def _place_of(node: nodes.Node) -> int:
    # By identity: texts that read alike are equal.
    return next(i for i, child in enumerate(node.parent.children) if child is node)


def places_in(
    code: nodes.Element, written: Callable[[pagebreak], str]
) -> Iterator[tuple[int, str]]:
    """Yield each page break in a piece of code: the characters before it, and how it is written."""
    before = ""
    for child in code.children:
        if isinstance(child, pagebreak):
            # Before the number of a line, which stands before its indentation.
            stripped = before.rstrip(" \t")
            begins_line = not stripped or stripped.endswith("\n")
            place = len(stripped if begins_line else before)
            yield place, written(child)
        else:
            before += child.astext()


def in_markup(markup: str, places: list[tuple[int, str]]) -> str:
    """Return highlighted code with each marker put before the character at its place.

    ``places`` count characters of the code in order; numbers of lines are not among them.
    """
    result: list[str] = []
    counted, waiting, depth = 0, list(places), 0
    for piece in _PIECES.findall(markup):
        is_tag, outside = piece.startswith("<"), not depth
        depth = _depth_in_number(piece, depth) if is_tag else depth
        if outside and (depth or not is_tag):  # a character of the code, or the number before it
            while waiting and waiting[0][0] <= counted:
                result.append(waiting.pop(0)[1])
            counted += not is_tag
        result.append(piece)
    return "".join(result + [marker for _, marker in waiting])


def _depth_in_number(tag: str, depth: int) -> int:
    """Return how deep in the number of a line one is behind ``tag``, 0 for not in one."""
    if depth:
        return depth - 1 if tag.startswith("</") else depth + 1
    return int(bool(re.match(r'<\w+ class="linenos', tag)))
