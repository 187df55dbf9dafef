"""What a book is, whatever its edition: the settings ``book_*`` of ``conf.py``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_bookwork.settings import patterns, setting

PREFIX = "book"

#: How chapters of several numbered toctrees are numbered.
CONTINUOUS, RESTART = "continuous", "restart"


def _slug(value: str) -> str | None:
    # no dot: hosts of documentation take what follows the first for the suffix
    return None if re.fullmatch(r"[\w-]*", value) else "has to be of letters, digits, '-' and '_'"


def _report(value: str) -> str | None:
    if not value or re.fullmatch(r"https?://[^\s/]+\S*|[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+", value):
        return None
    return "has to be an https address or a mail address"


@dataclass(frozen=True)
class BookSettings:
    """Settings that the print edition and the e-book share."""

    subtitle: str = setting("", "The subtitle, printed on the title page and in the metadata.")
    edition: str = setting("", "The edition as printed, for example 'First edition, 2026'.")
    identifier: str = setting(
        "",
        "A URN, URL, DOI or ISBN of the edition; empty: derived from project and edition.",
    )
    slug: str = setting(
        "", "File name of the outputs, no suffix; empty: from the project's name.", check=_slug
    )
    rights: str = setting("", "One line on the rights, for the metadata.")
    description: str = setting("", "One or two sentences for catalogues.")
    subjects: tuple[str, ...] = setting((), "Subject headings for catalogues.")
    front_matter: tuple[str, ...] = setting(
        ("frontmatter/*",), "Patterns of the document names that are front matter (roman folios)."
    )
    back_matter: tuple[str, ...] = setting(
        ("backmatter/*",), "Patterns of the document names that are back matter."
    )
    numbering: str = setting(
        CONTINUOUS,
        "Chapter numbers where several toctrees are numbered: through the book, or from 1 in each.",
        choices=(CONTINUOUS, RESTART),
    )
    cover: str = setting("", "The front cover: an SVG, PNG or JPEG file, relative to conf.py.")
    cover_alt: str = setting("", "What the front cover shows, for those who do not see it.")
    back_cover: str = setting("", "The back cover of the print edition, relative to conf.py.")
    unbroken: tuple[str, ...] = setting(
        (),
        "Regular expressions for words that no line may part, as '[0-9] (km|kg)': their spaces do "
        "not break.",
        check=patterns,
        rebuild="env",
    )
    report: str = setting(
        "",
        "Where readers report errors, an https address or a mail address; empty: the text says "
        "'open an issue in the book's repository'.",
        check=_report,
        rebuild="env",
    )
    changes: str = setting(
        "",
        "The YAML file of changes by edition, relative to conf.py; empty: none is kept.",
        rebuild="env",
    )
    fonts: tuple[str, ...] = setting(
        (), "Folders with the font files (TTF, OTF) to use and embed, relative to conf.py."
    )
