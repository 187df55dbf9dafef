"""Pages that moved: ``bookweb_redirects`` says where to, and the old address sends readers on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError
from sphinx.util.osutil import relative_uri

from sphinx_bookwork.gate import plainly
from sphinx_bookwork.settings import place_of
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Check the table as soon as the documents are known; make the pages with the others."""
    app.connect("env-before-read-docs", plainly(check))
    app.connect("html-collect-pages", pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def check(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Raise ``ConfigError`` for the first redirect that cannot work."""
    for old, new in settings(app).redirects.items():
        if wrong := mistake(old, new, settings(app).redirects, env.found_docs):
            place = place_of(app.config, "bookweb_redirects")
            raise ConfigError(
                f"{place}: bookweb_redirects: {wrong}: '{old}': '{new}' [bookweb.redirect]"
            )


def mistake(
    old: str, new: str, redirects: Mapping[str, str], documents: AbstractSet[str]
) -> str | None:
    """Return what is wrong with a redirect from one document name to another (``name#id``)."""
    target = new.partition("#")[0]
    if old in documents:
        return "there is a document of the old name; take the redirect out"
    if Path(old).is_absolute() or ".." in Path(old).parts or old.endswith((".html", "/")):
        return "the old name has to be that of a document, such as 'chapters/war'"
    if target == old or redirects.get(target, "").partition("#")[0] == old:
        return "a loop; name the document where the page is now"
    if target in redirects:
        return f"a chain; name the document at its end: '{redirects[target]}'"
    if target not in documents:
        return "there is no document of the new name; name one, without suffix"
    return None


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each old address."""
    if not is_site(app):
        return
    for old, new in settings(app).redirects.items():
        target, mark, place = new.partition("#")
        here, there = app.builder.get_target_uri(old), app.builder.get_target_uri(target)
        context = {
            "target": relative_uri(here, there) + mark + place,
            "title": app.env.titles[target].astext(),
        }
        yield old, context, "bookweb-redirect.html"
