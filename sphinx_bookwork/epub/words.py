"""The e-book's own words, in the language of the book where there is a catalogue for it."""

from __future__ import annotations

from sphinx.locale import get_translation

_ = get_translation("sphinx_bookwork")

__all__ = ["_"]
