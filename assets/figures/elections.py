"""Presidential elections: the official result, and beside it what observers found."""

from __future__ import annotations

from data import Row, proven, read
from drawing import INK, SMALL, canvas, chart, column, svg, thin
from matplotlib.axes import Axes

NAME = "elections"
ROW, THICK = 23.0, 0.3  # of a row, in points; of a bar, in rows
BAR, FOUND = (72.0, 166.0), 186.0


def draw() -> str:
    """Draw a row for each election."""
    data = read(NAME)
    rows = data.rows("rows")
    height = 10 + ROW * len(rows)
    figure, paper = canvas(height + 16)
    heads = {0.0: "Election, winner", BAR[0]: "Official share, per cent", FOUND: "Observers"}
    for x, words in heads.items():
        paper.text(x, 6, words, style="italic", fontsize=SMALL)
    axes = chart(figure, BAR[0], 10, BAR[1], height)
    axes.set(xlim=(0, 100), ylim=(len(rows), 0))
    axes.set_xticks(range(0, 101, 25))
    for i, row in enumerate(rows):
        election(paper, row, 10 + ROW * i + 8.5)
        result(axes, row, i + 0.55)
    return svg(figure, data.need("title", str), data.need("alt", str))


def election(paper: Axes, row: Row, y: float) -> None:
    """Write when an election was, who won, and what observers found."""
    found = row.need("found", list)
    proven(row, row.need("date", str), " ".join(found))
    paper.text(0, y, thin(row.need("date", str)), fontsize=SMALL)
    paper.text(0, y + 9, row.need("winner", str), weight=600, fontsize=SMALL)
    column(paper, FOUND, y, found)


def result(axes: Axes, row: Row, y: float) -> None:
    """Draw the official share as a bar, with the number above it."""
    percent = row.need("percent", float)
    label = str(row.get("label", f"{percent:g}"))
    proven(row, f"{label} per cent")
    axes.barh(y + 0.2, percent, THICK, facecolor=INK)
    axes.text(0, y - 0.05, label, fontsize=SMALL)
