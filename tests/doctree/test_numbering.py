"""Numbers of chapters, sections and figures, wherever an edition shows them."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from lxml import html

from tests.harness import Project
from tests.pdf.paper import Paper, printed

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>"

INDEX = """
# Book

```{toctree}
:caption: One
:numbered:
a
```
```{toctree}
:caption: Between
plain
```
```{toctree}
:caption: Two
:numbered:
:hidden:
b
c
```
"""


def chapter(name: str, more: str = "") -> str:
    """A chapter with a section, a figure and a table."""
    return (
        f"({name})=\n# Chapter {name}\n\nText.\n\n({name}-more)=\n## More of {name}\n\n"
        f"```{{figure}} dot.svg\n:alt: A square\n:name: fig-{name}\n\nDot {name}\n```\n"
        f"\n```{{list-table}} Rows {name}\n:name: tab-{name}\n\n* - a\n  - b\n```\n\n{more}\n"
    )


SEE = "See {numref}`{number} <c-more>`, {numref}`fig-c`, {numref}`tab-c`."


@pytest.fixture
def parts(project: Project) -> Project:
    """A book of two numbered toctrees, the second hidden, and a nested one."""
    project.conf(numfig=True).write("index.md", INDEX).write("dot.svg", SVG)
    project.write("a.md", chapter("a", SEE + "\n\n```{toctree}\nnested\n```"))
    project.write("nested.md", chapter("nested")).write("plain.md", "# Plain\n\nText.\n")
    return project.write("b.md", chapter("b")).write("c.md", chapter("c"))


def headings(paper: Paper) -> list[str]:
    return [mark.title for mark in paper.outline if mark.title != "Contents"]


def test_numbers_run_through_several_toctrees(parts: Project):
    paper = printed(parts)
    assert headings(paper) == [
        "One", "1 Chapter a", "1.1 More of a", "1.1.1 Chapter nested", "1.1.1.1 More of nested",
        "Between", "Plain", "Two", "2 Chapter b", "2.1 More of b", "3 Chapter c", "3.1 More of c",
    ]  # fmt: skip
    contents = re.sub(r"(\. ?){2,}", " ", paper.pages[paper.page_with("Contents") - 1])
    listed = [title for title in headings(paper) if title.count(".") < 2]
    assert [title for title in listed if f"{title} " not in contents] == []
    page = paper.label_with("3.1 More of c Fig. 3.1 Dot c")
    assert f"See 3.1 (p. {page}), Fig. 3.1 (p. {page}), Table 3.1 (p. {page})." in paper.text


def numbers_of_site(project: Project) -> list[str]:
    """The numbers that the pages of the site show: its contents, a heading, a reference."""
    out = project.build("html").out
    index, a, c = (html.parse(out / f"{name}.html") for name in ("index", "a", "c"))
    return [
        " ".join(index.xpath("//li[contains(@class, 'toctree-l1')]/a/text()")),
        c.xpath("string(//h1)").rstrip("¶"),
        c.xpath("string(//figcaption)").strip().rstrip("¶"),
        re.findall("See .*", a.xpath("string(//body)"))[0],
    ]


def test_numbers_are_those_of_the_site_and_the_e_book(parts: Project):
    contents, heading, figure, see = numbers_of_site(parts)
    assert contents == "1. Chapter a Plain"
    assert (heading, figure) == ("3. Chapter c", "Fig. 3.1 Dot c")
    assert see == "See 3.1, Fig. 3.1, Table 3.1."
    with ZipFile(next(parts.build("bookepub").out.glob("*.epub"))) as book:
        assert "3.1" in book.read("EPUB/text/c.xhtml").decode()
        navigation = html.fromstring(book.read("EPUB/nav.xhtml")).text_content()
    assert "3.1. More of c" in " ".join(navigation.split())


def test_numbers_can_begin_anew_in_each_toctree(parts: Project):
    numbers_of_site(parts)
    parts.conf(numfig=True, book_numbering="restart")
    assert numbers_of_site(parts)[1:3] == ["2. Chapter c", "Fig. 2.1 Dot c"]
    assert headings(printed(parts))[-2:] == ["2 Chapter c", "2.1 More of c"]
    parts.conf(numfig=True)
    assert numbers_of_site(parts)[1:3] == ["3. Chapter c", "Fig. 3.1 Dot c"]


def test_nothing_is_written_again_where_no_number_has_changed(parts: Project):
    parts.build("html")
    assert "0 added, 0 changed, 0 removed" in parts.build("html").log
    log = parts.write("c.md", chapter("c", "And more.")).build("html").log
    written = re.findall(r"writing output\.\.\. \[ *\d+%\] (\S+)", log)
    assert "b" not in written and "c" in written


def test_chapter_that_is_put_in_moves_the_numbers_behind_it(parts: Project):
    numbers_of_site(parts)
    parts.write("index.md", INDEX.replace("numbered:\na\n", "numbered:\na\nnew\n"))
    parts.write("new.md", "# New\n\nText.\n")
    assert numbers_of_site(parts)[1:3] == ["4. Chapter c", "Fig. 4.1 Dot c"]
    assert headings(printed(parts))[-2:] == ["4 Chapter c", "4.1 More of c"]


def test_numbered_toctrees_of_nested_documents_run_through(project: Project):
    project.write("index.md", "# Book\n\n```{toctree}\none\ntwo\n```\n")
    for part, name in (("one", "a"), ("two", "b")):
        project.write(f"{part}.md", f"# Part\n\nText.\n\n```{{toctree}}\n:numbered:\n{name}\n```\n")
        project.write(f"{name}.md", f"# Chapter {name}\n\nText.\n")
    assert headings(printed(project)) == ["Part", "1 Chapter a", "Part", "2 Chapter b"]
