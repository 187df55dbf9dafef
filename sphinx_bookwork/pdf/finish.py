"""What WeasyPrint does not write, added to the finished file.

The file comes as PDF/A-3a. Here it is made PDF/UA-1 as well, and gets page labels, its language
and the view in which it opens.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import groupby
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from roman_numerals import RomanNumeral

from sphinx_bookwork.files import swap
from sphinx_bookwork.pdf.metadata import declare_ua

#: Before the file and the target of a link into another file of the same book.
SIBLING = "sibling:"


def finish(
    path: Path,
    labels: list[str],
    language: str,
    describe: Callable[[str], str] = str,
    begins_left: bool = False,
) -> None:
    """Finish the PDF/A-3a file at ``path`` in its place.

    It gets page labels (ISO 32000-1, 12.4.2), language and opening view, says what its links lead
    to in the words of ``describe``, and that it conforms to PDF/UA-1 too (ISO 14289-1).
    """
    with pikepdf.open(path) as pdf:
        declare_ua(pdf)
        _show_pixels(pdf)
        for page in pdf.pages:
            for annotation in page.get("/Annots", ()):
                _finish_link(annotation, describe)
        pdf.Root.PageLabels = Dictionary(Nums=Array(_label_ranges(labels)))
        pdf.Root.PageLayout = Name.TwoPageLeft if begins_left else Name.TwoPageRight
        pdf.Root.PageMode = Name.UseOutlines
        pdf.Root.Lang = String(language.replace("_", "-"))
        preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
        preferences.DisplayDocTitle = True
        pdf.Root.ViewerPreferences = preferences
        with swap(path) as new:
            pdf.save(
                new, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
            )


def _finish_link(link: pikepdf.Object, describe: Callable[[str], str]) -> None:
    """Say what a link within the book leads to; make one to another file of it a GoToR action.

    (ISO 32000-1, 12.6.4.3; ISO 14289-1, 7.18.5.)
    """
    if link.get("/Subtype") != Name.Link:
        return
    uri = str(link.A.get("/URI", "")) if "/A" in link else ""
    if "/Dest" in link:
        link.Contents = String(describe(str(link.Dest)))
    elif uri.startswith(SIBLING):
        file, _, target = uri.removeprefix(SIBLING).partition("#")
        link.Contents = String(describe(uri))
        link.A = Dictionary(S=Name.GoToR, F=String(file), D=String(target))


def _show_pixels(pdf: pikepdf.Pdf) -> None:
    """Take back the smoothing of images that WeasyPrint asks for (ISO 19005-3, 6.2.8.1)."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Interpolate" in item:
            del item.Interpolate
        if isinstance(item, pikepdf.Stream) and item.get("/ColorSpace") == Name.DeviceCMYK:
            _show_on_screens(item)


def _show_on_screens(image: pikepdf.Stream) -> None:
    """Turn a picture in four inks into the colours that the file is in (ISO 19005-3, 6.2.4.3)."""
    # the bytes as they are, for Pillow minds itself how a JPEG file counts its inks
    with Image.open(BytesIO(image.read_raw_bytes())) as picture:
        pixels = picture.convert("RGB").tobytes()
    image.write(pixels)
    image.ColorSpace = Name.DeviceRGB
    if "/Decode" in image:
        del image.Decode


def _label_ranges(labels: list[str]) -> list[object]:
    """Return the number tree's pairs: where a style of labels begins, and how it counts."""
    ranges: list[object] = []
    index = 0
    for (style, _), run in groupby(enumerate(labels), key=_sequence):
        pages = [label for _, label in run]
        ranges += [index, _range(style, pages[0])]
        index += len(pages)
    return ranges


def _sequence(numbered: tuple[int, str]) -> tuple[str, int]:
    """Return the style of a label and what is the same while labels count on by one."""
    index, label = numbered
    if not label:
        return "", 0
    if label.isdecimal():
        return "D", int(label) - index
    return "r", int(RomanNumeral.from_string(label)) - index


def _range(style: str, first: str) -> Dictionary:
    if not style:
        return Dictionary(P=String(""))
    if style == "D":
        return Dictionary(S=Name.D, St=int(first))
    return Dictionary(S=Name.r, St=int(RomanNumeral.from_string(first)))
