"""The words that the builder prints, through Sphinx's message catalogues.

The catalogue is ``sphinx_bookwork`` (``locale/<language>/LC_MESSAGES/sphinx_bookwork.mo``).
Sphinx's own has some of the words in many more languages.
"""

from __future__ import annotations

from sphinx.locale import _ as of_sphinx
from sphinx.locale import get_translation

CATALOG = "sphinx_bookwork"

_own = get_translation(CATALOG)


def message(text: str) -> str:
    """Return a printed word in the language of the book, as far as there is one."""
    own = str(_own(text))
    return str(of_sphinx(text)) if own == text else own
