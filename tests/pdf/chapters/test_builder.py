"""The shared book as one file a chapter, beside the print edition it is from."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from tests.harness import Project
from tests.pdf.conftest import CONF, FILES
from tests.pdf.paper import Paper, Printer


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The folder of the shared book's chapters."""
    project = Printer(tmp_path_factory.mktemp("garden-chapters")).conf(**CONF)
    for name, text in FILES.items():
        project.write(name, text)
    build = project.build("bookchapters")
    assert build.status == 0, build.log
    return build.out


@pytest.fixture(scope="module")
def listed(folder: Path) -> list[dict]:
    """The list of the files."""
    return json.loads((folder / "chapters.json").read_text(encoding="utf-8"))


def test_every_chapter_has_its_file_and_is_listed_in_order(folder: Path, listed: list[dict]):
    files = [item["file"] for item in listed]
    assert files == [
        "reading.pdf", "contents.pdf", "one.pdf", "two.pdf", "three.pdf", "list.pdf", "index.pdf",
    ]  # fmt: skip
    assert {path.name for path in folder.iterdir()} == {*files, "chapters.json"}
    assert listed[2] == {
        "file": "one.pdf", "title": "The Long Beginnings of Spring", "matter": "body",
        "first": "3", "last": listed[2]["last"], "pages": int(listed[2]["last"]) - 2,
    }  # fmt: skip


def test_pages_are_the_very_pages_of_the_print_edition(
    folder: Path, listed: list[dict], garden: Paper
):
    for item in listed:
        paper, count = Paper(folder / item["file"]), item["pages"]
        begin = garden.labels.index(item["first"])
        assert paper.labels[:count] == garden.labels[begin : begin + count]
        assert paper.pages[:count] == garden.pages[begin : begin + count]
        assert set(paper.labels[count:]) == {""}


def test_file_opens_on_the_side_its_first_page_has(folder: Path, listed: list[dict]):
    with pikepdf.open(folder / "one.pdf") as pdf:
        assert listed[2]["first"] == "3"
        assert pdf.Root.PageLayout == "/TwoPageRight"


def test_outline_and_title_are_the_chapters_own(folder: Path):
    with pikepdf.open(folder / "one.pdf") as pdf:
        assert str(pdf.docinfo.Title) == "The Long Beginnings of Spring – The Garden"
    outline = Paper(folder / "one.pdf").outline
    assert [(mark.level, mark.title) for mark in outline] == [
        (0, "1 The Long Beginnings of Spring"), (1, "1.1 Sowing"), (1, "1.2 Waiting"),
        (1, "1.3 The End of Spring"), (0, "About this file"),
    ]  # fmt: skip


def links(path: Path) -> list[pikepdf.Object]:
    with pikepdf.open(path) as pdf:
        return [
            {key: str(link[key]) for key in ("/Dest", "/Contents") if key in link}
            | ({"file": str(link.A.F), "to": str(link.A.D)} if "/F" in link.get("/A", {}) else {})
            for page in pdf.pages
            for link in page.get("/Annots", [])
        ]


def test_no_link_is_dead(folder: Path, listed: list[dict]):
    names = {}
    for item in listed:
        with pikepdf.open(folder / item["file"]) as pdf:
            names[item["file"]] = set(map(str, pdf.Root.Names.Dests.Names[::2]))
    crossing = 0
    for item in listed:
        for link in links(folder / item["file"]):
            file = link.get("file", item["file"])
            assert link.get("to", link.get("/Dest")) in names[file]
            crossing += file != item["file"]
    assert crossing > 10


def test_link_into_another_chapter_says_which(folder: Path):
    said = {link["/Contents"] for link in links(folder / "one.pdf") if "file" in link}
    assert "Autumn: 3.1 The Harvest Itself, p.\u00a012 (three.pdf)" in said


def test_closing_page_says_where_the_file_is_from_and_where_its_references_lead(folder: Path):
    last = Paper(folder / "three.pdf").pages[-1]
    assert "This file is a part of: The Garden. A year. Ann Author. First edition. pp." in last
    assert "Pages in other chapters The Long Beginnings of Spring (one.pdf) 1.3 The End" in last


def test_contents_and_their_parts_lead_into_the_files(folder: Path):
    found = {(link.get("file"), link.get("to")) for link in links(folder / "contents.pdf")}
    starts = {("one.pdf", "one#one"), ("three.pdf", "three#three"), ("index.pdf", "genindex#")}
    assert starts <= found
    assert all(file for file, _ in found)


SOURCES = {
    "index.md": "# Book\n\n```{toctree}\ntwo\nlist\n```\n",
    "list.rst": "List\n====\n\n.. [CIT1] Ann Author. *The Book of Salt*. 1999.\n"
    ".. [CIT2] Bob Binder. *Not Cited*. 2001.\n",
    "two.rst": "Two\n===\n\nSee [CIT1]_.\n",
}


def test_sources_that_stand_in_another_chapter_are_told_at_its_end(project: Project):
    for name, text in SOURCES.items():
        project.write(name, text)
    build = project.lenient("bookchapters")
    last = Paper(build.out / "two.pdf").pages[-1]
    assert "Sources cited here [CIT1] Ann Author. The Book of Salt. 1999." in last
    assert "Not Cited" not in last
    assert all("file" not in link for link in links(build.out / "two.pdf"))


def small(project: Project) -> Project:
    project.write("index.md", "# Book\n\n```{toctree}\n:glob:\nc/*\n```\n")
    return project.write("c/a.md", "# A\n\nText.\n").write("c/b.md", "# B\n\nText.\n")


def test_file_of_a_chapter_that_is_gone_goes_and_a_strangers_stays(project: Project):
    build = small(project).build("bookchapters")
    (build.out / "mine.pdf").write_text("not a chapter")
    (project.root / "src/c/b.md").unlink()
    assert project.build("bookchapters").status == 0
    assert {path.name for path in build.out.iterdir()} == {"a.pdf", "chapters.json", "mine.pdf"}


def test_failed_build_leaves_the_old_files(project: Project):
    build = small(project).build("bookchapters")
    before = {path.name: path.read_bytes() for path in build.out.iterdir()}
    project.write("c/b.md", "# B\n\nSee {ref}`nowhere`.\n")
    assert project.build("bookchapters").status != 0
    assert {path.name: path.read_bytes() for path in build.out.iterdir()} == before


def test_output_that_is_taken_is_an_error_that_says_so(project: Project):
    small(project)
    (project.root / "out/bookchapters/b.pdf").mkdir(parents=True)
    build = project.build("bookchapters")
    assert build.status != 0
    assert "b.pdf: cannot be written: Is a directory; free the path" in build.log
    assert [path.name for path in build.out.iterdir()] == ["b.pdf"]


@pytest.mark.parametrize(
    "rubbish", ["", "[", "{}", "[1]", '[{"file": "../../src/index.md"}, {"file": "x/y.pdf"}]']
)
def test_broken_list_deletes_nothing(project: Project, rubbish: str):
    out = small(project).root / "out/bookchapters"
    out.mkdir(parents=True)
    (out / "chapters.json").write_text(rubbish)
    assert project.build("bookchapters").status == 0
    assert (project.root / "src/index.md").is_file()


def test_same_source_gives_the_same_bytes(project: Project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "700000000")
    build = small(project).build("bookchapters")
    first = {path.name: path.read_bytes() for path in build.out.iterdir()}
    project.build("bookchapters", "-E")
    assert {path.name: path.read_bytes() for path in build.out.iterdir()} == first


def test_pages_that_the_book_was_printed_from_are_taken_and_not_laid_out_again(
    project: Project, monkeypatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "700000000")
    alone = small(project).build("bookchapters", "-d", str(project.root / "other"))
    first = {path.name: path.read_bytes() for path in alone.out.iterdir()}
    assert project.build("bookpdf").status == 0
    build = project.build("bookchapters")
    assert " units in 0 layouts" in build.log
    assert {path.name: path.read_bytes() for path in build.out.iterdir()} == first
