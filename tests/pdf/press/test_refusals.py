"""What ``bookpress`` says where it makes nothing."""

from __future__ import annotations

import re

import pikepdf
import pytest
from PIL import ImageCms

from sphinx_bookwork.pdf.press import builder
from tests.pdf.press.pressing import png, pressed_small, refused, small

IMAGE = "![A square](square.png){width=50mm}\n"


def test_an_image_with_too_few_pixels_is_named_with_its_line(project):
    project.write("square.png", png(200))
    log = refused(project, IMAGE, myst_enable_extensions=["attrs_inline"])
    assert (
        "index.md:5: page 5: an image has 102 pixels per inch as printed, less than 300; "
        "take a larger one, or print it smaller [bookpress.resolution]"
    ) in log


def test_a_cover_with_too_few_pixels_is_named(project):
    project.write("cover.png", png(20))
    log = refused(project, book_cover="cover.png")
    assert "cover.png: page 1: an image has 3 pixels per inch as printed" in log


def test_the_shop_says_how_many_pixels(project):
    project.write("square.png", png(200))
    conf = {"myst_enable_extensions": ["attrs_inline"], "bookpress_resolution": 100}
    out = pressed_small(project, IMAGE, **conf).out
    with pikepdf.open(out / "a-book-press.pdf") as pdf:
        [image] = [i for i in pdf.objects if isinstance(i, pikepdf.Stream) and "/Width" in i]
        assert image.ColorSpace == "/DeviceCMYK"


def test_the_old_files_stay_where_a_rule_is_broken(project):
    out = pressed_small(project).out
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    project.write("square.png", png(20))
    build = small(project, IMAGE, myst_enable_extensions=["attrs_inline"]).build("bookpress")
    assert build.status != 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_too_much_ink_is_said(project):
    project.write("press.css", "blockquote { background: device-cmyk(1 1 1 1) }")
    log = refused(project, "> Quoted.", bookpress_stylesheets=["press.css"])
    assert "a shape has 400 % of ink, more than 330 %; mix it lighter [bookpress.ink-limit]" in log


def test_text_that_is_lost_on_the_way_is_found(project, monkeypatch):
    def lossy(pdf: pikepdf.Pdf, inks: object) -> None:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(b"")

    monkeypatch.setattr(builder, "separate", lossy)
    log = refused(project)
    assert "index.md:3: " in log and "'It begins.'" in log and "[bookpdf.text-lost]" in log


def test_a_missing_cover_is_said(project):
    log = refused(project, book_cover="nowhere.svg")
    assert re.search(r"conf.py:\d+: no such cover: 'nowhere.svg'; correct book_cover", log)


def test_a_missing_stylesheet_is_said(project):
    log = refused(project, bookpress_stylesheets=["nowhere.css"])
    assert "nowhere.css: the stylesheet cannot be read" in log
    assert "correct bookpress_stylesheets" in log


def test_a_profile_of_a_screen_is_refused(project):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    project.write("srgb.icc", srgb)
    log = refused(project, bookpress_profile="srgb.icc")
    assert re.search(r"conf.py:\d+: bookpress_profile: is a profile of class 'mntr'", log)
    assert "[bookpress.profile]" in log


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("bleed", "3", "has to be a length such as '3mm'"),
        ("inks", "cmyk", "has to be one of 'black', 'black-text', 'colour'"),
        ("grammage", -80, "has to be more than 0"),
        ("bulk", "thick", "has to be float"),
        ("caliper", "thin", "has to be a length"),
        ("cover_caliper", "", "has to be a length"),
        ("ink_limit", 30, "has to be from 100 to 400"),
        ("paper", "offset", "unknown setting: 'bookpress_paper'; the settings are bookpress_bleed"),
    ],
)
def test_values_that_are_none_are_refused(project, name, value, said):
    assert f"{said}" in refused(project, **{f"bookpress_{name}": value})


def test_a_taken_output_is_said(project):
    small(project)
    folder = project.root / "out" / "bookpress" / "a-book-press-cover.pdf"
    folder.mkdir(parents=True)
    build = project.build("bookpress")
    assert build.status != 0
    assert "a-book-press-cover.pdf: cannot be written: Is a directory; free the path" in build.log
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
