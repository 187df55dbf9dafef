"""Which builders make a site, and what its parts ask of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_bookwork.settings import read
from sphinx_bookwork.web.settings import PREFIX, WebSettings

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SITES = ("html", "dirhtml")


def is_site(app: Sphinx) -> bool:
    """Tell whether this build makes a site of pages."""
    return app.builder.name in SITES


def settings(app: Sphinx) -> WebSettings:
    """Return the project's settings of the site."""
    return read(app.config, WebSettings, PREFIX)
