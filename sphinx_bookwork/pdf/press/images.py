"""Raster images in inks: what is grey becomes grey, the rest CMYK; photographs stay JPEG."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Array, Name, PdfImage, Stream
from PIL import Image

from sphinx_bookwork.pdf.press.colour import ColourError, Inks

#: Photographs stay JPEG files, in a quality that loses nothing to the eye.
QUALITY = 95
GREY_SPACES = ("/DeviceGray", "/CalGray")


def convert_image(image: Stream, inks: Inks) -> None:
    """Convert an image XObject (ISO 32000-1, 8.9.5) in place; its soft mask stays.

    Raises ``ColourError`` for an image that cannot be decoded or converted.
    """
    if image.get("/ImageMask", False) or image.get("/ColorSpace") in GREY_SPACES:
        return
    if isinstance(image.get("/Mask"), Array):
        raise ColourError("an image with colours that are transparent")
    photograph = image.get("/Filter") == "/DCTDecode"
    try:
        picture, profile = _decoded(image, photograph)
        converted = inks.image(picture, profile)
    except ColourError:
        raise
    except Exception as error:
        raise ColourError(f"an image that cannot be decoded: {error}") from error
    if converted is not picture:
        _write(image, converted, photograph)


def _decoded(image: Stream, photograph: bool) -> tuple[Image.Image, bytes | None]:
    picture: Image.Image
    if photograph:  # the file as it was taken in, with its profile
        picture = Image.open(BytesIO(image.read_raw_bytes()))
        profile = picture.info.get("icc_profile") or b""
        picture.load()
        return picture, profile if profile[16:20] == b"RGB " else None
    picture = PdfImage(image).as_pil_image()
    return (picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")), None


def _write(image: Stream, picture: Image.Image, photograph: bool) -> None:
    for key in ("/DecodeParms", "/Decode", "/Intent"):
        if key in image:
            del image[key]
    image.ColorSpace = Name.DeviceCMYK if picture.mode == "CMYK" else Name.DeviceGray
    image.BitsPerComponent = 8
    if not photograph:
        image.write(picture.tobytes())
        return
    file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, subsampling=0)
    image.write(file.getvalue(), filter=Name.DCTDecode)
    if picture.mode == "CMYK":  # Pillow writes them inverted, as Adobe's programs do
        image.Decode = Array([1, 0] * 4)
