"""Checks of what was built: parity of the editions, and what of them is no use to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_bookwork.checks.builder import CheckBuilder
from sphinx_bookwork.checks.settings import PREFIX, CheckSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and the settings ``bookcheck_*``."""
    for extension in ("gate", "remedies", "remote", "doctree"):
        app.setup_extension(f"sphinx_bookwork.{extension}")
    register(app, CheckSettings, PREFIX)
    app.add_builder(CheckBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
