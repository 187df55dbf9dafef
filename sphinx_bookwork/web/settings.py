"""The settings ``bookweb_*`` of ``conf.py``."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_bookwork.settings import setting

PREFIX = "bookweb"


def _not_negative(value: int) -> str | None:
    return None if value >= 0 else "has to be 0 or more"


@dataclass(frozen=True)
class WebSettings:
    """What the site does that its theme does not."""

    reading_speed: int = setting(
        0,
        "Words a minute, for the reading time under the title of a chapter; 0: none is shown.",
        check=_not_negative,
    )
    search: bool = setting(
        False,
        "Let the search know all spellings and all names of a thing, and show the passages found.",
    )
    names: str = setting(
        "",
        "A YAML file with the names of people, places and other things, relative to conf.py: "
        "kinds, each with a list of things, a thing being the list of its names.",
    )
    page_map: str = setting(
        "",
        "The page map of the print edition, relative to conf.py: pages show where each printed "
        "page begins. A map that is missing or older than the text is left aside.",
    )
    paragraph_links: bool = setting(
        False, "Give each paragraph an address of its own, and a link to it beside it."
    )
    citation: bool = setting(
        False, "Say at the end of each page how to cite it, in words and in BibTeX."
    )
