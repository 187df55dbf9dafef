"""PDFs to impose, and what is printed on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, String

A5 = (419.53, 595.28)


def sample(path: Path, count: int, **keys: object) -> Path:
    """Write a PDF of ``count`` A5 pages "Page 1" ... that share their font; return its path.

    ``keys`` go into every page.
    """
    with Pdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        shared = pdf.make_indirect(Dictionary(Font=Dictionary(F=pdf.make_indirect(font))))
        for number in range(1, count + 1):
            text = f"BT /F 24 Tf 150 300 Td (Page {number}) Tj ET"
            values = {
                "/Type": Name.Page,
                "/MediaBox": Array([0, 0, *A5]),
                "/Resources": shared,
                "/Contents": pdf.make_stream(text.encode()),
            }
            values |= {f"/{key}": value for key, value in keys.items()}
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(Dictionary(values))))
        pdf.docinfo.Title = String("A Test Book")
        pdf.docinfo.Author = String("The testers")
        pdf.Root.Lang = String("az")
        pdf.save(path, static_id=True)
    return path


def texts(path: Path) -> list[tuple[str, str]]:
    """The text on the left and on the right half of each side, found by where it is."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [(_half(page, 0), _half(page, 1)) for page in pdf]
    finally:
        pdf.close()


def _half(page: pypdfium2.PdfPage, which: int) -> str:
    width, height = page.get_size()
    left = which * width / 2
    text = page.get_textpage().get_text_bounded(left, 0, left + width / 2, height)
    return " ".join(text.split())


def ink(path: Path, side: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink on a side, in points from its upper left corner."""
    pdf = pypdfium2.PdfDocument(path)
    image = pdf[side].render(scale=2, grayscale=True).to_pil()
    pdf.close()
    found = image.point(lambda grey: 255 * (grey < 128)).getbbox()
    assert found, "an empty side"
    left, top, right, bottom = (value / 2 for value in found)
    return left, top, right, bottom


def raw(objects: Sequence[str]) -> bytes:
    """A PDF written by hand: objects 1, 2 ..., the first of them the catalogue."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return data + f"{tail}startxref\n{len(data)}\n%%EOF\n".encode()
