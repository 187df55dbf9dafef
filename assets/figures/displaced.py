"""Draw ``displaced.svg``: how many people were displaced, as a range with a mark for each count."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # a script, not a package: its modules are one folder up

from lettering import text  # noqa: E402
from picture import CAPTION, CAPTION_BOLD, INK, MEASURE, Scale, dot, line, svg  # noqa: E402

TITLE = "People displaced, 1988–2023, by origin, in thousands"
ROW = 22.0
SOLID = "Azerbaijanis"  # the other people's marks are rings


def figure(count: dict[str, Any]) -> str:
    """A count in thousands as printed: ``500+`` where the source says more than that."""
    return f"{count['thousands']:.0f}{'+' if count.get('more') else ''}"


def counters(row: dict[str, Any]) -> str:
    """All counts of a row with their counters, in words."""
    return ", ".join(f"{figure(count)} {count['counter']}" for count in row["counts"])


def drawn(row: dict[str, Any], top: float, scale: Scale) -> list[str]:
    """A row: who, the range with a mark for each count, and the range in figures."""
    counts, y = row["counts"], top + 14
    at = [scale(count["thousands"]) for count in counts]
    ends = figure(counts[0]).rstrip("+") + "–" if len(counts) > 1 else ""
    parts = [text(row["who"], 0, top + 7, CAPTION, fill=INK)]
    parts.append(line(scale(0), y, at[-1], y, width=0.25))
    parts.append(line(at[0], y, at[-1], y, width=1.8))
    parts += [dot(x, y, row["people"] == SOLID) for x in at]
    return [*parts, text(ends + figure(counts[-1]), at[-1] + 6, y + 2.6, CAPTION_BOLD, fill=INK)]


def axis(y: float, scale: Scale) -> list[str]:
    """The base line, labelled in hundreds of thousands."""
    parts = [line(scale(0), y, scale(700), y)]
    for thousands in range(0, 701, 100):
        x = scale(thousands)
        parts.append(line(x, y, x, y + 3))
        anchor = "middle" if thousands else "start"
        parts.append(text(str(thousands), x, y + 11, CAPTION, anchor, fill=INK))
    return parts


def draw() -> str:
    """The picture."""
    rows = yaml.safe_load((HERE / "displaced.yml").read_text("utf-8"))["rows"]
    scale = Scale(0, 700, 1, MEASURE - 36)
    parts = [part for i, row in enumerate(rows) for part in drawn(row, ROW * i, scale)]
    y = ROW * len(rows) + 3
    told = "; ".join(f"{row['who']}: {counters(row)}" for row in rows) + "."
    return svg((MEASURE, round(y + 14)), TITLE, told, parts + axis(y, scale))


if __name__ == "__main__":
    (HERE / "displaced.svg").write_text(draw(), encoding="utf-8")
