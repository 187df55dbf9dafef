"""The print edition: the builders ``bookpdf`` and ``bookchapters``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_bookwork import pango
from sphinx_bookwork.editions import on_demand
from sphinx_bookwork.pdf.settings import PREFIX, PrintSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register builders and settings; the entry point may come here alone."""
    for extension in ("gate", "remedies", "remote", "doctree"):
        app.setup_extension(f"sphinx_bookwork.{extension}")
    register(app, PrintSettings, PREFIX)
    book, chapters = "sphinx_bookwork.pdf.builder", "sphinx_bookwork.pdf.chapters.builder"
    app.add_builder(on_demand("bookpdf", lambda: pango.imported(book).BookPdfBuilder))
    app.add_builder(on_demand("bookchapters", lambda: pango.imported(chapters).BookChaptersBuilder))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
