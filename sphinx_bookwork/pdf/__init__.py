"""The print edition: the builder ``bookpdf``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bookwork.pdf.builder import BookPdfBuilder
from sphinx_bookwork.pdf.messages import CATALOG
from sphinx_bookwork.pdf.settings import PREFIX, PrintSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register builder, settings and message catalogue; the entry point may come here alone."""
    app.setup_extension("sphinx_bookwork.doctree")
    register(app, PrintSettings, PREFIX)
    app.add_builder(BookPdfBuilder)
    app.add_message_catalog(CATALOG, str(Path(__file__).parents[1] / "locale"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
