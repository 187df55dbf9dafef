"""Who headed the state from 1990, and in detail in 1992 and 1993."""

from __future__ import annotations

from calendar import month_name, monthrange
from datetime import date

from data import Row, proven, read
from drawing import INK, MEASURE, SIZE, SMALL, canvas, chart, svg
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

NAME = "heads-of-state"
FIRST, LATEST = date(1990, 1, 1), date(2026, 7, 1)  # the book's knowledge ends in June 2026
DETAIL = date(1992, 1, 1), date(1993, 12, 31)
ROW, THICK = 13.0, 0.5  # of a row, in points; of a bar, in rows
QUARTERS = {1: "", 4: "April", 7: "July", 10: "Oct"}


def draw() -> str:
    """Draw two time lines, of all the years and of the two in which heads of state changed most."""
    data = read(NAME)
    terms, law = data.rows("terms"), data.need("in_law_only", Row)
    for term in (*terms, law):
        proven(term, *(words(term.need(end, str)) for end in ("start", "end")))
    names = list(dict.fromkeys(term.need("name", str) for term in terms))
    short = [term for term in terms if span(term["start"])[0] <= DETAIL[1].toordinal()]
    labels = {row.need("name", str): row.need("days", str) for row in data.rows("detail")}
    first = ROW * len(names) + 2
    height = first + 15 + ROW * len(labels) + 2 + 14
    figure, _ = canvas(height)
    above = timeline(chart(figure, 0, 0, MEASURE, first), names, FIRST, LATEST)
    for name in names:
        own = [term for term in terms if term["name"] == name]
        bars(above, own, names.index(name), name, weight=600)
    years(above, [(date(year, 1, 1), str(year)) for year in range(1990, 2026, 5)])
    below = timeline(chart(figure, 0, first + 15, MEASURE, height - 14), list(labels), *DETAIL)
    y = list(labels).index(law["name"])
    ends = (span(law["start"])[0], span(law["end"])[1])
    below.plot(ends, (y, y), color=INK, linewidth=1.2, linestyle=(0, (1, 1.6)))
    for name, days in labels.items():
        own = [term for term in short if term["name"] == name]
        bars(below, own, list(labels).index(name), f"{name}{days}", fontsize=SMALL)
    months = [(year, month) for year in (DETAIL[0].year, DETAIL[1].year) for month in QUARTERS]
    years(below, [(date(y, month, 1), QUARTERS[month] or str(y)) for y, month in months])
    return svg(figure, data.need("title", str), data.need("alt", str))


def timeline(axes: Axes, rows: list[str], start: date, end: date) -> Axes:
    """Lay out a time line with a row for each name."""
    axes.set(xlim=(start.toordinal(), end.toordinal()), ylim=(len(rows) - 0.35, -0.5))
    return axes


def years(axes: Axes, ticks: list[tuple[date, str]]) -> None:
    """Label the base line; the first label begins at its tick, not left of the picture."""
    labels = axes.set_xticks([day.toordinal() for day, _ in ticks], [words for _, words in ticks])
    labels[0].label1.set_horizontalalignment("left")


def bars(axes: Axes, terms: list[Row], y: int, label: str, **style: object) -> None:
    """Draw one person's terms, solid for a president, hollow for acting, and the name beside."""
    low, high = axes.get_xlim()
    least = (high - low) / MEASURE * 1.2  # a day can be seen
    for term in terms:
        left, right = span(term["start"]), span(term["end"])
        corners = [
            (max(day, low), y + side)
            for day, side in zip(left, (-THICK / 2, THICK / 2), strict=True)
        ]
        tops = [min(max(day, first + least), high) for day, first in zip(right, left, strict=True)]
        corners += [(tops[1], y + THICK / 2), (tops[0], y - THICK / 2)]
        acting = {"president": False, "acting": True}[term.need("capacity", str)]
        axes.add_patch(Polygon(corners, facecolor="none" if acting else INK, edgecolor=INK))
    start, end = max(span(terms[0]["start"])[0], low), min(span(terms[-1]["end"])[1], high)
    gap = (high - low) / MEASURE * 5
    left = end > (low + high) / 2
    place = (start - gap, "right") if left else (end + gap, "left")
    axes.text(place[0], y + 0.19, label, ha=place[1], **{"fontsize": SIZE, **style})


def span(when: str) -> tuple[int, int]:
    """First and last possible day of a date: the same day, unless only the month is known."""
    if not when:
        return (LATEST.toordinal(),) * 2
    year, month, *day = map(int, when.split("-"))
    if day:
        return (date(year, month, day[0]).toordinal(),) * 2
    return date(year, month, 1).toordinal(), date(
        year, month, monthrange(year, month)[1]
    ).toordinal()


def words(when: str) -> str:
    """Say a date as it is printed; one still open says nothing."""
    year, month, day = [*map(int, when.split("-")), 0, 0][:3] if when else (0, 0, 0)
    return f"{day or ''} {month_name[month]} {year or ''}".strip()
