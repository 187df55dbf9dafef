"""Chapters that were laid out before: they are as if they were laid out now, to the last byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.harness import Build, Project
from tests.pdf.paper import Printer, filler

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><image href="in.svg"/></svg>'
FIGURE = "```{figure} dot.svg\n:alt: A dot\n\nA dot\n```\n"
NOTES = "".join(f"Words and more words.[^n{n}] " for n in range(12))
NOTED = NOTES + "\n\n" + "\n".join(f"[^n{n}]: A note of {n} words." for n in range(12))
FILES = {
    "index.md": "# Book\n\n```{toctree}\na\nb\nc\n```\n",
    "a.md": f"(a)=\n# A\n\nSee {{ref}}`c-end`.\n\n{filler(60)}\n\n{FIGURE}\n\n{NOTED}\n",
    "b.md": f"# B\n\n{filler(30)}\n\nFormula $x^2$ and `code`, {{index}}`word <word>`.\n",
    "c.md": "# C\n\nAs in {ref}`a`.\n\n| A |\n|---|\n| 1 |\n\n(c-end)=\n## End\n\nX.\n",
    "dot.svg": SVG,
    "in.svg": SVG.replace('<image href="in.svg"/>', '<rect width="9" height="9"/>'),
    "print.css": 'h2::before { content: "* " } aside { position: absolute }',
}
CHANGES = {
    "b.md": (FILES["b.md"].replace("Formula", "A new sentence. Formula"), 1),
    "c.md": (FILES["c.md"].replace("As in", "It is as in"), 1),
    "a.md": (FILES["a.md"].replace("See", filler(30) + "\n\nSee"), 5),  # all folios move
    "dot.svg": (SVG.replace("40", "60"), 1),
    "in.svg": (FILES["in.svg"].replace("9", "8"), 0),  # drawn anew all the same
    "print.css": ("p { color: #333 }", 5),
}


def book(project: Project) -> Project:
    extensions = ["myst_parser", "sphinx_bookwork"]
    project.conf(
        extensions=extensions,
        myst_enable_extensions=["dollarmath"],
        bookpdf_page_size="A6",
        bookpdf_title_pages=False,
        bookpdf_stylesheets=["print.css"],
    )
    for name, text in FILES.items():
        project.write(name, text)
    return project


def layouts(build: Build) -> int:
    assert build.status == 0, build.log
    return int(re.findall(r"units in (\d+) layouts", build.log)[0])


def pdf(project: Project) -> bytes:
    return (project.root / "out/bookpdf/a-test-book.pdf").read_bytes()


@pytest.mark.parametrize(("name", "change"), CHANGES.items(), ids=CHANGES)
def test_only_what_has_changed_is_laid_out(project: Project, name, change, monkeypatch, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    text, expected = change
    book(project).build()
    layouts(project.write("a.md", FILES["a.md"] + "\nMore.\n").build())
    project.write("a.md", FILES["a.md"]).build()
    assert layouts(project.write(name, text).build()) == expected
    # the same sources, laid out from nothing in the same place
    kept = pdf(project)
    for path in (project.root / "doctrees/bookpdf").rglob("*.*"):
        path.unlink()
    assert layouts(project.build()) >= 5
    assert pdf(project) == kept


def test_broken_pages_are_laid_out_anew(project: Project):
    book(project).build()
    for path in (project.root / "doctrees/bookpdf/bookpdf-pages").iterdir():
        path.write_bytes(b"rubbish")
    assert layouts(project.write("b.md", CHANGES["b.md"][0]).build()) == 5


def test_what_is_not_used_is_thrown_away(project: Project):
    pages = project.root / "doctrees/bookpdf/bookpdf-pages"
    book(project).build()
    before = len(list(pages.iterdir()))
    for text in (CHANGES["b.md"][0], FILES["b.md"]):
        project.write("b.md", text).build()
    assert len(list(pages.iterdir())) == before


def test_a_build_that_complains_puts_nothing_by(tmp_path: Path):
    project = book(Printer(tmp_path))
    project.write("print.css", "p { colour: red }").lenient("bookpdf")
    assert not list((tmp_path / "doctrees/bookpdf").glob("bookpdf-pages/*"))
