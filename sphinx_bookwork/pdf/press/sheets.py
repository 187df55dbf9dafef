"""Pages on press sheets: boxes, bleed, marks (ISO 32000-1, 14.11.2 and 14.11.3)."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from sphinx_bookwork.pdf.press.geometry import Box, Sheet, drawn, numbers

#: The name of the colour space for marks, which print in every ink (ISO 32000-1, 8.6.6.4).
ALL_INKS = "MarksInAllInks"


def set_page(pdf: Pdf, page: pikepdf.Page, sheet: Sheet) -> None:
    """Give a page the boxes of ``sheet``, cut it off at the bleed, and draw the marks."""
    for key, box in (
        ("/MediaBox", sheet.media_box),
        ("/BleedBox", sheet.bleed_box),
        ("/TrimBox", sheet.trim_box),
    ):
        page.obj[key] = Array([round(value, 4) for value in box])
    page.contents_add(pdf.make_stream(f"q {clip(sheet.bleed_box)}\n".encode()), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ\n" + drawn(sheet, ALL_INKS)))
    page.contents_coalesce()
    spaces = page.resources.get("/ColorSpace")
    if spaces is None:
        spaces = page.resources["/ColorSpace"] = Dictionary()
    spaces[f"/{ALL_INKS}"] = _all_inks(pdf)


def clip(box: Box) -> str:
    """Return the operators that cut off what is painted outside of ``box``."""
    left, bottom, right, top = box
    return f"{numbers(left, bottom, right - left, top - bottom)} re W n"


def _all_inks(pdf: Pdf) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])


def fill_up(pdf: Pdf) -> None:
    """Add a blank page where the last leaf has a front only."""
    if len(pdf.pages) % 2:
        last = pdf.pages[-1].obj
        blank = Dictionary(Type=Name.Page, MediaBox=last.MediaBox, Resources=Dictionary())
        blank.Contents = pdf.make_stream(b"")
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
