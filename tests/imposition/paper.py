"""Paper in the hand: sheets printed on both sides, folded, nested and leafed through.

Knows nothing of how the plan is made. The sides come in the order of printing; all that is read of
them is where a page's middle lies and where its head points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sphinx_bookwork.imposition.geometry import Page, Size
from sphinx_bookwork.imposition.scheme import Side

UP = (0, 1)
LEFT = (-1, 0)


@dataclass(frozen=True)
class Print:
    """A printed page: its number in the source, its middle, and where its head points."""

    page: int
    x: float
    y: float
    head: tuple[int, int]


@dataclass(frozen=True)
class Face:
    """One face of a leaf: the page on it, or nothing."""

    printed: Print | None


def printed(side: Side, pages: Sequence[Page]) -> list[Print]:
    """What a side shows, seen from that side."""
    found = []
    for placed in side.placed:
        a, b, c, d, e, f = placed.matrix
        page = pages[placed.page]
        x, y = (page.left + page.right) / 2, (page.bottom + page.top) / 2
        # The head, in the coordinates of the page: /Rotate turns clockwise what is shown.
        hx, hy = {0: (0, 1), 90: (-1, 0), 180: (0, -1), 270: (1, 0)}[page.rotation]
        head = (_sign(a * hx + c * hy), _sign(b * hx + d * hy))
        found.append(Print(placed.page, a * x + c * y + e, b * x + d * y + f, head))
    return found


def _sign(value: float) -> int:
    return (value > 1e-9) - (value < -1e-9)


def turned_over(prints: list[Print], sheet: Size, short_edge: bool = True) -> list[Print]:
    """The back of a sheet, seen through the paper from the front: how the printer turned it."""
    if short_edge:
        return [Print(p.page, sheet.width - p.x, p.y, (-p.head[0], p.head[1])) for p in prints]
    return [Print(p.page, p.x, sheet.height - p.y, (p.head[0], -p.head[1])) for p in prints]


def faces(
    sides: Sequence[Side], pages: Sequence[Page], sheet: Size, short_edge: bool = True
) -> list[Face]:
    """The faces of the folded book in reading order, as the reader holds them."""
    gatherings = groupby(sides, key=lambda side: side.label.split("sheet")[0])
    piles = [_gathering(list(pile), pages, sheet, short_edge) for _, pile in gatherings]
    return [face for pile in piles for face in pile]


def _gathering(
    sides: list[Side], pages: Sequence[Page], sheet: Size, short_edge: bool
) -> list[Face]:
    """Lay the pile with the first front towards us, and fold the left halves away from us."""
    right, left = [], []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        assert (front.label.split()[-1], back.label.split()[-1]) == ("front", "back")
        ahead = printed(front, pages)
        behind = turned_over(printed(back, pages), sheet, short_edge)
        right.append((_half(ahead, sheet, True), _half(behind, sheet, True)))
        left.append((_half(ahead, sheet, False), _half(behind, sheet, False)))
    # Folded behind, the left halves show their back first, the innermost sheet's before others.
    seen = [(front, _mirrored(back)) for front, back in right]
    seen += [(_mirrored(back), front) for front, back in reversed(left)]
    return [Face(face) for leaf in seen for face in leaf]


def _half(prints: list[Print], sheet: Size, right: bool) -> Print | None:
    found = [p for p in prints if (p.x > sheet.width / 2) == right]
    assert len(found) < 2, "two pages on one half"
    return found[0] if found else None


def _mirrored(seen_through: Print | None) -> Print | None:
    """A face that we saw through the paper, now from its own side: the leaf is turned."""
    if seen_through is None:
        return None
    p = seen_through
    return Print(p.page, p.x, p.y, (-p.head[0], p.head[1]))
