"""Lines that give way to words: a map's outlines have gaps where a name stands over them.

A halo would do the same in the colour of the ground; but that is paper here and night there, and of
two tints besides, and a press would print a white that is no ink. A gap is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import dist

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom; in points, y runs down

SHORTEST = 3.0  # of a piece of a line: a shorter one is a speck
ASIDE, ABOVE = 1.2, -0.8  # what a gap is wider and higher than the words; their boxes have air


def words(axes: Axes) -> list[Box]:
    """Give the places of all words drawn so far."""
    FigureCanvasAgg(axes.figure).draw()
    back = axes.transData.inverted()
    found = []
    for text in axes.texts:
        (left, bottom), (right, top) = back.transform(text.get_window_extent().get_points())
        found.append((left - ASIDE, top - ABOVE, right + ASIDE, bottom + ABOVE))
    return found


def pieces(line: Iterable[Point], boxes: Iterable[Box]) -> list[list[Point]]:
    """Give what is left of a line outside the boxes, in order, but for specks."""
    found: list[list[Point]] = []
    boxes = list(boxes)
    for start, end in pairwise(line):
        for first, last in _outside(start, end, boxes):
            part = [_at(start, end, first), _at(start, end, last)]
            if found and found[-1][-1] == part[0]:
                found[-1].append(part[1])
            else:
                found.append(part)
    return [piece for piece in found if _length(piece) >= SHORTEST]


def _length(line: list[Point]) -> float:
    return sum(dist(*step) for step in pairwise(line))


def _at(start: Point, end: Point, share: float) -> Point:
    if share in (0.0, 1.0):
        return end if share else start
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _outside(start: Point, end: Point, boxes: list[Box]) -> Iterator[Point]:
    """Yield the shares of a segment, from 0 to 1, in which it lies in no box."""
    free = 0.0
    for first, last in sorted(filter(None, (_inside(start, end, box) for box in boxes))):
        if first > free:
            yield free, first
        free = max(free, last)
    if free < 1:
        yield free, 1.0


def _inside(start: Point, end: Point, box: Box) -> Point | None:
    """Give the share of a segment that lies in a box (Liang and Barsky's way to clip)."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        step, low, high = end[axis] - start[axis], box[axis], box[axis + 2]
        if step == 0:
            if not low <= start[axis] <= high:
                return None
            continue
        enter, leave = sorted(((low - start[axis]) / step, (high - start[axis]) / step))
        first, last = max(first, enter), min(last, leave)
    return (first, last) if first < last else None
