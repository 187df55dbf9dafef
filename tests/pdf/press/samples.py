"""A PDF that breaks no rule, written by hand, and what is needed to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from sphinx_bookwork.pdf.lengths import MM
from sphinx_bookwork.pdf.press import profile
from sphinx_bookwork.pdf.press.geometry import Sheet
from sphinx_bookwork.pdf.press.identity import identify, save
from sphinx_bookwork.pdf.press.sheets import set_page

A6 = Sheet(298, 420, 3 * MM)
CONTENT = b"""
q 0 0 0 1 k BT /F 10 Tf 20 400 Td (Text) Tj ET Q
q 0.2 0.9 1 0.1 k 0 0 50 50 re f Q
q 0 0 0 1 K 0.5 w 20 20 m 200 20 l S Q
q 72 0 0 72 100 100 cm /Im Do Q
"""


def image(pdf: Pdf, space: Name = Name.DeviceCMYK, side: int = 300, channels: int = 4) -> Stream:
    """A square image XObject of one flat colour."""
    return pdf.make_stream(
        bytes(side * side * channels),
        Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, BitsPerComponent=8,
        ColorSpace=space,
    )  # fmt: skip


def face(pdf: Pdf, embedded: bool = True) -> Dictionary:
    """A font dictionary whose program is there, or is only named."""
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32)
    if embedded:
        descriptor.FontFile2 = pdf.make_stream(b"a program")
    return Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Helvetica, FontDescriptor=descriptor
    )


def page(pdf: Pdf, content: bytes = CONTENT) -> pikepdf.Page:
    """Add a page: a word in black, a coloured shape, a line, an image of 300 pixels an inch."""
    made = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, A6.width, A6.height],
        Contents=pdf.make_stream(content),
        Resources=Dictionary(
            Font=Dictionary(F=pdf.make_indirect(face(pdf))), XObject=Dictionary(Im=image(pdf))
        ),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    return pdf.pages[-1]


def good(path: Path, content: bytes = CONTENT, pages: int = 2) -> Path:
    """Write a PDF that breaks no rule; return its path."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            set_page(pdf, page(pdf, content), A6)
        pdf.docinfo.Title = String("A Test Book")
        pdf.docinfo.CreationDate = String("D:20231114221320Z")
        identify(pdf, profile.shipped(), "test-press")
        save(pdf, path)
    return path


def spoilt(path: Path, spoil: Callable[[Pdf], None], **options: object) -> Path:
    """Write a good PDF, then spoil it; ``options`` are those of saving."""
    good(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        spoil(pdf)
        pdf.save(path, **{"force_version": "1.6"} | options)
    return path


def draws(content: bytes) -> Callable[[Pdf], None]:
    """Spoil the second page by drawing ``content`` on it."""
    return lambda pdf: pdf.pages[1].contents_add(pdf.make_stream(content))


def has(kind: str, name: str, thing: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    """Spoil the second page by a resource that it has, used or not."""

    def spoil(pdf: Pdf) -> None:
        resources = pdf.pages[1].resources
        if kind not in resources:
            resources[kind] = Dictionary()
        resources[kind][name] = thing(pdf)

    return spoil


def sets(key: str, value: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    """Spoil the catalogue by a key."""

    def spoil(pdf: Pdf) -> None:
        pdf.Root[key] = value(pdf)

    return spoil


def page_has(key: str, value: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    """Spoil the second page by a key."""

    def spoil(pdf: Pdf) -> None:
        pdf.pages[1].obj[key] = value(pdf)

    return spoil


def box(*values: float) -> Callable[[Pdf], object]:
    """A rectangle for ``page_has``."""
    return lambda _pdf: Array(list(values))
