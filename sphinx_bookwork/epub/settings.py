"""The settings ``bookepub_*`` of the e-book."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_bookwork.settings import setting

PREFIX = "bookepub"


def _depth(value: int) -> str | None:
    return None if 1 <= value <= 6 else "has to be from 1 to 6"


@dataclass(frozen=True)
class EpubSettings:
    """How the e-book is made; what the book is, is said by the settings ``book_*``."""

    stylesheets: tuple[str, ...] = setting(
        (), "Stylesheets on top of the default look, relative to conf.py."
    )
    contents_depth: int = setting(3, "Levels of the reading system's contents.", check=_depth)
    title_page: bool = setting(True, "Begin with a title page made from the settings.")
    page_map: str = setting(
        "",
        "The page map of the print edition (`page-map.json`), relative to conf.py; with it the "
        "e-book lists the printed pages.",
    )
    page_map_missing: str = setting(
        "error",
        "What a page map is that is missing, or older than the text: an `error`, or a reason to "
        "`leave-out` the list of pages.",
        choices=("error", "leave-out"),
    )
