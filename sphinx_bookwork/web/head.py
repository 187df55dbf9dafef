"""The head of a page: description, icons, link cards, other languages.

All of it goes with the ``metatags`` that every theme prints. What needs the address of the site
(``html_baseurl``) is left out where it is not known: nothing is invented.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from sphinx_bookwork.gate import plainly
from sphinx_bookwork.settings import place_of
from sphinx_bookwork.web.address import base, url
from sphinx_bookwork.web.description import description
from sphinx_bookwork.web.feed import NAME, is_offered
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: With a language tag, the field of a page's metadata that names the page in that language.
TRANSLATION, NO_TRANSLATION = "translation-", "none"
PICTURES = {".png", ".jpg", ".jpeg"}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Check the pictures that the settings name, copy them, and add to every page's head."""
    app.connect("builder-inited", plainly(check_pictures))
    app.connect("html-collect-pages", copy_pictures)
    # before the themes, some of which print the tags in the same event
    app.connect("html-page-context", add_tags, priority=200)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def named_pictures(app: Sphinx) -> dict[str, str]:
    """Return the settings that name a picture, and the paths, relative to ``conf.py``."""
    given = {
        "bookweb_picture": settings(app).picture,
        "bookweb_touch_icon": settings(app).touch_icon,
    }
    return {name: path for name, path in given.items() if path}


def check_pictures(app: Sphinx) -> None:
    """Raise ``ConfigError`` for a picture that is not there, or that services cannot show."""
    for name, path in named_pictures(app).items():
        place = f"{place_of(app.config, name)}: {name}"
        if not Path(app.confdir, path).is_file():
            raise ConfigError(f"{place}: there is no such file: '{path}' [bookweb.file]")
        if Path(path).suffix.lower() not in PICTURES:
            raise ConfigError(f"{place}: has to be PNG or JPEG: '{path}' [bookweb.file]")


def copy_pictures(app: Sphinx) -> list[Any]:
    """Put the pictures into ``_static``; add no page."""
    if is_site(app):
        static = Path(app.outdir, "_static")
        static.mkdir(parents=True, exist_ok=True)
        for path in named_pictures(app).values():
            shutil.copyfile(Path(app.confdir, path), static / Path(path).name)
    return []


def add_tags(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add to the ``metatags`` of a page."""
    if not is_site(app):
        return
    given = context.get("metatags", "")
    tags = [*descriptions(app, given, context, doctree), *links(app, pagename, context)]
    context["metatags"] = "\n".join([given, *tags])


def tag(element: str, **attributes: str) -> str:
    """Return an empty element; a name may end in ``_`` where Python has it for itself."""
    pairs = (
        f'{name.rstrip("_")}="{escape(value, quote=True)}"' for name, value in attributes.items()
    )
    return f"<{element} {' '.join(pairs)} />"


def descriptions(
    app: Sphinx, given: str, context: dict[str, Any], doctree: nodes.document | None
) -> Iterator[str]:
    """Yield what the page is, and its link card where the site has an address."""
    if not settings(app).describe:
        return
    root = context.get("pagename") == app.config.root_doc
    own = description(doctree) if doctree and not root else ""
    told = " ".join((own or app.config.book_description).split())
    if told and 'name="description"' not in given:
        yield tag("meta", name="description", content=told)
    if not context.get("pageurl"):
        return
    title = str(app.config.project if root else context.get("title", app.config.project))
    yield from (
        tag("meta", property=f"og:{name}", content=value)
        for name, value in {
            "type": "book" if root else "article",
            "title": title,
            "site_name": app.config.project,
            "description": told,
            "url": context["pageurl"],
            **card(app),
        }.items()
        if value
    )


def card(app: Sphinx) -> dict[str, str]:
    """Return the picture of a link card, and what it shows."""
    picture = settings(app).picture
    if not picture:
        return {}
    return {
        "image": url(app, f"_static/{Path(picture).name}"),
        "image:alt": app.config.book_cover_alt,
    }


def links(app: Sphinx, pagename: str, context: dict[str, Any]) -> Iterator[str]:
    """Yield links to icon, other languages and the feed of changes."""
    told, pathto = settings(app), context["pathto"]
    if told.touch_icon:
        icon = pathto(f"_static/{Path(told.touch_icon).name}", resource=True)
        yield tag("link", rel="apple-touch-icon", href=icon)
    if base(app) and told.languages:
        ours = {str(app.config.language): base(app), "x-default": base(app)}
        named = app.env.metadata.get(pagename, {})
        for language, address in {**told.languages, **ours}.items():
            name = named.get(f"{TRANSLATION}{language}", pagename)
            if name != NO_TRANSLATION:
                page = address.rstrip("/") + "/" + app.builder.get_target_uri(name)
                yield tag("link", rel="alternate", hreflang=language, href=page)
    if is_offered(app):
        yield tag("link", rel="alternate", type="application/atom+xml", href=url(app, NAME))
