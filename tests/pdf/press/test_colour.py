"""From the colours of screens to inks."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from sphinx_bookwork.pdf.press import profile
from sphinx_bookwork.pdf.press.colour import SRGB, ColourError, Inks

PRESS = profile.shipped().data
INKS = Inks(PRESS)
RGB, CMYK, GREY = "/DeviceRGB", "/DeviceCMYK", "/DeviceGray"
RED = (0.66, 0.2, 0.12)


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize(
    ("family", "values", "tint"),
    [
        (RGB, (0, 0, 0), 1), (RGB, (1, 1, 1), 0), (RGB, (0.5, 0.5, 0.5), 0.5),
        (RGB, (0.102, 0.102, 0.102), 1), (RGB, (0.502, 0.498, 0.5), 0.5),
        (GREY, (0.25,), 0.75), (GREY, (0.1,), 1), ("/Lab", (0, 0, 0), 1), ("/Lab", (100, 0, 0), 0),
    ],
)  # fmt: skip
def test_greys_are_tints_of_black_and_the_darkest_are_solid(family, values, tint, text):
    assert INKS.mixed(family, values, text) == pytest.approx((0, 0, 0, tint), abs=0.01)


def test_colours_are_separated_with_the_profile():
    cyan, magenta, yellow, black = INKS.mixed(RGB, RED)
    assert magenta > 0.7 and yellow > 0.7
    assert cyan < 0.5 and black < 0.5
    assert INKS.mixed("/Lab", (38, 50, 38))[1] > 0.7


def test_what_is_mixed_by_hand_stays():
    assert INKS.mixed(CMYK, (0.1, 0.2, 0.3, 0.4)) == (0.1, 0.2, 0.3, 0.4)
    assert Inks(PRESS, "colour").mixed(CMYK, (1, 0, 0, 0), text=True) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("family", "values", "tint"),
    [(RGB, RED, 1), (CMYK, (1, 1, 0, 0), 1), (RGB, (1, 1, 0.8), 0.02), (CMYK, (0, 0, 1, 0), 0.11)],
)
def test_coloured_text_is_solid_black_and_light_text_stays_light(family, values, tint):
    assert INKS.mixed(family, values, text=True) == pytest.approx((0, 0, 0, tint), abs=0.01)


def test_text_may_be_coloured_where_that_is_asked_for():
    assert Inks(PRESS, "colour").mixed(RGB, RED, text=True) == INKS.mixed(RGB, RED)


def test_a_book_in_black_has_no_other_ink():
    black = Inks(PRESS, "black")
    assert black.mixed(RGB, RED)[:3] == (0, 0, 0)
    assert 0.6 < black.mixed(RGB, RED)[3] < 0.75
    assert black.image(Image.new("RGB", (2, 2), "red")).mode == "L"
    assert black.image(Image.new("CMYK", (2, 2))).mode == "L"


def test_a_space_that_cannot_be_converted_is_named():
    with pytest.raises(ColourError, match="a colour of the space /CalGrey"):
        INKS.mixed("/CalGrey", (0, 1, 0))
    with pytest.raises(ColourError, match="an image of mode YCbCr"):
        INKS.image(Image.new("YCbCr", (1, 1)))


def test_images_become_grey_or_four_inks():
    assert INKS.image(Image.new("RGB", (2, 2), "#777777")).mode == "L"
    red = INKS.image(Image.new("RGB", (2, 2), "#a8321f"))
    assert red.mode == "CMYK"
    mixed = tuple(round(value * 255) for value in INKS.mixed(RGB, (168 / 255, 50 / 255, 31 / 255)))
    assert red.getpixel((0, 0)) == pytest.approx(mixed, abs=1)
    ready = Image.new("CMYK", (2, 2))
    assert INKS.image(ready) is ready


def test_the_profile_of_an_image_counts():
    green = Image.new("RGB", (1, 1), (0, 255, 0))
    lab = ImageCms.ImageCmsProfile(BytesIO(SRGB))
    assert INKS.image(green, lab.tobytes()).tobytes() == INKS.image(green).tobytes()
    with pytest.raises(ImageCms.PyCMSError):
        INKS.image(green, b"x" * 200)
