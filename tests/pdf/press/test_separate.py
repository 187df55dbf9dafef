"""Colours of a whole PDF, turned into inks in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from sphinx_bookwork.pdf.press import profile
from sphinx_bookwork.pdf.press.colour import ColourError, Inks
from sphinx_bookwork.pdf.press.content import instructions
from sphinx_bookwork.pdf.press.rules import judge
from sphinx_bookwork.pdf.press.separate import separate

INKS = Inks(profile.shipped().data)


Prepare = Callable[[Pdf, Dictionary], None]


@pytest.fixture
def separated() -> Iterator[Callable[..., pikepdf.Page]]:
    """Makes a page with content, and what ``prepare`` puts into its resources, in inks."""
    kept = []

    def make(content: bytes, prepare: Prepare = lambda pdf, resources: None) -> pikepdf.Page:
        pdf = Pdf.new()
        kept.append(pdf)
        pdf.add_blank_page(page_size=(100, 100))
        page = pdf.pages[0]
        page.obj.Resources = Dictionary(XObject=Dictionary())
        page.obj.Contents = pdf.make_stream(content)
        prepare(pdf, page.resources)
        separate(pdf, INKS)
        return page

    yield make
    for pdf in kept:
        pdf.close()


def program(stream: object) -> list[str]:
    """The instructions of a stream, one a line."""
    return [
        " ".join([*map(spelt, operands), operator]) for operands, operator in instructions(stream)
    ]


def spelt(operand: object) -> str:
    return str(operand) if isinstance(operand, Name | pikepdf.String) else f"{operand:g}"


def test_black_text_and_a_black_shape_have_black_ink_alone(separated):
    page = separated(b"0 0 0 rg 0 0 9 9 re f BT /F 9 Tf (x) Tj ET")
    assert program(page.obj) == ["0 0 9 9 re", "0 0 0 1 k", "f", "BT", "/F 9 Tf", "x Tj", "ET"]


def test_what_begins_black_is_black_ink(separated):
    assert program(separated(b"0 0 9 9 re S").obj) == ["0 0 9 9 re", "0 0 0 1 K", "S"]


def test_text_and_shapes_of_one_colour_have_inks_of_their_own(separated):
    lines = program(separated(b"1 0 0 rg BT (x) Tj ET 0 0 9 9 re f BT (y) Tj ET").obj)
    assert lines[:3] == ["BT", "0 0 0 1 k", "x Tj"]
    assert lines[5].endswith("k") and lines[5] != "0 0 0 1 k"
    assert lines[7:] == ["BT", "0 0 0 1 k", "y Tj", "ET"]


def test_colours_come_back_with_the_state(separated):
    lines = program(separated(b"1 g q 0 g 0 0 1 1 re f Q 0 0 2 2 re f").obj)
    assert lines == [
        "q", "0 0 1 1 re", "0 0 0 1 k", "f", "Q", "0 0 2 2 re", "0 0 0 0 k", "f",
    ]  # fmt: skip


def test_outlined_text_is_black_too(separated):
    assert "0 0 0 1 K" in program(separated(b"1 0 0 RG BT 1 Tr (x) Tj ET").obj)


def test_spot_colours_stay(separated):
    def spot(pdf: Pdf, resources: Dictionary) -> None:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0, 1, 0, 0], N=1)
        space = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint])
        resources.ColorSpace = Dictionary(G=space)

    lines = program(separated(b"/G cs .5 scn 0 0 9 9 re f", spot).obj)
    assert lines == ["0 0 9 9 re", "/G cs", "0.5 scn", "f"]


def gradient(pdf: Pdf, resources: Dictionary) -> None:
    def part(*ends: list[float]) -> Dictionary:
        return Dictionary(FunctionType=2, Domain=[0, 1], C0=ends[0], C1=ends[1], N=1)

    whole = Dictionary(
        FunctionType=3, Domain=[0, 1], Bounds=[0.5], Encode=[0, 1, 0, 1],
        Functions=[part([0, 0, 0], [1, 1, 1]), part([1, 1, 1], [0.66, 0.2, 0.12])],
    )  # fmt: skip
    resources.Shading = Dictionary(
        S=pdf.make_indirect(
            Dictionary(
                ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=whole
            )
        )
    )


def test_gradients_are_mixed_from_inks(separated):
    shading = separated(b"/S sh", gradient).resources.Shading.S
    assert shading.ColorSpace == "/DeviceCMYK"
    first, second = shading.Function.Functions
    assert [float(v) for v in first.C0] == [0, 0, 0, 1]
    assert [float(v) for v in first.C1] == [0, 0, 0, 0]
    assert float(second.C1[1]) > 0.7


def test_a_gradient_that_cannot_be_converted_is_said(separated):
    def prepare(pdf: Pdf, resources: Dictionary) -> None:
        gradient(pdf, resources)
        resources.Shading.S.Function = Dictionary(FunctionType=0)

    with pytest.raises(ColourError, match="a gradient with a function of type 0"):
        separated(b"/S sh", prepare)


def test_forms_tiles_and_groups_are_converted_once(separated):
    def prepare(pdf: Pdf, resources: Dictionary) -> None:
        form = pdf.make_stream(
            b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
            Resources=resources, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
        )  # fmt: skip
        tile = pdf.make_stream(
            b"1 0 0 rg 0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9],
            XStep=9, YStep=9, Resources=Dictionary(),
        )  # fmt: skip
        resources.XObject.X = form
        resources.Pattern = Dictionary(T=tile)

    page = separated(b"/X Do /Pattern cs /T scn 0 0 50 50 re f", prepare)
    form, tile = page.resources.XObject.X, page.resources.Pattern.T
    assert program(form) == program(tile)
    assert program(form)[1].endswith(" k")
    assert form.Group.CS == "/DeviceCMYK"
    assert "/T scn" in program(page.obj)


def test_soft_masks_are_shades_and_no_inks(separated):
    def prepare(pdf: Pdf, resources: Dictionary) -> None:
        mask = pdf.make_stream(
            b".2 .2 .2 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
            Resources=Dictionary(), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
        )  # fmt: skip
        soft = Dictionary(S=Name.Luminosity, G=mask)
        resources.ExtGState = Dictionary(M=Dictionary(SMask=soft))
        resources.XObject.M = mask  # WeasyPrint names it here as well

    page = separated(b"/M gs 0 0 9 9 re f", prepare)
    mask = page.resources.XObject.M
    assert program(mask) == ["0 0 9 9 re", "0.2 g", "f"]
    assert mask.Group.CS == "/DeviceGray"


# Images ----------------------------------------------------------------------------------------


def picture(kind: str, colour: object, mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.new(mode, (8, 8), colour).save(file, kind)
    return file.getvalue()


def jpeg(colour: str) -> Prepare:
    def prepare(pdf: Pdf, resources: Dictionary) -> None:
        made = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8,
                               BitsPerComponent=8, ColorSpace=Name.DeviceRGB)  # fmt: skip
        made.write(picture("JPEG", colour), filter=Name.DCTDecode)
        resources.XObject.Im = made

    return prepare


def flat(colour: tuple[int, ...], **keys: object) -> Prepare:
    def prepare(pdf: Pdf, resources: Dictionary) -> None:
        values = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 8, "Height": 8}
        values |= {"BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB} | keys
        resources.XObject.Im = pdf.make_stream(bytes(colour) * 64, **values)

    return prepare


def rendered(page: pikepdf.Page) -> tuple[int, int, int]:
    """The colour in the middle of a page."""
    file = BytesIO()
    with Pdf.new() as pdf:
        pdf.pages.append(page)
        pdf.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as pdf:
        return pdf[0].render().to_pil().convert("RGB").getpixel((50, 50))


@pytest.mark.parametrize("prepare", [jpeg("#a8321f"), flat((168, 50, 31))])
def test_images_keep_their_look_in_four_inks(separated, prepare):
    page = separated(b"100 0 0 100 0 0 cm /Im Do", prepare)
    image = page.resources.XObject.Im
    assert image.ColorSpace == "/DeviceCMYK"
    # PDFium shows CMYK without the profile, so brighter; inverted it would be blue
    red, green, blue = rendered(page)
    assert red > 130 and green < 110 and blue < 90


@pytest.mark.parametrize("prepare", [jpeg("#777777"), flat((119, 119, 119))])
def test_grey_images_are_printed_in_black(separated, prepare):
    page = separated(b"100 0 0 100 0 0 cm /Im Do", prepare)
    assert page.resources.XObject.Im.ColorSpace == "/DeviceGray"
    assert rendered(page) == pytest.approx((119, 119, 119), abs=2)


def test_photographs_stay_jpeg_files(separated):
    page = separated(b"/Im Do", jpeg("#a8321f"))
    assert page.resources.XObject.Im.Filter == "/DCTDecode"


def test_stencils_and_masks_stay(separated):
    keys = {"ImageMask": True, "BitsPerComponent": 1}
    stencil = separated(b"/Im Do", flat((255, 0, 0), **keys)).resources.XObject.Im
    assert stencil.ImageMask is True


def test_colours_that_are_transparent_are_said(separated):
    prepare = flat((255, 0, 0), Mask=Array([0, 9, 0, 9, 0, 9]))
    with pytest.raises(ColourError, match="an image with colours that are transparent"):
        separated(b"/Im Do", prepare)


def test_a_broken_image_is_said(separated):
    def prepare(pdf: Pdf, resources: Dictionary) -> None:
        jpeg("red")(pdf, resources)
        resources.XObject.Im.write(b"no picture", filter=Name.DCTDecode)

    with pytest.raises(ColourError, match="an image that cannot be decoded"):
        separated(b"/Im Do", prepare)


def test_nothing_of_a_screen_is_left(separated):
    def prepare(pdf: Pdf, resources: Dictionary) -> None:
        gradient(pdf, resources)
        flat((168, 50, 31))(pdf, resources)

    page = separated(b"1 0 0 rg 0 0 9 9 re f /S sh /Im Do", prepare)
    with Pdf.new() as pdf:
        pdf.pages.append(page)
        codes = {finding.rule for finding in judge(pdf, "x")}
    assert "bookpress.ink" not in codes
    assert isinstance(page.resources.XObject.Im, Stream)
