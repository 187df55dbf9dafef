"""From BibTeX's text to typographic text: escapes, braces, quotation marks, dashes."""

from __future__ import annotations

from functools import cache

from docutils.utils.smartquotes import smartchars, smartyPants
from pybtex.richtext import Text


@cache
def plain(latex: str) -> str:
    """A field's text: LaTeX escapes and braces resolved, straight marks made typographic.

    Every build asks for each field several times, and LaTeX is slow to read.
    """
    return typographic(str(Text.from_latex(latex)))


def typographic(text: str, language: str = "en") -> str:
    """Straight quotation marks and apostrophes, double and triple hyphens, made typographic."""
    known = language if language in smartchars.quotes else "en"
    return smartyPants(text, attr="qD", language=known)


def quoted(text: str, language: str = "en") -> str:
    """``text`` in the quotation marks of ``language``; marks inside become those of level two."""
    known = language if language in smartchars.quotes else "en"
    first, last, inner_first, inner_last = tuple(smartchars.quotes[known])
    return f"{first}{text.replace(first, inner_first).replace(last, inner_last)}{last}"
