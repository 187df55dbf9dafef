"""What a finished PDF paints on each page: the marks that the rules judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from typing import Literal

from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

from sphinx_bookwork.pdf.press.content import (
    Graphics,
    Matrix,
    Paint,
    family_of,
    followed,
    instructions,
    is_form,
    is_image,
    matrix_of,
    product,
    resources_of,
)

Kind = Literal["text", "shape", "line", "stencil", "gradient"]
#: Forms inside forms deeper than this are a loop.
DEEPEST = 20


@dataclass(frozen=True)
class Mark:
    """One colour that a page paints with, once for each kind; ``width`` of a line in points."""

    kind: Kind
    paint: Paint
    width: float = 0.0


@dataclass(frozen=True)
class Placed:
    """An image as it is printed: its name in the resources, its resolution (pixels per inch)."""

    name: str
    resolution: float


@dataclass
class PageSurvey:
    """What one page (its number from 1) paints, and with what."""

    number: int
    page: Page

    @cached_property
    def marks(self) -> list[Mark]:
        """The colours of text, shapes and lines, each once."""
        return list(dict.fromkeys(thing for thing in self._painted if isinstance(thing, Mark)))

    @cached_property
    def images(self) -> list[Placed]:
        """The images, each time that they are printed."""
        return [thing for thing in self._painted if isinstance(thing, Placed)]

    @cached_property
    def _painted(self) -> list[Mark | Placed]:
        return list(dict.fromkeys(_painted(self.page.obj, self.page.resources, Graphics(), 0)))

    @cached_property
    def resources(self) -> list[Dictionary]:
        """The resources of the page and of all forms and patterns in them."""
        found: dict[tuple[int, int] | int, Dictionary] = {}
        _collect(self.page.resources, found)
        return list(found.values())

    def objects(self, kind: str) -> Iterator[tuple[str, Object]]:
        """Yield name and object of all resources of a kind, such as "/ExtGState"."""
        for resources in self.resources:
            things = resources.get(kind)
            if isinstance(things, Dictionary):
                yield from things.items()


def surveys(pdf: Pdf) -> list[PageSurvey]:
    """Return a survey of each page."""
    return [PageSurvey(number, page) for number, page in enumerate(pdf.pages, start=1)]


def _painted(
    stream: Object, resources: Dictionary, begin: Graphics, depth: int
) -> Iterator[Mark | Placed]:
    for state, operands, operator in followed(instructions(stream), resources, begin):
        fills, strokes, text = state.paints(operator)
        if fills and state.fill:
            yield Mark("text" if text else "shape", state.fill)
            yield from _tiles(state.fill, resources, begin.matrix, depth)
        if strokes and state.stroke:
            width = state.line_width * _scale(state.matrix)
            yield Mark("text" if text else "line", state.stroke, round(width, 3))
        if operator == "Do":
            yield from _done(str(operands[0]), state, resources, depth)
        elif operator == "sh":
            shading = resources.get("/Shading", Dictionary()).get(str(operands[0]), Dictionary())
            space = shading.get("/ColorSpace", Name.DeviceGray)
            yield Mark("gradient", Paint(family_of(space, resources)))
        elif operator == "INLINE IMAGE":
            image = operands[0]
            yield Placed("inline", _resolution(image.width, image.height, state.matrix))
            if not image.image_mask:
                yield Mark("stencil", Paint(family_of(Name(str(image.colorspace)), resources)))


def _done(name: str, state: Graphics, resources: Dictionary, depth: int) -> Iterator[Mark | Placed]:
    """Yield what an XObject paints."""
    x_object = resources.get("/XObject", Dictionary()).get(name)
    if is_form(x_object) and depth < DEEPEST:
        matrix = product(matrix_of(x_object), state.matrix)
        inner = Graphics(state.fill, state.stroke, matrix, state.text_mode, state.line_width)
        yield from _painted(x_object, resources_of(x_object, resources), inner, depth + 1)
    elif is_image(x_object):
        size = int(x_object.Width), int(x_object.Height)
        yield Placed(name.removeprefix("/"), _resolution(*size, state.matrix))
        if x_object.get("/ImageMask", False) and state.fill:
            yield Mark("stencil", state.fill)


def _tiles(
    paint: Paint, resources: Dictionary, base: Matrix, depth: int
) -> Iterator[Mark | Placed]:
    """Yield what the cells of a tiling pattern paint; ``base`` is its stream's matrix (8.7.3)."""
    pattern = resources.get("/Pattern", Dictionary()).get(paint.pattern) if paint.pattern else None
    if isinstance(pattern, Stream) and depth < DEEPEST:
        begin = Graphics(matrix=product(matrix_of(pattern), base))
        yield from _painted(pattern, resources_of(pattern, resources), begin, depth + 1)


def _scale(matrix: Matrix) -> float:
    return min(hypot(*matrix[:2]), hypot(*matrix[2:4]))


def _resolution(width: int, height: int, matrix: Matrix) -> float:
    """Return pixels per inch of an image, which fills the unit square (8.9.4), the lower of two."""
    sides = (hypot(*matrix[:2]), width), (hypot(*matrix[2:4]), height)
    return round(min((pixels * 72 / side if side else 0.0) for side, pixels in sides), 1)


def _collect(resources: Dictionary, found: dict[tuple[int, int] | int, Dictionary]) -> None:
    key = resources.objgen if resources.is_indirect else id(resources)
    if key in found:
        return
    found[key] = resources
    for kind in ("/XObject", "/Pattern"):
        things = resources.get(kind)
        for _, thing in things.items() if isinstance(things, Dictionary) else ():
            own = thing.get("/Resources") if isinstance(thing, Stream) else None
            if isinstance(own, Dictionary):
                _collect(own, found)
    states = resources.get("/ExtGState")
    for _, state in states.items() if isinstance(states, Dictionary) else ():
        mask = state.get("/SMask")
        own = mask.G.get("/Resources") if isinstance(mask, Dictionary) else None
        if isinstance(own, Dictionary):
            _collect(own, found)
