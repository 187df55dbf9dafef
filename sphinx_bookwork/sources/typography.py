"""From BibTeX's text to typographic text: escapes, braces, quotation marks, dashes."""

from __future__ import annotations

from docutils.utils.smartquotes import smartchars, smartyPants
from pybtex.richtext import Text

# Single marks for quotations inside a quoted title; the apostrophe is the same in all languages.
APOSTROPHE = "’"


def plain(latex: str) -> str:
    """A field's text: LaTeX escapes and braces resolved, straight marks made typographic."""
    return typographic(str(Text.from_latex(latex)))


def typographic(text: str, language: str = "en") -> str:
    """Straight quotation marks and apostrophes, double and triple hyphens, made typographic."""
    known = language if language in smartchars.quotes else "en"
    return smartyPants(text, attr="qD", language=known)


def quoted(text: str, language: str = "en") -> str:
    """``text`` in the quotation marks of ``language``; marks inside become those of level two."""
    known = language if language in smartchars.quotes else "en"
    outer_open, outer_close, inner_open, inner_close = smartchars.quotes[known]
    inner = text.replace(outer_open, inner_open).replace(outer_close, inner_close)
    return f"{outer_open}{inner}{outer_close}"
