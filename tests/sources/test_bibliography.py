from __future__ import annotations

import re

import pytest
from lxml import html

BIB = """
@misc{law, author={{Parliament}}, title={Müstəqillik}, year={1991}, language={az},
  url={https://www.example.org/a/}}
@book{marsh, author={Marsh, Ann}, title={The Garden}, year={2003}}
"""


@pytest.fixture
def book(project):
    """A book that cites without any ledger."""
    project.conf(
        extensions=["myst_parser", "sphinx_bookwork.sources"],
        bibtex_bibfiles=["references.bib"],
        bibtex_default_style="bookwork",
        bibtex_reference_style="bookwork",
    )
    project.write("references.bib", BIB)
    return project.write(
        "index.md",
        """
        # Book

        Said {cite:p}`law,{see}marsh{p. 5}`, by {cite:t}`marsh`, {cite:label}`law`.

        ```{bibliography}
        ```
        """,
    )


def read(build):
    return (build.out / "index.html").read_text(encoding="utf-8")


def words(build):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", read(build)))


def test_citations_in_running_text(book):
    build = book.build("html")
    assert build.status == 0, build.log
    said = "Said (see Marsh 2003, p. 5; Parliament 1991), by Marsh 2003, Parliament 1991."
    assert said in words(build)


def test_entry_begins_with_its_author_and_has_no_label(book):
    text = words(book.build("html"))
    assert "[Marsh 2003]" not in text
    assert "Marsh, Ann. 2003. The Garden." in text


def test_entries_are_items_of_one_list(book):
    tree = html.fromstring(read(book.build("html")))
    [entries] = tree.xpath("//div[@role='list']")
    assert [item.get("role") for item in entries] == ["listitem", "listitem"]
    assert [item.get("class") for item in entries] == ["citation", "citation"]


def test_title_in_another_language_is_marked(book):
    assert '<span lang="az">“Müstəqillik”</span>' in read(book.build("html"))


def test_note_field_and_scheme_are_not_printed(book):
    page = read(book.build("html"))
    link = 'class="address reference external" href="https://www.example.org/a/">example.org/a</a>'
    assert link in page


@pytest.mark.parametrize("builder", ["text", "latex", "dirhtml", "singlehtml"])
def test_other_builders_write_the_bibliography_too(book, builder):
    build = book.build(builder)
    assert build.status == 0, build.log
    out = "".join(
        path.read_text(encoding="utf-8")
        for path in build.out.rglob("*")
        if path.suffix in (".txt", ".tex", ".html")
    )
    assert out.count("The Garden") >= 1
    assert "Müstəqillik" in out


def test_plain_text_keeps_the_label(book):
    text = (book.build("text").out / "index.txt").read_text(encoding="utf-8")
    assert "[Marsh 2003] Marsh, Ann. 2003." in text


def test_document_resolved_twice_in_one_build_has_each_entry_once(book):
    conf = (book.root / "src/conf.py").read_text(encoding="utf-8")
    book.write(
        "conf.py",
        f"{conf}\n"
        "def again(app, _):\n"
        "    tree = app.env.get_and_resolve_doctree('index', app.builder, tags=app.tags)\n"
        "    print('ENTRIES', tree.astext().count('Marsh, Ann.'))\n"
        "def setup(app):\n"
        "    app.connect('build-finished', again)\n".encode(),
    )
    build = book.build("html")
    assert build.status == 0, build.log
    assert "ENTRIES 1" in build.log
