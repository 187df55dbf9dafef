"""Sizes that a browser needs early, and sizes without a style in the text of a lean page.

A picture whose size is not said moves all that stands below it when it arrives. The widths of a
table's columns, which docutils writes as inline styles, become classes (``site.css``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.images import get_image_size

from sphinx_bookwork.web.lean import is_lean

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: Per cent; ``site.css`` has a rule for each multiple.
STEP = 5


def setup(app: Sphinx) -> ExtensionMetadata:
    """Prepare each document before a lean page is made of it."""
    app.connect("doctree-resolved", prepare)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def prepare(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Say the sizes of pictures, and those of columns by classes."""
    if not is_lean(app):
        return
    for image in doctree.findall(nodes.image):
        if not {"width", "height", "scale"} & set(image.attributes):
            say_size(image, Path(app.srcdir, image["uri"]))
    for table in doctree.findall(nodes.table):
        if "colwidths-given" in table["classes"]:
            class_columns(table)


def say_size(image: nodes.image, path: Path) -> None:
    """Give a picture its own width and height, in whole pixels."""
    if size := get_image_size(path):
        image["width"], image["height"] = (str(round(length)) for length in size)
        image["classes"].append("no-scaled-link")  # Sphinx takes a size for a reduction


def class_columns(table: nodes.table) -> None:
    """Put the width of each column on the first cell in it."""
    widths = [column["colwidth"] for column in table.findall(nodes.colspec)]
    first = next(table.findall(nodes.row))
    for width, cell in zip(widths, first.findall(nodes.entry), strict=False):
        share = STEP * max(1, round(100 * width / sum(widths) / STEP))
        cell["classes"].append(f"bookweb-width-{share}")
    table["classes"] = [*(c for c in table["classes"] if c != "colwidths-given"), "colwidths-auto"]
