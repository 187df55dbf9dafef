"""What print edition and e-book share: the book's settings, assembly, ids, expansion, math."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bookwork.doctree import (
    blocks,
    descriptions,
    drawings,
    expand,
    formulas,
    labels,
    language,
    lists,
    numbering,
    unbroken,
)
from sphinx_bookwork.doctree.settings import PREFIX, BookSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


#: The catalogue of the words that the editions print (``locale/<language>/LC_MESSAGES/``).
CATALOG = "sphinx_bookwork"
#: Raised when what is kept of a document changes, so that older readings are not used.
ENV_VERSION = 3


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register settings and printed words, the role ``lang`` and the lists of the front matter."""
    app.add_message_catalog(CATALOG, str(Path(__file__).parents[1] / "locale"))
    register(app, BookSettings, PREFIX)
    blocks.setup(app)
    labels.setup(app)
    language.setup(app)
    lists.setup(app)
    numbering.setup(app)
    expand.setup(app)
    formulas.setup(app)
    descriptions.setup(app)
    drawings.setup(app)
    unbroken.setup(app)
    return {
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
