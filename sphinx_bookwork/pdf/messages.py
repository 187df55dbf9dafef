"""The words that the builder prints, through Sphinx's message catalogues.

The catalogue is ``sphinx_bookwork`` (``locale/<language>/LC_MESSAGES/sphinx_bookwork.mo``).
"""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOG = "sphinx_bookwork"

#: Translates a printed word at the time it is printed.
message = get_translation(CATALOG)
