"""Read the sentences of a document out of its doctree, for the rules, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.evidence.rules.model import Accepted, Document, Sentence
from sphinx_bookwork.evidence.rules.sentences import Call, parts

SILENT = (nodes.footnote_reference, nodes.comment, nodes.raw, nodes.image, addnodes.index)
ACCEPT = re.compile(r"evidence:\s*accept\s+([EN]\d+(?:[\s,]+[EN]\d+)*)\s*(?::\s*(.*))?", re.DOTALL)


class Piece(NamedTuple):
    """The text of a block and the calls in it."""

    block: nodes.Element
    text: str
    calls: tuple[Call, ...]


class Group(NamedTuple):
    """Blocks that share their calls; ``heading`` is what a reader reads with each of them."""

    pieces: tuple[Piece, ...]
    heading: str = ""


def read_document(name: str, path: str, document: nodes.document) -> Document:
    """Return the sentences of ``document``, which has just been read, and its exceptions."""
    sentences = [found for group in _groups(document) for found in _sentences(group)]
    accepted = [_accepted(comment) for comment in document.findall(nodes.comment)]
    return Document(name, path, tuple(sentences), tuple(filter(None, accepted)))


def passages(document: nodes.document) -> dict[str, str]:
    """The text that each call covers, by the id of the call's target."""
    found: dict[str, str] = {}
    for group in _groups(document):
        if len(group.pieces) > 1:
            whole = " ".join(piece.text for piece in group.pieces)
            found |= {call.target: whole for piece in group.pieces for call in piece.calls}
            continue
        for piece in group.pieces:
            cut = list(parts(piece.text, piece.calls))
            for part in cut:
                text = " ".join(other.text for other in cut if other.passage == part.passage)
                found |= dict.fromkeys(part.targets, text)
    return found


def _groups(document: nodes.document) -> Iterator[Group]:
    """Blocks that share their calls: a table's row with its title, a figure's caption and legend.

    A paragraph is a group of its own.
    """
    for block in _blocks(document):
        if _within(block, nodes.footnote, nodes.citation, nodes.entry, nodes.figure, nodes.table):
            continue
        yield Group((_piece(block),))
    for figure in document.findall(nodes.figure):
        yield Group(tuple(_piece(block) for block in _blocks(figure)))
    for table in document.findall(nodes.table):
        if not _within(table, nodes.figure):  # of its long description, covered with its caption
            yield from _of_table(table)


def _of_table(table: nodes.table) -> Iterator[Group]:
    """The title with the calls of all rows, then each row; head rows name columns and say nothing.

    A row without a call has those of the title.
    """
    bodies = [row for row in table.findall(nodes.row) if not isinstance(row.parent, nodes.thead)]
    rows = [[_piece(block) for block in _blocks(row)] for row in bodies]
    title = [_piece(node) for node in table.children if isinstance(node, nodes.title)]
    named = tuple(call for piece in title for call in piece.calls)
    below = tuple(call for row in rows for piece in row for call in piece.calls)
    if title:
        yield Group(tuple(p._replace(calls=(*p.calls, *_at_end(p, below))) for p in title))
    heads = [_piece(block) for head in table.findall(nodes.thead) for block in _blocks(head)]
    heading = " | ".join(piece.text for piece in [*title, *heads])
    for row in rows:
        bare = not any(piece.calls for piece in row)
        yield Group(tuple(p._replace(calls=named) if bare else p for p in row), heading)


def _at_end(piece: Piece, calls: Iterable[Call]) -> Iterator[Call]:
    return (Call(len(piece.text), call.claims, call.target) for call in calls)


def _blocks(node: nodes.Element) -> Iterator[nodes.Element]:
    for block in node.findall(nodes.Element):
        if isinstance(block, nodes.paragraph | nodes.caption):
            yield block


def _within(node: nodes.Node, *kinds: type[nodes.Element]) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def _sentences(group: Group) -> Iterator[Sentence]:
    """The sentences of blocks that share calls; a single block's calls go by their places."""
    pieces = group.pieces
    if len(pieces) == 1 and not group.heading:
        yield from _of_block(pieces[0])
        return
    claims = tuple(
        dict.fromkeys(n for piece in pieces for call in piece.calls for n in call.claims)
    )
    whole = " | ".join(filter(None, [group.heading, *(piece.text for piece in pieces)]))
    for block, text, _calls in pieces:
        for part in parts(text, ()):
            yield Sentence(part.text, claims, _line(block), whole, _exceptions(block))


def _of_block(piece: Piece) -> Iterator[Sentence]:
    found = list(parts(piece.text, piece.calls))
    accepted, line = _exceptions(piece.block), _line(piece.block)
    for part in found:
        passage = " ".join(other.text for other in found if other.passage == part.passage)
        yield Sentence(part.text, part.claims, line, passage, accepted)


def _piece(block: nodes.Element) -> Piece:
    text, calls = "", []
    for item in _texts(block):
        if isinstance(item, Call):
            calls.append(item._replace(at=len(text.rstrip())))
        else:
            text = (text + item).replace("\n", " ")
    return Piece(block, text, tuple(calls))


def _texts(node: nodes.Node) -> Iterator[str | Call]:
    """The text of a block and its calls, in order."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.target) and "claims" in node:
        yield Call(0, tuple(node["claims"]), node["ids"][0])
    elif isinstance(node, SILENT) or _names_a_place(node):
        return
    else:
        for child in node.children:
            yield from _texts(child)


def _names_a_place(node: nodes.Node) -> bool:
    """Tell whether a reference shows the title of another place: no words of this sentence."""
    if not isinstance(node, addnodes.pending_xref):
        return False
    return not node.get("refexplicit") and node.get("reftype") in ("ref", "doc", "numref", "told")


def _line(node: nodes.Element) -> int:
    """The line of a block, or of the nearest thing around it that has one."""
    around: nodes.Element | None = node
    while around is not None:
        if around.line:
            return int(around.line)
        around = around.parent
    return 0


def _accepted(comment: nodes.comment) -> Accepted | None:
    match = ACCEPT.match(comment.astext().strip())
    if not match:
        return None
    rules = tuple(re.findall(r"[EN]\d+", match[1]))
    return Accepted(rules, " ".join((match[2] or "").split()), _line(comment))


def _exceptions(block: nodes.Element) -> tuple[str, ...]:
    """The rules that a comment right before the block (or its table, figure) sets aside."""
    found: list[str] = []
    for before in _comments_before(block):
        accepted = _accepted(before)
        found += accepted.rules if accepted and accepted.reason else ()
    return tuple(found)


def _comments_before(block: nodes.Element) -> Iterable[nodes.comment]:
    top = block
    while top.parent is not None and not isinstance(top.parent, nodes.section | nodes.document):
        top = top.parent
    siblings = top.parent.children if top.parent is not None else []
    place = siblings.index(top) if top in siblings else 0
    while place and isinstance(siblings[place - 1], nodes.comment | addnodes.index | nodes.target):
        place -= 1
        before = siblings[place]
        if isinstance(before, nodes.comment):
            yield before
