"""A structure tree as plain data, and what makes it regular before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinx_bookwork.pdf.tagging.roles import CELLS, HEADINGS, TEXTS

#: What a structure element may say of itself besides its type: keys and values of its dictionary.
Attributes = dict[str, object]


class Name(str):
    """A name in the PDF's sense, without its slash; other texts are strings."""


@dataclass(frozen=True)
class Content:
    """Marked content of a page (from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Annotation:
    """A link's annotation on a page; ``annotation`` is the PDF library's own object."""

    page: int
    annotation: object


@dataclass(eq=False)
class Element:
    """A structure element: type, attributes, kids in reading order, notes that follow it.

    ``body`` takes the kids of one whose content stands in an element of its own (LI in LBody).
    """

    role: str
    parent: Element | None = None
    attributes: Attributes = field(default_factory=dict)
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    body: Element | None = None

    def add(self, role: str) -> Element:
        """Return a new element at the end of this one."""
        kid = Element(role, self)
        self.kids.append(kid)
        return kid

    @property
    def inner(self) -> Element:
        """The element that its content goes into."""
        return self.body.inner if self.body else self

    def around(self) -> Iterator[Element]:
        """Yield the element and those around it, the nearest first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


def place_note(note: Element, call: Element) -> None:
    """Put a note behind the block of text that calls it, so that it does not part a sentence."""
    block = next(e for e in call.around() if e.role not in INLINE)
    note.parent = block
    if block.role in TEXTS and block.parent is not None:
        block.notes.append(note)
        note.parent = block.parent
    else:
        block.kids.append(note)


INLINE = ("Link", "Reference", "Span", "Code", "Quote", "Lbl")


def settle(root: Element) -> None:
    """Put notes in their place, drop what is empty, and close the gaps between headings."""
    _settle_kids(root)
    level = 0
    for element in elements(root):
        if element.role in HEADINGS:
            level = min(int(element.role[1]), level + 1)
            element.role = f"H{level}"


def _settle_kids(element: Element) -> bool:
    """Settle what is in an element; tell whether there is anything in it."""
    kids: list[Element | Content | Annotation] = []
    for kid in element.kids:
        if not isinstance(kid, Element):
            kids.append(kid)
            continue
        notes, kid.notes = kid.notes, []
        if _settle_kids(kid) or kid.role in CELLS:
            kids.append(kid)
        kids += [note for note in notes if _settle_kids(note)]
    element.kids = kids
    return bool(kids)


def elements(root: Element) -> Iterator[Element]:
    """Yield the elements below ``root`` in reading order."""
    for kid in root.kids:
        if isinstance(kid, Element):
            yield kid
            yield from elements(kid)
