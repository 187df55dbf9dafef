from __future__ import annotations

import re

import pypdfium2
import pytest

from tests.harness import Project

NAMES = "Places:\n- [Bakı, Baku]\n- [Gəncə, Ganja]\nPeople:\n- [Heydər Əliyev]\n"
DATES = """
# Dates

Before them.

## Early

:::{chronology}
1918
: Proclaimed in Ganja. (See {ref}`one`.){about}`Ganja`

1920
: The army takes Baku. ({ref}`two`){about}`Bakı; Heydər Əliyev`
:::

## Late

:::{chronology}
1993
: Elected. ({ref}`one`, {ref}`two`)
:::
"""


@pytest.fixture
def book(project: Project) -> Project:
    """A book of two chapters and dates."""
    project.conf(
        bookweb_names="names.yml",
        myst_enable_extensions=["colon_fence", "deflist"],
        bookpdf_title_pages=False,
    )
    project.write("names.yml", NAMES).write("dates.md", DATES)
    project.write("index.md", "# A Book\n\n```{toctree}\none\ntwo\ndates\n```\n")
    for name in ("one", "two"):
        project.write(f"{name}.md", f"({name})=\n# Chapter {name}\n\nText.\n")
    return project


def page(project: Project) -> str:
    build = project.build("html")
    assert build.status == 0, build.log
    return (build.out / "dates.html").read_text("utf-8")


def test_entries_say_what_they_are_about_and_where_they_are_told(book: Project):
    classes = re.findall(r'<dt class="([^"]*)"', page(book))
    assert classes == [
        "chapter-one places-gence",
        "chapter-two places-baki people-heyder-eliyev",
        "chapter-one chapter-two",
    ]


def test_the_choice_stands_above_all_sections_and_is_hidden_without_a_script(book: Project):
    html = page(book)
    assert html.count("<fieldset") == 1
    assert html.find("Before them") < html.find("<fieldset") < html.find("Early</h2>") or (
        html.find("Before them") < html.find("<fieldset") < html.find(">Early<")
    )
    assert '<fieldset class="chronology-choice" hidden>' in html


def test_the_choice_offers_what_there_is_with_numbers(book: Project):
    html = page(book)
    assert '<option value="one">Chapter one · 2</option>' in html
    assert '<option value="baki">Bakı (Baku) · 1</option>' in html
    assert 'name="people"' not in html, "one value is no choice"
    assert "Entries shown: 3 of 3" in html


def test_only_its_page_loads_the_script(book: Project):
    assert "chronology.js" in page(book)
    assert "chronology.js" not in (book.root / "out/html/one.html").read_text("utf-8")


def test_its_words_are_not_sought(book: Project):
    page(book)
    index = (book.root / "out/html/searchindex.js").read_text("utf-8")
    assert '"entri"' not in index


def test_on_paper_it_is_the_list_and_nothing_else(book: Project):
    build = book.build("bookpdf")
    assert build.status == 0, build.log
    [path] = build.out.glob("*.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
    text = " ".join(" ".join(pages).split())
    assert "The army takes Baku." in text and "Entries shown" not in text
    assert "Heydər" not in text


def test_an_unknown_name_is_said_with_its_line(book: Project):
    book.write("dates.md", DATES.replace("`Ganja`", "`Atlantis`"))
    build = book.build("html")
    assert build.status == 1
    assert "dates.md:9: WARNING: no such name: 'Atlantis'; mend it" in build.log
    assert "[bookweb.about]" in build.log


def test_about_what_is_no_entry_is_said_with_its_line(book: Project):
    book.write("one.md", "(one)=\n# One\n\nText.{about}`Bakı`\n")
    build = book.build("html")
    assert build.status == 1
    assert "one.md:4: WARNING: about what, in no entry of a chronology: 'Bakı'" in build.log


def test_what_is_no_entry_is_said_with_its_line(book: Project):
    book.write("dates.md", DATES.replace("1993\n: Elected.", "1993\n\nElected."))
    build = book.build("html")
    assert build.status == 1
    assert re.search(r"dates\.md:\d+: ERROR: no entry of a chronology: '1993'", build.log)
