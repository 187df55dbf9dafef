"""How many people were displaced: each group with the range of counts, and who counted."""

from __future__ import annotations

from data import Row, proven, read
from drawing import INK, MEASURE, RULE, SIZE, SMALL, canvas, chart, svg
from matplotlib.axes import Axes

NAME = "displaced"
LARGEST = 700
MARKS = {"Azerbaijanis": "o", "Armenians": "D"}  # a mark of its own for each people
NAMED, DRAWN, COUNTED = 9.5, 8.0, 9.0  # heights of a row's three kinds of lines
WIDTH = 78  # letters in a line of counters


def draw() -> str:
    """Draw a range for each group, with a mark for each count, and who counted under it."""
    data = read(NAME)
    rows = data.rows("rows")
    told = [lines(row) for row in rows]
    height = sum(NAMED + DRAWN + COUNTED * len(lines) + 5 for lines in told)
    figure, paper = canvas(height + 16)
    axes = chart(figure, 2.5, 0, MEASURE - 46, height)
    axes.set(xlim=(0, LARGEST), ylim=(height, 0))
    axes.set_xticks(range(0, LARGEST + 1, 100))
    top = 0.0
    for row, counters in zip(rows, told, strict=True):
        paper.text(0, top + NAMED - 2, row.need("who", str), weight=600, fontsize=SIZE)
        y = top + NAMED + DRAWN / 2
        ranged(axes, row, y)
        for i, line in enumerate(counters):
            paper.text(0, y + DRAWN / 2 + COUNTED * (i + 1) - 2, line, fontsize=SMALL)
        top = y + DRAWN / 2 + COUNTED * len(counters) + 5
    return svg(figure, data.need("title", str), data.need("alt", str))


def ranged(axes: Axes, row: Row, y: float) -> None:
    """Draw one group's counts, from the lowest to the highest."""
    counts = [count.need("thousands", float) for count in row.rows("counts")]
    mark = MARKS.get(row.need("people", str))
    if mark is None:
        raise row.fault(f"unknown people: {row['people']!r}; name one of {', '.join(MARKS)}")
    axes.plot([0, max(counts)], [y, y], color=INK, linewidth=0.25)
    axes.plot([min(counts), max(counts)], [y, y], color=INK, linewidth=RULE)
    axes.plot(counts, [y] * len(counts), mark, color=INK, markersize=4 if mark == "o" else 3.4,
              markeredgewidth=0)  # fmt: skip
    ends = [figure_of(count) for count in row.rows("counts")]
    label = f"{ends[0].rstrip('+')}–{ends[-1]}" if len(ends) > 1 else ends[0]
    axes.text(max(counts) + 12, y + 2.6, label, weight=600, fontsize=SIZE)


def figure_of(count: Row) -> str:
    """Print a count in thousands: ``500+`` where the source says more than that."""
    return f"{count.need('thousands', float):.0f}{'+' if count.get('more') else ''}"


def lines(row: Row) -> list[str]:
    """Name all counts of a group with their counters, in lines; every one is in the ledger."""
    broken = [""]
    for count in row.rows("counts"):
        number = f"{count.need('thousands', float) * 1000:,.0f}"
        proven(row, number)
        words = f"{'over ' if count.get('more') else ''}{number}, {count.need('counter', str)}"
        if broken[-1] and len(broken[-1]) + len(words) > WIDTH:
            broken[-1] += ";"
            broken.append(words)
        else:
            broken[-1] += f"; {words}" if broken[-1] else words
    return broken
