"""How every picture is drawn: Matplotlib in the book's face, saved as a small and tidy SVG.

Lengths are points at the size at which the picture is printed. There is one colour, that of the
text around the picture (``currentColor``), and tints of it: this survives black-and-white printing
and every kind of eye, and turns with the page by night. Text stays text, in the book's face where
the page has it. What Matplotlib writes is tidied: no style sheet and no ``style`` attribute (a
strict content security policy forbids both), no generated ids, lengths to a tenth of a point.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
from lxml import etree
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

FONTS = Path(__file__).parents[1] / "fonts"
FACE = "Source Serif 4 Caption"
#: Behind the book's face for small print: its text face, which the site has loaded anyway.
FAMILIES = f"{FACE}, Source Serif 4 SmText, serif"
CUTS = (("Regular", "normal", 400), ("It", "italic", 400), ("Semibold", "normal", 600))

MEASURE = 328.8  # the text block of the print edition is 116 mm wide
SIZE, SMALL = 7.8, 7.2  # of letters
HAIR, LINE, RULE = 0.3, 0.5, 1.6  # of lines
INK = (0.0, 0.0, 0.0, 1.0)
DARK, TINT, PALE = ((0.0, 0.0, 0.0, share) for share in (0.5, 0.3, 0.12))

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_GENERATED = re.compile(r"[\w.]+_\d+")
_RULE = re.compile(r"([\w-]+):\s*([^;]+)")
_LENGTHS = {"d", "x", "y", "transform", "viewBox", "width", "height"}
_MONTH = re.compile(r"\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec)[a-z]+")
_DROPPED = {"font-family", "stroke-linejoin", "stroke-linecap", "stroke-dashoffset"}
_SAYS_NOTHING = {"text-anchor": "start", "transform": "rotate(-0 ", "clip-path": "url("}


def _settings() -> dict[str, Any]:
    """Make the book's face the only one, and ask for text and for the same bytes every time."""
    for cut, style, weight in CUTS:
        path = FONTS / f"SourceSerif4Caption-{cut}.ttf"
        entry = font_manager.FontEntry(str(path), 0, FACE, style, "normal", weight)
        font_manager.fontManager.ttflist.insert(0, entry)
    return {
        "font.family": FACE,
        "font.size": SIZE,
        "svg.fonttype": "none",
        "svg.hashsalt": "book",
        "path.simplify": False,
        "axes.linewidth": LINE,
        "axes.unicode_minus": True,
        "lines.linewidth": LINE,
        "lines.solid_capstyle": "butt",
        "patch.linewidth": LINE,
    }


SETTINGS = _settings()


def canvas(height: float, width: float = MEASURE) -> tuple[Figure, Axes]:
    """An empty picture and its axes, on which a unit is a point and y runs down the page."""
    mpl.rcParams.update(SETTINGS)
    figure = Figure(figsize=(width / 72, height / 72))
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


def chart(figure: Figure, left: float, top: float, right: float, foot: float) -> Axes:
    """Axes with a base line and ticks, placed in points from the picture's upper left corner."""
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes(
        (left / width, 1 - foot / height, (right - left) / width, (foot - top) / height)
    )
    axes.patch.set_visible(False)
    axes.spines[["left", "top", "right"]].set_visible(False)
    axes.tick_params(length=3, width=LINE, pad=2.5, labelsize=SMALL)
    axes.yaxis.set_visible(False)
    return axes


def svg(figure: Figure, title: str, description: str) -> str:
    """Save a picture, named for those who do not see it."""
    _fits(figure)
    file = io.BytesIO()
    metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(file, format="svg", metadata=metadata)
    root = etree.fromstring(file.getvalue())
    _tidy(root)
    shell = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
    for name in ("viewBox", "width", "height"):
        shell.set(name, root.get(name))
    shell.set("role", "img")
    shell.set("fill", "currentColor")
    shell.set("font-family", FAMILIES)
    etree.SubElement(shell, f"{{{_SVG}}}title").text = title
    etree.SubElement(shell, f"{{{_SVG}}}desc").text = " ".join(description.split())
    shell.extend(list(root))
    etree.cleanup_namespaces(shell)
    etree.indent(shell, " ")
    return etree.tostring(shell, encoding="unicode") + "\n"


def _fits(figure: Figure) -> None:
    """Raise ``ValueError`` where words would be cut off at the picture's edge."""
    FigureCanvasAgg(figure).draw()
    width, height = figure.bbox.size
    for text in figure.findobj(Text):
        box = text.get_window_extent()
        beyond = max(-box.x0, box.x1 - width, -box.y0 - 3, box.y1 - height - 3)  # boxes have air
        if text.get_text() and beyond > 1:
            raise ValueError(f"no room for {text.get_text()!r}; shorten it or move it")


def _tidy(root: etree._Element) -> None:
    shapes = {element.get("id"): element for element in root.iter() if element.get("id")}
    for use in list(root.iter(f"{{{_SVG}}}use")):
        use.getparent().replace(use, _copied(use, shapes[use.get(_LINK).lstrip("#")]))
    for element in list(root.iter(f"{{{_SVG}}}defs", f"{{{_SVG}}}metadata", etree.Comment)):
        element.getparent().remove(element)
    for element in root.iter():
        _attributes(element)
    for group in reversed(list(root.iter(f"{{{_SVG}}}g"))):
        _unwrap(group)


def _copied(use: etree._Element, shape: etree._Element) -> etree._Element:
    """The shape that ``use`` refers to, moved to its place: ids of two pictures cannot clash."""
    copy = etree.Element(shape.tag, d=shape.get("d"))
    copy.set("style", f"{shape.get('style') or ''}; {use.get('style') or ''}")
    copy.set("transform", f"translate({use.get('x')} {use.get('y')})")
    return copy


def _attributes(element: etree._Element) -> None:
    """Turn the ``style`` of an element into attributes, drop what is generated, round lengths."""
    styles = dict(_RULE.findall(element.attrib.pop("style", "")))
    for name, value in styles.items():
        if name in _DROPPED:
            continue
        element.set(name, "currentColor" if value == "#000000" else value.removesuffix("px"))
    if _GENERATED.fullmatch(element.get("id", "")):
        del element.attrib["id"]
    for name, value in _SAYS_NOTHING.items():
        if element.get(name, "").startswith(value):
            del element.attrib[name]
    for name in _LENGTHS & set(element.attrib):
        element.set(name, _NUMBER.sub(_rounded, " ".join(element.get(name).split())))
    if "d" in element.attrib:
        element.set("d", element.get("d").replace(" L ", " "))  # lines go on by themselves


def _rounded(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 1) + 0.0:g}"


def _unwrap(group: etree._Element) -> None:
    """Take away a group that says nothing; one with an id is of the class that begins the id."""
    if group.get("id"):
        group.set("class", group.get("id").partition("-")[0])
        return
    parent = group.getparent()
    if not group.attrib:
        place = parent.index(group)
        parent[place : place + 1] = list(group)


def legend(axes: Axes, x: float, y: float, entries: Iterable[tuple[dict[str, Any], str]]) -> None:
    """Explain marks, one a line: how each is drawn, and what it means."""
    for i, (style, words) in enumerate(entries):
        middle = y + 10.5 * i
        if "facecolor" in style:
            axes.add_patch(Rectangle((x, middle - 3.2), 16, 6.4, **style))
        else:
            axes.plot([x, x + 16], [middle, middle], **style)
        axes.text(x + 21, middle + 2.5, words, fontsize=SMALL)


def thin(words: str) -> str:
    """Shorten the names of months in dates."""
    return _MONTH.sub(r"\1", words)


def column(axes: Axes, x: float, y: float, lines: Iterable[str], **style: Any) -> None:
    """Set lines of small print under each other, the first one's baseline at ``y``."""
    for i, line in enumerate(lines):
        axes.text(x, y + 9 * i, line, **{"fontsize": SMALL, **style})
