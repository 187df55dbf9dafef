"""Notes: gathered at the end of their document, under a heading, ready to pop up.

Reading systems that pop notes up hide the note itself; the others show the list, and every note
leads back to its call.
"""

from __future__ import annotations

from docutils import nodes


class notes_section(nodes.General, nodes.Element):
    """The notes of a document, in the order of their calls; ``title`` is the printed heading."""


def gather_notes(document: nodes.document, title: str) -> None:
    """Move every footnote to one ``notes_section`` at the end of the document."""
    notes = list(document.findall(nodes.footnote))
    if not notes:
        return
    order = _order_of_calls(document)
    for note in notes:
        _detach(note)
        _lead_with_label(note)
    notes.sort(key=lambda note: min((order.get(i, len(order)) for i in note["ids"]), default=0))
    section = notes_section("", *notes, title=title)
    last = document.children[-1] if document.children else None
    (last if isinstance(last, nodes.section) else document).append(section)


def _order_of_calls(document: nodes.document) -> dict[str, int]:
    order: dict[str, int] = {}
    for call in document.findall(nodes.footnote_reference):
        order.setdefault(call.get("refid", ""), len(order))
    return order


def _detach(note: nodes.footnote) -> None:
    """Take a note out, and what is empty without it: MyST's rule, a rubric of its own."""
    parent = note.parent
    place = parent.index(note)
    parent.remove(note)
    before = parent.children[place - 1] if place else None
    if isinstance(before, nodes.transition) and "footnotes" in before["classes"]:
        parent.remove(before)


def _lead_with_label(note: nodes.footnote) -> None:
    """Put the number into the first paragraph: it is a link back, and belongs to its line."""
    label, *rest = note.children
    if isinstance(label, nodes.label) and rest and isinstance(rest[0], nodes.paragraph):
        note.remove(label)
        rest[0].insert(0, label)
