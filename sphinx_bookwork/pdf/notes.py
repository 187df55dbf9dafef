"""Notes at the foot of the page of their call.

Footnotes stand at the end of a doctree; on paper each is set where it is called from, numbered
through the chapter in the order of the calls. WeasyPrint floats it to the foot of the page
(CSS Generated Content for Paged Media, 3 Footnotes).
"""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes
from sphinx.util import logging

from sphinx_bookwork.doctree.lists import Aside, parents

logger = logging.getLogger(__name__)

#: What a note may hold as inline content of a paragraph; anything else is an error, never a loss.
BLOCKS = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.literal_block)
#: The blocks that are kept whole to bring back a lost note of theirs.
HOLDERS = (nodes.paragraph, nodes.row, nodes.title, nodes.term, nodes.caption, nodes.line)


class note(Aside, nodes.Inline, nodes.TextElement):
    """A note's text at its call: ``number``, ``call`` (the id of its first call), own id."""


class note_block(nodes.Inline, nodes.TextElement):
    """A block of a note, set as a line of its own by the stylesheet (``kind``: p, li, pre)."""


@dataclass(frozen=True)
class PlacedNote:
    """A note as placed: its id, its call's id, the block to keep whole, the line it stands on."""

    note_id: str
    call_id: str
    holder_id: str
    line: int | None
    source: str


def place_notes(document: nodes.document) -> list[PlacedNote]:
    """Move every footnote to its first call and number the calls; return the notes placed."""
    bodies = {ident: body for body in document.findall(nodes.footnote) for ident in body["ids"]}
    numbers: dict[int, int] = {}
    placed: list[PlacedNote] = []
    for call in list(document.findall(nodes.footnote_reference)):
        body = bodies.get(call.get("refid", ""))
        if body is None:
            continue
        first = id(body) not in numbers
        number = numbers.setdefault(id(body), len(numbers) + 1)
        call.clear()
        call.append(nodes.Text(str(number)))
        call["refid"] = body["ids"][0]
        if first:
            placed.append(_place(call, body, number))
    for body in list(document.findall(nodes.footnote)):
        _drop(body, called=id(body) in numbers)
    for rule in list(document.findall(nodes.transition)):
        if "footnotes" in rule["classes"]:  # MyST's rule above the notes that stood below it
            rule.parent.remove(rule)
    return placed


def _place(call: nodes.Element, body: nodes.footnote, number: int) -> PlacedNote:
    note_id = body["ids"][0]
    call_id = call["ids"][0] if call["ids"] else f"{note_id}-call"
    call["ids"] = [call_id, *call["ids"][1:]]
    node = note("", "", *_inline(_content(body), body), ids=[note_id], number=number, call=call_id)
    node["classes"] = list(call["classes"])
    call.parent.insert(call.parent.index(call) + 1, node)
    holder = _holder(call)
    if not holder["ids"]:
        holder["ids"] = [f"{call_id}-block"]
    line = body.line or call.line or holder.line
    return PlacedNote(note_id, call_id, holder["ids"][0], line, str(body.source or holder.source))


def _content(body: nodes.footnote) -> list[nodes.Node]:
    return [child for child in body.children if not isinstance(child, nodes.label)]


def _holder(call: nodes.Element) -> nodes.Element:
    """Return what moves with the call: its block, or the row or figure (table, listing) around."""
    holder = call.parent
    while holder.parent is not None and not isinstance(holder, HOLDERS):
        holder = holder.parent
    if isinstance(holder, nodes.caption) or isinstance(holder.parent, nodes.table):
        holder = holder.parent  # a page that ended before a caption would part it from its figure
    for kind in (nodes.row, nodes.figure):
        for around in parents(holder):
            if isinstance(around, kind):
                return around
    return holder


def _inline(blocks: list[nodes.Node], body: nodes.footnote) -> list[nodes.Node]:
    """Return the blocks of a note as inline content, for a note stands inside a paragraph."""
    result: list[nodes.Node] = []
    for place, block in enumerate(blocks):
        if place == 0 and isinstance(block, nodes.paragraph):
            result += block.children  # goes on from the note's number
        else:
            result += _inline_block(block, body)
    return result


def _inline_block(block: nodes.Node, body: nodes.footnote) -> list[nodes.Node]:
    if isinstance(block, nodes.paragraph):
        return [note_block("", "", *block.children, kind="p")]
    if isinstance(block, (nodes.bullet_list, nodes.enumerated_list)):
        return _items(block, body)
    if isinstance(block, nodes.literal_block):
        return [note_block("", block.astext(), kind="pre")]
    if isinstance(block, (nodes.comment, nodes.target, nodes.substitution_definition)):
        return []
    logger.warning(
        "a note holds a %s: %r; write it as paragraphs, lists or code",
        getattr(block, "tagname", "block"),
        block.astext()[:60],
        location=body,
        type="bookpdf",
        subtype="note-block",
    )
    return [note_block("", block.astext(), kind="p")]


def _items(block: nodes.Element, body: nodes.footnote) -> list[nodes.Node]:
    numbered = isinstance(block, nodes.enumerated_list)
    result: list[nodes.Node] = []
    for number, item in enumerate(block.children, start=int(block.get("start", 1))):
        mark = nodes.Text(f"{number}. " if numbered else "\u2022\u00a0")
        inner = _inline([child for child in item.children if isinstance(child, nodes.Node)], body)
        result.append(note_block("", "", mark, *inner, kind="li"))
    return result


def _drop(body: nodes.footnote, called: bool) -> None:
    """Take a note from where it stood; one that nothing calls has no other place, and stays."""
    content = _content(body)
    if called:
        body.parent.remove(body)
        return
    logger.warning(
        "a note that nothing calls is printed where it stands: %r; call it or delete it",
        " ".join(child.astext() for child in content)[:60],
        location=body,
        type="bookpdf",
        subtype="note-uncalled",
    )
    body.replace_self(nodes.container("", *content, ids=body["ids"], classes=["uncalled-note"]))
