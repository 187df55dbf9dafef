"""Long descriptions of pictures: linked below the picture, told at the end of their document.

Few reading systems can fold text up, and in the flow it would stop those who see the picture. So
the picture names a link (``aria-details``), and the description leads back to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_bookwork.doctree.descriptions import CLASS, described_image, long_description
from sphinx_bookwork.doctree.drawings import inline_drawing

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx


class description_link(nodes.General, nodes.Element):
    """The link with id ``ident`` to the description ``target``, called ``title``."""


class descriptions_section(nodes.General, nodes.Element):
    """The descriptions of a document; ``title`` is the printed heading."""


class description_entry(nodes.General, nodes.Element):
    """A description, called ``title``; ``back`` is the id of the link to it."""


def gather_descriptions(document: nodes.document, title: str) -> None:
    """Move every long description to the end of the document and leave a link in its place."""
    shown: list[Element] = [*document.findall(described_image), *document.findall(inline_drawing)]
    pictures = {node["details"]: node for node in shown if "details" in node}
    section = descriptions_section("", title=title)
    for node in list(document.findall(long_description)):
        target = node["ids"][0]
        back = pictures[target]["details"] = f"{target}-link"
        node.replace_self(description_link(ident=back, target=target, title=node["title"]))
        entry = description_entry("", *node.children, ids=[target], title=node["title"], back=back)
        section.append(entry)
    if section.children:
        last = document.children[-1]
        (last if isinstance(last, nodes.section) else document).append(section)


# Markup ------------------------------------------------------------------------------------


def visit_link(translator: Any, node: Element) -> None:
    """Write the link to a description, which the picture before it names."""
    translator.body.append(
        f'<p class="description-link"><a id="{node["ident"]}" href="#{node["target"]}">'
        f"{translator.encode(node['title'])}</a></p>\n"
    )
    raise nodes.SkipNode


def visit_section(translator: Any, node: Element) -> None:
    """Open the list of descriptions."""
    translator.body.append('<section class="descriptions">\n')
    _open(translator, translator.encode(node["title"]))


def visit_entry(translator: Any, node: Element) -> None:
    """Open a description; its heading leads back."""
    translator.body.append(translator.starttag(node, "section", CLASS=CLASS))
    title = translator.encode(node["title"])
    _open(translator, f'<a role="doc-backlink" href="#{node["back"]}">{title}</a>')


def _open(translator: Any, heading: str) -> None:
    translator.section_level += 1
    level = min(translator.section_level, 6)
    translator.body.append(f"<h{level}>{heading}</h{level}>\n")


def depart(translator: Any, node: Element) -> None:
    """Close the list or an entry of it."""
    translator.section_level -= 1
    translator.body.append("</section>\n")


def setup(app: Sphinx) -> None:
    """Register the nodes; no other builder meets them."""
    app.add_node(description_link, html=(visit_link, None))
    app.add_node(descriptions_section, html=(visit_section, depart))
    app.add_node(description_entry, html=(visit_entry, depart))
