"""Where trim, bleed and marks of a press sheet lie. Lengths are points, y points up.

The origin is the lower left corner of the trimmed sheet. ISO 32000-1, 14.11.2, names the boxes and
14.11.3 the printer's marks, which stand outside the bleed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_bookwork.pdf.lengths import MM

MARK_GAP = 1 * MM  # between bleed and marks
MARK_LENGTH = 5 * MM
TARGET_RADIUS = 1.5 * MM
# A circle of radius 1 by four Bezier curves has its control points so far from their ends.
ROUND = 0.5523

Box = tuple[float, float, float, float]
Line = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """A sheet to be printed and trimmed; ``folds`` are the x of its folds, from the left."""

    width: float
    height: float
    bleed: float
    marked: bool = True
    folds: tuple[float, ...] = ()

    @property
    def slug(self) -> float:
        """How far the paper goes beyond the trimmed sheet: room for bleed and marks."""
        return self.bleed + (MARK_GAP + MARK_LENGTH + MARK_GAP if self.marked else 0.0)

    @property
    def trim_box(self) -> Box:
        """What remains when the sheet is trimmed."""
        return self._grown(0.0)

    @property
    def bleed_box(self) -> Box:
        """What is printed of the page."""
        return self._grown(self.bleed)

    @property
    def media_box(self) -> Box:
        """All of the paper."""
        return self._grown(self.slug)

    def _grown(self, by: float) -> Box:
        return -by, -by, self.width + by, self.height + by

    def crop_marks(self) -> Iterator[Line]:
        """Yield the marks to trim by, two at each corner."""
        if self.marked:
            for x in (0.0, self.width):
                yield from self._upright(x)
            near, far = self._reach
            for y in (0.0, self.height):
                yield -near, y, -far, y
                yield self.width + near, y, self.width + far, y

    def fold_marks(self) -> Iterator[Line]:
        """Yield the marks to fold by, above and below each fold."""
        if self.marked:
            for x in self.folds:
                yield from self._upright(x)

    def _upright(self, x: float) -> Iterator[Line]:
        near, far = self._reach
        yield x, -near, x, -far
        yield x, self.height + near, x, self.height + far

    @property
    def _reach(self) -> tuple[float, float]:
        """How far from the trim marks begin and end."""
        return self.bleed + MARK_GAP, self.bleed + MARK_GAP + MARK_LENGTH

    def targets(self) -> Iterator[Point]:
        """Yield the middles of the registration marks, one on each side where no fold is near."""
        if not self.marked:
            return
        away = self.bleed + MARK_GAP + MARK_LENGTH / 2
        x = self.folds[0] / 2 if self.folds else self.width / 2
        yield from ((x, -away), (x, self.height + away))
        yield from ((-away, self.height / 2), (self.width + away, self.height / 2))


def drawn(sheet: Sheet, ink: str) -> bytes:
    """Return the operators that draw the marks of ``sheet`` in the colour space named ``ink``.

    Where the sheet is folded they are dashed.
    """
    if not sheet.marked:
        return b""
    drawing = ["q", f"/{ink} CS 1 SCN 0.25 w", *map(_line, sheet.crop_marks())]
    for x, y in sheet.targets():
        drawing += [_circle(x, y, TARGET_RADIUS), _cross(x, y, MARK_LENGTH / 2)]
    drawing += ["S", "[2 2] 0 d", *map(_line, sheet.fold_marks()), "S", "Q"]
    return "\n".join(drawing).encode()


def _line(line: Line) -> str:
    return f"{numbers(*line[:2])} m {numbers(*line[2:])} l"


def _circle(x: float, y: float, r: float) -> str:
    k = r * ROUND
    return (
        f"{numbers(x + r, y)} m "
        f"{numbers(x + r, y + k, x + k, y + r, x, y + r)} c "
        f"{numbers(x - k, y + r, x - r, y + k, x - r, y)} c "
        f"{numbers(x - r, y - k, x - k, y - r, x, y - r)} c "
        f"{numbers(x + k, y - r, x + r, y - k, x + r, y)} c"
    )


def _cross(x: float, y: float, arm: float) -> str:
    return f"{_line((x - arm, y, x + arm, y))} {_line((x, y - arm, x, y + arm))}"


def numbers(*values: float) -> str:
    """Return numbers as a content stream has them."""
    return " ".join(f"{round(value, 4) + 0:.4f}".rstrip("0").rstrip(".") for value in values)
