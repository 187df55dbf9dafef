"""The page for addresses that lead nowhere: ``404.html``, which hosts show in their place.

It is shown at any depth below the site, so its links are counted from the site's own path: from
``html_baseurl``, where it is known (``<base>``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx_bookwork.web.address import base_path
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NAME = "404"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the page with the others."""
    app.connect("html-collect-pages", pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page, unless the project has a document of its own for it."""
    if is_site(app) and settings(app).not_found and NAME not in app.env.found_docs:
        yield NAME, {"base_path": base_path(app)}, "bookweb-404.html"
