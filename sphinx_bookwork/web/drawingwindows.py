"""Drawings on narrow screens: not smaller than they can be read, but in a window to be moved.

A drawing that stands in the page (class ``inline``) is as wide as the text. On a phone the words of
a map or chart would be as small as the phone is. So such a figure has its drawing in a window that
scrolls sideways by itself (WCAG 2.2, 1.4.10 allows it for maps and diagrams). Where it does,
``static/bookweb/drawings.js`` gives it to the keyboard, under the name of its caption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml import etree

from sphinx_bookwork.doctree.drawings import inline_drawing
from sphinx_bookwork.web.drawinglinks import linked_drawing
from sphinx_bookwork.web.sites import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: In units of a drawing's own: narrower ones are as large on a phone as elsewhere.
WIDE = 300.0
CLASS = "drawing-window"


def frame_drawings(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Put every wide drawing of a figure of a site into a window."""
    if not is_site(app):
        return
    kinds = (inline_drawing, linked_drawing)
    drawings = [node for node in document.findall(nodes.Element) if isinstance(node, kinds)]
    for drawing in drawings:
        if isinstance(drawing.parent, nodes.figure) and width(drawing["svg"]) >= WIDE:
            drawing.replace_self(nodes.container("", drawing.deepcopy(), classes=[CLASS]))


def load_files(
    app: Sphinx, _page: str, _template: str, _context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load look and script on a page that has such a window."""
    windows = doctree.findall(nodes.container) if doctree and is_site(app) else ()
    if any(CLASS in window["classes"] for window in windows):
        app.add_css_file("bookweb/drawings.css")
        app.add_js_file("bookweb/drawings.js", loading_method="defer")


def width(svg: str) -> float:
    """Return the width of a drawing in its own units (SVG 2, 8.6)."""
    view = etree.fromstring(svg).get("viewBox", "").replace(",", " ").split()
    try:
        return float(view[2])
    except (IndexError, ValueError):
        return 0.0


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the steps; the first comes after the links in drawings."""
    app.connect("doctree-resolved", frame_drawings, priority=850)
    app.connect("html-page-context", load_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
