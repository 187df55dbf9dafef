from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from sphinx_bookwork.pdf import printing
from sphinx_bookwork.pdf.references import href
from tests.harness import Project
from tests.pdf.paper import printed

Written = Callable[[str], html.HtmlElement]


@pytest.fixture
def written(project: Project, monkeypatch) -> Written:
    """Give a function: the text of a document in, what is written for the layout out."""
    seen: list[str] = []

    def keep(*args: object) -> str:
        seen.append(to_xhtml(*args))
        return seen[-1]

    def write(text: str) -> html.HtmlElement:
        project.conf(
            extensions=["myst_parser", "sphinx_design", "sphinx_bookwork"],
            myst_enable_extensions=["colon_fence", "dollarmath", "deflist"],
        )
        printed(project.write("index.md", f"# Title\n\n{text}\n"))
        return html.fromstring(seen[-1])

    to_xhtml = printing.to_xhtml
    monkeypatch.setattr(printing, "to_xhtml", keep)
    return write


@pytest.mark.parametrize(
    ("target", "uri"),
    [
        ("a#b", "#a#b"),
        ("a/b#c-d", "#a/b#c-d"),
        ("a#two words", "#a#two%20words"),
        ("a#ключ", "#a#%D0%BA%D0%BB%D1%8E%D1%87"),
        ("a#100%", "#a#100%25"),
    ],
)
def test_references_are_uris(target: str, uri: str):
    assert href(target) == uri


def test_headings_carry_outline_and_running_head(written: Written):
    heading = written('## The "Second" & Last\n\nText.').xpath("//h2")[0]
    assert heading.get("data-outline") == "The “Second” & Last"
    assert heading.get("data-head") == "The “Second” & Last"


def test_head_cells_say_which_way_they_head(written: Written):
    table = "```{list-table}\n:header-rows: 1\n:stub-columns: 1\n\n* - A\n  - B\n* - c\n  - d\n```"
    cells = written(table).xpath("//th")
    assert [(cell.text_content().strip(), cell.get("scope")) for cell in cells] == [
        ("A", "col"), ("B", "col"), ("c", "row"),
    ]  # fmt: skip


@pytest.mark.parametrize(("rows", "short"), [(11, True), (12, False)])
def test_tables_that_a_page_holds_are_marked(written: Written, rows: int, short: bool):
    table = written("| A |\n| --- |\n" + "| b |\n" * rows).xpath("//table")[0]
    assert ("short" in table.get("class").split()) is short


def test_formulas_are_pictures_with_their_source(written: Written):
    tree = written("So $x^2$ and\n\n```{math}\n:label: e\n\n\\frac{a}{b}\n```\n\nas in {eq}`e`.")
    pictures = tree.xpath("//img[contains(@class, 'formula')]")
    assert [picture.get("alt") for picture in pictures] == ["x^2", r"\frac{a}{b}"]
    assert all(picture.get("src").startswith("data:image/svg+xml;base64,") for picture in pictures)
    assert tree.xpath("//span[@class='equation-number']")[0].text == "(1)"


def test_foreign_words_say_their_language(written: Written):
    tree = written("As {lang}`az Qara Yanvar` and {lang}`hy Արցախ` say.")
    assert [(e.tag, e.text) for e in tree.xpath("//*[@lang]")] == [
        ("em", "Qara Yanvar"), ("span", "Արցախ"),
    ]  # fmt: skip
    assert tree.xpath("//@lang") == ["az", "hy"]


def test_first_abbreviation_is_explained_where_it_is_no_part_of_a_signature(written: Written):
    first, second = "{abbr}`LIFO (last in, first out)`", "{abbr}`LIFO (last in, first out)`"
    signature = "```{py:function} f(a, *, b)\nText.\n```"
    text = written(f"A {first} and a {second}.\n\n{signature}\n").text_content()
    assert "A LIFO (last in, first out) and a LIFO." in text
    assert "Keyword" not in text


def test_number_of_an_equation_is_the_one_that_references_give(project: Project):
    project.conf(numfig=True, bookpdf_title_pages=False)
    toctree = "# Book\n\n```{toctree}\n:numbered:\na\n```\n"
    formula = "```{math}\n:label: one\nx = 1\n```"
    project.write("index.md", toctree).write("a.md", f"# A\n\nSee {{eq}}`one`.\n\n{formula}\n")
    assert printed(project).text.count("(1.1)") == 2


LONG = "a.package.of_many.modules_with.long_names.AClassWhoseNameIsAsLongAsAnyNameCanBe"


def test_long_names_in_signatures_stay_on_the_page(project: Project):
    domain = f".. py:class:: {LONG}(bracket: {LONG} = None)\n\n   .. py:method:: {LONG}.go(x)\n"
    cpp = (
        ".. cpp:function:: std::map<std::vector<Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>, int> f(int x)\n"
    )
    project.conf(bookpdf_title_pages=False, bookpdf_page_size="A6")
    text = printed(project.write("index.rst", f"Book\n====\n\n{domain}\n{cpp}")).text
    assert "AClassWhoseName" in text and "std::vector" in text.replace("\u200b", "")
