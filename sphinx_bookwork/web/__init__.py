"""The site: what a book needs that a documentation theme does not give.

Each part is a module with a ``setup`` of its own, and does nothing in a project that sets none of
its settings. Parts serve the builders of a site (``html``, ``dirhtml``) and no other.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bookwork import __version__
from sphinx_bookwork.settings import register
from sphinx_bookwork.web.settings import PREFIX, WebSettings
from sphinx_bookwork.web.sites import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PARTS = (
    "sphinx_bookwork.web.words",
    "sphinx_bookwork.web.address",
    "sphinx_bookwork.web.lean",
    "sphinx_bookwork.web.measures",
    "sphinx_bookwork.web.head",
    "sphinx_bookwork.web.place",
    "sphinx_bookwork.web.redirects",
    "sphinx_bookwork.web.missing",
    "sphinx_bookwork.web.sitemap",
    "sphinx_bookwork.web.feed",
    "sphinx_bookwork.web.names",
    "sphinx_bookwork.web.search",
    "sphinx_bookwork.web.chronology",
    "sphinx_bookwork.web.entries",
    "sphinx_bookwork.web.drawinglinks",
    "sphinx_bookwork.web.drawingwindows",
    "sphinx_bookwork.web.pagemarks",
    "sphinx_bookwork.web.paragraphs",
    "sphinx_bookwork.web.citing",
)

STATIC = Path(__file__).parent / "static"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings and every part."""
    register(app, WebSettings, PREFIX)
    app.connect("builder-inited", offer_static_files)
    for part in PARTS:
        app.setup_extension(part)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def offer_static_files(app: Sphinx) -> None:
    """Let pages load ``bookweb/<name>``, as ``app.add_js_file("bookweb/<name>")`` names it."""
    if is_site(app):
        app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
