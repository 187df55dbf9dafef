"""Each paragraph has an address, and beside it a link, seen when a pointer is on the paragraph.

The address is made from the first words of the paragraph, so that it stays when others come or go
before it. The links are hidden from the keyboard until the reader asks for them at the end of the
page: a page of fifty paragraphs has one stop more, not fifty.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation

from sphinx_bookwork.doctree.blocks import source_texts
from sphinx_bookwork.doctree.lists import parents
from sphinx_bookwork.web.names import slug
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

_ = get_translation("sphinx_bookwork")

#: How many of its first words an address has.
WORDS = 6
#: What may hold a paragraph that is read in its turn; others, such as notes, have ids already.
HOLDERS = (nodes.section, nodes.block_quote, nodes.list_item, nodes.Admonition)
ELSEWHERE = (nodes.footnote, nodes.citation, nodes.table, nodes.figure, nodes.topic)
LINKS = (nodes.reference, addnodes.download_reference)


class paragraph_link(nodes.Inline, nodes.Element):
    """A link to the paragraph that it stands in, ``refid``."""


def addressed(document: nodes.document) -> Iterator[nodes.TextElement]:
    """Yield the paragraphs and terms of a document that readers may link to, with their text.

    A line of a list of contents is none: it is written without an element that could be addressed.
    Nor is a line that is a link and nothing else, such as that to a file.
    """
    for node in document.findall(nodes.TextElement):
        is_kind = isinstance(node, nodes.term) or (
            isinstance(node, nodes.paragraph)
            and not isinstance(node, addnodes.compact_paragraph)
            and isinstance(node.parent, HOLDERS)
            and not (len(node) == 1 and isinstance(node[0], LINKS))
        )
        if is_kind and not any(isinstance(parent, ELSEWHERE) for parent in parents(node)):
            yield node


def opening(block: nodes.Element) -> str:
    """Return the first words of a block as an id; empty where it has no words."""
    text = "".join(part.astext() for part in source_texts(block))
    words = text.split()[:WORDS]
    return slug(f"p {' '.join(words)}") if words else ""


def address(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Give every paragraph of a site an id and a link."""
    if not (is_site(app) and settings(app).paragraph_links):
        return
    taken = {ident for node in document.findall(nodes.Element) for ident in node["ids"]}
    for block in list(addressed(document)):
        words = opening(block)
        if not words:
            continue
        if not block["ids"]:
            block["ids"].append(_free(words, taken))
        block.append(paragraph_link(refid=block["ids"][0]))


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def add_switch(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Let readers without a pointer see the links; no script is needed."""
    if doctree and any(True for _link in doctree.findall(paragraph_link)):
        label = escape(str(_("Show a link beside each paragraph")))
        context["body"] += (
            f'<p class="paragraph-links"><label><input type="checkbox"> {label}</label></p>\n'
        )


def visit_paragraph_link(translator: HTML5Translator, node: paragraph_link) -> None:
    """Write the link without a text of its own: what is copied is the paragraph alone."""
    name = escape(str(_("Link to this paragraph")))
    translator.body.append(
        f'<a class="paragraph-link" href="#{escape(node["refid"])}" aria-label="{name}"></a>'
    )
    raise nodes.SkipNode


def load_styles(app: Sphinx) -> None:
    """Load the look of what this and its neighbours add to every page."""
    wanted = settings(app)
    if is_site(app) and (wanted.paragraph_links or wanted.citation or wanted.page_map):
        app.add_css_file("bookweb/reading.css")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the node and its place in the build."""
    app.add_node(paragraph_link, html=(visit_paragraph_link, None))
    app.connect("builder-inited", load_styles)
    app.connect("doctree-resolved", address, priority=850)
    app.connect("html-page-context", add_switch, priority=450)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
