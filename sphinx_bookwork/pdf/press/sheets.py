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
    if f"/{ALL_INKS}" not in spaces:  # pages may share their resources
        spaces[f"/{ALL_INKS}"] = _all_inks(pdf)


def clip(box: Box) -> str:
    """Return the operators that cut off what is painted outside of ``box``."""
    left, bottom, right, top = box
    return f"{numbers(left, bottom, right - left, top - bottom)} re W n"


def _all_inks(pdf: Pdf) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])


def stand_up(pdf: Pdf) -> None:
    """Turn the pages that lie where the first stands (or the other way), head to the left.

    A book is trimmed to one size. A turned page becomes a form XObject (8.10), in which patterns
    keep their place.
    """
    upright = _is_upright(pdf.pages[0])
    for page in pdf.pages:
        if _is_upright(page) != upright:
            left, bottom, right, top = (float(value) for value in page.mediabox.as_list())
            height = float(page.trimbox.as_list()[3])
            form = page.as_form_xobject(handle_transformations=False)
            form.BBox = Array([left, bottom, right, top])
            form.write(form.read_bytes())  # else it is read from the page when that is another
            page.obj.Resources = Dictionary(XObject=Dictionary(Turned=pdf.make_indirect(form)))
            drawing = f"q 0 1 -1 0 {numbers(height)} 0 cm /Turned Do Q"
            page.obj.Contents = pdf.make_stream(drawing.encode())
            page.obj.TrimBox = Array([0, 0, height, page.trimbox.as_list()[2]])


def _is_upright(page: pikepdf.Page) -> bool:
    left, bottom, right, top = (float(value) for value in page.trimbox.as_list())
    return right - left <= top - bottom


def fill_up(pdf: Pdf) -> None:
    """Add a blank page where the last leaf has a front only."""
    if len(pdf.pages) % 2:
        last = pdf.pages[-1].obj
        blank = Dictionary(
            Type=Name.Page,
            MediaBox=last.MediaBox,
            TrimBox=last.TrimBox,
            Resources=Dictionary(),
            Contents=pdf.make_stream(b""),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
