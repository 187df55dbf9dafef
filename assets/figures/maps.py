"""The two maps: the country in the region, and the oblast with the districts around it."""

from __future__ import annotations

from itertools import starmap
from math import cos, radians
from typing import Any

import outlines
from data import DOCS, Row, proven, read
from drawing import (
    DARK,
    INK,
    LINE,
    MEASURE,
    PALE,
    SIZE,
    SMALL,
    TINT,
    canvas,
    column,
    legend,
    svg,
    thin,
)
from gaps import pieces, words
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox

Point = tuple[float, float]

#: Where a name stands beside its mark: right and down, and how it is set.
BESIDE = {
    "left": (-4.0, 2.6, "right"),
    "right": (4.0, 2.6, "left"),
    "above": (0.0, -4.5, "center"),
    "below": (0.0, 9.0, "center"),
}
DOTTED, DASHED = (0, (0.8, 1.6)), (0, (4.0, 2.0))


class Window:
    """A piece of the earth, flat: degrees of longitude shrunk as in its middle."""

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        self._west, self._north = west, north
        self._shrink = cos(radians((south + north) / 2))
        self._scale = MEASURE / ((east - west) * self._shrink)
        self.height = round((north - south) * self._scale)

    def __call__(self, longitude: float, latitude: float) -> Point:
        """Give the point on paper."""
        x = (longitude - self._west) * self._shrink * self._scale
        return x, (self._north - latitude) * self._scale

    def path(self, ring: list[Point]) -> Path:
        """Give a ring as far as it lies in the window."""
        path = Path(list(starmap(self, ring)), closed=True)
        return path.clip_to_bbox(Bbox(((0, 0), (MEASURE, self.height))))


REGION = Window(43.6, 38.37, 51.0, 41.93)
DISTRICTS = Window(45.54, 38.86, 47.66, 40.48)

STATE = {"facecolor": "none", "edgecolor": INK, "linewidth": 0.9}
OTHERS = {"facecolor": "none", "edgecolor": INK, "linewidth": LINE}
TODAY = {"facecolor": "none", "edgecolor": DARK, "linewidth": 0.4}
LAND = {"facecolor": (0.0, 0.0, 0.0, 0.06), "edgecolor": "none"}
TAKEN = {"facecolor": PALE, "edgecolor": "none"}
OBLAST = {"facecolor": TINT, "edgecolor": "none"}
APPROXIMATE = {"facecolor": "none", "edgecolor": INK, "linewidth": 0.9, "linestyle": DASHED}
CONTACT = {"color": INK, "linewidth": 1.8, "linestyle": DOTTED}


def region() -> str:
    """Draw the country in the region."""
    data, shapes = read("map"), outlines.read()
    figure, axes = canvas(REGION.height)
    area(axes, REGION, shapes["countries"]["azerbaijan"], **LAND)
    for rings in shapes["taken"].values():
        area(axes, REGION, rings, **TAKEN)
    area(axes, REGION, shapes["oblast"], **OBLAST)
    places(axes, REGION, data, "region")
    marks = [(on_land(OBLAST), "former oblast"), (on_land(TAKEN), "seven districts")]
    legend(axes, 44, 188, marks)
    borders(axes, REGION, shapes["countries"])
    return svg(figure, data.need("title", str), data.need("region", str))


def on_land(style: dict[str, Any]) -> dict[str, Any]:
    """Give the tint of an area as it is seen over that of the country."""
    clear = (1 - style["facecolor"][3]) * (1 - LAND["facecolor"][3])
    return {**style, "facecolor": (*INK[:3], 1 - clear)}


def districts() -> str:
    """Draw the oblast and the districts around it."""
    data, shapes = read("map"), outlines.read()
    figure, axes = canvas(DISTRICTS.height + 40)
    for slug, rings in shapes["taken"].items():
        area(axes, DISTRICTS, rings, gid=f"district-{slug}", **TAKEN)
    area(axes, DISTRICTS, shapes["oblast"], gid="district-oblast", **OBLAST)
    places(axes, DISTRICTS, data, "districts")
    for rings in shapes["districts"].values():
        outline(axes, DISTRICTS, rings, **TODAY)
    borders(axes, DISTRICTS, shapes["countries"])
    outline(axes, DISTRICTS, shapes["oblast"], **APPROXIMATE)
    for piece in pieces(starmap(DISTRICTS, shapes["contact"]), words(axes)):
        axes.plot(*zip(*piece, strict=True), **CONTACT)
    key(axes, DISTRICTS.height + 10)
    return svg(figure, data.need("title", str), data.need("districts", str))


def key(axes: Axes, y: float) -> None:
    """Explain the map of the districts, below it."""
    oblast = {**APPROXIMATE, "facecolor": TINT}
    marks = [(oblast, "former oblast, north approximate"), (TAKEN, "districts, as far as taken")]
    legend(axes, 2, y, [*marks, (TODAY, "districts of today")])
    legend(axes, 172, y, [(CONTACT, "line of contact of 1994 to 2020,")])
    column(axes, 193, y + 12, ["drawn approximately", "Upper date: lost; lower: regained"])


def area(axes: Axes, window: Window, rings: list[list[Point]], **style: Any) -> None:
    """Draw what is seen of an area's rings."""
    paths = [path for path in map(window.path, rings) if len(path.vertices)]
    if paths:
        axes.add_patch(PathPatch(Path.make_compound_path(*paths), **style))


def outline(axes: Axes, window: Window, rings: list[list[Point]], **style: Any) -> None:
    """Draw what is seen of the lines around an area, with gaps where words stand."""
    around = [line for ring in rings for line in window.path(ring).to_polygons()]
    found = [piece for line in around for piece in pieces(map(tuple, line), words(axes))]
    if found:
        axes.add_patch(PathPatch(Path.make_compound_path(*map(Path, found)), **style))


def borders(axes: Axes, window: Window, countries: dict[str, list[list[Point]]]) -> None:
    """Draw the borders of all states, that of the country strongest."""
    for slug, rings in countries.items():
        outline(axes, window, rings, **STATE if slug == "azerbaijan" else OTHERS)


def places(axes: Axes, window: Window, data: Row, name: str) -> None:
    """Frame a map and mark its places; every one is known to the book's list of places."""
    corner, size = LINE / 2, (MEASURE - LINE, window.height - LINE)
    axes.add_patch(Rectangle((corner, corner), *size, facecolor="none", edgecolor=INK))
    told = DOCS / "backmatter" / "places.md"
    for place in data.rows("places"):
        for word in filter(None, (place.need("name", str), place.get("also"))):
            if word not in told.read_text(encoding="utf-8"):
                raise place.fault(f"unknown place: {word!r}; name one of {told.name}")
        proven(place, *(str(place[column]) for column in ("lost", "back") if column in place))
        if place.need("map", str) == name:
            draw = {"district": district, "town": town}[place.need("kind", str)]
            draw(axes, window(*reversed(place.need("at", list))), place)
    for label in data.rows("names"):
        if label.need("map", str) == name:
            x, y = window(*reversed(label.need("at", list)))
            axes.text(x, y, label.need("name", str), style="italic", ha="center", fontsize=SIZE + 1)


def town(axes: Axes, point: Point, place: Row) -> None:
    """A dot and its name, both where two are used."""
    (x, y), (right, down, anchor) = point, BESIDE[place.need("beside", str)]
    names = " / ".join(filter(None, (place.need("name", str), place.get("also"))))
    words = [*names.replace(" / ", " /\n").splitlines()] if place.get("broken") else [names]
    axes.plot([x], [y], "o", color=INK, markersize=2.6, gid=f"place-{place.need('slug', str)}")
    words += dates(place) if "lost" in place else []
    column(axes, x + right, y + down, words, ha=anchor)


def district(axes: Axes, point: Point, place: Row) -> None:
    """The names of a district, and when it was lost and regained, centred on a point."""
    x, y = point
    axes.text(x, y, place.need("name", str), ha="center", weight=600,
              gid=f"place-{place.need('slug', str)}")  # fmt: skip
    axes.text(x, y + 8.5, place.need("also", str), ha="center", style="italic", fontsize=SMALL)
    column(axes, x, y + 17.5, dates(place), ha="center")


def dates(place: Row) -> list[str]:
    """When a place was lost and regained, in two lines, with short names of months."""
    return [thin(place.need(column, str)) for column in ("lost", "back")]
