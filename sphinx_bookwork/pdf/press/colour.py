"""From the colours of screens to inks: black stays black, the rest is separated with a profile.

What a stylesheet or a picture gives as ``device-cmyk()`` is kept as it is mixed; everything else is
taken for sRGB. Greys become tints of black (ISO 32000-1, 10.3.3 and 10.3.5), never a mixture of
four inks, whose letters would show coloured edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Literal

from PIL import Image, ImageChops, ImageCms

Use = Literal["black", "black-text", "colour"]
Values = tuple[float, ...]

#: Grey or black that is darker than this is printed solid: a screen would fray fine letters.
SOLID = 0.85
#: Coloured text that would print darker than this tint is solid too; lighter text lies on a ground.
DARK_TEXT = 0.3
#: So far apart may the three values of a grey be, from rounding.
NEUTRAL = 1.5 / 255


class ColourError(ValueError):
    """A colour that cannot be turned into inks; the message says which."""


@dataclass(frozen=True)
class Inks:
    """Mixes inks for the press with this ICC profile; ``use`` says which of them may be used."""

    profile: bytes
    use: Use = "black-text"

    def mixed(self, family: str, values: Values, text: bool = False) -> Values:
        """Return the four inks (0 to 1) for a colour of a PDF colour space.

        ``family`` is its name, such as "/DeviceRGB"; ``text`` says that letters are painted.
        Raises ``ColourError`` for a space that is none of gray, RGB, CMYK and Lab.
        """
        if self.use == "black" or (text and self.use == "black-text"):
            tint = 1 - lightness(family, values)
            coloured = text and not _is_neutral(family, values)
            return _black(1.0 if coloured and tint >= DARK_TEXT else tint)
        if family == "/DeviceCMYK":
            return values
        if _is_neutral(family, values):
            return _black(1 - lightness(family, values))
        return self._separated(_rgb(family, values))

    def _separated(self, rgb: tuple[int, int, int]) -> Values:
        return _separated(self._transform, rgb)

    def image(self, picture: Image.Image, profile: bytes | None = None) -> Image.Image:
        """Return a picture (RGB, with ``profile``, or CMYK) in CMYK, or in grey where it is grey.

        Raises ``ColourError`` where its pixels cannot be converted.
        """
        if picture.mode == "RGB" and profile:
            picture = _applied(_to_srgb(profile), picture)
        if self.use == "black" or (picture.mode == "RGB" and _is_grey(picture)):
            return _to_grey(picture)
        if picture.mode == "CMYK":
            return picture
        if picture.mode != "RGB":
            raise ColourError(f"an image of mode {picture.mode}")
        return _applied(self._transform, picture)

    @cached_property
    def _transform(self) -> ImageCms.ImageCmsTransform:
        return ImageCms.buildTransform(
            BytesIO(SRGB),
            BytesIO(self.profile),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _applied(transform: ImageCms.ImageCmsTransform, picture: Image.Image) -> Image.Image:
    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None  # only a conversion in place gives nothing
    return converted


def _pixel(transform: ImageCms.ImageCmsTransform, mode: str, values: bytes) -> list[float]:
    """Return what a transform makes of one pixel, 0 to 1."""
    made = _applied(transform, Image.frombytes(mode, (1, 1), values))
    return [value / 255 for value in made.tobytes()]


@lru_cache(maxsize=8)
def _to_srgb(profile: bytes) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(BytesIO(profile), BytesIO(SRGB), "RGB", "RGB")


@lru_cache(maxsize=4096)
def _separated(transform: ImageCms.ImageCmsTransform, rgb: tuple[int, int, int]) -> Values:
    return tuple(round(ink, 3) for ink in _pixel(transform, "RGB", bytes(rgb)))


@lru_cache(maxsize=256)
def _from_lab(values: Values) -> tuple[float, float, float]:
    """Return sRGB (0 to 1) for CIE L*a*b*, which Pillow keeps in three bytes."""
    lightness, a, b = values
    stored = bytes(round(value) for value in (lightness * 2.55, a % 256, b % 256))
    lab = ImageCms.createProfile("LAB")
    red, green, blue = _pixel(
        ImageCms.buildTransform(lab, BytesIO(SRGB), "LAB", "RGB"), "LAB", stored
    )
    return red, green, blue


def _black(tint: float) -> Values:
    return (0.0, 0.0, 0.0, 1.0 if tint >= SOLID else round(tint, 3) + 0.0)


def _rgb(family: str, values: Values) -> tuple[int, int, int]:
    if family == "/Lab":
        values = _from_lab(values)
    elif family not in ("/DeviceRGB", "/CalRGB", "/ICCBased"):
        raise ColourError(f"a colour of the space {family}")
    red, green, blue = (round(min(max(value, 0.0), 1.0) * 255) for value in values)
    return red, green, blue


def _is_neutral(family: str, values: Values) -> bool:
    if len(values) == 1:
        return True
    if family == "/DeviceCMYK":
        return not any(values[:3])
    if family == "/Lab":
        values = _from_lab(values)
    return max(values) - min(values) <= NEUTRAL


def lightness(family: str, values: Values) -> float:
    """Return how light a colour is, 0 to 1 (ISO 32000-1, 10.3.3 and 10.3.5).

    Raises ``ColourError`` for a space that is none of gray, RGB, CMYK and Lab.
    """
    if len(values) == 1:
        return values[0]
    if family == "/DeviceCMYK":
        cyan, magenta, yellow, black = values
        return 1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black)
    red, green, blue = (value / 255 for value in _rgb(family, values))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(not any(channel.histogram()[2:]) for channel in apart)


def _to_grey(picture: Image.Image) -> Image.Image:
    return (picture.convert("RGB") if picture.mode == "CMYK" else picture).convert("L")
