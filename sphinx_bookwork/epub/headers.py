"""Headings and header cells: what is one, and which has formulas for a name (WCAG 2.2, 2.4.6)."""

from __future__ import annotations

from docutils import nodes

from sphinx_bookwork.doctree.lists import parents


def says_something(cell: nodes.Element) -> bool:
    """Tell whether a cell has words or a picture, without which it heads nothing."""
    return bool(cell.astext().strip()) or any(True for _ in cell.findall(nodes.image))


def is_all_of_a_header(formula: nodes.Element) -> bool:
    """Tell whether the heading or the header cell around a formula has no words."""
    around = parents(formula)
    header = next((n for n in around if isinstance(n, nodes.title) or n.get("header")), None)
    return header is not None and not any(
        text.strip() and not isinstance(text.parent, nodes.math)
        for text in header.findall(nodes.Text)
    )
