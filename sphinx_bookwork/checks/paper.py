"""The print edition, read as assistive technology reads it: by the structure tree of the PDF.

Each element of the tree knows its pieces of text by page and number (marked content, ISO 32000-1,
14.7); links know where they lead. Running heads and folios are artifacts and in no tree.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from sphinx_bookwork.checks.facts import BEFORE, Edition, Fact, Kind, letters
from sphinx_bookwork.checks.markup import address
from sphinx_bookwork.checks.screens import Unreadable
from sphinx_bookwork.pagemap import PageMap

Node: TypeAlias = Any  # pikepdf's objects are of any type

#: The types of a foot of a page with notes.
_FEET = frozenset(("/NonStruct", "/Note", "/FENote", "/Aside"))
_HEADING = re.compile(r"/H[1-6]?$")


@dataclass
class Element:
    """An element of the structure: its type, alternative text, link, and what is in it."""

    kind: str
    alt: str = ""
    target: str = ""
    page: int = 0
    parts: list[Element | str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """All its text."""
        return "".join(p if isinstance(p, str) else p.whole for p in self.parts)

    def text(self, calls: frozenset[str]) -> str:
        """Return its text without links to one of ``calls``, and without notes."""
        return "".join(
            part
            if isinstance(part, str)
            else ""
            if part.kind in _FEET or part.leads_to(calls)
            else part.text(calls)
            for part in self.parts
        )

    def leads_to(self, targets: frozenset[str]) -> bool:
        """Tell whether it is a link to one of ``targets``, which are compared as letters."""
        return self.kind == "/Link" and letters(self.target) in targets


def read_print(path: Path, notes: frozenset[str], calls: frozenset[str]) -> Edition:
    """Return the print edition at ``path``; raise ``Unreadable`` where it has no structure.

    ``notes`` and ``calls`` are the letters of the targets of both. The pages that the page map
    beside it calls generated (covers, contents, index) are left out.
    """
    try:
        with pikepdf.open(path) as pdf:
            if "/StructTreeRoot" not in pdf.Root:
                raise Unreadable(f"{path}: the PDF has no structure: its text cannot be told apart")
            pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
            tree = _Tree(pages, _marked_texts(path))
            root = Element("/Root")
            tree.read(pdf.Root.StructTreeRoot.get("/K"), root, 0)
    except (OSError, pikepdf.PdfError) as error:
        raise Unreadable(f"{path}: cannot be read: {error}") from error
    reader = _Reader(path.name, _generated_pages(path), notes, calls)
    reader.read(root)
    text = "".join(reader.said)
    facts = (*reader.facts, *reader.notes_read())
    return Edition("print", facts, text, (), ((path.name, " ".join(reader.plain)),))


def _generated_pages(path: Path) -> frozenset[int]:
    try:
        omitted = PageMap.read(path.with_name("page-map.json")).omitted
    except (OSError, ValueError):
        return frozenset()
    return frozenset(page for page, why in omitted.items() if not why.startswith("no text"))


@dataclass
class _Tree:
    """Makes elements out of the objects of the file."""

    pages: dict[tuple[int, int], int]
    texts: list[dict[int, str]]

    def read(self, node: Node, parent: Element, page: int) -> None:
        """Take in what is below ``node``, the kids of ``parent`` on ``page``."""
        if isinstance(node, pikepdf.Array):
            for kid in node:
                self.read(kid, parent, page)
        elif isinstance(node, int):
            parent.parts.append(self.texts[page - 1].get(node, "") if page else "")
            parent.page = parent.page or page
        elif isinstance(node, pikepdf.Dictionary):
            page = self.pages.get(node.Pg.objgen, page) if "/Pg" in node else page
            self._read_dictionary(node, parent, page)

    def _read_dictionary(self, node: Node, parent: Element, page: int) -> None:
        if "/Obj" in node:
            parent.target = parent.target or _target(node.Obj)
        elif "/MCID" in node:
            self.read(int(node.MCID), parent, page)
        elif "/S" in node:
            element = Element(str(node.S), str(node.get("/Alt", "")), page=page)
            parent.parts.append(element)
            self.read(node.get("/K"), element, page)
            parent.page = parent.page or element.page


def _target(annotation: Node) -> str:
    if "/Dest" in annotation:
        return str(annotation.Dest)
    action = annotation.get("/A", {})
    return str(action.get("/URI", action.get("/D", "")))


def _marked_texts(path: Path) -> list[dict[int, str]]:
    """Return for each page its pieces of text, by the number of the marked content."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [_texts_of(page) for page in document]
    finally:
        document.close()


def _texts_of(page: Any) -> dict[int, str]:
    texts: dict[int, str] = {}
    text_page = page.get_textpage()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8):
        number = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
        piece = bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")
        texts[number] = texts.get(number, "") + piece
    return texts


class _Reader:
    """Facts out of the elements, in reading order; notes are a stream of their own."""

    def __init__(
        self,
        path: str,
        generated: frozenset[int],
        notes: frozenset[str],
        calls: frozenset[str],
    ) -> None:
        self.path, self.generated, self.notes, self.calls = path, generated, notes, calls
        self.facts: list[Fact] = []
        self.said: list[str] = []
        self.plain: list[str] = []
        self._noted: list[tuple[Element, list[str]]] = []
        self._tail = ""
        self._linked = ("", 0)

    def read(self, element: Element, outer: str = "") -> None:
        """Take in an element and what is in it, but for what stands on generated pages."""
        if element.page in self.generated and element.kind not in ("/Root", "/Document"):
            return
        if element.kind in _FEET and (outer == "/Document" or self._is_note(element)):
            self._read_notes(element)
            return
        self._notice(element)
        if element.leads_to(self.notes):
            return
        for part in element.parts:
            if isinstance(part, str):
                self._say(part)
            else:
                self.read(part, element.kind)
        if element.kind == "/Link":
            self._linked = (element.target, len(self.said))

    def _is_note(self, element: Element) -> bool:
        return any(part.leads_to(self.calls) for part in elements(element))

    def _notice(self, element: Element) -> None:
        if _HEADING.match(element.kind):
            self._add("heading", element.text(self.notes), element)
        elif element.kind == "/Caption" and not _holds_captions(element):
            self._add("caption", _first_paragraph(element).text(self.notes), element)
        elif element.kind in ("/Figure", "/Formula") and element.alt.strip():
            self._add("alt", element.alt, element)
        elif element.kind == "/Link" and element.target:
            self._link(element)

    def _say(self, text: str) -> None:
        self.said.append(letters(text))
        self.plain.append(text)
        self._tail = (self._tail + self.said[-1])[-BEFORE:]

    def _add(self, kind: Kind, text: str, element: Element) -> None:
        self.facts.append(Fact(kind, letters(text), " ".join(text.split()), self._at(element)))

    def _at(self, element: Element) -> str:
        return f"{self.path}, page {element.page}"

    def _link(self, element: Element) -> None:
        target, where = element.target, self._at(element)
        if self._linked == (target, len(self.said)):
            return  # goes on in a new line
        if element.leads_to(self.notes):
            number = letters(element.whole)
            key, before = letters(target), self._tail
            self.facts.append(Fact("call", key, number, where, before=before, number=number))
        elif "://" in target or target.startswith("mailto:"):
            self.facts.append(Fact("address", address(target), target, where))
        else:
            self.facts.append(Fact("link", letters(target), target, where))

    def _read_notes(self, element: Element) -> None:
        """Take in a foot of a page: a number begins a note; without one the last goes on."""
        for part in element.parts:
            if isinstance(part, str):
                if self._noted:
                    self._noted[-1][1].append(part)
            elif part.leads_to(self.calls):
                self._noted.append((part, []))
            else:
                if part.kind == "/Link" and part.target:
                    self._link(part)
                self._read_notes(part)

    def notes_read(self) -> list[Fact]:
        """Return the notes, each under the letters of the target of its call."""
        return [
            Fact("note", letters(link.target), "".join(parts), self._at(link))
            for link, parts in self._noted
        ]


def _first_paragraph(caption: Element) -> Element:
    """Return the caption proper of a figure: a legend may stand behind it."""
    return next((p for p in caption.parts if isinstance(p, Element) and p.kind == "/P"), caption)


def _holds_captions(element: Element) -> bool:
    return any(isinstance(part, Element) and part.kind == "/Caption" for part in element.parts)


def elements(root: Element) -> Iterator[Element]:
    """Yield an element and all in it, in reading order."""
    yield root
    for part in root.parts:
        if isinstance(part, Element):
            yield from elements(part)
