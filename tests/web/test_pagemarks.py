from __future__ import annotations

import json
import re

import pytest

from tests.harness import Build, Project

MAP = "../out/bookpdf/page-map.json"
WORDS = " ".join(f"Sentence {n} tells of incomprehensible misunderstandings." for n in range(60))


@pytest.fixture
def book(project: Project) -> Project:
    """A book of a few printed pages, already printed."""
    project.conf(
        bookweb_page_map=MAP,
        bookpdf_page_size="90mm 110mm",
        bookpdf_title_pages=False,
        bookpdf_contents=False,
    )
    project.write("index.md", f"# A Book\n\n{WORDS}\n\n```{{toctree}}\none\n```\n")
    project.write("one.md", f"# One\n\n## Of salt\n\n{WORDS}\n\n```python\n{'x = 1' * 9}\n```\n")
    assert project.build("bookpdf").status == 0
    return project


def marks(build: Build) -> dict[str, list[str]]:
    assert build.status == 0, build.log
    pages = {name: (build.out / f"{name}.html").read_text("utf-8") for name in ("index", "one")}
    return {name: re.findall(r'data-page="(\w+)"', page) for name, page in pages.items()}


def starts(project: Project, docname: str) -> list[str]:
    found = json.loads((project.root / "out/bookpdf/page-map.json").read_text("utf-8"))["starts"]
    return [start["label"] for start in found if start["doc"] == docname]


def test_every_printed_page_is_marked_once(book: Project):
    found = marks(book.build("html"))
    assert found == {name: starts(book, name) for name in ("index", "one")}
    assert len(found["one"]) > 2


def test_a_mark_is_linked_to_and_spoken(book: Project):
    page = (book.build("html").out / "one.html").read_text("utf-8")
    label = starts(book, "one")[-1]
    name = f'id="page-{label}" aria-label="Printed page {label}" data-page="{label}"'
    assert f'<span class="printed-page" role="separator" {name}></span>' in page


def test_a_mark_stands_before_a_word(book: Project):
    page = (book.build("html").out / "one.html").read_text("utf-8")
    assert not re.search(r'\w<span class="printed-page"', page)


def test_a_map_older_than_any_text_marks_nothing(book: Project):
    assert any(marks(book.build("html")).values())
    book.write("one.md", "# One\n\nShorter.\n")
    assert not any(marks(book.build("html")).values())
    assert book.build("bookpdf").status == 0
    assert marks(book.build("html"))["index"] == starts(book, "index")


def test_without_a_map_or_with_one_of_another_edition_nothing_is_marked(book: Project):
    path = book.root / "out/bookpdf/page-map.json"
    path.write_text(path.read_text("utf-8").replace('"A Test Book"', '"Second edition"', 1))
    assert not any(marks(book.build("html")).values())
    path.unlink()
    assert not any(marks(book.build("html")).values())


@pytest.mark.parametrize("text", ["{", "[]", '{"starts": 1}'])
def test_what_is_no_map_marks_nothing(book: Project, text: str):
    (book.root / "out/bookpdf/page-map.json").write_text(text)
    assert not any(marks(book.build("html")).values())


def test_other_editions_have_none(book: Project):
    build = book.build("text")
    assert build.status == 0, build.log
