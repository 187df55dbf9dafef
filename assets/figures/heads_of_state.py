"""Draw ``heads-of-state.svg``: who headed the state from 1990, and in detail in 1992 and 1993."""

from __future__ import annotations

import calendar
import sys
from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # a script, not a package: its modules are one folder up

from lettering import text  # noqa: E402
from picture import CAPTION, CAPTION_BOLD, INK, MEASURE, Scale, line, shape, svg  # noqa: E402

TITLE = "Heads of state of Azerbaijan since 1990"
DESCRIPTION = (
    "Two time lines. The first, 1990 to 2026: Ayaz Mütəllibov to 1992, Əbülfəz Elçibəy 1992 to "
    "1993, Heydər Əliyev 1993 to 2003, İlham Əliyev since. The second enlarges 1992 and 1993 and "
    "shows the acting heads of state: Yaqub Məmmədov from 6 March to 14 May 1992 and on 18-19 May, "
    "İsa Qəmbər from then to June, Heydər Əliyev from 24 June to 10 October 1993."
)
LATEST = date(2026, 7, 1)  # the book's knowledge ends in June 2026
ROW, THICK = 13.0, 6.5
QUARTERS = {1: "", 4: "April", 7: "July", 10: "Oct"}

# What stands beside each bar of the enlarged years: days, where the axis is too coarse for them.
DETAIL = {
    "Ayaz Mütəllibov": ", to 6 March; 14–15 May",
    "Yaqub Məmmədov": ", 6 March–14 May; 18–19 May",
    "İsa Qəmbər": ", mid-May–June",
    "Əbülfəz Elçibəy": "",
    "Heydər Əliyev": ", acting, then president",
}


def span(when: str) -> tuple[int, int]:
    """First and last possible day of a date: the same day, unless only the month is known."""
    if not when:
        return LATEST.toordinal(), LATEST.toordinal()
    year, month, *day = map(int, str(when).split("-"))
    if day:
        return (date(year, month, day[0]).toordinal(),) * 2
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1).toordinal(), date(year, month, last).toordinal()


def term(entry: dict[str, Any], y: float, scale: Scale) -> str:
    """One term of office: solid for presidents, hollow for acting; unsure ends slant."""
    start, end = span(entry["start"]), span(entry["end"])
    left = [max(scale(day), scale.left) for day in start]
    right = [min(scale(day), scale.right) for day in end]
    right = [max(x, low + 1.2) for x, low in zip(right, left, strict=True)]  # a day can be seen
    top, foot = y - THICK / 2, y + THICK / 2
    corners = [(left[0], top), (right[0], top), (right[1], foot), (left[1], foot)]
    return shape(corners, filled=entry["capacity"] == "president")


def axis(y: float, scale: Scale, ticks: list[tuple[date, str]]) -> list[str]:
    """A base line with labelled ticks."""
    parts = [line(scale.left, y, scale.right, y)]
    for day, label in ticks:
        x = scale(day.toordinal())
        parts.append(line(x, y, x, y + 3))
        parts.append(text(label, x, y + 11, CAPTION, "middle" if x > 8 else "start", fill=INK))
    return parts


def overview(data: dict[str, Any]) -> tuple[list[str], float]:
    """The whole time, presidents and acting heads in a row each; the parts and their height."""
    scale = Scale(date(1990, 1, 1).toordinal(), LATEST.toordinal())
    parts: list[str] = []
    names = list(dict.fromkeys(entry["name"] for entry in data["terms"]))
    for name in names:
        y = ROW * (names.index(name) + 0.5)
        own = [entry for entry in data["terms"] if entry["name"] == name]
        parts += [term(entry, y, scale) for entry in own]
        end, start = scale(span(own[-1]["end"])[1]), scale(span(own[0]["start"])[0])
        x, anchor = (start - 5, "end") if end == scale.right else (end + 5, "start")
        parts.append(text(name, x, y + 2.6, CAPTION_BOLD, anchor, fill=INK))
    y = ROW * len(names) + 3
    years = [(date(year, 1, 1), str(year)) for year in range(1990, 2026, 5)]
    return parts + axis(y, scale, years), y + 14


def detail(data: dict[str, Any], top: float) -> tuple[list[str], float]:
    """1992 and 1993 enlarged, with days; the parts and the y of their foot."""
    scale = Scale(date(1992, 1, 1).toordinal(), date(1993, 12, 31).toordinal())
    parts: list[str] = []
    for i, (name, days) in enumerate(DETAIL.items()):
        y = top + ROW * (i + 0.5)
        own = [entry for entry in data["terms"] if entry["name"] == name]
        inside = [entry for entry in own if span(entry["start"])[0] < scale.high]
        if name == data["in_law_only"]["name"]:
            days_in_law = (span(data["in_law_only"][end])[1] for end in ("start", "end"))
            x, x2 = map(scale, days_in_law)
            parts.append(line(x, y, x2, y, width=1.2, dash="1.2 2"))
        parts += [term(entry, y, scale) for entry in inside]
        parts += beside(name, days, inside, y, scale)
    y = top + ROW * len(DETAIL) + 3
    ticks = [
        (date(year, month, 1), label or str(year))
        for year in (1992, 1993)
        for month, label in QUARTERS.items()
    ]
    return parts + axis(y, scale, ticks), y + 14


def beside(name: str, days: str, own: list[dict[str, Any]], y: float, scale: Scale) -> list[str]:
    """Name and days beside a bar of the detail: to its right where there is room."""
    end = min(scale(span(own[-1]["end"])[1]), scale.right)
    label = f"{name}{days}"
    if end < 0.5 * MEASURE:
        return [text(label, end + 5, y + 2.6, CAPTION, fill=INK)]
    start = scale(span(own[0]["start"])[0])
    return [text(label, start - 5, y + 2.6, CAPTION, "end", fill=INK)]


def draw() -> str:
    """The picture."""
    data = yaml.load((HERE / "heads-of-state.yml").read_text("utf-8"), yaml.BaseLoader)
    first, foot = overview(data)
    second, height = detail(data, foot + 10)
    return svg((MEASURE, round(height + 2)), TITLE, DESCRIPTION, first + second)


if __name__ == "__main__":
    (HERE / "heads-of-state.svg").write_text(draw(), encoding="utf-8")
