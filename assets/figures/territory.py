"""The districts with areas and dates, and the share of the territory by who counted."""

from __future__ import annotations

from data import Row, proven, read
from drawing import INK, MEASURE, SIZE, SMALL, TINT, canvas, chart, svg, thin
from matplotlib.axes import Axes

NAME = "territory"
ROW, THICK = 11.5, 6.2
AREA, LOST, REGAINED = (72.0, 166.0), 198.0, 250.0  # where the columns of the districts stand
SHARE = (146.0, MEASURE - 12)


def draw() -> str:
    """Draw both parts, one above the other."""
    data = read(NAME)
    districts, shares = data.rows("districts"), data.rows("shares")
    middle = 12 + ROW * len(districts) + 6
    figure, paper = canvas(middle + ROW * len(shares) + 18)
    heading(paper)
    largest = max(row.need("area", float) for row in districts)
    for i, row in enumerate(districts):
        district(paper, row, 12 + ROW * (i + 0.5), (AREA[1] - AREA[0]) / largest)
    axes = chart(figure, SHARE[0], middle, SHARE[1], middle + ROW * len(shares) + 2)
    axes.set(xlim=(0, 22), ylim=(len(shares) - 0.4, -0.5))
    axes.set_xticks(range(0, 21, 5), [*map(str, range(0, 20, 5)), "20 per cent"])
    for i, row in enumerate(shares):
        share(axes, row, i)
    for i, row in enumerate(shares):
        paper.text(0, middle + ROW * (i + 0.5) + 2.6, row.need("source", str), fontsize=SMALL)
    return svg(figure, data.need("title", str), data.need("alt", str))


def heading(paper: Axes) -> None:
    """Name the columns of the districts."""
    columns = {0.0: "District", AREA[0]: "Area, km²", LOST: "Lost", REGAINED: "Regained"}
    for x, words in columns.items():
        paper.text(x, 6, words, style="italic", fontsize=SMALL)


def district(paper: Axes, row: Row, y: float, scale: float) -> None:
    """Draw one district: its area as a bar, hollow for what was never taken, and its dates."""
    area, taken = row.need("area", float), row.get("taken", row["area"])
    lost, back = row.need("lost", str), row.need("back", str)
    proven(row, lost, back, f"{area:,.0f}", f"{taken:,.0f}")
    left = AREA[0]
    paper.barh(y, area * scale, THICK, left, facecolor="none", edgecolor=INK)
    if row.need("part", bool):
        paper.barh(y, taken * scale if taken < area else 0, THICK, left, facecolor=INK)
        paper.barh(y, area * scale, THICK, left, facecolor=TINT)
    else:
        paper.barh(y, area * scale, THICK, left, facecolor=INK)
    name = row.need("name", str) + (" (part)" if row["part"] else "")
    paper.text(0, y + 2.6, name, weight=600, fontsize=SMALL)
    paper.text(left + area * scale + 4, y + 2.6, f"{area:,.0f}", fontsize=SMALL)
    paper.text(LOST, y + 2.6, thin(lost), fontsize=SMALL)
    paper.text(REGAINED, y + 2.6, thin(back), fontsize=SMALL)


def share(axes: Axes, row: Row, y: int) -> None:
    """Draw one share; hollow where areas were added up."""
    percent = row.need("percent", float)
    proven(row, f"{percent:g} per cent")
    axes.barh(y, percent, THICK / ROW, facecolor="none" if row.get("computed") else INK,
              edgecolor=INK)  # fmt: skip
    axes.text(percent + 0.4, y + 0.2, f"{percent:g}", weight=600, fontsize=SIZE)
