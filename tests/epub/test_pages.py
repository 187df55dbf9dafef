from __future__ import annotations

import pytest

from sphinx_bookwork.epub.markup import name_areas
from tests.epub.opened import Opened, built, words
from tests.harness import Project


def page(project: Project, text: str, **conf: object) -> Opened:
    """Build a book whose one chapter says ``text``."""
    project.write("index.md", "# A Test Book\n\n```{toctree}\none\n```\n")
    project.write("one.md", f"(one)=\n# One\n\n{text}\n")
    if conf:
        project.conf(**conf)
    return built(project)


ONE = "text/one.xhtml"


def test_notes_pop_up_and_lead_back(project):
    book = page(project, "A[^a] and B[^b].\n\n## Later\n\nA again[^a].\n\n[^b]: Bee.\n[^a]: Ay.")
    calls = book.find(ONE, "//h:a[@epub:type='noteref'][@role='doc-noteref']")
    notes = book.find(ONE, "//h:section[@epub:type='footnotes']/h:aside[@epub:type='footnote']")
    assert [call.get("href") for call in calls] == ["#a", "#b", "#a"]
    assert [words(note) for note in notes] == ["1 (2) Ay.", "2 Bee."]
    backs = notes[0].xpath(".//*[@role='doc-backlink']/@href")
    assert backs == [f"#{calls[0].get('id')}", f"#{calls[2].get('id')}"]


def test_notes_come_in_the_order_of_their_calls(project):
    project.write("index.rst", "T\n=\n\nA [#a]_ and B [#b]_.\n\n.. [#b] Bee.\n.. [#a] Ay.\n")
    notes = built(project.conf(extensions=["sphinx_bookwork"])).find(
        "text/index.xhtml", "//h:aside/@id"
    )
    assert notes == ["a", "b"]


def test_notes_stand_under_a_heading_of_the_next_level(project):
    book = page(project, "A[^a].\n\n## Section\n\nText.\n\n[^a]: Ay.")
    assert book.find(ONE, "//h:h1/text() | //h:h2/text()") == ["One", "Section", "Notes"]


def test_marks_of_evidence_are_kept_on_calls(project):
    project.write("index.rst", "B\n=\n\nText. [#c]_\n\n.. [#c] Note.\n")
    project.conf(
        extensions=["sphinx_bookwork", "marking"],
    )
    project.write(
        "marking.py",
        """
        from docutils import nodes
        def mark(app, tree):
            for call in tree.findall(nodes.footnote_reference):
                call["classes"] += ["claim", "contested"]
        def setup(app):
            app.connect("doctree-read", mark)
        """,
    )
    conf = project.root / "src/conf.py"
    conf.write_text("import sys; sys.path.insert(0, '.')\n" + conf.read_text())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root / "src")
        book = built(project)
    assert book.one("text/index.xhtml", "//h:a[@role='doc-noteref']/@class").split() == [
        "claim",
        "contested",
        "noteref",
    ]


def test_foreign_words_say_their_language_to_every_reader(project):
    word = page(project, "The {lang}`az Qara Yanvar`.").one(ONE, "//h:em")
    assert word.text == "Qara Yanvar"
    assert word.get("lang") == word.get("{http://www.w3.org/XML/1998/namespace}lang") == "az"
    assert "language" not in word.get("class")


def test_every_document_says_its_language(project):
    book = page(project, "Text.", language="az", smartquotes=False)
    for name in [name for name in book.names if name.endswith(".xhtml")]:
        root = book.one(name, "/h:html")
        assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "az"


def test_headers_of_tables_say_what_they_head(project):
    book = page(
        project,
        "```{list-table}\n:header-rows: 1\n:stub-columns: 1\n\n* - a\n  - b\n* - c\n  - d\n```",
    )
    headers = {words(th): th.get("scope") for th in book.find(ONE, "//h:th")}
    assert headers == {"a": "col", "b": "col", "c": "row"}


def test_an_empty_corner_heads_nothing(project):
    book = page(project, "|  | b |\n|---|---|\n| 1 | 2 |")
    assert [words(th) for th in book.find(ONE, "//h:th")] == ["b"]


def test_formulas_are_mathml_that_says_itself(project):
    book = page(
        project,
        "Inline $x^2$.\n\n$$\na &= b \\\\\nc &= d\n$$ (eq)\n\nSee {eq}`eq`.",
        extensions=["myst_parser", "sphinx_bookwork"],
        myst_enable_extensions=["dollarmath"],
    )
    assert book.find(ONE, "//m:math/@alttext") == ["x^2", r"a &= b \\ c &= d"]
    assert words(book.one(ONE, "//h:div[@class='math']/h:span")) == "(1)"
    item = book.one("package.opf", f"//o:item[@href='{ONE}']")
    assert item.get("properties") == "mathml"
    assert "MathML" in book.metadata("schema:accessibilityFeature")


def test_a_chapter_says_that_it_is_one(project):
    section = page(project, "Text.").one(ONE, "/h:html/h:body/h:section")
    assert section.get("role") == "doc-chapter"
    assert section.get("{http://www.idpf.org/2007/ops}type") == "chapter"


def test_a_glossary_is_known_and_a_declared_kind_counts(project):
    project.conf(book_back_matter=["b*"])
    project.write("b1.md", "# Words\n\n```{glossary}\nTerm\n  Its meaning.\n```\n")
    project.write("b2.md", "---\nepub-type: colophon\n---\n# How made\n\nBy hand.\n")
    project.write("index.md", "# B\n\nText.\n\n```{toctree}\nb1\nb2\n```\n")
    book = built(project)
    assert book.one("text/b1.xhtml", "/h:html/h:body/h:section/@role") == "doc-glossary"
    assert book.one("text/b2.xhtml", "/h:html/h:body/h:section/@role") == "doc-colophon"


def test_raw_html_becomes_xhtml(project):
    book = page(project, "H<sub>2</sub>O<br>a&nbsp;b")
    assert book.one(ONE, "//h:sub").text == "2"
    assert book.one(ONE, "//h:p[h:br]") is not None


def test_links_lead_across_documents(project):
    project.write("two.md", "(far:away)=\n# Two\n\nBack to {ref}`one`.\n")
    book = page(project, "On to {ref}`far:away`.\n\n```{toctree}\ntwo\n```")
    href = book.one(ONE, "//h:p/h:a/@href")
    assert href == "two.xhtml#far-away"
    assert book.find("text/two.xhtml", "//@id[.='far-away']")


def test_code_is_set_without_colours(project):
    book = page(project, "```python\ndef f(): return 1\n```")
    assert book.find(ONE, "//h:span[@class='k']")
    assert "color:" not in book.text("book.css").replace("background-color: #fff", "")


def test_a_decorative_picture_says_nothing(project):
    project.write("dot.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    picture = page(project, "```{image} dot.svg\n:class: decorative\n```").one(ONE, "//h:img")
    assert (picture.get("alt"), picture.get("role")) == ("", "presentation")


def test_a_drawing_has_a_light_ground(project):
    project.write(
        "dot.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -2 3 4"><path d="M0 0"/></svg>',
    )
    ground = page(project, "![Dot](dot.svg)").find("text/_images/dot.svg", "/*/*[1]")[0]
    assert [ground.get(name) for name in ("x", "y", "width", "height", "fill")] == [
        "-1",
        "-2",
        "3",
        "4",
        "#fff",
    ]


def test_a_description_that_begins_in_the_line_of_its_name_is_split(project):
    project.write("index.rst", API).conf(extensions=["sphinx_bookwork"])
    book = built(project)
    item = book.one("text/index.xhtml", "//h:li[contains(., 'name')]")
    assert [child.tag.rpartition("}")[2] for child in item] == ["p", "ul"]
    assert words(item[0]) == "name \u2013 First words:"


def test_a_description_without_body_has_an_empty_one(project):
    project.write("index.rst", "Title\n=====\n\n.. c:var:: int x\n\n.. c:alias:: x\n")
    book = built(project.conf(extensions=["sphinx_bookwork"]))
    assert not book.find("text/index.xhtml", "//h:dl[not(h:dd)]")


API = """
Title
=====

.. py:function:: f(name, other)

   :param name: First words:

      * a list
   :param other: More.
"""


FORMULAS = """
{math}`x^2`
===========

.. table

| {math}`z`   | A {math}`b` |
| ----------- | ----------- |
| {math}`c`   | D           |
"""


def test_a_header_that_is_a_formula_has_a_name_and_no_other_formula(project):
    project.write("index.md", f"{FORMULAS}\n## Of {{math}}`y_1`\n")
    book = built(project)
    named = book.find("text/index.xhtml", "//m:math[@aria-label]")
    assert [(math.getparent().tag.split("}")[1], math.get("aria-label")) for math in named] == [
        ("h1", "x²"),
        ("p", "z"),
    ]
    assert len(book.find("text/index.xhtml", "//m:math")) == 5
    assert book.find("nav.xhtml", "//h:nav[@id='toc']//h:a/text()") == ["x²", "Of y₁"]


def test_areas_of_a_graph_have_words():
    area = '<area shape="rect" id="node1" href="a.html" title="A" alt="" coords="1,2"/>'
    assert name_areas(f"<map>{area}</map>") == (
        '<map><area shape="rect" coords="1,2" href="a.html" alt="A"/></map>'
    )


def test_an_address_has_no_spaces(project):
    roles = {"extlinks": {"issue": ("https://a.org/%s", "#%s")}}
    project.conf(extensions=["sphinx.ext.extlinks"], **roles)
    project.write("index.rst", "A Book\n======\n\nSee :issue:`1, 2`.\n")
    address = built(project).one("text/index.xhtml", "//h:p/h:a/@href")
    assert address == "https://a.org/1,%202"
