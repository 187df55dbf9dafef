"""Formulas on paper: an SVG picture on the line of the text, with the LaTeX source as its text."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from docutils import nodes
from sphinx.util import logging

from sphinx_bookwork.doctree.blocks import location_of
from sphinx_bookwork.doctree.formulas import macros_of
from sphinx_bookwork.doctree.math import MathError, to_svg

#: The size formulas are drawn at; the picture is scaled in em to the text around it.
SIZE_PT = 10.0

logger = logging.getLogger(__name__)


def formula_xhtml(node: nodes.Element, display: bool) -> str:
    """Return a formula as an image; one that cannot be set is a warning and prints its source."""
    latex = node.astext()
    try:
        formula = to_svg(latex, display, SIZE_PT, macros_of(node))
    except MathError as error:
        logger.warning("%s", error, location=location_of(node), type="bookpdf", subtype="math")
        return f"<code>{escape(latex)}</code>"
    data = b64encode(formula.svg.encode()).decode()
    kind = "display" if display else "inline"
    style = (
        f"width:{formula.width:.4f}em;height:{formula.height:.4f}em;"
        f"vertical-align:{-formula.depth:.4f}em"
    )
    return (
        f'<img class="formula {kind}" alt="{escape(latex)}" style="{style}" '
        f'src="data:image/svg+xml;base64,{data}">'
    )
