"""What a content stream paints, and in which colours (ISO 32000-1, 7.8.2, 8.4 and 8.6.8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Stream

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
STROKES = {"S", "s", "B", "B*", "b", "b*"}
#: Operators that set a colour of a device's space at once: (space, whether for strokes).
DEVICE = {
    "g": ("/DeviceGray", False), "G": ("/DeviceGray", True),
    "rg": ("/DeviceRGB", False), "RG": ("/DeviceRGB", True),
    "k": ("/DeviceCMYK", False), "K": ("/DeviceCMYK", True),
}  # fmt: skip
SPACES = {"cs": False, "CS": True}
VALUES = {"sc": False, "scn": False, "SC": True, "SCN": True}

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
Instruction = tuple[Sequence[Any], str]


@dataclass(frozen=True)
class Paint:
    """A colour as a stream sets it: family of its space, values, and the name of the space there.

    ``pattern`` is the name of a pattern, where that is the colour.
    """

    family: str
    values: tuple[float, ...] = ()
    space: str = ""
    pattern: str = ""


BLACK = Paint("/DeviceGray", (0.0,))


@dataclass(frozen=True)
class Graphics:
    """The part of the graphics state that tells how something is painted (8.4).

    A colour of None is the one that the stream was called with.
    """

    fill: Paint | None = BLACK
    stroke: Paint | None = BLACK
    matrix: Matrix = IDENTITY
    text_mode: int = 0
    line_width: float = 1.0

    def paints(self, operator: str) -> tuple[bool, bool, bool]:
        """Tell whether an operator fills, strokes, and does so with text."""
        if operator in SHOWS_TEXT:
            mode = self.text_mode % 4
            return mode in (0, 2), mode in (1, 2), True
        return operator in FILLS, operator in STROKES, False


def instructions(stream: Object) -> Iterator[Instruction]:
    """Yield the instructions of a page's content or of a form, operands first."""
    for instruction in pikepdf.parse_content_stream(stream):
        yield list(instruction.operands), str(instruction.operator)


def followed(
    stream: Iterable[Instruction], resources: Dictionary, state: Graphics
) -> Iterator[tuple[Graphics, Sequence[Any], str]]:
    """Yield each instruction with the graphics state that it meets."""
    stack: list[Graphics] = []
    for operands, operator in stream:
        yield state, operands, operator
        if operator == "q":
            stack.append(state)
        elif operator == "Q":
            state = stack.pop() if stack else state
        else:
            state = _after(state, operands, operator, resources)


def _after(
    state: Graphics, operands: Sequence[Any], operator: str, resources: Dictionary
) -> Graphics:
    """Return the state behind an instruction that is neither ``q`` nor ``Q``."""
    if operator == "cm":
        return replace(state, matrix=product(_matrix(operands), state.matrix))
    if operator == "Tr":
        return replace(state, text_mode=int(operands[0]))
    if operator == "w":
        return replace(state, line_width=float(operands[0]))
    return _coloured(state, operands, operator, resources)


def _coloured(
    state: Graphics, operands: Sequence[Any], operator: str, resources: Dictionary
) -> Graphics:
    """Return the state behind an instruction that may set a colour (8.6.8)."""
    if operator in DEVICE:
        family, stroke = DEVICE[operator]
        return _painted(state, stroke, Paint(family, _floats(operands)))
    if operator in SPACES:
        family = family_of(operands[0], resources)
        paint = Paint(family, _initial(family), space=str(operands[0]))
        return _painted(state, SPACES[operator], paint)
    if operator in VALUES:
        stroke = VALUES[operator]
        before = (state.stroke if stroke else state.fill) or BLACK
        pattern = str(operands[-1]) if operands and isinstance(operands[-1], Name) else ""
        values = _floats(operands[:-1] if pattern else operands)
        return _painted(state, stroke, replace(before, values=values, pattern=pattern))
    return state


def _painted(state: Graphics, stroke: bool, paint: Paint) -> Graphics:
    return replace(state, stroke=paint) if stroke else replace(state, fill=paint)


def _initial(family: str) -> tuple[float, ...]:
    """Return the colour that a space begins with (8.6.8): black, or all ink."""
    begin = {"/DeviceGray": (0.0,), "/DeviceRGB": (0.0,) * 3, "/DeviceCMYK": (0.0, 0.0, 0.0, 1.0)}
    return begin.get(family, ())


def family_of(space: Object, resources: Dictionary) -> str:
    """Return the family of a colour space: its own name, or the first name of its array."""
    if isinstance(space, Name):
        named = resources.get("/ColorSpace", Dictionary()).get(str(space), space)
        if isinstance(named, Name):
            return {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}.get(
                str(named), str(named)
            )
        space = named
    if isinstance(space, Array) and len(space):
        return str(space[0])
    return "unknown"


def _floats(operands: Sequence[Any]) -> tuple[float, ...]:
    return tuple(float(value) for value in operands if isinstance(value, (int, float, Decimal)))


def _matrix(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def matrix_of(form: Object) -> Matrix:
    """Return the matrix of a form or pattern (8.10.2)."""
    return _matrix(form.get("/Matrix", IDENTITY))


def product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first``, and then ``then`` (8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, x, y = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + x, e * q + f * s + y,
    )  # fmt: skip


def resources_of(stream: Object, inherited: Dictionary) -> Dictionary:
    """Return the resources of a form or pattern; without any it uses its caller's (7.8.3)."""
    own = stream.get("/Resources")
    return own if isinstance(own, Dictionary) else inherited


def is_form(x_object: object) -> TypeGuard[Stream]:
    """Tell whether an XObject is a form."""
    return isinstance(x_object, Stream) and x_object.get("/Subtype") == "/Form"


def is_image(x_object: object) -> TypeGuard[Stream]:
    """Tell whether an XObject is an image."""
    return isinstance(x_object, Stream) and x_object.get("/Subtype") == "/Image"


def unparsed(program: Iterable[Instruction]) -> bytes:
    """Return the bytes of a content stream."""
    return pikepdf.unparse_content_stream(
        [(operands, Operator(operator)) for operands, operator in program]
    )
