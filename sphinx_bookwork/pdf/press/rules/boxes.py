"""The boxes of pages: what is trimmed away, and what runs over the edge (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Page

from sphinx_bookwork.pdf.lengths import MM
from sphinx_bookwork.pdf.press.geometry import Box
from sphinx_bookwork.pdf.press.rules.model import Fault, Subject

#: Boxes are written with few decimals.
ROUNDING = 0.05


def trim(subject: Subject) -> Iterator[Fault]:
    """Each page says where it is trimmed: a TrimBox, and no ArtBox beside it (14.11.2.1).

    Fails: a page with neither, or with an ArtBox. Passes: a page with a TrimBox.
    """
    for page in subject.pages:
        if "/TrimBox" not in page.page.obj:
            yield Fault("no TrimBox; say where the page is trimmed", page.number)
        if "/ArtBox" in page.page.obj:
            yield Fault("an ArtBox beside the TrimBox; remove it", page.number)


def bleed(subject: Subject) -> Iterator[Fault]:
    """What touches the edge runs over it: the BleedBox is wider than the TrimBox (14.11.2.1).

    Fails: a page without BleedBox, or with one too narrow. Passes: 3 mm on each side.
    """
    wanted = subject.limits.bleed
    for page in subject.pages:
        inner, outer = _box(page.page, "/TrimBox"), _box(page.page, "/BleedBox")
        if outer is None:
            if wanted:
                yield Fault("no BleedBox; let the page run over its edge", page.number)
        elif inner and (least := min(_margins(inner, outer))) < wanted - ROUNDING:
            yield Fault(
                f"the bleed is {least / MM:.1f} mm, not {wanted / MM:.1f} mm; widen it", page.number
            )


def nesting(subject: Subject) -> Iterator[Fault]:
    """The TrimBox lies in the BleedBox, that in the CropBox, and all in the MediaBox (14.11.2.1).

    Fails: a BleedBox larger than the MediaBox. Passes: each box within the next.
    """
    for page in subject.pages:
        inner = ""
        for name in ("/TrimBox", "/BleedBox", "/CropBox", "/MediaBox"):
            box = _box(page.page, name)
            within = _box(page.page, inner) if inner else None
            if box and within and min(_margins(within, box)) < -ROUNDING:
                yield Fault(f"the {inner[1:]} is not within the {name[1:]}; mend it", page.number)
            inner = name if box else inner


def size(subject: Subject) -> Iterator[Fault]:
    """All pages of a book are trimmed to one size, and lie as they are read.

    Fails: one page larger than the first, turned by Rotate, or scaled by UserUnit (ISO 32000-1,
    7.7.3.3). Passes: pages of one size.
    """
    first = _size(subject.pages[0].page) if subject.pages else None
    for page in subject.pages:
        if first and _size(page.page) not in (first, None):  # None: `trim` says so
            yield Fault("not of the size of the first page; print it apart", page.number)
        if page.page.rotation % 360:
            yield Fault("turned by Rotate; turn its content instead", page.number)
        if float(page.page.obj.get("/UserUnit", 1)) != 1:
            yield Fault("scaled by UserUnit; scale its content instead", page.number)


def _box(page: Page, name: str) -> Box | None:
    if name not in page.obj and name != "/MediaBox":
        return None
    found = page.mediabox if name == "/MediaBox" else page.obj[name]
    left, bottom, right, top = (float(value) for value in found.as_list())
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _margins(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    return (
        inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3],
    )  # fmt: skip


def _size(page: Page) -> tuple[float, float] | None:
    box = _box(page, "/TrimBox")
    return (round(box[2] - box[0], 1), round(box[3] - box[1], 1)) if box else None
