from __future__ import annotations

import re

import pytest

from tests.harness import Project
from tests.pdf.paper import Paper, Printer, filler, printed

LEADER = re.compile(r" ?\.(?: ?\.)+ ?")


def contents_of(paper: Paper, *pages: int) -> str:
    """The text of the contents with " -> " for each leader."""
    return LEADER.sub(" -> ", " ".join(paper.pages[page - 1] for page in pages))


def test_contents_give_the_page_of_every_heading(garden: Paper):
    contents = contents_of(garden, 9, 10)
    listed = [mark for mark in garden.outline if mark.page not in (9, 10)]
    assert len(listed) == 12
    for mark in listed:
        assert f"{mark.title} -> {garden.labels[mark.page - 1]} " in contents + " "


def test_headings_stand_where_outline_and_contents_lead(garden: Paper):
    for mark in garden.outline:
        words = re.sub(r"^[\d.]+ ", "", mark.title)
        assert words in garden.pages[mark.page - 1]


def test_sections_that_run_over_pages_are_listed_where_they_begin(garden: Paper):
    page = garden.page_with("1 The Long Beginnings of Spring It began")
    assert len([p for p in garden.pages[page - 1 : page + 4] if "old men" in p]) > 2
    label = garden.labels[page - 1]
    assert f"Spring -> {label} " in contents_of(garden, 9)


def test_list_of_figures_gives_the_page_of_the_caption(garden: Paper):
    [listed, caption] = garden.pages_with("An apple of that year.")
    assert f"Fig. 3.1 An apple of that year -> {garden.labels[caption - 1]}" in contents_of(
        garden, listed
    )


def test_contents_link_to_the_headings(garden: Paper):
    assert garden.links[8] >= {"one#one", "three#harvest", "genindex#", "one#part"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Paper:
    """A book whose author asked for no contents: nested toctrees and a document that hides."""
    project = Printer(tmp_path_factory.mktemp("plain")).conf(bookpdf_contents_depth=3)
    project.write("index.md", "# Book\n\n```{toctree}\nouter\nhidden\nlast\n```\n")
    project.write("outer.md", f"# Outer\n\n{filler(40)}\n\n```{{toctree}}\ninner\n```\n")
    project.write("inner.md", "# Inner\n\nIn.\n\n## Deep\n\nD.\n\n### Deeper\n\nE.\n")
    project.write("hidden.md", "---\nunlisted: true\n---\n# Hidden\n\nShy.\n")
    project.write("last.md", "# A & <Last>\n\nEnd.\n")
    return printed(project)


def test_contents_are_made_where_no_document_has_them(plain: Paper):
    page = plain.page_with("Contents")
    assert plain.labels[page - 1] == "v"
    lines = contents_of(plain, page)
    for words in ("Outer", "Inner", "Deep", "A & <Last>"):
        [title] = [mark for mark in plain.outline if mark.title == words]
        assert f"{words} -> {plain.labels[title.page - 1]}" in lines


def test_depth_counts_nested_documents_too(plain: Paper):
    assert "Deeper" not in plain.pages[plain.page_with("Contents") - 1]
    assert plain.page_with("Deeper")


def test_unlisted_document_is_printed_and_not_listed(plain: Paper):
    assert plain.page_with("Hidden") == plain.page_with("Shy.")


def test_no_contents_where_they_are_not_wanted(project: Project):
    project.conf(bookpdf_contents=False)
    project.write("index.md", "# Book\n\n```{toctree}\na\nb\n```\n")
    project.write("a.md", "# One\n\nText.\n").write("b.md", "# Two\n\nText.\n")
    assert "Contents" not in printed(project).text


def test_a_book_of_one_chapter_has_no_contents(project: Project):
    project.write("index.md", "# Book\n\nAll of it.\n")
    assert "Contents" not in printed(project).text
