"""How wide the spine of a paperback is. Plain numbers in, plain numbers out.

A leaf of paper of *g* g/m² and a volume (bulk) of *v* cm³/g is g times v micrometres thick: one
square metre of it weighs g grams and fills g times v cm³. The block of pages is as thick as its
leaves together, two pages to a leaf; the board of the cover goes round it on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_bookwork.pdf.lengths import MM

#: What has to stay free between the text of the spine and the folds, which are never exact.
CLEAR = 1.5 * MM
#: The smallest type that is still read on a shelf, in points.
SMALLEST = 6.0
#: A line of capitals and small letters is so much higher than its size.
LINE = 1.2


@dataclass(frozen=True)
class Paper:
    """What the book is made of: thickness of a leaf and of the cover's board, in points."""

    leaf: float
    board: float


def thickness(grammage: float, bulk: float) -> float:
    """Return the thickness of a leaf in points for g/m² and cm³/g."""
    return grammage * bulk / 1000 * MM


def width(pages: int, paper: Paper) -> float:
    """Return the width of the spine in points for a number of pages (without the cover's)."""
    leaves = (pages + 1) // 2
    return leaves * paper.leaf + 2 * paper.board


def type_sizes(spine: float, largest: float) -> list[float]:
    """Return the sizes of type to try on a spine so wide, largest first; none where it is narrow.

    All in points; ``largest`` is the size that no spine needs more of.
    """
    room = min((spine - 2 * CLEAR) / LINE, largest)
    sizes = []
    while room >= SMALLEST:
        sizes.append(round(room, 2))
        room *= 0.9
    return sizes
