"""Checks of what was built: parity of the editions, and what of them is no use to a reader."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sphinx_bookwork.checks.settings import PREFIX, CheckSettings
from sphinx_bookwork.editions import on_demand
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and the settings ``bookcheck_*``."""
    for extension in ("gate", "remedies", "remote", "doctree"):
        app.setup_extension(f"sphinx_bookwork.{extension}")
    register(app, CheckSettings, PREFIX)
    module = "sphinx_bookwork.checks.builder"
    app.add_builder(on_demand("bookcheck", lambda: import_module(module).CheckBuilder))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
