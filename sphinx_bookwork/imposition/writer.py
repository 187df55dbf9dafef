"""The imposed file: every page a form XObject (ISO 32000-1, 8.10) on its half of a sheet.

Text, fonts and vectors stay what they are, and what pages share they go on sharing. What belongs
to reading on a screen goes: links, outline, structure tree, forms. What an annotation looks like
when printed (a stamp, a field filled in) stays, as part of its page.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from sphinx_bookwork.files import swap
from sphinx_bookwork.imposition import ImpositionError
from sphinx_bookwork.imposition.geometry import Page
from sphinx_bookwork.imposition.scheme import Placed, Scheme, Side, impose

# What stays in the catalogue: the rest is about pages that are no longer pages.
KEPT = {"/Type", "/Pages", "/Metadata", "/Lang", "/OCProperties"}

# Standards that the source may conform to; sheets of paper do not.
CLAIMS = tuple(
    f"{{{namespace}}}"
    for namespace in (
        "http://www.aiim.org/pdfa/ns/id/",
        "http://www.aiim.org/pdfa/ns/extension/",
        "http://www.aiim.org/pdfua/ns/id/",
        "http://www.npes.org/pdfx/ns/id/",
    )
)
PRODUCER = "sphinx_bookwork.imposition"

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Made:
    """What was made: numbers of source pages and of sheets, and what was mended in the source."""

    pages: int
    sheets: int
    mended: Sequence[str]


def write(source: Path, target: Path, scheme: Scheme) -> Made:
    """Impose the file ``source`` on sheets and put them at ``target``, the whole file at once.

    The same source and scheme give the same bytes when ``SOURCE_DATE_EPOCH`` is set. Raises
    ``ImpositionError``, with a message without the name of ``source``, for a source that cannot be
    read, pages that cannot be imposed, and a target that cannot be written.
    """
    if _is_same(source, target):
        raise ImpositionError("would be overwritten by its own sheets; choose another file with -o")
    with _opened(source) as pdf:
        pages = [measure(page, number) for number, page in enumerate(pdf.pages, 1)]
        sides = impose(pages, scheme)
        _replace_pages(pdf, sides, scheme)
        _describe(pdf, sides)
        _save(pdf, target)
        # Some damage is found only when the content is read, in order to be written.
        mended = [str(text) for text in pdf.get_warnings()]
    return Made(len(pages), len(sides) // 2, mended)


def _is_same(source: Path, target: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:  # one of them is not there, or no name for a file: said when it is used
        return False


@contextmanager
def _opened(source: Path) -> Iterator[Pdf]:
    """Open a PDF that has pages and no lock."""
    try:
        if not source.stat().st_size:
            raise ImpositionError("is empty; build or download it again")
        with Pdf.open(source) as pdf:
            if pdf.is_encrypted:
                raise pikepdf.PasswordError
            if not len(pdf.pages):
                raise ImpositionError("has no pages")
            yield pdf
    except pikepdf.PasswordError:
        raise ImpositionError(
            "is encrypted; save it without a password first (qpdf --decrypt IN OUT)"
        ) from None
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise ImpositionError(f"{reason}; give the path of a PDF") from None
    except (pikepdf.PdfError, RuntimeError) as error:  # the second while content is read
        said = str(error).removeprefix(f"{source}: ")
        raise ImpositionError(f"is no PDF, or a damaged one: {said}") from None


# Pages -----------------------------------------------------------------------------------------


def measure(page: pikepdf.Page, number: int) -> Page:
    """Return the box of a page to print (TrimBox, else CropBox, else MediaBox) and how it is shown.

    A box that is malformed or outside the MediaBox counts as missing. Raises ``ImpositionError``
    where nothing is left.
    """
    media = _rectangle(page.mediabox)
    for box in (page.trimbox, page.cropbox, page.mediabox):
        left, bottom, right, top = _common(_rectangle(box), media)
        if left < right and bottom < top:
            rotation = round(page.rotation / 90) * 90 % 360
            return Page(left, bottom, right, top, rotation, _unit(page))
    raise ImpositionError(f"page {number} has no size: its MediaBox is {media}")


def _unit(page: pikepdf.Page) -> float:
    unit = page.obj.get(Name.UserUnit)
    return float(unit) if isinstance(unit, (int, Decimal)) and unit > 0 else 1.0


def _rectangle(box: pikepdf.Object) -> Rectangle:
    """Return left, bottom, right, top of a PDF rectangle, whose corners may be any two."""
    try:
        x1, y1, x2, y2 = (float(value) for value in box.as_list())
    except (TypeError, ValueError):
        return 0.0, 0.0, 0.0, 0.0
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _common(box: Rectangle, media: Rectangle) -> Rectangle:
    low = (max(box[0], media[0]), max(box[1], media[1]))
    return (*low, min(box[2], media[2]), min(box[3], media[3]))


def _replace_pages(pdf: Pdf, sides: Sequence[Side], scheme: Scheme) -> None:
    """Put the sides in the place of the pages."""
    _print_annotations(pdf)
    count = len(pdf.pages)
    forms = [_form(page, number) for number, page in enumerate(pdf.pages, 1)]
    for side in sides:
        pdf.pages.append(pikepdf.Page(_sheet(pdf, side, forms, scheme)))
    del pdf.pages[:count]


def _print_annotations(pdf: Pdf) -> None:
    """Make what annotations look like in print a part of their pages; links look like nothing."""
    drawn = any(
        Name.AP in annotation
        for page in pdf.pages
        for annotation in page.obj.get(Name.Annots, Array()).as_list()
        if isinstance(annotation, Dictionary)
    )
    # Not without need: qpdf then gives every page resources of its own, and the file grows.
    if drawn:
        pdf.flatten_annotations("print")


def _form(page: pikepdf.Page, number: int) -> pikepdf.Object:
    """Return a page as a form XObject, cut to its box."""
    form = page.as_form_xobject(handle_transformations=False)
    box = measure(page, number)
    form.BBox = Array([box.left, box.bottom, box.right, box.top])
    # qpdf copies the dictionary of resources into each form; pages share it, so forms do.
    form.Resources = page.resources
    return form


def _sheet(pdf: Pdf, side: Side, forms: Sequence[pikepdf.Object], scheme: Scheme) -> pikepdf.Object:
    """Return one side of a sheet as a page."""
    drawing = "".join(_draw(placed, scheme) for placed in side.placed)
    names = {f"/Page{placed.page + 1}": forms[placed.page] for placed in side.placed}
    box = Array([0, 0, round(scheme.sheet.width, 4), round(scheme.sheet.height, 4)])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=box,
            Resources=Dictionary(XObject=Dictionary(names)),
            Contents=pdf.make_stream(drawing.encode()),
        )
    )


def _draw(placed: Placed, scheme: Scheme) -> str:
    """Return the operators that draw a page, and nothing of it on the other half."""
    clip = _numbers(placed.left, 0, scheme.half.width, scheme.half.height)
    return f"q {clip} re W n {_numbers(*placed.matrix)} cm /Page{placed.page + 1} Do Q\n"


def _numbers(*values: float) -> str:
    # Adding 0 makes a zero of a negative one.
    return " ".join(f"{round(value, 5) + 0:.5f}".rstrip("0").rstrip(".") for value in values)


# The file --------------------------------------------------------------------------------------


def _describe(pdf: Pdf, sides: Sequence[Side]) -> None:
    """Say what the file is, how to print it, and what its sheets are called."""
    for key in set(pdf.Root.keys()) - KEPT:
        del pdf.Root[key]
    pdf.Root.ViewerPreferences = Dictionary(
        Duplex=Name.DuplexFlipShortEdge,
        PrintScaling=Name("/None"),
        PickTrayByPDFSize=True,
        DisplayDocTitle=True,
    )
    labels = [
        item
        for index, side in enumerate(sides)
        for item in (index, Dictionary(P=String(side.label)))
    ]
    pdf.Root.PageLabels = Dictionary(Nums=Array(labels))
    _describe_origin(pdf, _now())


def _describe_origin(pdf: Pdf, now: datetime) -> None:
    """Keep title, authors and the like of the source; withdraw what it claims to conform to."""
    information = pdf.docinfo
    for key in [key for key in information.keys() if key.startswith("/GTS_PDFX")]:  # noqa: SIM118
        del information[key]
    information.Producer = String(PRODUCER)
    information.ModDate = String(now.strftime("D:%Y%m%d%H%M%SZ"))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in [key for key in xmp if key.startswith(CLAIMS)]:
            del xmp[key]
        if "dc:title" not in xmp and Name.Title in information:
            xmp["dc:title"] = str(information[Name.Title])
        xmp["pdf:Producer"] = PRODUCER
        xmp["xmp:ModifyDate"] = now.isoformat()


def _now() -> datetime:
    """Return the time of the build: ``SOURCE_DATE_EPOCH`` where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise ImpositionError(
            f"SOURCE_DATE_EPOCH is {epoch!r}; give whole seconds since 1970, or unset it"
        ) from None


def _save(pdf: Pdf, target: Path) -> None:
    try:
        with swap(target) as new:
            pdf.save(
                new,
                min_version="1.7",  # the first that knows Duplex
                deterministic_id=True,
                object_stream_mode=ObjectStreamMode.generate,
            )
    except OSError as error:
        raise ImpositionError(
            f"{target} cannot be written: {error.strerror}; choose another place with -o"
        ) from None
