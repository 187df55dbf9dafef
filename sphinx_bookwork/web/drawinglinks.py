"""Drawings that lead somewhere: on a site the places of a map are links to their entries.

A drawing that stands in the page (class ``inline``) has shapes with ids such as
``place-xankendi``. Where the id ends in a thing of the file of names that has an entry (``named``),
the shape becomes a link (SVG 2, 16.2), with the names of the thing: the keyboard reaches it, a
screen reader says it, and no script is needed. The words in the drawing that are a name of the
thing belong to the link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml import etree

from sphinx_bookwork.doctree.drawings import inline_drawing, write_drawing
from sphinx_bookwork.web.entries import entry_of
from sphinx_bookwork.web.names import Thing, names_of
from sphinx_bookwork.web.sites import is_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

_SVG = "{http://www.w3.org/2000/svg}"


class linked_drawing(nodes.General, nodes.Inline, nodes.Element):
    """A drawing with links: its markup is ``svg``; ``alt`` and perhaps ``details`` as an image."""


def link_drawings(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Make links in the drawings of a document of a site."""
    if not is_site(app):
        return
    links = {}
    for thing in names_of(app.env).things:
        if place := entry_of(app.env, thing):
            page = "" if place[0] == docname else app.builder.get_relative_uri(docname, place[0])
            links[thing.slug] = (thing, f"{page}#{place[1]}")
    for drawing in list(document.findall(inline_drawing)) if links else ():
        svg = with_links(drawing["svg"], links)
        if svg:
            kept = {k: v for k, v in drawing.attributes.items() if k in ("alt", "details", "ids")}
            drawing.replace_self(linked_drawing("", svg=svg, **kept))


def with_links(svg: str, links: Mapping[str, tuple[Thing, str]]) -> str:
    """Return a drawing with its links; empty where it has none of the things."""
    root = etree.fromstring(svg)
    shapes = dict(_shapes(root, links))
    if not shapes:
        return ""
    for name, found in shapes.items():
        thing, address = links[name]
        # Drawn last is drawn on top: that one is for the keyboard, the others for the pointer.
        for shape in found[:-1]:
            _wrap([shape], address).attrib.update({"tabindex": "-1", "aria-hidden": "true"})
        words = [text for text in root.iter(f"{_SVG}text") if _is_name(text, thing)]
        own = [text for text in words if found[-1] not in text.iterancestors()]
        link = _wrap([found[-1], *own], address)
        link.set("aria-label", _spoken(link, thing))
    return str(etree.tostring(root, encoding="unicode"))


def _shapes(
    root: etree._Element, links: Mapping[str, Any]
) -> Iterator[tuple[str, list[etree._Element]]]:
    """Yield for each thing in the drawing its shapes, in the order in which they are drawn."""
    found: dict[str, list[etree._Element]] = {}
    for element in root.iter():
        name = str(element.get("id", "")).partition("-")[2]
        if name in links:
            found.setdefault(name, []).append(element)
    yield from found.items()


def _is_name(text: etree._Element, thing: Thing) -> bool:
    words = "".join(text.itertext()).split("/")[0].strip()
    return words in thing.names


def _spoken(link: etree._Element, thing: Thing) -> str:
    """Return the name of a link: the words seen in it (WCAG 2.2, 2.5.3), then two more names."""
    seen = " ".join(" ".join(text.split()) for text in link.itertext() if text.strip())
    others = [name for name in thing.names if name not in seen]
    return ", ".join(filter(None, [seen, *others[:2]]))


def _wrap(elements: list[etree._Element], address: str) -> etree._Element:
    """Put elements into a link that stands where the first of them stood."""
    link = etree.Element(f"{_SVG}a", href=address)
    elements[0].addprevious(link)
    for element in elements:
        link.append(element)
    return link


def visit_linked_drawing(translator: HTML5Translator, node: linked_drawing) -> None:
    """Write the drawing as a group of links with a name (WAI-ARIA 1.2, role ``group``)."""
    write_drawing(translator, node, classes="drawing linked", role="group")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the node and its place in the build."""
    app.add_node(linked_drawing, html=(visit_linked_drawing, None))
    app.connect("doctree-resolved", link_drawings, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
