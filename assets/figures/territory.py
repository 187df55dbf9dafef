"""Draw ``territory.svg``: the share of the territory held by Armenian forces, by who counted."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # a script, not a package: its modules are one folder up

from lettering import text  # noqa: E402
from picture import CAPTION, CAPTION_BOLD, INK, MEASURE, Scale, bar, line, svg  # noqa: E402

TITLE = "Share of Azerbaijan’s territory under Armenian control, 1994–2020, by source"
ROW, THICK = 15.0, 7.0
NAMES = 142.0  # width of the column of sources


def draw() -> str:
    """The picture: a bar for each source, from zero; hollow where we added areas up."""
    rows = yaml.safe_load((HERE / "territory.yml").read_text("utf-8"))["rows"]
    scale = Scale(0, 22, NAMES, MEASURE - 6)
    parts: list[str] = []
    for i, row in enumerate(rows):
        y = ROW * (i + 0.5)
        parts.append(text(row["source"], 0, y + 2.6, CAPTION, fill=INK))
        end = scale(row["percent"])
        parts.append(bar(scale(0), end, y, THICK, filled=not row.get("computed")))
        parts.append(text(f"{row['percent']}", end + 4, y + 2.6, CAPTION_BOLD, fill=INK))
    y = ROW * len(rows) + 3
    parts.append(line(scale(0), y, scale.right, y))
    for share in range(0, 21, 5):
        x = scale(share)
        label = f"{share} per cent" if share == 20 else str(share)
        parts.append(line(x, y, x, y + 3))
        parts.append(text(label, x, y + 11, CAPTION, "middle", fill=INK))
    return svg((MEASURE, round(y + 14)), TITLE, description(rows), parts)


def description(rows: list[dict[str, object]]) -> str:
    """The bars in words."""
    return "; ".join(f"{row['source']}: {row['percent']} per cent" for row in rows) + "."


if __name__ == "__main__":
    (HERE / "territory.svg").write_text(draw(), encoding="utf-8")
