from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from sphinx.errors import ConfigError

from sphinx_bookwork.epub.fonts import faces_shown, read_faces
from tests.epub.opened import built

LATIN, ARMENIAN = "abcdefghijklmnopqrstuvwxyzT.", "Արցախ"


def make_font(path: Path, family: str, weight: int, italic: bool, characters: str) -> None:
    """Write a font with empty glyphs: names and coverage are what counts here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    glyphs = [".notdef", *(f"u{ord(char):04X}" for char in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(char): f"u{ord(char):04X}" for char in characters})
    builder.setupGlyf({name: Glyph() for name in glyphs})
    builder.setupHorizontalMetrics({name: (500, 0) for name in glyphs})
    builder.setupHorizontalHeader()
    style = "Italic" if italic else "Regular"
    names = {"familyName": family, "styleName": style, "copyright": f"Copyright of {family}"}
    builder.setupNameTable(names)
    builder.setupOS2(usWeightClass=weight, fsSelection=1 if italic else 64)
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def fonts(tmp_path) -> Path:
    folder = tmp_path / "src/fonts"
    make_font(folder / "Text.ttf", "Text", 400, False, LATIN)
    make_font(folder / "Text-Italic.ttf", "Text", 400, True, LATIN)
    make_font(folder / "Text-Bold.ttf", "Text", 700, False, LATIN)
    make_font(folder / "Armenian.ttf", "Armenian", 400, False, ARMENIAN)
    make_font(folder / "Other.ttf", "Other", 400, False, LATIN)
    (folder / "OFL.txt").write_text("The licence")
    return folder


def shown(fonts: Path, html: str, css: str) -> list[str]:
    page = ET.fromstring(f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{html}</body></html>')
    return [face.path.stem for face in faces_shown([page], css, read_faces([fonts]))]


CSS = 'body { font-family: "Text", Armenian, serif }'


@pytest.mark.parametrize(
    ("html", "faces"),
    [
        ("<p>plain</p>", ["Text"]),
        ("<p><em>slanted</em></p>", ["Text-Italic"]),
        ("<h1>bold</h1><p>plain</p>", ["Text-Bold", "Text"]),
        ("<p>ԱՐ Արցախ</p>", ["Armenian"]),
        ("<p> </p>", []),
        ("<code>code</code>", []),
    ],
)
def test_only_the_faces_that_text_is_set_in_are_shown(fonts, html, faces):
    assert sorted(shown(fonts, html, CSS)) == sorted(faces)


def test_the_cascade_decides(fonts):
    css = CSS + " em { font-style: normal; font-weight: 600 } .o, .p { font-family: Other }"
    assert shown(fonts, "<em>upright</em>", css) == ["Text-Bold"]
    assert shown(fonts, '<p class="o">other</p>', css) == ["Other"]


def test_rules_for_some_media_count_too(fonts):
    css = CSS + " @media (max-width: 30em) { p { font-family: Other } }"
    assert shown(fonts, "<p>text</p>", css) == ["Other"]


def test_a_file_that_is_no_font_is_named(tmp_path):
    (tmp_path / "bad.ttf").write_bytes(b"no font")
    with pytest.raises(ConfigError, match=r"bad\.ttf: no font file"):
        read_faces([tmp_path])


def test_the_book_embeds_what_it_shows_with_its_licence(project, fonts):
    project.conf(book_fonts=["fonts"], bookepub_stylesheets=["look.css"], bookepub_title_page=False)
    project.write("look.css", CSS).write("index.md", "# title\n\ntext\n")
    book = built(project)
    fonts_in = sorted(name for name in book.names if name.startswith("fonts/"))
    assert fonts_in == ["fonts/Text-Bold.ttf", "fonts/Text.ttf"]
    assert book.files["META-INF/licences/OFL.txt"] == b"The licence"
    assert 'src: url("fonts/Text.ttf")' in book.text("book.css")
    assert "Copyright of Text" in book.text("book.css")


def test_without_a_word_for_faces_none_are_embedded(project, fonts):
    project.conf(book_fonts=["fonts"]).write("index.md", "# title\n\ntext\n")
    assert not [name for name in built(project).names if name.startswith("fonts/")]
