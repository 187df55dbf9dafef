"""Which page goes where: sheets of two pages a side, folded once, nested into gatherings.

The sheets of a saddle-stitched booklet are one gathering: all nested, stapled through the common
fold. For sewing, the book is cut into gatherings of 16 pages (four sheets) or so, its signatures.

A sheet is turned over about its short edge, which stands upright when the sheet lies landscape:
what is printed at the left of the front has the right of the back behind it, both the same way up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_bookwork.imposition import ImpositionError

PAGES_OF_A_SHEET = 4

# Index of a page in the source (from 0), or None for a blank.
PageOrBlank = int | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: what is on its left and right half, on both sides.

    ``signature`` and ``number`` count from 1, ``number`` from the outside of each signature.
    """

    signature: int
    number: int
    front: tuple[PageOrBlank, PageOrBlank]
    back: tuple[PageOrBlank, PageOrBlank]


def plan(count: int, signature: int | None = None, last: int = 1) -> list[Sheet]:
    """Return the sheets for ``count`` pages, outermost sheet first, signature by signature.

    ``signature`` is the number of pages in each gathering, a multiple of four; the last gathering
    has what remains. None nests all sheets, for staples. ``last`` is how many pages at the end
    stay at the end, such as the back cover: blanks that fill up the last sheet come before them.
    Raises ``ImpositionError`` for other values.
    """
    if signature is not None and (signature < PAGES_OF_A_SHEET or signature % PAGES_OF_A_SHEET):
        raise ImpositionError(
            f"a signature of {signature} pages cannot be folded; "
            "choose a multiple of four, such as 16"
        )
    pages = padded(count, last)
    size = signature or len(pages)
    starts = range(0, len(pages), size) if pages else ()
    return [
        Sheet(which, number, front, back)
        for which, start in enumerate(starts, 1)
        for number, (front, back) in enumerate(nested(pages[start : start + size]), 1)
    ]


def padded(count: int, last: int) -> list[PageOrBlank]:
    """Return the pages with the blanks that make them a multiple of four, in reading order.

    The blanks come before the ``last`` pages, but never before the first page.
    """
    if not 0 <= last <= count:
        raise ImpositionError(
            f"there are {count} pages, so {last} of them cannot stay last; choose fewer"
        )
    pages = list(range(count))
    blanks = [None] * (-count % PAGES_OF_A_SHEET)
    body = count - last or count
    return [*pages[:body], *blanks, *pages[body:]]


def nested(
    pages: Sequence[PageOrBlank],
) -> Iterator[tuple[tuple[PageOrBlank, PageOrBlank], tuple[PageOrBlank, PageOrBlank]]]:
    """Yield front and back of each sheet of one gathering, from the outside in."""
    for outer in range(0, len(pages) // 2, 2):
        inner = len(pages) - 1 - outer
        yield (pages[inner], pages[outer]), (pages[outer + 1], pages[inner - 1])
