from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from sphinx_bookwork.pagemap import PageMap, Place
from tests.harness import Project
from tests.pdf.conftest import CONF, FILES
from tests.pdf.paper import Paper, Printer, printed


def test_output_is_the_book_and_its_page_map(garden: Paper):
    assert sorted(path.name for path in garden.path.parent.iterdir()) == [
        "page-map.json", "the-garden.pdf",
    ]  # fmt: skip


def test_page_map_has_the_documented_shape(garden: Paper):
    data = garden.map
    assert list(data) == ["edition", "pages", "labels", "targets", "starts", "omitted", "texts"]
    assert data["edition"] == "First edition"
    assert data["pages"] == len(garden.pages)
    assert data["labels"] == garden.labels
    for place in data["targets"].values():
        assert place["label"] == garden.labels[place["page"] - 1]


def test_page_map_is_read_back_as_written(garden: Paper, tmp_path: Path):
    path = garden.path.with_name("page-map.json")
    page_map = PageMap.read(path)
    page_map.write(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("one#sowing", "Sown at last."),
        ("three#harvest", "It was brought in."),
        ("three#the-harvest-itself", "It was brought in."),  # another name of the same section
        ("one#first", "1 This note is called in the first line."),
        ("frontmatter/reading#reading", "Slowly."),
    ],
)
def test_page_map_knows_targets_under_every_name(garden: Paper, target: str, words: str):
    page = garden.page_with(words)
    place = Place(**garden.map["targets"][target])
    assert place == Place(page, garden.labels[page - 1])


def test_page_map_omits_pages_without_text_of_the_source(garden: Paper):
    omitted = garden.map["omitted"]
    reasons = [omitted.get(str(page), "") for page in range(1, 7)]
    assert reasons == ["cover", "blank", "halftitle", "blank", "titlepage", "blank"]
    assert omitted[str(garden.page_with("Index R"))] == "index"


def test_every_page_begins_somewhere_or_is_omitted(garden: Paper):
    begun = {start["page"] for start in garden.map["starts"]}
    assert begun | set(map(int, garden.map["omitted"])) == set(range(1, len(garden.pages) + 1))
    assert not begun & set(map(int, garden.map["omitted"]))


def test_places_in_the_book_have_one_name_each_in_the_file(garden: Paper):
    with pikepdf.open(garden.path) as pdf:
        names = pdf.Root.Names.Dests.Names[::2]
    assert len(names) == len(set(map(str, names)))
    assert set().union(*garden.links) <= set(map(str, names))


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"project": "Ünïcode & Söns: 2nd"}, "unicode-sons-2nd.pdf"),
        ({"project": "Книга"}, "book.pdf"),
        ({"book_slug": "my-book"}, "my-book.pdf"),
    ],
)
def test_file_is_named_after_the_book(project: Project, settings: dict, name: str):
    project.conf(**settings).write("index.md", "# Book\n\nText.\n")
    assert printed(project).path.name == name


def test_builder_needs_no_line_in_conf_py(project: Project):
    project.write("conf.py", "project = 'Bare'\n").write("index.rst", "Bare\n====\n\nText.\n")
    paper = printed(project)
    assert paper.pages[-1] == "Bare Text."
    assert paper.map["edition"] == "Bare"


def test_tag_print_is_set_and_html_is_not(project: Project):
    text = "Book\n====\n\n.. only:: print\n\n   Paper.\n\n.. only:: html\n\n   Screen.\n"
    assert printed(project.write("index.rst", text)).pages[-1] == "Book Paper."


PARTS = {
    "index.md": "# Book\n\nA word before.\n\n```{toctree}\nouter\n```\n",
    "outer.md": (
        "# Outer\n\nOut.\n\n```{toctree}\n:hidden:\ninner\n```\n\n## After\n\nAfterwards.\n"
    ),
    "inner.md": "# Inner\n\nIn.\n\n```{toctree}\ninnermost\n```\n",
    "innermost.md": "# Innermost\n\nAt last.\n",
}


def test_root_with_text_and_nested_toctrees(project: Project):
    for name, text in PARTS.items():
        project.write(name, text)
    paper = printed(project)
    assert [(mark.level, mark.title) for mark in paper.outline[1:]] == [
        (0, "Book"), (0, "Outer"), (1, "Inner"), (2, "Innermost"), (1, "After"),
    ]  # fmt: skip
    words = ["A word before.", "Out.", "In.", "At last.", "Afterwards."]
    places = [paper.text.index(f" {word}") for word in words]
    assert places == sorted(places)


def test_empty_project_is_an_error_that_says_what_to_do(project: Project):
    build = project.write("index.md", "# Book\n").build()
    assert build.status != 0
    assert "index.md: the book is empty: no text and no toctree; list its" in build.log
    assert "Traceback" not in build.log


def test_second_build_without_a_change_gives_the_same_book(project: Project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "700000000")
    project.write("index.md", "(top)=\n# Book\n\nSee {ref}`top`. {index}`Word <word>`\n")
    first = printed(project).path.read_bytes()
    assert printed(project).path.read_bytes() == first


def test_two_processes_make_the_same_bytes(tmp_path: Path):
    made = []
    for name, seed in (("one", "1"), ("two", "2")):
        project = Printer(tmp_path / name).conf(**CONF)
        for file, text in FILES.items():
            project.write(file, text)
        out = project.root / "out"
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "bookpdf", project.root / "src", out]
        environ = os.environ | {"SOURCE_DATE_EPOCH": "700000000", "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, env=environ, timeout=300)
        made.append({path.name: path.read_bytes() for path in out.iterdir() if path.is_file()})
    assert made[0].keys() == {"the-garden.pdf", "page-map.json"}
    assert made[0] == made[1]


def test_date_of_the_edition_is_that_of_its_source(project: Project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "700000000")
    paper = printed(project.write("index.md", "# Book\n\nText.\n"))
    with pikepdf.open(paper.path) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:19920307")


def test_strict_build_lays_nothing_out_after_a_warning(project: Project):
    build = project.write("index.md", "# Book\n\nSee {ref}`nowhere`.\n\n![x](none.png)\n").build()
    assert build.status != 0
    assert "the book is not laid out: mend the warnings first" in build.log
    assert "laying out" not in build.log


def test_lenient_build_prints_in_spite_of_warnings(project: Project):
    build = project.write("index.md", "# Book\n\nSee {ref}`nowhere`.\n").lenient("bookpdf")
    assert build.status == 0
    assert "See nowhere." in Paper(build.out / "a-test-book.pdf").text


def test_words_of_an_inline_target_are_proved(project: Project):
    project.write("index.rst", "Book\n====\n\nSee _`these words` here, and `these words`_ there.\n")
    assert "See these words here, and these words there." in printed(project).text
