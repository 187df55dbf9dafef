"""The few shapes that the covers and charts are drawn with, as SVG elements, and the whole picture.

Lengths are points; colours are plain black and greys unless said, so that nothing is told by
colour alone and every picture can be printed on any printer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lettering import Style

INK, GREY, PALE = "#1a1a1a", "#8a8a8a", "#c8c8c8"
CAPTION = Style("SourceSerif4Caption-Regular", 7.6, ("lnum", "tnum"))
CAPTION_BOLD = Style("SourceSerif4Caption-Semibold", 7.6, ("lnum",))
CAPTION_ITALIC = Style("SourceSerif4Caption-It", 7.6, ("lnum",))

# As wide as the text block of the print edition: 116 mm.
MEASURE = 328.8


@dataclass(frozen=True)
class Scale:
    """Where a value from ``low`` to ``high`` lies between ``left`` and ``right``."""

    low: float
    high: float
    left: float = 0.0
    right: float = MEASURE

    def __call__(self, value: float) -> float:
        """Give the x of ``value``."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def line(x: float, y: float, x2: float, y2: float, *, width: float = 0.5, dash: str = "") -> str:
    """A straight line in ink; ``dash`` is SVG's dash pattern."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    path = f"M{x:.2f} {y:.2f}L{x2:.2f} {y2:.2f}"
    return f'<path stroke="{INK}" stroke-width="{width}"{dashed} d="{path}"/>'


def shape(points: Iterable[tuple[float, float]], filled: bool = True) -> str:
    """A closed shape: solid, or white with an outline inside its edge."""
    path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "z"
    fill = INK if filled else "#fff"
    return f'<path fill="{fill}" stroke="{INK}" stroke-width=".6" d="{path}"/>'


def bar(x: float, x2: float, y: float, height: float, filled: bool = True) -> str:
    """A bar from ``x`` to ``x2``, centred on ``y``."""
    top, foot = y - height / 2, y + height / 2
    return shape([(x, top), (x2, top), (x2, foot), (x, foot)], filled)


def dot(x: float, y: float, filled: bool = True, radius: float = 2.4) -> str:
    """A round mark: solid, or a ring."""
    fill = INK if filled else "#fff"
    circle = f'cx="{x:.2f}" cy="{y:.2f}" r="{radius}"'
    return f'<circle fill="{fill}" stroke="{INK}" stroke-width=".8" {circle}/>'


def svg(size: tuple[float, float], title: str, description: str, parts: Iterable[str]) -> str:
    """The whole picture, ``size`` points wide and high, named for those who do not see it."""
    width, height = (f"{length:g}" for length in size)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}pt" height="{height}pt" role="img" aria-labelledby="title description">'
    )
    name = f'<title id="title">{escape(title)}</title>'
    told = f'<desc id="description">{escape(description)}</desc>'
    return "\n".join([head, name, told, *parts, "</svg>"]) + "\n"
