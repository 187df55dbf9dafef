"""What is laid out again, and what is not: no page may ever be older than what it was made from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_bookwork.pdf import unchanged
from sphinx_bookwork.pdf.fonts import DEFAULT_FOLDER
from tests.harness import Build, Project

KEPT = "the book is not laid out again"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="in.svg"/></svg>'
INNER = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
CONF = {
    "bookpdf_stylesheets": ["print.css"],
    "bookpdf_title_pages": False,
    "templates_path": ["templates"],
    "book_fonts": ["fonts"],
    "language": "en",
}
FILES = {
    "index.md": "# Book\n\n```{toctree}\na\n```\n",
    "a.md": "(a)=\n# A\n\n{index}`Words <word>`.\n\n```{image} dot.svg\n:alt: A dot\n```\n",
    "dot.svg": SVG,
    "in.svg": INNER,
    "print.css": '@import "more.css"; p { color: black }',
    "more.css": "p { margin: 0 }",
    "templates/bookpdf/page.xhtml": (unchanged.PACKAGE / "pdf/templates/page.xhtml").read_text(),
}


@pytest.fixture
def book(project: Project) -> Project:
    """A book that has been printed."""
    for name, text in FILES.items():
        project.write(name, text)
    faces = DEFAULT_FOLDER / "SourceSerif4_400Regular.ttf"
    project.write("fonts/a.ttf", faces.read_bytes()).conf(**CONF)
    build = project.build()
    assert build.status == 0 and KEPT not in build.log, build.log
    return project


def files(build: Build) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in build.out.iterdir()}


def test_book_of_which_nothing_has_changed_is_kept(book: Project):
    before = files(book.build())
    for name in FILES:
        os.utime(book.root / "src" / name)
    build = book.build()
    assert build.status == 0
    assert KEPT in build.log and "laying out" not in build.log
    assert files(build) == before


def change(name: str, old: str, new: str) -> Callable[[Project], object]:
    def make(book: Project) -> None:
        assert old in FILES[name]
        book.write(name, FILES[name].replace(old, new))

    return make


BOLD = DEFAULT_FOLDER / "SourceSerif4_700Bold.ttf"
CHANGES = {
    "text": change("a.md", "Words", "Other words"),
    "index": change("a.md", "<word>", "<another word>"),
    "alternative text": change("a.md", "A dot", "A spot"),
    "picture": change("dot.svg", "9", "8"),
    "picture in a picture": change("in.svg", "9", "8"),
    "stylesheet": change("print.css", "black", "red"),
    "imported stylesheet": change("more.css", "0", "1pt"),
    "template": change("templates/bookpdf/page.xhtml", "<body", "<body id='x'"),
    "setting": lambda book: book.conf(**CONF, bookpdf_font_size="11pt"),
    "setting of Sphinx": lambda book: book.conf(**CONF | {"language": "de"}),
    "face": lambda book: book.write("fonts/a.ttf", BOLD.read_bytes()),
    "another face": lambda book: book.write("fonts/b.ttf", BOLD.read_bytes()),
    "output taken away": lambda book: (book.root / "out/bookpdf/a-test-book.pdf").unlink(),
    "output written over": lambda book: (book.root / "out/bookpdf/page-map.json").write_text("{}"),
    "record broken": lambda book: (book.root / "doctrees/bookpdf/bookpdf.json").write_text("[]"),
}


@pytest.mark.parametrize("make", CHANGES.values(), ids=CHANGES)
def test_whatever_has_changed_is_laid_out(book: Project, make: Callable[[Project], object]):
    make(book)
    build = book.build()
    assert build.status == 0, build.log
    assert "laying out" in build.log and KEPT not in build.log
    assert KEPT in book.build().log


def changed_version(monkeypatch: pytest.MonkeyPatch, _tmp_path: Path) -> None:
    monkeypatch.setattr(unchanged, "library_versions", lambda: "WeasyPrint 71")


def changed_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text("")
    monkeypatch.setattr(unchanged, "PACKAGE", tmp_path)


def changed_date(monkeypatch: pytest.MonkeyPatch, _tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")


@pytest.mark.parametrize("make", [changed_version, changed_code, changed_date])
def test_what_makes_it_has_changed(book: Project, make, monkeypatch, tmp_path: Path):
    make(monkeypatch, tmp_path)
    assert KEPT not in book.build().log


def test_what_was_complained_of_is_said_again(book: Project):
    book.write("print.css", "p { colour: red }")
    for _run in range(2):
        build = book.lenient("bookpdf")
        assert "print.css" in build.log or "colour" in build.log
        assert build.status == 0 and KEPT not in build.log
    assert book.build().status != 0


def test_failed_build_is_not_taken_for_the_edition(book: Project):
    book.write("a.md", FILES["a.md"] + "\nSee {ref}`nowhere`.\n")
    assert book.build().status != 0
    book.write("a.md", FILES["a.md"])
    assert book.build().status == 0
