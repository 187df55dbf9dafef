from __future__ import annotations

import re

import pytest

from tests.harness import Project

TEXT = """
# A Book

Əliyev came to the town in 1993, and stayed.

Əliyev came to the town in 1993, and left.

28 May
: A date.

> Quoted.

| a | b |
| - | - |
| c | d |

[A link and nothing else](https://example.org/)

(here)=
Labelled.[^n]

[^n]: A note.
"""


@pytest.fixture
def page(project: Project) -> str:
    """The page of a book with links to paragraphs."""
    project.conf(bookweb_paragraph_links=True, myst_enable_extensions=["deflist"])
    build = project.write("index.md", TEXT).build("html")
    assert build.status == 0, build.log
    return (build.out / "index.html").read_text("utf-8")


def test_paragraphs_have_addresses_of_their_first_words(page: str):
    links = re.findall(r'<a class="paragraph-link" href="#([^"]*)"', page)
    assert links == [
        "p-eliyev-came-to-the-town-in",
        "p-eliyev-came-to-the-town-in-2",
        "p-28-may",
        "p-quoted",
        "here",
    ]
    for ident in links:
        assert page.count(f'id="{ident}"') == 1


def test_the_links_have_a_name_and_no_text(page: str):
    assert 'aria-label="Link to this paragraph"></a>' in page


def test_readers_without_a_pointer_ask_for_them_once(page: str):
    assert page.count('<input type="checkbox"') == 1


def test_an_address_stays_when_others_come_before(project: Project, page: str):
    project.write("index.md", TEXT.replace("# A Book\n", "# A Book\n\nNew.\n"))
    after = (project.build("html").out / "index.html").read_text("utf-8")
    assert 'id="p-28-may"' in page and 'id="p-28-may"' in after


@pytest.mark.parametrize("builder", ["html", "bookepub"])
def test_without_the_setting_and_in_other_editions_there_are_none(project: Project, builder: str):
    project.conf(bookweb_paragraph_links=builder != "html", myst_enable_extensions=["deflist"])
    build = project.write("index.md", TEXT).build(builder)
    assert build.status == 0, build.log
    for path in build.out.glob("*.html"):
        assert "paragraph-link" not in path.read_text("utf-8")


def test_every_link_has_its_paragraph_in_lists_of_contents_too(project: Project):
    project.conf(bookweb_paragraph_links=True)
    project.write("contents.md", "# Contents\n\n```{book-contents}\n```\n\nBehind it.\n")
    project.write("one.md", "# One\n\nText.\n\n## Second\n\nMore.\n")
    project.write("index.md", "# A Book\n\nText.\n\n```{toctree}\ncontents\none\n```\n")
    out = project.build("html").out
    for name in ("index", "contents", "one"):
        page = (out / f"{name}.html").read_text("utf-8")
        links = re.findall(r'class="paragraph-link" href="#([^"]+)"', page)
        assert links, name
        assert [link for link in links if f'id="{link}"' not in page] == []
