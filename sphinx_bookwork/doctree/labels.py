"""What a reference says of a heading: its words, without the numbers of notes called in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_bookwork.doctree.lists import plain_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def name_by_words(app: Sphinx, document: nodes.document) -> None:
    """Correct Sphinx's names of labelled sections: it takes the text of note calls for words."""
    labels = app.env.domains.standard_domain.labels
    for section in document.findall(nodes.section):
        title = section.children[0] if section.children else None
        if not isinstance(title, nodes.title) or not any(title.findall(nodes.footnote_reference)):
            continue
        for name, (docname, ident, _) in list(labels.items()):
            if docname == app.env.docname and ident in section["ids"]:
                labels[name] = docname, ident, plain_text(title)


def setup(app: Sphinx) -> None:
    """Look at every document that has been read, after Sphinx has collected its labels."""
    app.connect("doctree-read", name_by_words)
