from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from lxml import html

from sphinx_bookwork.doctree.lists import captioned, plain_text
from tests.harness import Build, Project

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
FIGURE = "```{{figure}} dot.svg\n:alt: A dot\n\n{}\n```\n"


@pytest.fixture
def book(project: Project) -> Project:
    """A book of two chapters with pictures and a table, and a page for the lists."""
    project.write("dot.svg", DOT).conf(numfig=True)
    project.write("index.md", "# Book\n\n```{toctree}\n:hidden:\nlists\na\nb\ngenindex\n```\n")
    project.write("a.md", "# Chapter A\n\n" + FIGURE.format("A *first* dot[^1]\n") + "\n[^1]: N.\n")
    table = "```{list-table} Numbers\n* - 1\n```\n"
    project.write("b.md", f"# Chapter B\n\n## Part B\n\n{FIGURE.format('A second dot')}\n{table}")
    return project


def listed(build: Build) -> list[tuple[str, str]]:
    """The links of the page ``lists``: words and address."""
    assert build.status == 0, build.log
    page = html.fromstring(Path(build.out / "lists.html").read_text(encoding="utf-8"))
    body = page.xpath("//div[@class='body']")[0]
    return [
        (a.text_content(), a.get("href"))
        for a in body.xpath(".//a[not(contains(@class, 'headerlink'))]")
    ]


def test_contents_on_screen_are_links(book: Project):
    book.write("lists.md", "# Lists\n\n```{book-contents}\n```\n")
    assert [text for text, _ in listed(book.build("html"))] == [
        "Lists", "Chapter A", "Chapter B", "Part B", "Index",
    ]  # fmt: skip


def test_depth_of_contents_on_screen(book: Project):
    book.write("lists.md", "# Lists\n\n```{book-contents}\n:depth: 1\n```\n")
    words = [text for text, _ in listed(book.build("html"))]
    assert "Part B" not in words and "Chapter B" in words


def test_figures_on_screen_are_links_with_numbers(book: Project):
    book.write("lists.md", "# Lists\n\n```{book-figures}\n```\n")
    links = listed(book.build("html"))
    assert [text for text, _ in links] == ["Fig. 1 A first dot", "Fig. 2 A second dot"]
    for _, address in links:
        name, _, ident = address.partition("#")
        page = html.fromstring((book.root / "out/html" / name).read_text(encoding="utf-8"))
        assert page.get_element_by_id(ident).tag == "figure"


def test_tables_on_screen(book: Project):
    book.write("lists.md", "# Lists\n\n```{book-figures}\n:kind: table\n```\n")
    [(text, address)] = listed(book.build("html"))
    assert text == "Table 1 Numbers"
    assert address.startswith("b.html#")


def test_no_figures_leave_nothing(project: Project):
    project.write("index.md", "# Book\n\n```{toctree}\nlists\n```\n")
    project.write("lists.md", "# Lists\n\n```{book-figures}\n```\n")
    assert listed(project.build("html")) == []


def test_unknown_kind_is_an_error_with_its_line(book: Project):
    book.write("lists.md", "# Lists\n\n```{book-figures}\n:kind: poem\n```\n")
    build = book.build("html")
    assert build.status != 0
    assert "lists.md:4: WARNING: 'book-figures': Invalid option value" in build.log


def test_plain_text_leaves_notes_out():
    call = nodes.footnote_reference("", "", nodes.Text("1"))
    words = nodes.Text("A "), nodes.emphasis("", "long"), call, nodes.Text(" one ")
    title = nodes.title("", "", *words)
    assert plain_text(title) == "A long one"


def test_only_what_has_caption_and_name_is_listed():
    image, caption = nodes.image(uri="x"), nodes.caption("", "Words")
    named = nodes.figure("", image.deepcopy(), caption, ids=["a"])
    bare = nodes.figure("", image.deepcopy(), ids=["b"])
    nameless = nodes.figure("", image.deepcopy(), caption.deepcopy())
    document = nodes.container("", named, bare, nameless)
    assert list(captioned(document, "figure")) == [(named, caption)]
