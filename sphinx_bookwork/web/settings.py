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

    lean: bool = setting(
        False,
        "Make pydata-sphinx-theme, or a theme derived from it, light: no icon script, no script "
        "or style in the text of a page, only files and rules that some page uses.",
    )
    describe: bool = setting(
        False,
        "Give every page a description (its first sentences) and, where html_baseurl is known, a "
        "link card (Open Graph).",
    )
    picture: str = setting(
        "", "The picture of link cards, a PNG or JPEG of about 1200 by 630 pixels."
    )
    touch_icon: str = setting("", "The icon for home screens, a PNG of 180 by 180 pixels.")
    preload: tuple[str, ...] = setting(
        (), "Font files that a lean page loads before its stylesheet asks, as paths below _static."
    )
    languages: dict[str, str] = setting(  # noqa: RUF009
        {},
        "The same book in other languages: language tag to the address of that site; each page "
        "then names its translations (hreflang). They are taken to have the same name; a page says "
        "another in its metadata, as in 'translation-az: chapters/qanun', or 'none'.",
    )
    redirects: dict[str, str] = setting(  # noqa: RUF009
        {},
        "Documents that moved: old name to new name, without suffix; the new one may end in an id, "
        "as in 'chapters/war#ceasefire'.",
    )
    not_found: bool = setting(False, "Make 404.html, for addresses that lead nowhere.")
    sitemap: bool = setting(False, "Make sitemap.xml and robots.txt, where html_baseurl is known.")
    feed: bool = setting(
        False,
        "Make changes.atom of the file of changes (book_changes), where html_baseurl is known.",
    )
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
