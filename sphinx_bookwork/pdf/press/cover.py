"""The cover as one sheet: back cover, spine, front cover, and bleed around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf
from sphinx.locale import __
from sphinx.util import logging

from sphinx_bookwork.pdf import pages
from sphinx_bookwork.pdf.press.geometry import Sheet, numbers
from sphinx_bookwork.pdf.press.sheets import clip

if TYPE_CHECKING:
    import weasyprint

    from sphinx_bookwork.pdf.press.builder import BookPressBuilder
    from sphinx_bookwork.pdf.press.typesetting import PressTypesetter
    from sphinx_bookwork.pdf.units import Numbering

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Panel:
    """A part of the cover from ``left`` on, ``width`` wide (points); blank without a document.

    A spine is laid out lying, and stands on the sheet with its head to the right: titles on spines
    descend (ISO 6357).
    """

    left: float
    width: float
    document: weasyprint.Document | None
    lying: bool = False


def assemble(
    builder: BookPressBuilder, typesetter: PressTypesetter, page: Sheet, spine: float, pdf: Pdf
) -> Sheet:
    """Put the cover into ``pdf`` as its one page; return its sheet.

    ``page`` is a page of the book, ``spine`` the width of the spine in points.
    """
    sheet = Sheet(
        2 * page.width + spine,
        page.height,
        page.bleed,
        page.marked,
        folds=(page.width, page.width + spine),
    )
    forms = Dictionary()
    drawing = []
    for number, panel in enumerate(_panels(builder, typesetter, page, spine)):
        if panel.document is not None:
            name = f"/Panel{number}"
            forms[name] = _form(typesetter, panel.document, pdf)
            drawing += placed(panel, sheet, name)
    made = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(sheet.media_box)),
        Resources=Dictionary(XObject=forms),
        Contents=pdf.make_stream("\n".join(drawing).encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    return sheet


def _panels(
    builder: BookPressBuilder, typesetter: PressTypesetter, page: Sheet, spine: float
) -> Iterator[Panel]:
    def laid(name: str, numbering: Numbering) -> weasyprint.Document | None:
        if not name:
            return None
        unit = pages.cover(builder, name, numbering)
        return typesetter.lay_out(unit, unit.text(lambda target: None), 1, {})

    back = laid(builder.book_settings.back_cover, "back-cover")
    front = laid(builder.book_settings.cover, "cover")
    lettered = typesetter.spine(spine, page.height) if builder.press_settings.spine_text else None
    if builder.press_settings.spine_text and lettered is None:
        logger.info(__("the spine is too narrow for its title"))
    yield Panel(0.0, page.width, back)
    yield Panel(page.width, spine, lettered, lying=True)
    yield Panel(page.width + spine, page.width, front)


def _form(typesetter: PressTypesetter, document: weasyprint.Document, pdf: Pdf) -> Object:
    """Return the first page of a panel as a form XObject (ISO 32000-1, 8.10) of ``pdf``."""
    file = BytesIO()
    typesetter.engine.write_bare(document.pages[:1], document, file)
    with pikepdf.open(file) as laid:
        for key, value in laid.docinfo.items():  # the metadata are those of the book
            pdf.docinfo[key] = str(value)
        pdf.Root.Lang = str(laid.Root.get("/Lang", ""))
        page = laid.pages[0]
        form = page.as_form_xobject(handle_transformations=False)
        form.BBox = page.obj.TrimBox
        return pdf.copy_foreign(form)


def placed(panel: Panel, sheet: Sheet, name: str) -> list[str]:
    """Return the operators that draw the form ``name`` on its panel, mirrored into the bleed.

    An image that ends at the trim would leave a white edge where the knife is not exact. Its own
    edge, mirrored, continues it without a seam, and nothing is scaled.
    """
    bleed, left, right = sheet.bleed, panel.left, panel.left + panel.width
    columns = [(left, right, "")]
    if left <= 0:
        columns.append((-bleed, 0.0, "-1 0 0 1 0 0 cm "))
    if right >= sheet.width:
        columns.append((right, right + bleed, f"-1 0 0 1 {numbers(2 * right)} 0 cm "))
    top = sheet.height
    rows = [
        (0.0, top, ""),
        (-bleed, 0.0, "1 0 0 -1 0 0 cm "),
        (top, top + bleed, f"1 0 0 -1 0 {numbers(2 * top)} cm "),
    ]
    stand = f"0 -1 1 0 {numbers(left, top)}" if panel.lying else f"1 0 0 1 {numbers(left)} 0"
    return [
        f"q {clip((x1, y1, x2, y2))} {across}{down}{stand} cm {name} Do Q"
        for x1, x2, across in columns
        for y1, y2, down in rows
        if x1 < x2 and y1 < y2
    ]
