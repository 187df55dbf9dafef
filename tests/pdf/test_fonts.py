from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from sphinx_bookwork.pdf.fonts import (
    DEFAULT_FOLDER,
    Faces,
    FontError,
    find_faces,
    missing_families,
    only,
)
from tests.harness import Project
from tests.pdf.paper import Paper, printed

FACES = Faces({"my serif": "My Serif", "mono": "Mono"}, ())


@pytest.mark.parametrize(
    ("css", "missing"),
    [
        ("p { font-family: 'My Serif' }", []),
        ("p { font-family: my serif, Nope }", []),
        ("p { font-family: serif } b { font-family: inherit }", []),
        ("p { font-family: var(--face) }", []),
        ("p {\n font-family: Nope }", [(2, "Nope")]),
        ("p { font-family: 'Nope', None Such }", [(1, "Nope, None Such")]),
        ("@media print {\n p { color: red }\n\n i { font-family: Nope } }", [(4, "Nope")]),
        ("@page { @top-left {\n font-family: Nope } }", [(2, "Nope")]),
        ("@font-face { font-family: Nope; src: url(nope.ttf) }", []),
        ("p { font: italic 400 12pt/14pt 'My Serif' }", []),
        ("p { font: bold small mono } b { font: inherit }", []),
        ("p {\n\n font: italic 400 12pt/1.2 'Nope' }", [(3, "Nope")]),
        ("p { font: 400 80% Nope Too }", [(1, "Nope Too")]),
    ],
)
def test_families_that_are_not_at_hand(css: str, missing: list[tuple[int, str]]):
    found = list(missing_families(css, "a.css", FACES))
    assert found == [("a.css", *each) for each in missing]


def test_faces_are_known_by_their_family_in_any_case():
    faces = find_faces((DEFAULT_FOLDER,))
    assert faces.families["source serif 4"] == "Source Serif 4"
    assert faces.families["dejavu sans mono"] == "DejaVu Sans Mono"


def test_missing_folder_of_fonts(tmp_path: Path):
    with pytest.raises(FontError, match=r"none: no such folder of fonts; correct book_fonts"):
        find_faces((tmp_path / "none",))


@pytest.mark.parametrize("data", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 40])
def test_broken_font_file_is_named(tmp_path: Path, data: bytes):
    (tmp_path / "broken.ttf").write_bytes(data)
    with pytest.raises(FontError, match=r"broken\.ttf: not a readable font: .*; replace the file"):
        find_faces((tmp_path,))


@pytest.mark.parametrize("before", [None, "/etc/fonts/fonts.conf"])
def test_fontconfig_is_ours_only_inside(tmp_path: Path, monkeypatch, before: str | None):
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    if before:
        monkeypatch.setenv("FONTCONFIG_FILE", before)
    folder = tmp_path / "a & b"
    with only(Faces({}, (folder,)), tmp_path, "Text", "Code"):
        config = Path(os.environ["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
        assert f"<dir>{tmp_path}/a &amp; b</dir>" in config
        assert config.count("<dir>") == 1
    assert os.environ.get("FONTCONFIG_FILE") == before


def test_only_the_packages_faces_are_embedded(garden: Paper):
    assert garden.faces() <= {"Source-Serif-4,", "Source-Serif-4-Italic", "Source-Serif-4-Bold"}


def own_fonts(project: Project, *names: str) -> Project:
    """Give the project a folder ``fonts`` with these files of the package's own."""
    folder = project.root / "src/fonts"
    folder.mkdir(parents=True)
    for name in names:
        shutil.copy(DEFAULT_FOLDER / name, folder)
    return project.write("index.md", "# Book\n\nWords.\n")


def test_declared_faces_alone_are_embedded(project: Project):
    own_fonts(project, "DejaVuSansMono.ttf").conf(
        book_fonts=["fonts"],
        bookpdf_text_faces=["DejaVu Sans Mono"],
        bookpdf_code_faces=["DejaVu Sans Mono"],
    )
    assert {name.partition("-Mono")[0] for name in printed(project).faces()} == {"DejaVu-Sans"}


@pytest.mark.parametrize("setting", ["bookpdf_text_faces", "bookpdf_code_faces"])
def test_setting_that_names_a_face_which_is_not_at_hand(project: Project, setting: str):
    own_fonts(project, "DejaVuSansMono.ttf").conf(book_fonts=["fonts"], **{setting: ["Garamond"]})
    build = project.build()
    assert build.status != 0
    assert re.search(rf"conf.py:\d+: {setting}: no such face: 'Garamond'", build.log)
    assert "or name one of DejaVu Sans, DejaVu Sans Mono, " in build.log


def test_stylesheet_that_names_a_face_which_is_not_at_hand(project: Project):
    project.conf(bookpdf_stylesheets=["mine.css"]).write("index.md", "# Book\n\nWords.\n")
    project.write("mine.css", "p { color: black }\nh1 { font-family: 'Gill Sans', Optima }\n")
    build = project.build()
    assert build.status != 0
    assert "mine.css:2: no such face: 'Gill Sans, Optima'; put its files into a fold" in build.log


def test_broken_font_of_the_project(project: Project):
    own_fonts(project).conf(book_fonts=["fonts"]).write("fonts/bad.otf", b"OTTO")
    build = project.build()
    assert build.status != 0
    assert "fonts/bad.otf: not a readable font" in build.log
    assert "Traceback" not in build.log


def test_glyph_that_no_face_has_is_an_error_with_its_line(project: Project):
    project.write("index.md", "# Book\n\nFine.\n\nA reed: \u0378.\n")
    for _run in range(2):
        build = project.build()
        assert build.status != 0
        assert "index.md:5: " in build.log
        assert "add one that has them to book_fonts [bookpdf.glyph]" in build.log
    assert not list(build.out.glob("*.pdf"))


def test_letters_of_the_packages_face(project: Project):
    words = "Bakı, Gəncə, Şuşa, Çıraq, ƏĞİÖÜ; Баку, Ёлка; Ελλάδα; → ≤ ✓"
    assert words in printed(project.write("index.md", f"# Book\n\n{words}\n")).text
