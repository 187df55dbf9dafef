"""Which builders make which edition: whatever depends on it asks here, and forgets none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Pages of the print edition: the book, its chapters, the file for a print shop.
PRINT = ("bookpdf", "bookchapters", "bookpress")
SITES = ("html", "dirhtml", "singlehtml")


def is_site(app: Sphinx) -> bool:
    """Tell whether this build makes a site."""
    return app.builder.name in SITES
