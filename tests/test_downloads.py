from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_bookwork.downloads import VARIABLE, Offer, offers, spelt_size
from tests.harness import Project

SOURCE = """# A Book

```{downloads}
*.epub: The e-book
*.pdf: The print edition
```

The text.
"""


def offered(project: Project, monkeypatch: pytest.MonkeyPatch, *files: str) -> str:
    """Write ``files``, offer them, build the site; return its first page."""
    for name in files:
        project.write(f"../{name}", b"x" * 2_400_000)
    monkeypatch.setenv(VARIABLE, " ".join(str(project.root / name) for name in files))
    build = project.build("html")
    assert build.status == 0, build.log
    return (build.out / "index.html").read_text()


def test_files_are_listed_in_the_order_of_the_names(project: Project, monkeypatch):
    project.write("index.md", SOURCE)
    page = offered(project, monkeypatch, "a.pdf", "a.epub")
    ebook, paper = page.find("downloads/a.epub"), page.find("downloads/a.pdf")
    assert 0 < ebook < paper
    assert "The print edition (PDF, 2.4 MB)" in page


def test_link_of_a_page_in_a_folder_leads_up(project: Project, monkeypatch):
    project.write("index.md", "# A Book\n\n```{toctree}\npart/get\n```\n")
    project.write("part/get.md", SOURCE)
    offered(project, monkeypatch, "a.pdf")
    page = (project.root / "out/html/part/get.html").read_text()
    assert 'href="../downloads/a.pdf"' in page


def test_file_that_goes_is_taken_back(project: Project, monkeypatch):
    project.write("index.md", SOURCE)
    offered(project, monkeypatch, "a.pdf", "a.epub")
    page = offered(project, monkeypatch, "a.pdf")
    assert "a.epub" not in page
    assert [path.name for path in (project.root / "out/html/downloads").iterdir()] == ["a.pdf"]
    assert "downloads" not in offered(project, monkeypatch)
    assert not (project.root / "out/html/downloads").exists()


@pytest.mark.parametrize("builder", ["text", "xml", "epub", "bookepub", "bookpdf"])
def test_other_editions_show_nothing(project: Project, monkeypatch, builder: str):
    project.write("index.md", SOURCE)
    project.write("../a.pdf", b"x")
    monkeypatch.setenv(VARIABLE, str(project.root / "a.pdf"))
    project.conf(version="1", copyright="nobody", epub_uid="a", epub_identifier="a")
    build = project.build(builder)
    assert build.status == 0, build.log
    assert not (build.out / "downloads").exists()
    shown = [path.read_bytes() for path in build.out.rglob("*") if path.is_file()]
    assert not any(b"The print edition" in text for text in shown)


def test_missing_file_is_told(project: Project, monkeypatch):
    project.write("index.md", SOURCE)
    monkeypatch.setenv(VARIABLE, "nowhere.pdf")
    build = project.build("html")
    assert build.status != 0
    assert "BOOK_DOWNLOADS: there is no such file: '" in build.log
    assert "build it first or leave it out" in build.log


def test_line_without_a_name_is_told(project: Project):
    project.write("index.md", "# A Book\n\n```{downloads}\n*.pdf\n```\n")
    build = project.build("html")
    assert build.status != 0
    assert "index.md:3: ERROR: no name for readers: '*.pdf'; write 'pattern: name'" in build.log


def test_first_pattern_that_fits_names_a_file():
    files = [Path("a.pdf"), Path("a-booklet.pdf"), Path("a.zip")]
    names = [("*-booklet.pdf", "Booklet"), ("*.pdf", "Print")]
    assert offers(files, names) == [
        Offer(Path("a-booklet.pdf"), "Booklet"),
        Offer(Path("a.pdf"), "Print"),
        Offer(Path("a.zip"), "a.zip"),
    ]


@pytest.mark.parametrize(
    ("size", "spelt"), [(3, "1 kB"), (840_400, "840 kB"), (2_440_000, "2.4 MB")]
)
def test_sizes_are_spelt_for_readers(size: int, spelt: str):
    assert spelt_size(size) == spelt


CHAPTERS = """[
{"file": "two.pdf", "title": "The Second", "first": "i", "last": "i"},
{"file": "one.pdf", "title": "The First", "first": "5", "last": "9"}
]"""
BY_TITLE = """# A Book

```{downloads}
chapters/*.pdf: {title} (pp. {pages})
```
"""


def with_chapters(project: Project, monkeypatch: pytest.MonkeyPatch) -> str:
    project.write("../chapters/chapters.json", CHAPTERS)
    return offered(project, monkeypatch, "a.pdf", "chapters/one.pdf", "chapters/two.pdf")


def test_chapters_are_offered_by_title_in_the_order_of_the_book(project: Project, monkeypatch):
    page = with_chapters(project.write("index.md", BY_TITLE), monkeypatch)
    first = page.find("The Second (pp. i) (PDF, 2.4 MB)")
    assert 0 < first < page.find("The First (pp. 5–9) (PDF, 2.4 MB)")
    assert 'href="downloads/chapters/one.pdf"' in page
    assert "a.pdf" not in page
    folder = project.root / "out/html/downloads"
    assert {path.name for path in folder.iterdir()} == {"a.pdf", "chapters"}
    assert {path.name for path in (folder / "chapters").iterdir()} == {"one.pdf", "two.pdf"}


def test_chapters_are_no_print_edition(project: Project, monkeypatch):
    page = with_chapters(project.write("index.md", SOURCE), monkeypatch)
    assert "downloads/a.pdf" in page
    assert "one.pdf" not in page


@pytest.mark.parametrize("rubbish", ["[", '{"a": 1}', '[{"file": 1}]'])
def test_broken_list_of_chapters_is_an_error_that_says_so(
    project: Project, monkeypatch, rubbish: str
):
    project.write("index.md", BY_TITLE).write("../chapters/chapters.json", rubbish)
    project.write("../chapters/one.pdf", b"x")
    monkeypatch.setenv(VARIABLE, str(project.root / "chapters/one.pdf"))
    build = project.build("html")
    assert build.status != 0
    assert "chapters.json: not a list of chapters" in build.log
    assert "Traceback" not in build.log


def test_words_stand_above_a_list_and_only_there(project: Project, monkeypatch):
    project.write("index.md", "# A Book\n\n```{downloads} To take away\n*.pdf: Print\n```\n")
    assert 'class="book-downloads-title">To take away</p>' in offered(project, monkeypatch, "a.pdf")
    assert "To take away" not in offered(project, monkeypatch)
