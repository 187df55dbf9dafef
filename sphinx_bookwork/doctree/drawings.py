"""Drawings in the page: an SVG image with the class ``inline`` becomes part of a site or an e-book.

As an ``img`` a drawing is a world of its own: it has no faces of the page, no colour of the night,
and nobody can select or search its words. In the page it has all of them. A print edition needs
none of this: its faces are known to every image.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml import etree
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_bookwork.doctree.blocks import location_of

if TYPE_CHECKING:
    from collections.abc import Container

    from docutils.nodes import Element
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

CLASS = "inline"
_SVG = "http://www.w3.org/2000/svg"
_REFERENCE = re.compile(r"#([^\s)'\"]+)")
#: What an image may hold and a page must not: it would style, or run in, all of the page.
_FOREIGN = ("style", "script", "foreignObject")
#: What says of a drawing by itself how large it is and what it is called; the page says it here.
_OF_IMAGES = ("id", "class", "width", "height", "role", "aria-labelledby", "aria-describedby")
_XML = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}


class DrawingError(ValueError):
    """A file that cannot be part of a page; the message says why."""


class inline_drawing(nodes.General, nodes.Inline, nodes.Element):
    """A drawing whose markup is ``svg``, with ``alt`` and perhaps ``details``, as an image has."""


class PlaceDrawings(SphinxPostTransform):
    """Put drawings into the pages of builders of HTML; others show them as images."""

    default_priority = 145  # after descriptions are settled, before images are converted

    def run(self, **kwargs: Any) -> None:
        """Read the drawings of a document, in order; one that cannot be placed stays an image."""
        builder = self.env._app.builder
        if not getattr(builder, "inlines_drawings", builder.format == "html"):
            return
        taken: set[str] = set()
        for node in self.document.findall(nodes.Element):
            taken.update(node.get("ids", ()))
        for image in list(self.document.findall(nodes.image)):
            if CLASS not in image["classes"]:
                continue
            try:
                svg = self._drawing(image, taken)
            except (OSError, DrawingError) as error:
                logger.warning(
                    "no drawing for the page: %r: %s; correct it, or take off the class 'inline'",
                    image["uri"],
                    error,
                    location=location_of(image),
                    type="bookwork",
                    subtype="drawing",
                )
                continue
            kept = {k: v for k, v in image.attributes.items() if k in ("alt", "details", "ids")}
            image.replace_self(inline_drawing("", svg=svg, **kept))

    def _drawing(self, image: nodes.image, taken: set[str]) -> str:
        if not image.get("alt"):
            raise DrawingError("it has no alternative text; say in 'alt' what it shows")
        return to_inline(Path(self.env.srcdir) / image["uri"], taken)


def to_inline(path: Path, taken: set[str]) -> str:
    """Return the drawing of a file as it may stand in a page, and note its ids in ``taken``.

    Its size is left to the page, its name to the image's alternative text. Raise ``DrawingError``
    where the file is no SVG or would reach beyond its own place.
    """
    try:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(**_XML))
    except etree.XMLSyntaxError as error:
        raise DrawingError(f"it is no XML ({error})") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise DrawingError("it is no SVG")
    if not root.get("viewBox"):
        raise DrawingError("it has no viewBox, so it has no size of its own")
    for element in root.iter():
        _check(element)
    for element in [*root.findall(f"{{{_SVG}}}title"), *root.findall(f"{{{_SVG}}}desc")]:
        root.remove(element)
    for name in _OF_IMAGES:
        root.attrib.pop(name, None)
    _rename(root, taken)
    return str(etree.tostring(root, encoding="unicode"))


def _check(element: etree._Element) -> None:
    name = etree.QName(element).localname
    if name in _FOREIGN:
        raise DrawingError(f"it has a <{name}>, which would reach all of the page")
    for attribute in element.attrib:
        if attribute == "style" or str(attribute).startswith("on"):
            raise DrawingError(f"it has the attribute {attribute!r}, which strict sites forbid")


def _rename(root: etree._Element, taken: set[str]) -> None:
    """Give ids that the page has already another name, and lead references to it."""
    names: dict[str, str] = {}
    for element in root.iter():
        ident = element.get("id")
        if ident is not None:
            names[ident] = _free(ident, taken)
            taken.add(names[ident])
            element.set("id", names[ident])
    for element in root.iter():
        for name, value in element.attrib.items():
            if "#" in value:
                element.set(name, _REFERENCE.sub(lambda m: "#" + names.get(m[1], m[1]), value))


def _free(ident: str, taken: Container[str]) -> str:
    number, name = 1, ident
    while name in taken:
        number += 1
        name = f"{ident}-{number}"
    return name


def visit_drawing(translator: Any, node: Element) -> None:
    """Write the drawing as a picture with a name (WAI-ARIA 1.2, role ``img``)."""
    write_drawing(translator, node, classes="drawing", role="img")


def write_drawing(translator: Any, node: Element, *, classes: str, role: str) -> None:
    """Write the drawing ``node["svg"]`` under the name of its alternative text; skip the rest."""
    names = {"class": classes, "role": role, "aria-label": node["alt"]}
    if "details" in node:
        names["aria-details"] = node["details"]
    if node.get("ids"):
        names["id"] = node["ids"][0]
    written = "".join(f' {name}="{translator.attval(value)}"' for name, value in names.items())
    translator.body.append(f"<svg{written}{node['svg'].removeprefix('<svg')}\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register node and transform."""
    app.add_node(inline_drawing, html=(visit_drawing, None))
    app.add_post_transform(PlaceDrawings)
