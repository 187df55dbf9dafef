"""Sources: a bibliography style made for print, and short citations by author and date.

Registered under the name ``bookwork`` for sphinxcontrib-bibtex's settings
``bibtex_default_style`` and ``bibtex_reference_style``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pybtex.plugin
from docutils import nodes
from pybtex.backends import html, plaintext
from sphinxcontrib.bibtex.plugin import register_plugin

from sphinx_bookwork import __version__
from sphinx_bookwork.sources.bibliography import (
    NAME,
    EntriesWithoutLabel,
    depart_citation,
    relabelled,
    visit_citation,
)
from sphinx_bookwork.sources.entries import EntryStyle
from sphinx_bookwork.sources.references import ReferenceStyle

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register both styles with pybtex and sphinxcontrib-bibtex, and what goes with them."""
    app.setup_extension("sphinxcontrib.bibtex")
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, EntryStyle)
    register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, ReferenceStyle)
    # Known to pybtex already, which asks all installed packages for it anew at every citation.
    for name, backend in (("plaintext", plaintext.Backend), ("html", html.Backend)):
        pybtex.plugin.register_plugin("pybtex.backends", name, backend, force=True)
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    app.add_post_transform(EntriesWithoutLabel)
    # after sphinxcontrib.bibtex, which makes the labels in the same event
    app.connect("env-updated", relabelled, priority=900)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
