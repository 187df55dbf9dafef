"""The e-book: an EPUB 3.3 edition of any Sphinx project, by the builder ``bookepub``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sphinx_bookwork.doctree.pagebreaks import pagebreak
from sphinx_bookwork.editions import on_demand
from sphinx_bookwork.epub import descriptions
from sphinx_bookwork.epub.notes import notes_section
from sphinx_bookwork.epub.settings import PREFIX, EpubSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and the settings ``bookepub_*``."""
    for extension in ("gate", "remedies", "remote", "doctree"):
        app.setup_extension(f"sphinx_bookwork.{extension}")
    register(app, EpubSettings, PREFIX)
    app.add_node(notes_section)
    app.add_node(pagebreak)
    descriptions.setup(app)
    module = "sphinx_bookwork.epub.builder"
    app.add_builder(on_demand("bookepub", lambda: import_module(module).BookEpubBuilder))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
