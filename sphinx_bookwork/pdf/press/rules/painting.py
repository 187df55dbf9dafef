"""What pages paint: inks, lines, images."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_bookwork.pdf.press.content import Paint, family_of, is_image
from sphinx_bookwork.pdf.press.rules.model import Fault, Subject

#: Colour spaces that name inks, or are made of patterns that are judged themselves.
INKS = {
    "/DeviceCMYK": "CMYK", "/DeviceGray": "grey", "/Separation": "a spot colour",
    "/DeviceN": "spot colours", "/Pattern": "a pattern",
}  # fmt: skip
CALLED = {
    "text": "text", "shape": "a shape", "line": "a line", "stencil": "an image",
    "gradient": "a gradient",
}  # fmt: skip
#: The rounding of inks to bytes.
ROUNDING = 0.005
#: Lines thinner than this, in points, break off on paper.
HAIRLINE = 0.1


def inks(subject: Subject) -> Iterator[Fault]:
    """Everything is painted in inks: no RGB, no colour that the press has to guess (8.6).

    In operators, images, gradients and images in the stream. Fails: DeviceRGB (ISO 32000-1,
    8.6.4.3), CalRGB, Lab, ICCBased. Passes: DeviceCMYK, DeviceGray, spot colours.
    """
    for page in subject.pages:
        for mark in page.marks:
            if mark.paint.family not in INKS:
                yield _not_in_ink(CALLED[mark.kind], mark.paint.family, page.number)
        for resources in page.resources:
            for name, thing in _coloured(resources):
                family = _base(thing, resources)
                if family and family not in INKS:
                    image = name.removeprefix("/") if is_image(thing) else ""
                    kind = "an image" if image else "a gradient"
                    yield _not_in_ink(kind, family, page.number, image)


def _not_in_ink(what: str, family: str, page: int, image: str = "") -> Fault:
    space = family.removeprefix("/")
    return Fault(f"{what} is painted in {space!r}; turn it into inks", page, image)


def _coloured(resources: object) -> Iterator[tuple[str, object]]:
    for kind in ("/XObject", "/Shading"):
        things = resources.get(kind)  # type: ignore[attr-defined]
        for name, thing in things.items() if things is not None else ():
            if kind == "/Shading" or is_image(thing):
                yield name, thing


def _base(thing: object, resources: object) -> str:
    """Return the family of a colour space, of an indexed one (8.6.6.3) the family of its base."""
    space = thing.get("/ColorSpace")  # type: ignore[attr-defined]
    if space is None:
        return ""
    family = family_of(space, resources)  # type: ignore[arg-type]
    return family_of(space[1], resources) if family == "/Indexed" else family  # type: ignore[arg-type]


def black_text(subject: Subject) -> Iterator[Fault]:
    """Letters are printed with black alone, as four inks never meet exactly (8.6.4.4).

    Fails: text in cyan, or in black mixed of four inks. Passes: 0 0 0 1 k, 0 g.
    """
    if not subject.limits.text_in_black:
        return
    for page in subject.pages:
        for mark in page.marks:
            if mark.kind == "text" and _has_colour(mark.paint):
                inks = " ".join(f"{value:g}" for value in mark.paint.values)
                yield Fault(
                    f"text is printed in {INKS[mark.paint.family]} {inks!r}; print it in black",
                    page.number,
                )


def _has_colour(paint: Paint) -> bool:
    if paint.family == "/DeviceCMYK":
        return any(value > ROUNDING for value in paint.values[:3])
    return paint.family in INKS and paint.family != "/DeviceGray"  # others are no ink at all


def ink_limit(subject: Subject) -> Iterator[Fault]:
    """Nowhere lies more ink than the paper takes, or it smears (8.6.4.4; marks are not meant).

    Fails: all four inks solid (400 %). Passes: 330 %.
    """
    for page in subject.pages:
        for mark in page.marks:
            given = 100 * sum(mark.paint.values)
            if mark.paint.family == "/DeviceCMYK" and given > subject.limits.ink + 0.5:
                limit = f"{subject.limits.ink:g} %"
                yield Fault(
                    f"{CALLED[mark.kind]} has {given:.0f} % of ink, more than {limit}; "
                    "mix it lighter",
                    page.number,
                )


def hairlines(subject: Subject) -> Iterator[Fault]:
    """No line is thinner than a press can print (ISO 32000-1, 8.4.3.2).

    Fails: a line of width 0. Passes: 0.25 pt.
    """
    for page in subject.pages:
        for mark in page.marks:
            if mark.kind == "line" and mark.width < HAIRLINE:
                yield Fault(
                    f"a line is {mark.width:g} pt wide, less than {HAIRLINE:g} pt; draw it wider",
                    page.number,
                )


def resolution(subject: Subject) -> Iterator[Fault]:
    """Images have pixels enough for the size in which they are printed (ISO 32000-1, 8.9.5).

    Fails: 72 pixels per inch. Passes: 300.
    """
    least = subject.limits.resolution
    for page in subject.pages:
        for image in page.images:
            if image.resolution < least - 0.5:
                yield Fault(
                    f"an image has {image.resolution:.0f} pixels per inch as printed, less than "
                    f"{least:g}; take a larger one, or print it smaller",
                    page.number,
                    image.name,
                )
