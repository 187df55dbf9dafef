"""Files for a print shop: the builder ``bookpress``, and rules that judge what it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_bookwork import pango
from sphinx_bookwork.editions import on_demand
from sphinx_bookwork.pdf.press.settings import PREFIX, PressSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register builder and settings; the entry point may come here alone."""
    app.setup_extension("sphinx_bookwork.pdf")
    register(app, PressSettings, PREFIX)
    module = "sphinx_bookwork.pdf.press.builder"
    app.add_builder(on_demand("bookpress", lambda: pango.imported(module).BookPressBuilder))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
