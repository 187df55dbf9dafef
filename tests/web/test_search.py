from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sphinx

from sphinx_bookwork.web import STATIC
from tests.harness import Build, Project

NAMES = "Places:\n- [Xankəndi, Khankendi, Stepanakert]\n"


def index(build: Build) -> Any:
    text = (build.out / "searchindex.js").read_text("utf-8")
    return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


def passages(build: Build, docname: str) -> list[list[str]]:
    script = (build.out / "_static/passages" / f"{docname}.js").read_text("utf-8")
    name, said = json.loads(f"[{script.strip().removeprefix('bookwebSearch.read(')[:-2]}]")
    assert name == docname
    return said


@pytest.fixture
def book(project: Project) -> Project:
    """A book with the search, and one place that has three names."""
    syntax = ["colon_fence", "deflist"]
    project.conf(bookweb_search=True, bookweb_names="names.yml", myst_enable_extensions=syntax)
    return project.write("names.yml", NAMES)


def test_the_index_has_all_spellings_and_all_names(book: Project):
    book.write("index.md", "# A Book\n\nIn Xankəndi and Ağdam, in 1991.\n")
    build = book.build("html")
    assert build.status == 0, build.log
    terms = index(build)["terms"]
    assert {"xankendi", "khankendi", "stepanakert", "agdam", "1991"} <= terms.keys()
    assert "ağdam" not in terms


def test_without_the_setting_it_is_the_search_of_sphinx(book: Project):
    book.write("index.md", "# A Book\n\nIn Ağdam.\n")
    assert "agdam" in index(book.build("html"))["terms"]
    book.conf()
    build = book.build("html", "-E")
    assert "ağdam" in index(build)["terms"]
    assert "bookweb/search.js" not in (build.out / "search.html").read_text()


@pytest.mark.parametrize("language", ["de", "ru", "az", "pt_BR", "zh"])
def test_every_language_keeps_its_own_ways(book: Project, language: str):
    book.conf(bookweb_search=True, language=language).write("index.md", "# A\n\nŞuşa städte.\n")
    build = book.build("html")
    assert build.status == 0, build.log
    assert any(term.startswith("sus") for term in index(build)["terms"])


def test_a_changed_name_is_found_at_once(book: Project):
    book.write("index.md", "# A Book\n\nIn Xankəndi.\n")
    book.build("html")
    book.write("names.yml", NAMES.replace("Stepanakert", "Vararakn"))
    terms = index(book.build("html"))["terms"]
    assert "vararakn" in terms and not terms.get("stepanakert")


def test_passages_have_place_section_and_text(book: Project):
    book.write(
        "index.md",
        """
        # A Book

        (salt)=
        ## Of *salt*

        It is **white**.[^n]

        Term
        : What it means.

        [^n]: The note.
        """,
    )
    build = book.build("html")
    assert passages(build, "index") == [
        ["a-book", "A Book", "A Book"],
        ["salt", "Of salt", "Of salt"],
        ["salt", "Of salt", "It is white."],
        ["salt", "Of salt", "Term"],
        ["salt", "Term", "What it means."],
        ["n", "", "The note."],
    ]


def test_what_is_not_to_be_sought_is_no_passage(book: Project):
    book.write("index.md", "# A Book\n\n:::{rst-class} no-search\n:::\n\nHidden.\n\nShown.\n")
    said = [text for _, _, text in passages(book.build("html"), "index")]
    assert said == ["A Book", "Shown."]


def test_only_the_search_page_loads_the_script(book: Project):
    book.write("index.md", "# A Book\n")
    out = book.build("html").out
    assert "bookweb/search.js" in (out / "search.html").read_text()
    assert "bookweb/search" not in (out / "index.html").read_text()


def test_sphinx_has_what_the_script_calls():
    script = (Path(sphinx.__file__).parent / "themes/basic/static/searchtools.js").read_text()
    ours = (STATIC / "bookweb/search.js").read_text()
    for called in ("performSearch: (query)", "query: (query)", "stopPulse: ", "_index: null"):
        assert called in script
    signature = ["query", "searchTerms", "excludedTerms", "highlightTerms", "objectTerms"]
    wanted = "_performSearch: (\n    " + ",\n    ".join(signature) + ",\n  )"
    assert wanted in script and "Search._performSearch(query, stems," in ours
    assert "[docname, title, anchor, descr, score, filename, kind]" in script
    assert "DOCUMENTATION_OPTIONS.LINK_SUFFIX" in script
