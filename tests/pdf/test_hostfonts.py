from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from sphinx_bookwork.pdf import hostfonts
from sphinx_bookwork.pdf.fonts import DEFAULT_FOLDER
from tests.harness import Project
from tests.pdf.paper import Paper, printed

SERIF = "SourceSerif4_400Regular.ttf"


def test_what_no_face_has_is_lacking(tmp_path: Path):
    shutil.copy(DEFAULT_FOLDER / SERIF, tmp_path)
    text = "Aə\n\u200b\u2060\ue0f0\ufe0f 書き"
    assert hostfonts.lacking([text], [tmp_path]) == {"書", "き"}
    assert not hostfonts.lacking(["Bakı ✓"], [DEFAULT_FOLDER])


@pytest.fixture
def host(monkeypatch) -> dict[str, tuple[Path, str]]:
    """A machine that has these faces for these code points, and nothing else."""
    faces: dict[str, tuple[Path, str]] = {}

    def match(pattern: str) -> tuple[Path, str]:
        return next((face for code, face in faces.items() if code in pattern), (Path(), ""))

    monkeypatch.setattr(hostfonts, "_match", match)
    monkeypatch.setattr(shutil, "which", lambda _name: "fc-match")
    return faces


def test_a_face_stands_in_for_all_that_it_has(host: dict[str, tuple[Path, str]]):
    path = DEFAULT_FOLDER / "DejaVuSans.ttf"
    host["charset=5d0"] = path, "DejaVu Sans"
    [face] = hostfonts.stand_ins(set("אבג\U00013000"), "he")
    assert face == hostfonts.StandIn("DejaVu Sans", (path,), "אבג")


def test_a_face_that_lacks_the_letter_after_all_is_none(host: dict[str, tuple[Path, str]]):
    host["charset=66f8"] = DEFAULT_FOLDER / SERIF, "Source Serif 4"
    assert not list(hostfonts.stand_ins({"書"}, "ja"))


def test_no_face_is_looked_for_without_fontconfig(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not list(hostfonts.stand_ins({"書"}, "ja"))


def hebrew(project: Project) -> Project:
    """A book in Hebrew whose fonts, as far as the package goes, have no Hebrew."""
    project.conf(language="he", project="ספר", book_slug="book")
    return project.write("index.rst", "ספר\n===\n\nשלום עולם, abc וגם\u05d3\u05b7ף.\n")


def test_book_of_a_script_that_the_package_lacks(
    project: Project, host: dict[str, tuple[Path, str]], monkeypatch, tmp_path: Path
):
    bare = tmp_path / "bare"
    bare.mkdir()
    for path in DEFAULT_FOLDER.glob("*.ttf"):
        if path.name != "DejaVuSans.ttf":
            shutil.copy(path, bare)
    monkeypatch.setattr("sphinx_bookwork.pdf.fonts.DEFAULT_FOLDER", bare)
    monkeypatch.setattr("sphinx_bookwork.pdf.fonts.DEFAULT_SYMBOLS", ("Noto Emoji",))
    failed = hebrew(project).build()
    assert failed.status != 0
    assert "index.rst:4: no face has the characters " in failed.log
    host["charset=5d"] = DEFAULT_FOLDER / "DejaVuSans.ttf", "DejaVu Sans"
    build = project.build()
    assert build.status == 0, build.log
    assert "stands a face of this machine: DejaVu Sans (" in build.log
    assert "DejaVu-Sans" in Paper(build.out / "book.pdf").faces()


def test_lines_run_from_right_to_left(project: Project):
    paper = printed(hebrew(project))
    page = paper.page_with("abc") - 1
    with pypdfium2.PdfDocument(paper.path) as pdf:
        text, width = pdf[page].get_textpage(), pdf[page].get_width()
        left, *_rest = text.get_charbox(text.get_text_range().index("\N{HEBREW LETTER SHIN}"))
    assert left > width / 2
