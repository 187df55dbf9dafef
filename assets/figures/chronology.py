"""The years of the book on two strips, the first war enlarged."""

from __future__ import annotations

from datetime import date

from data import Row, proven, read
from drawing import HAIR, INK, MEASURE, SMALL, canvas, chart, svg
from heads_of_state import span, words, years
from matplotlib.axes import Axes

NAME = "chronology"
LANE, AXIS = 9.6, 24.0


def draw() -> str:
    """Draw the strips under each other."""
    data = read(NAME)
    strips = data.rows("strips")
    heights = [LANE * strip.need("lanes", int) + 5 for strip in strips]
    figure, _ = canvas(sum(heights) + AXIS * len(strips) - 8)
    top = 0.0
    for strip, height in zip(strips, heights, strict=True):
        axes = chart(figure, 1, top, MEASURE - 1, top + height)
        axes.set_ylim(height, 0)
        run(axes, strip)
        top += height + AXIS
    return svg(figure, data.need("title", str), data.need("alt", str))


def run(axes: Axes, strip: Row) -> None:
    """Draw the line of years and its events."""
    first, last = strip.need("from", int), strip.need("to", int)
    axes.set_xlim(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal())
    step = 1 if last - first < 10 else 4
    years(axes, [(date(y, 1, 1), str(y)) for y in range(first, last + 1, step)])
    for row in strip.rows("events"):
        event(axes, row)


def event(axes: Axes, row: Row) -> None:
    """Draw a line up from the day of an event to its words."""
    when = row.need("date", str)
    proven(row, words(when))
    x, y = span(when)[0], LANE * (row.need("lane", int) + 1)
    left = bool(row.get("left"))
    low, high = axes.get_xlim()
    gap = (high - low) / MEASURE * 2.5
    axes.plot([x, x], [axes.get_ylim()[0], y - 6.5], color=INK, linewidth=HAIR)
    axes.text(x - gap if left else x + gap, y - 1.5, row.need("words", str),
              ha="right" if left else "left", fontsize=SMALL)  # fmt: skip
