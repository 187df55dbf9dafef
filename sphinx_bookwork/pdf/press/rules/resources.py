"""What pages need for painting: faces, graphics states, groups, forms."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream

from sphinx_bookwork.pdf.press.content import family_of, is_form, is_image
from sphinx_bookwork.pdf.press.rules.model import Fault, Subject
from sphinx_bookwork.pdf.press.survey import PageSurvey

FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
#: The blend modes of ISO 32000-1, 11.3.5.
BLEND_MODES = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion",
    "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
GROUP_SPACES = {"", "/DeviceCMYK", "/DeviceGray"}


def fonts(subject: Subject) -> Iterator[Fault]:
    """Every face is in the file (ISO 32000-1, 9.9).

    Fails: Helvetica by name. Passes: an embedded face, a Type 3 font (9.6.5).
    """
    for page in subject.pages:
        for name, font in page.objects("/Font"):
            if not _is_embedded(font):
                face = str(font.get("/BaseFont", name)).removeprefix("/")
                yield Fault(f"the face {face!r} is not embedded; embed it", page.number)


def _is_embedded(font: Object) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    inner = font.get("/DescendantFonts")
    described = inner[0] if isinstance(inner, Array) and len(inner) else font
    descriptor = described.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(key in descriptor for key in FONT_FILES)


def transfer(subject: Subject) -> Iterator[Fault]:
    """No state bends the tones on their way to the plate (ISO 32000-1, 10.4 and 10.5).

    Fails: a transfer function (TR, TR2), a halftone of its own (HT). Passes: TR2 "Default".
    """
    for page in subject.pages:
        for _, state in page.objects("/ExtGState"):
            bent = "/TR" in state or state.get("/TR2", Name.Default) != "/Default"
            if bent:
                yield Fault("a transfer function bends the tones; remove it", page.number)
            if state.get("/HT", Name.Default) != "/Default":
                yield Fault("a halftone of its own; leave the screen to the press", page.number)


def blending(subject: Subject) -> Iterator[Fault]:
    """Transparency is blended in ways that every program knows (ISO 32000-1, 11.3.5).

    Fails: another blend mode. Passes: Normal, Multiply.
    """
    for page in subject.pages:
        for _, state in page.objects("/ExtGState"):
            given = state.get("/BM", Name.Normal)
            names = list(given) if isinstance(given, Array) else [given]
            if not any(str(name) in BLEND_MODES for name in names):
                yield Fault(f"an unknown blend mode: {str(given)!r}; use another", page.number)


def groups(subject: Subject) -> Iterator[Fault]:
    """Transparency is blended in inks, not in the colours of a screen (ISO 32000-1, 11.6.6).

    Fails: a group with the colour space DeviceRGB. Passes: DeviceCMYK, or none.
    """
    for page in subject.pages:
        for owner in _owners(page):
            group = owner.get("/Group")
            space = group.get("/CS") if isinstance(group, Dictionary) else None
            family = family_of(space, page.page.resources) if space is not None else ""
            if family not in GROUP_SPACES:
                yield Fault(
                    f"transparency is blended in {family[1:]!r}; blend it in inks", page.number
                )


def _owners(page: PageSurvey) -> Iterator[Object]:
    """Yield the page and its forms, those of soft masks too."""
    yield page.page.obj
    yield from (thing for _, thing in page.objects("/XObject") if is_form(thing))
    for _, state in page.objects("/ExtGState"):
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary):
            yield mask.G


def x_objects(subject: Subject) -> Iterator[Fault]:
    """Pages hold what they show: no PostScript, no reference, no substitute of an image.

    Fails: a PostScript XObject (ISO 32000-1, 8.8.2), a reference XObject (8.10.4), an image with
    alternates (8.9.5.4) or a proxy (OPI, 14.11.7). Passes: plain forms and images.
    """
    for page in subject.pages:
        for _, thing in page.objects("/XObject"):
            if thing.get("/Subtype") == "/PS" or thing.get("/Subtype2") == "/PS":
                yield Fault("PostScript in the page; remove it", page.number)
            if "/Ref" in thing or "/OPI" in thing:
                yield Fault("a page of another file is to stand here; put it in", page.number)
            if is_image(thing) and "/Alternates" in thing:
                yield Fault("an image has alternates; leave one", page.number)


def soft_masks(subject: Subject) -> Iterator[Fault]:
    """What makes an image transparent is a mask of grey (ISO 32000-1, 11.6.5.3).

    Fails: a soft mask in RGB. Passes: DeviceGray.
    """
    for page in subject.pages:
        for name, thing in page.objects("/XObject"):
            mask = thing.get("/SMask")
            if isinstance(mask, Stream) and mask.get("/ColorSpace") != "/DeviceGray":
                yield Fault("the mask of an image is not grey; make it so", page.number, name[1:])
