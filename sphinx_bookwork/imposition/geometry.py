"""How a page lies on its half of a sheet. All lengths are points (1/72 inch), y points up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_bookwork.imposition import ImpositionError

MM = 72 / 25.4
UNITS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}
NUMBER = r"(\d+(?:\.\d+)?)"

# ISO 216 and ANSI, upright.
PAPERS = {
    "A3": (297 * MM, 420 * MM),
    "A4": (210 * MM, 297 * MM),
    "A5": (148 * MM, 210 * MM),
    "B4": (250 * MM, 353 * MM),
    "B5": (176 * MM, 250 * MM),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
    "Tabloid": (792.0, 1224.0),
}

# Programs round paper sizes to whole points; so much of a page may be cut off unseen.
TOLERANCE = 1.0

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Size:
    """Width and height; prints itself in millimetres."""

    width: float
    height: float

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    @property
    def turned(self) -> Size:
        """The same size, lying on its other side."""
        return Size(self.height, self.width)

    def fits(self, other: Size) -> bool:
        """Whether this size fits on ``other`` as it stands."""
        slack = TOLERANCE
        return self.width <= other.width + slack and self.height <= other.height + slack

    def __str__(self) -> str:
        """Give the size as people measure it."""
        return f"{round(self.width / MM, 1):g} x {round(self.height / MM, 1):g} mm"


@dataclass(frozen=True)
class Page:
    """A page of the source: the box to print, how far it is turned clockwise, its unit (points).

    The last two are ``/Rotate`` and ``/UserUnit`` of ISO 32000-1, 7.7.3.3.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0
    unit: float = 1.0

    @property
    def size(self) -> Size:
        """The size in which the page is shown."""
        upright = Size((self.right - self.left) * self.unit, (self.top - self.bottom) * self.unit)
        return upright.turned if self.rotation % 180 else upright

    def upright(self, further: int) -> Matrix:
        """Return the matrix that shows the page from 0, 0 on, turned ``further`` degrees."""
        return {
            0: (1, 0, 0, 1, -self.left, -self.bottom),
            90: (0, -1, 1, 0, -self.bottom, self.right),
            180: (-1, 0, 0, -1, self.right, self.top),
            270: (0, 1, -1, 0, self.top, -self.left),
        }[(self.rotation + further) % 360]


def sheet_size(paper: str) -> Size:
    """Return the size of a sheet of ``paper`` ("A4" or "297x420mm"), lying landscape.

    Raises ``ImpositionError`` for a paper that is not known.
    """
    names = {name.lower(): size for name, size in PAPERS.items()}
    size = names.get(paper.lower()) or _custom(paper)
    return Size(max(size), min(size))


def _custom(paper: str) -> tuple[float, float]:
    found = re.fullmatch(rf"{NUMBER}x{NUMBER}({'|'.join(UNITS)})", paper.lower())
    if found and float(found[1]) > 0 and float(found[2]) > 0:
        return float(found[1]) * UNITS[found[3]], float(found[2]) * UNITS[found[3]]
    raise ImpositionError(
        f"no such paper: {paper!r}; choose {', '.join(PAPERS)}, or a size such as 297x420mm"
    )


def length(text: str) -> float:
    """Return points for a length such as "0.1mm"; raise ``ImpositionError`` for another text."""
    found = re.fullmatch(rf"{NUMBER}\s*({'|'.join(UNITS)})", text.strip().lower())
    if found:
        return float(found[1]) * UNITS[found[2]]
    if re.fullmatch(r"0+(\.0+)?", text.strip()):
        return 0.0
    raise ImpositionError(f"not a length: {text!r}; write a number and its unit, such as 0.1mm")


def lies_turned(page: Size, half: Size) -> bool:
    """Whether a page is turned: it does not fit upright, and lies the other way than ``half``."""
    return not page.fits(half) and page.is_landscape != half.is_landscape


def fits(page: Size, half: Size) -> bool:
    """Whether a page fits on ``half`` in its own size, turned if need be."""
    return (page.turned if lies_turned(page, half) else page).fits(half)


def place(page: Page, half: Size, left: float) -> Matrix:
    """Return the matrix that centres ``page`` on the half whose left edge is at ``left``.

    A turned page has its head at the left, on both sides of a leaf, as print has it: the reader
    turns the book clockwise. Pages keep their size; only those that are too large are scaled down.
    """
    turned = lies_turned(page.size, half)
    size = page.size.turned if turned else page.size
    scale = 1.0
    if not size.fits(half):
        scale = min(half.width / size.width, half.height / size.height)
    a, b, c, d, e, f = (value * page.unit * scale for value in page.upright(270 if turned else 0))
    x = left + (half.width - size.width * scale) / 2
    y = (half.height - size.height * scale) / 2
    return a, b, c, d, e + x, f + y
