"""The settings ``bookpdf_*`` of the print edition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tinycss2.color3 import RGBA, parse_color

from sphinx_bookwork.settings import setting

PREFIX = "bookpdf"

LENGTH = re.compile(r"\d+(\.\d+)?(mm|cm|in|pt|pc)$")
#: Width and height of the sizes that have names (ISO 216, ANSI), as CSS has them.
NAMED_SIZES = {
    "A3": ("297mm", "420mm"),
    "A4": ("210mm", "297mm"),
    "A5": ("148mm", "210mm"),
    "A6": ("105mm", "148mm"),
    "B4": ("250mm", "353mm"),
    "B5": ("176mm", "250mm"),
    "letter": ("8.5in", "11in"),
    "legal": ("8.5in", "14in"),
}


def _page_size(value: str) -> str | None:
    lengths = value.split()
    if value in NAMED_SIZES or (len(lengths) == 2 and all(map(LENGTH.match, lengths))):
        return None
    return f"has to be one of {', '.join(NAMED_SIZES)} or two lengths such as '148mm 210mm'"


def page_lengths(page_size: str) -> tuple[str, str]:
    """Return width and height of a page size that is allowed, each with its unit."""
    width, height = NAMED_SIZES.get(page_size) or page_size.split()
    return width, height


def _margins(value: str) -> str | None:
    lengths = value.split()
    if len(lengths) == 4 and all(map(LENGTH.match, lengths)):
        return None
    return "has to be four lengths, top outer bottom inner, such as '16mm 14mm 18mm 18mm'"


def _colour(value: str) -> str | None:
    if not value or isinstance(parse_color(value), RGBA):
        return None
    return "has to be a colour of screens such as '#7a1f1f' or 'navy'"


def _depth(value: int) -> str | None:
    return None if 1 <= value <= 6 else "has to be from 1 to 6"


@dataclass(frozen=True)
class PrintSettings:
    """How the print edition is set; a stylesheet of one's own comes on top."""

    page_size: str = setting(
        "B5", "A named size or width and height of the trimmed page.", check=_page_size
    )
    margins: str = setting(
        "18mm 16mm 20mm 20mm", "Margins: top, outer, bottom, inner.", check=_margins
    )
    columns: int = setting(
        1, "Columns of the text; a chapter's title runs over all of them.", choices=(1, 2, 3)
    )
    accent: str = setting(
        "", "The colour of titles and of the lines of boxes; empty: black and grey.", check=_colour
    )
    stylesheets: tuple[str, ...] = setting(
        (), "Stylesheets on top of the default look, relative to conf.py."
    )
    chapter_start: str = setting(
        "recto", "The side on which chapters begin.", choices=("recto", "any")
    )
    contents: bool = setting(
        True, "Print contents, also where no document has a book-contents directive."
    )
    contents_depth: int = setting(
        2, "Levels of the contents where no directive says it.", check=_depth
    )
    title_pages: bool = setting(True, "Print a half-title and a title page.")
    page_references: bool = setting(
        True, "Print the page behind each cross-reference to a section, figure or table."
    )
    unused_sources: bool = setting(
        True, "Print bibliography entries that nothing in the book cites."
    )
    long_descriptions: str = setting(
        "spoken",
        "What becomes of long descriptions of pictures: `spoken` with the alternative text by "
        "whoever reads the file aloud, or `printed` below the figure.",
        choices=("spoken", "printed"),
    )
    text_faces: tuple[str, ...] = setting(
        (), "Font families for text, best first; empty: the package's face."
    )
    code_faces: tuple[str, ...] = setting(
        (), "Font families for code, best first; empty: the package's face."
    )
    font_size: str = setting(
        "10pt",
        "The size of the text.",
        check=lambda value: None if LENGTH.match(value) else "has to be a length such as '10pt'",
    )
    note_rounds: int = setting(
        6,
        "How often a chapter is laid out again to bring back a lost note.",
        check=lambda value: None if value >= 0 else "has to be 0 or more",
    )
