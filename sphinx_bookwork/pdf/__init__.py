"""The print edition: the builders ``bookpdf`` and ``bookchapters``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_bookwork.pdf import pango
from sphinx_bookwork.pdf.settings import PREFIX, PrintSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BUILDERS = (
    ("bookpdf", "builder", "BookPdfBuilder"),
    ("bookchapters", "chapters.builder", "BookChaptersBuilder"),
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register builders and settings; the entry point may come here alone."""
    for extension in ("gate", "remedies", "remote", "doctree"):
        app.setup_extension(f"sphinx_bookwork.{extension}")
    register(app, PrintSettings, PREFIX)
    for name, module, cls in BUILDERS:
        app.add_builder(pango.builder(name, f"sphinx_bookwork.pdf.{module}", cls))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
