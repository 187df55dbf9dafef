"""Pango, which WeasyPrint loads when it is imported: whoever prints without it is told so."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from sphinx.errors import ExtensionError

REMEDY = (
    "install Pango (Debian, Ubuntu: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora, Homebrew: pango)"
)


def imported(module: str) -> ModuleType:
    """Import a module that sets pages; raise ``ExtensionError`` where Pango is missing."""
    try:
        return import_module(module)
    except OSError as error:
        why = f"WeasyPrint, which sets the pages, does not find Pango: {error}".partition("': ")[0]
        raise ExtensionError(f"{why}'; {REMEDY} [bookpdf.pango]") from error
