"""What print edition and e-book share: the book's settings, assembly, ids, expansion, math."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_bookwork.doctree import expand, language, lists
from sphinx_bookwork.doctree.settings import PREFIX, BookSettings
from sphinx_bookwork.settings import register

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings ``book_*``, the role ``lang`` and the lists of the front matter."""
    register(app, BookSettings, PREFIX)
    language.setup(app)
    lists.setup(app)
    expand.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
