"""The imposition scheme: pages and wishes in, sides of sheets with everything in place out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_bookwork.imposition import ImpositionError
from sphinx_bookwork.imposition.geometry import MM, Matrix, Page, Size, fits, place
from sphinx_bookwork.imposition.plan import PageOrBlank, plan

# Thicker than this is board, which does not fold.
THICKEST = 1 * MM


@dataclass(frozen=True)
class Scheme:
    """What is wished; ``sheet`` lies landscape, ``creep`` is the thickness of the paper.

    ``signature`` and ``last`` as for ``plan.plan``; ``fit`` scales down what is too large.
    """

    sheet: Size
    signature: int | None = None
    last: int = 1
    creep: float = 0.0
    fit: bool = False

    @property
    def half(self) -> Size:
        """The size of half a sheet, which is the size of the folded booklet."""
        return Size(self.sheet.width / 2, self.sheet.height)


@dataclass(frozen=True)
class Placed:
    """A page (index in the source) on a side: its matrix, and where its half begins."""

    page: int
    matrix: Matrix
    left: float


@dataclass(frozen=True)
class Side:
    """One side of a sheet, in the order of printing; ``placed`` from left to right."""

    label: str
    placed: tuple[Placed, ...]


def impose(pages: Sequence[Page], scheme: Scheme) -> list[Side]:
    """Return the sides of all sheets: front and back of the first sheet, of the second and so on.

    Raises ``ImpositionError`` for pages that do not fit, and for wishes that cannot be met.
    """
    _judge(pages, scheme)
    sides = []
    for sheet in plan(len(pages), scheme.signature, scheme.last):
        name = f"signature {sheet.signature} " if scheme.signature else ""
        for side, leaves in (("front", sheet.front), ("back", sheet.back)):
            placed = _side(pages, scheme, leaves, (sheet.number - 1) * scheme.creep)
            sides.append(Side(f"{name}sheet {sheet.number} {side}", placed))
    return sides


def _side(
    pages: Sequence[Page], scheme: Scheme, leaves: tuple[PageOrBlank, PageOrBlank], inwards: float
) -> tuple[Placed, ...]:
    """Place the two pages of a side, each moved ``inwards``, towards the fold."""
    middle = scheme.half.width
    halves = ((leaves[0], 0.0, inwards), (leaves[1], middle, -inwards))
    return tuple(
        Placed(page, place(pages[page], scheme.half, left + shift), left)
        for page, left, shift in halves
        if page is not None
    )


def _judge(pages: Sequence[Page], scheme: Scheme) -> None:
    """Raise ``ImpositionError`` for what cannot be printed or folded, naming pages and sizes."""
    if scheme.creep > THICKEST:
        raise ImpositionError(
            f"paper {scheme.creep / MM:g} mm thick does not fold; "
            "give the thickness of one sheet, about 0.1mm"
        )
    large = [number for number, page in enumerate(pages, 1) if not fits(page.size, scheme.half)]
    if large and not scheme.fit:
        more = len(large) - 1
        others = f" (nor {'does 1 other' if more == 1 else f'do {more} others'})" if more else ""
        raise ImpositionError(
            f"page {large[0]} is {pages[large[0] - 1].size} and does not fit on half a sheet, "
            f"{scheme.half}{others}; choose a larger paper, or scale such pages down with --fit"
        )
