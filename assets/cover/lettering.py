"""Set a line of text in one of the book's faces and return it as outlines for an SVG.

Outlines, because the same picture has to look the same in three places: a browser shows the fonts
of the page to no ``<img>``, an e-reader may swap faces, and print must embed only ours. What a
picture says is in its ``<title>`` and ``<desc>`` and in the book's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import uharfbuzz as hb
from fontTools.pens.basePen import BasePen

FONTS = Path(__file__).parents[1] / "fonts"
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}

Point = tuple[float, float]


@dataclass(frozen=True)
class Style:
    """A face (file name without suffix), a size, OpenType features, and letterspacing in ems."""

    face: str
    size: float
    features: tuple[str, ...] = ()
    tracking: float = 0.0


class _RelativePath(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Collect outlines as SVG path data in whole font units, each step relative: half the bytes."""

    def __init__(self) -> None:
        super().__init__(None)
        self.commands: list[str] = []
        self.origin: Point = (0, 0)
        self._at: Point = (0, 0)
        self._start: Point = (0, 0)

    def _moveTo(self, point: Point) -> None:
        self._step("m", point)
        self._start = self._at

    def _lineTo(self, point: Point) -> None:
        self._step("l", point)

    def _qCurveToOne(self, control: Point, point: Point) -> None:
        self._step("q", control, point)

    def _curveToOne(self, first: Point, second: Point, point: Point) -> None:
        self._step("c", first, second, point)

    def _closePath(self) -> None:
        self.commands.append("z")
        self._at = self._start

    def _step(self, command: str, *points: Point) -> None:
        placed = [(round(x + self.origin[0]), round(y + self.origin[1])) for x, y in points]
        numbers = [f"{x - self._at[0]} {y - self._at[1]}" for x, y in placed]
        self.commands.append(command + " ".join(numbers))
        self._at = placed[-1]


@cache
def _font(face: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / f"{face}.ttf"))))


def _shape(line: str, style: Style) -> hb.Buffer:
    """Shape ``line``: HarfBuzz kerns and substitutes."""
    buffer = hb.Buffer()
    buffer.add_str(line)
    buffer.guess_segment_properties()
    hb.shape(_font(style.face), buffer, dict.fromkeys(style.features, True))
    if any(not info.codepoint for info in buffer.glyph_infos):
        raise ValueError(f"{style.face} lacks a glyph for {line!r}")
    return buffer


def width(line: str, style: Style) -> float:
    """How long ``line`` is in ``style``, without the letterspace after the last letter."""
    positions = _shape(line, style).glyph_positions
    advance = sum(position.x_advance for position in positions) / _font(style.face).face.upem
    return float(style.size * (advance + style.tracking * (len(positions) - 1)))


def text(
    line: str, x: float, y: float, style: Style, anchor: str = "start", **attributes: str
) -> str:
    """An SVG ``path`` of ``line``, its baseline at ``y``; ``anchor`` is start, middle or end."""
    x -= ANCHORS[anchor] * width(line, style)
    scale = style.size / _font(style.face).face.upem
    place = f"translate({_number(x)} {_number(y)}) scale({scale:.5g} -{scale:.5g})"
    extra = "".join(
        f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    return f'<path{extra} transform="{place}" d="{_outline(line, style)}"/>'


def _outline(line: str, style: Style) -> str:
    buffer, pen, x = _shape(line, style), _RelativePath(), 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.origin = (x + position.x_offset, position.y_offset)
        _font(style.face).draw_glyph_with_pen(info.codepoint, pen)
        x += position.x_advance + style.tracking * _font(style.face).face.upem
    return "".join(pen.commands)


def _number(value: float) -> str:
    """Two decimals at most: a hundredth of a point is finer than any press or screen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
