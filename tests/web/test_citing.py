from __future__ import annotations

from html import unescape

import pytest
from sphinx.locale import translators

from sphinx_bookwork.web.citing import Work
from tests.harness import Project

BOOK = Work(author="The contributors", book="Salt: A history", key="salt", edition="First, 2026")
PART = Work(
    author="The contributors",
    book="Salt: A history",
    key="salt-one",
    title="Of R&D",
    edition="First, 2026",
    pages=("17", "23"),
    url="https://example.org/one.html",
)


@pytest.fixture(autouse=True)
def in_english():
    """Sphinx keeps the words of the last build of this process, whatever its language."""
    translators.clear()


def test_a_book_in_words():
    assert BOOK.in_words() == "The contributors: Salt: A history. First, 2026."


def test_a_page_in_words():
    assert PART.in_words() == (
        "The contributors: Of R&D. In: Salt: A history. First, 2026, "
        "pp.\N{NO-BREAK SPACE}17–23. https://example.org/one.html"
    )


def test_one_printed_page_is_no_range():
    work = Work(author="A", book="B", key="b", title="T", pages=("xi",))
    assert work.in_words() == "A: T. In: B. p.\N{NO-BREAK SPACE}xi."
    assert "  pages = {xi}," in work.in_bibtex()


def test_in_bibtex():
    assert PART.in_bibtex().splitlines() == [
        "@incollection{salt-one,",
        "  author = {{The contributors}},",
        "  title = {{Of R\\&D}},",
        "  booktitle = {{Salt: A history}},",
        "  edition = {First, 2026},",
        "  year = {2026},",
        "  pages = {17--23},",
        "  url = {https://example.org/one.html},",
        "}",
    ]
    assert BOOK.in_bibtex().startswith("@book{salt,")


def test_what_is_not_known_is_left_out():
    entry = Work(author="A", book="B", key="b").in_bibtex()
    assert entry == "@book{b,\n  author = {{A}},\n  title = {{B}},\n}"


@pytest.mark.parametrize("base", ["", "https://example.org/book/"])
def test_a_page_says_how_to_cite_it(project: Project, base: str):
    project.conf(bookweb_citation=True, html_baseurl=base, book_edition="First, 2026")
    project.write("index.md", "# A Book\n\n```{toctree}\none\n```\n").write(
        "one.md", "# <One> *b*\n"
    )
    build = project.build("html")
    assert build.status == 0, build.log
    page = unescape((build.out / "one.html").read_text("utf-8"))
    address = " https://example.org/book/one.html" if base else ""
    assert f"The testers: <One> b. In: A Test Book. First, 2026.{address}</p>" in page
    assert ("url = {" in page) is bool(base)
    assert "@book{a-test-book," in unescape((build.out / "index.html").read_text("utf-8"))


def test_without_the_setting_it_says_nothing(project: Project):
    build = project.write("index.md", "# A Book\n").build("html")
    assert "page-citation" not in (build.out / "index.html").read_text("utf-8")
