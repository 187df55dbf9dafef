"""The colours of a whole PDF turned into inks, in place: streams, patterns, shadings, images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from sphinx_bookwork.pdf.press.colour import ColourError, Inks, lightness
from sphinx_bookwork.pdf.press.content import (
    DEVICE,
    SPACES,
    VALUES,
    Graphics,
    Instruction,
    Paint,
    family_of,
    followed,
    instructions,
    is_form,
    is_image,
    resources_of,
    unparsed,
)
from sphinx_bookwork.pdf.press.images import convert_image

#: Spaces whose values name inks, or something that is converted where it is defined.
KEPT = {"/Separation", "/DeviceN", "/Pattern", "/Indexed"}
#: Functions of these types hold their colours openly (ISO 32000-1, 7.10.3 and 7.10.4).
EXPONENTIAL, STITCHING = 2, 3
#: Operators that set so many values as a colour, to fill and to stroke with.
SETTERS = {4: ("k", "K"), 1: ("g", "G")}


def separate(pdf: Pdf, inks: Inks) -> None:
    """Turn every colour of ``pdf`` into inks; raise ``ColourError`` for one that cannot be."""
    separation = _Separation(pdf, inks)
    for page in pdf.pages:
        resources = page.resources
        separation.resources(resources)
        data = separation.stream(instructions(page.obj), resources, Graphics())
        page.obj.Contents = pdf.make_stream(data)
        separation.group(page.obj)


@dataclass
class _Separation:
    space: ClassVar[str] = "/DeviceCMYK"

    pdf: Pdf
    inks: Inks
    seen: set[tuple[int, int]] = field(default_factory=set)

    def is_new(self, thing: Object) -> bool:
        """Tell whether an object has not been converted yet, and take it for converted."""
        if thing.objgen in self.seen:
            return False
        if thing.is_indirect:
            self.seen.add(thing.objgen)
        return True

    def resources(self, resources: Dictionary) -> None:
        if not self.is_new(resources):
            return
        for state in _values(resources, "/ExtGState"):
            self._mask(state, resources)
        for x_object in _values(resources, "/XObject"):
            if is_form(x_object) and self.is_new(x_object):
                self.form(x_object, resources)
            elif is_image(x_object) and self.is_new(x_object):
                convert_image(x_object, self.inks)
        for pattern in _values(resources, "/Pattern"):
            if self.is_new(pattern):
                self._pattern(pattern, resources)
        for shading in _values(resources, "/Shading"):
            if self.is_new(shading):
                self.shading(shading, resources)

    def form(self, form: Stream, inherited: Dictionary) -> None:
        resources = resources_of(form, inherited)
        self.resources(resources)
        self.group(form)
        state = Graphics(fill=None, stroke=None)
        form.write(self.stream(instructions(form), resources, state))

    def group(self, owner: Object) -> None:
        """Let transparency be blended in the inks (11.6.6)."""
        if "/Group" in owner:
            owner.Group.CS = Name(self.space)

    def _mask(self, state: Object, resources: Dictionary) -> None:
        """Take the colours of a soft mask (11.6.5.2), which are no inks, for shades of grey."""
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary) and is_form(mask.G) and self.is_new(mask.G):
            _Shades(self.pdf, self.inks, self.seen).form(mask.G, resources)

    def _pattern(self, pattern: Object, inherited: Dictionary) -> None:
        if isinstance(pattern, Stream):  # a tile; its colours begin as black (8.7.3.3)
            resources = resources_of(pattern, inherited)
            self.resources(resources)
            pattern.write(self.stream(instructions(pattern), resources, Graphics()))
        elif self.is_new(pattern.Shading):
            self.shading(pattern.Shading, inherited)

    def shading(self, shading: Object, resources: Dictionary) -> None:
        """Convert the ends of a gradient; what lies between is mixed from them (8.7.4.5)."""
        family = family_of(shading.ColorSpace, resources)
        if family in KEPT:
            return
        functions = shading.get("/Function")
        for function in functions if isinstance(functions, Array) else [functions]:
            self._function(function, family)
        shading.ColorSpace = Name(self.space)
        if "/Background" in shading:
            shading.Background = Array(self.mix(family, _numbers(shading.Background)))

    def _function(self, function: Object | None, family: str) -> None:
        kind = int(function.FunctionType) if function is not None else None
        if kind == STITCHING and function is not None:
            for part in function.Functions:
                self._function(part, family)
        elif kind == EXPONENTIAL and function is not None and self.is_new(function):
            for end, otherwise in (("/C0", 0.0), ("/C1", 1.0)):
                values = _numbers(function.get(end, Array([otherwise])))
                function[end] = Array(self.mix(family, values))
        elif kind != EXPONENTIAL:
            raise ColourError(f"a gradient with a function of type {kind}")

    def mix(self, family: str, values: tuple[float, ...], text: bool = False) -> Sequence[float]:
        return self.inks.mixed(family, values, text)

    def stream(
        self, program: Iterator[Instruction], resources: Dictionary, state: Graphics
    ) -> bytes:
        """Return a stream whose colours are set in inks, each just before it is painted with.

        So letters and shapes of one colour can have inks of their own.
        """
        return unparsed(self._rewritten(program, resources, state))

    def _rewritten(
        self, program: Iterator[Instruction], resources: Dictionary, begin: Graphics
    ) -> Iterator[Instruction]:
        now: dict[bool, object] = {False: begin.fill, True: begin.stroke}
        stack: list[dict[bool, object]] = []
        for state, operands, operator in followed(program, resources, begin):
            if operator in DEVICE or operator in SPACES or operator in VALUES:
                continue
            if operator == "q":
                stack.append(dict(now))
            elif operator == "Q" and stack:
                now = stack.pop()
            fills, strokes, text = state.paints(operator)
            if operator in ("Do", "INLINE IMAGE"):  # forms and stencils take both
                fills = strokes = True
            for stroke, wanted in ((False, fills), (True, strokes)):
                paint = state.stroke if stroke else state.fill
                if wanted and paint is not None:
                    setting = list(self._set(paint, stroke, text))
                    if now[stroke] != setting:
                        now[stroke] = setting
                        yield from setting
            yield operands, operator

    def _set(self, paint: Paint, stroke: bool, text: bool) -> Iterator[Instruction]:
        """Yield the instructions that set a colour in inks."""
        if paint.family in KEPT:
            colour = [*paint.values, *([Name(paint.pattern)] if paint.pattern else [])]
            yield [Name(paint.space)], "CS" if stroke else "cs"
            yield colour, "SCN" if stroke else "scn"
        else:
            mixed = list(self.mix(paint.family, paint.values, text))
            yield mixed, SETTERS[len(mixed)][stroke]


class _Shades(_Separation):
    """Converts the inside of soft masks: luminosity, no inks."""

    space = "/DeviceGray"

    def mix(self, family: str, values: tuple[float, ...], text: bool = False) -> Sequence[float]:
        return (round(lightness(family, values), 3),)


def _values(resources: Dictionary, kind: str) -> list[Object]:
    found = resources.get(kind)
    return [thing for _, thing in found.items()] if isinstance(found, Dictionary) else []


def _numbers(array: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in array)
