"""From WeasyPrint's boxes to the structure tree; all that is private of WeasyPrint's tagging.

While ``own_tags`` is in force, WeasyPrint calls ``add_tags`` here instead of its own function of
that name. Boxes know the element they are of, so all the boxes of one element, on whatever lines
and pages, go into one structure element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from sphinx_bookwork.pdf.tagging.roles import role_of
from sphinx_bookwork.pdf.tagging.tree import Annotation, Content, Element, Name, place_note, settle
from sphinx_bookwork.pdf.tagging.write import make_artifacts, write_tree

Box = Any
#: Elements that are the page's own, and stand for nothing in the text.
FRAMES = ("html", "body")


@contextmanager
def own_tags() -> Iterator[None]:
    """Let WeasyPrint write our structure tree while the block runs."""
    before = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = before


def add_tags(pdf: Any, document: Any, _version: object, page_streams: Sequence[Any]) -> None:
    """Add the structure tree of ``document`` to ``pdf``, whose pages are painted already."""
    root = Element("Document")
    reader = _Reader(root)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        reader.read(number, page._page_box, stream._tags)
        make_artifacts(stream.stream, reader.artifacts)
    settle(root)
    write_tree(pdf, root, len(page_streams))


class _Reader:
    """Reads page after page into the tree."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements: dict[tuple[Any, str], Element] = {}
        self.parents: dict[Any, Any] = {}
        self.heads: dict[Element, int] = {}  # on which page the head of a table stands first
        self.artifacts: dict[int, str] = {}
        self.page = 0
        self.marked: dict[Box, dict[str, Any]] = {}

    def read(self, page: int, box: Box, marked: dict[Box, dict[str, Any]]) -> None:
        """Read one page; ``artifacts`` then has its content that is no part of the text."""
        self.page, self.marked, self.artifacts = page, marked, {}
        for child in box.children:
            if isinstance(child, boxes.MarginBox):
                self._drop(child, "Pagination")
            else:
                self._read(child, self.root)
        for left in marked.values():  # of no box that was met; better out of place than unheard
            self.root.add("P").kids.append(Content(page, left["mcid"]))

    def _read(self, box: Box, parent: Element) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if _is_decoration(box):
            self._drop(box, "Layout")
            return
        element = self._element(box, parent)
        if (
            element.role in ("THead", "TFoot")
            and self.heads.setdefault(element, self.page) != self.page
        ):
            self._drop(box, "Pagination")
            return
        if box.link_annotation and element.role == "Link":
            element.kids.append(Annotation(self.page, box.link_annotation))
        if box in self.marked:
            element.inner.kids.append(Content(self.page, self.marked.pop(box)["mcid"]))
        for child in getattr(box, "children", ()):
            self._read(child, element.inner)

    def _drop(self, box: Box, kind: str) -> None:
        """Make all that a box shows an artifact (ISO 32000-1, 14.8.2.2)."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box in self.marked:
            self.artifacts[self.marked.pop(box)["mcid"]] = kind
        for child in getattr(box, "children", ()):
            self._drop(child, kind)

    # Elements ------------------------------------------------------------------------------

    def _element(self, box: Box, parent: Element) -> Element:
        """Return the structure element of a box, a new one where its first box comes."""
        source, tag = box.element, box.element_tag
        if source is None or tag in FRAMES:
            if tag == "html":
                self.parents.update((kid, above) for above in source.iter() for kid in above)
            return parent
        key = (source, tag)
        if key not in self.elements:
            self.elements[key] = self._new(box, parent)
        return self.elements[key]

    def _new(self, box: Box, parent: Element) -> Element:
        source, tag = box.element, box.element_tag
        classes = (source.get("class") or "").split() if "::" not in tag else []
        role = role_of(tag, classes)
        if role == "Link" and not (box.link_annotation or _has_link(box)):
            role = None
        language = source.get("lang") if "::" not in tag else None
        if role is None and not language:
            return parent
        element = self._placed(role or "Span", tag, classes, source, parent)
        if language:
            element.attributes["Lang"] = language
        describe(element, box)
        return element

    def _placed(
        self, role: str, tag: str, classes: list[str], source: Any, parent: Element
    ) -> Element:
        """Return a new element in its place, and in what has to be around it."""
        if role == "Note":
            note = Element(
                role, attributes={"ID": source.get("id") or f"note-{len(self.elements)}"}
            )
            place_note(note, self._around(source))
            return note
        if role == "Link":
            around = _around_link(classes, parent)
            return (parent.add(around) if around else parent).add(role)
        make = MAKERS.get(tag)
        return make(parent) if make else parent.add(role)

    def _around(self, source: Any) -> Element:
        """Return the structure element around an element that stands elsewhere on the page."""
        above = self.parents.get(source)
        while above is not None:
            found = self.elements.get((above, above.tag))
            if found is not None:
                return found.inner
            above = self.parents.get(above)
        return self.root


def _around_link(classes: list[str], parent: Element) -> str | None:
    """Return the type of what has to be around a link: it calls a note, or is a note's number."""
    if "note-call" in classes or parent.role == "TOCI":
        return "Reference"
    return "Lbl" if "note-number" in classes else None


def _has_link(box: Box) -> bool:
    return any(child.link_annotation or _has_link(child) for child in getattr(box, "children", ()))


def _is_decoration(box: Box) -> bool:
    """Tell whether a box is a picture with an empty text, or what leads from a word to its page."""
    if isinstance(box, boxes.ReplacedBox) and box.element.tag == "img":
        return not box.element.get("alt", "-").strip()
    return bool(box.is_leader)


def _item(parent: Element) -> Element:
    """Return an item of a list or of contents."""
    if parent.role == "TOC":
        return parent.add("TOCI")
    item = (parent if parent.role == "L" else parent.add("L")).add("LI")
    item.body = Element("LBody", item)
    item.kids.append(item.body)
    return item


def _term(parent: Element) -> Element:
    """Return a term, in an item with other terms of the same description."""
    last = _last_item(parent)
    if last is None or any(isinstance(kid, Element) and kid.role == "LBody" for kid in last.kids):
        last = parent.add("LI")
    return last.add("Lbl")


def _description(parent: Element) -> Element:
    """Return the description of a term, in the term's item."""
    return (_last_item(parent) or parent.add("LI")).add("LBody")


def _last_item(parent: Element) -> Element | None:
    last = parent.kids[-1] if parent.kids else None
    return last if isinstance(last, Element) and last.role == "LI" else None


def _marker(body: Element) -> Element:
    """Return the label of a list's item, before what is in it."""
    item = body.parent if body.role == "LBody" and body.parent else body
    label = Element("Lbl", item)
    item.kids.insert(0, label)
    return label


def _code(parent: Element) -> Element:
    """Return a paragraph that is all code."""
    block = parent.add("P")
    block.body = block.add("Code")
    return block


#: What makes the elements that are more than one.
MAKERS: dict[str, Callable[[Element], Element]] = {
    "li": _item, "dt": _term, "dd": _description, "li::marker": _marker, "pre": _code,
}  # fmt: skip


def describe(element: Element, box: Box) -> None:
    """Give an element what its type has to say: alternative text, scope, spans."""
    source, attributes = box.element, element.attributes
    if element.role in ("Figure", "Formula"):
        title = source.find("{http://www.w3.org/2000/svg}title")
        attributes["Alt"] = source.get("alt") or (title.text if title is not None else None) or ""
        if not attributes["Alt"]:
            LOGGER.error(
                'Image "%s" has no required alt description', source.get("src", source.tag)
            )
        x, y = box.content_box_x(), box.content_box_y()
        attributes["A"] = {"O": Name("Layout"), "BBox": [x, y, x + box.width, y + box.height]}
    elif element.role in ("TH", "TD"):
        table: dict[str, object] = {"O": Name("Table")}
        if element.role == "TH":
            table["Scope"] = Name("Row" if source.get("scope") == "row" else "Column")
        for key, count in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)):
            if count != 1:
                table[key] = count
        attributes["A"] = table
    elif element.role == "L":
        numbering = Name("Decimal" if box.element_tag == "ol" else "None")
        attributes["A"] = {"O": Name("List"), "ListNumbering": numbering}
