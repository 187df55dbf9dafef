"""The settings ``bookpress_*`` of the files for a print shop."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_bookwork.pdf.settings import LENGTH
from sphinx_bookwork.settings import setting

PREFIX = "bookpress"


def _length(value: str) -> str | None:
    return None if LENGTH.match(value) else "has to be a length such as '3mm'"


def _optional_length(value: str) -> str | None:
    return _length(value) if value else None


def _positive(value: float) -> str | None:
    return None if value > 0 else "has to be more than 0"


@dataclass(frozen=True)
class PressSettings:
    """How the print edition is prepared for a press; the pages themselves are ``bookpdf``'s."""

    bleed: str = setting(
        "3mm", "How far what touches the edge of a page runs over it, to be trimmed.", check=_length
    )
    marks: bool = setting(True, "Draw crop and registration marks (and fold marks on the cover).")
    inks: str = setting(
        "black-text",
        "What the pages are printed with: black alone; black for text and four inks for the rest; "
        "or four inks for all.",
        choices=("black", "black-text", "colour"),
    )
    profile: str = setting(
        "",
        "The ICC profile (CMYK, output class) of the press, from your print shop, relative to "
        "conf.py; empty: offset on coated paper, FOGRA39.",
    )
    condition: str = setting(
        "",
        "The name of that profile's printing condition in the registry of color.org, for example "
        "'FOGRA51'; empty: it is not registered.",
    )
    resolution: int = setting(
        300, "Pixels per inch, as printed, that every image has to have.", check=_positive
    )
    ink_limit: int = setting(
        330, "The most ink that may lie on one spot, all four together, in per cent.",
        check=lambda value: None if 100 <= value <= 400 else "has to be from 100 to 400",
    )  # fmt: skip
    grammage: float = setting(
        80.0, "The weight of the paper of the pages, in g/m².", check=_positive
    )
    bulk: float = setting(
        1.25, "The volume of that paper, in cm³/g: 1.25 for offset paper.", check=_positive
    )
    caliper: str = setting(
        "",
        "The thickness of a leaf, such as '0.1mm'; empty: grammage times bulk.",
        check=_optional_length,
    )
    cover_caliper: str = setting("0.3mm", "The thickness of the cover's board.", check=_length)
    spine: str = setting(
        "",
        "The width of the spine, where the print shop gives one; empty: from pages and paper.",
        check=_optional_length,
    )
    spine_text: bool = setting(
        True, "Print title and author on the spine, where they find room there."
    )
    stylesheets: tuple[str, ...] = setting(
        (), "Stylesheets for press files alone, on top of all others, relative to conf.py."
    )
