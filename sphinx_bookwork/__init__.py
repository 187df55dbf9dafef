"""Bookwork for Sphinx: print editions, e-books and checked evidence from one source.

List ``sphinx_bookwork`` in ``extensions`` to get everything; the builders ``bookpdf`` and
``bookepub`` are entry points and also work in a project that lists nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

EXTENSIONS = (
    "sphinx_bookwork.gate",
    "sphinx_bookwork.doctree",
    "sphinx_bookwork.pdf",
    "sphinx_bookwork.pdf.press",
    "sphinx_bookwork.epub",
    "sphinx_bookwork.checks",
    "sphinx_bookwork.downloads",
    "sphinx_bookwork.links",
    "sphinx_bookwork.corrections",
    "sphinx_bookwork.remedies",
    "sphinx_bookwork.remote",
    "sphinx_bookwork.web",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load every part of the package that needs nothing beyond its core dependencies."""
    for extension in EXTENSIONS:
        app.setup_extension(extension)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
