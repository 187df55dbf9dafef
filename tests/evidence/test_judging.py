"""The rules in builds: what of a document they see, by every builder, every time."""

from __future__ import annotations

import re

import pytest

from tests.evidence.test_rebuild import edit

NIGHT = "# Night\n\nIn 1990 troops came.{claim}`s01`\n"


@pytest.fixture
def judged(book):
    """The book with a chapter that the rules judge, and find nothing wrong with."""
    edit(book, "conf.py", "evidence_matter = ['judged']", "evidence_loaded_words = ['liberated']")
    return book.write("night.md", NIGHT)


def said(build):
    """File, line and code of every error of a rule."""
    return re.findall(r"/([\w-]+\.\w+):(\d+): WARNING: .*\[evidence\.([EN]\d+)\]", build.log)


def test_book_without_fault_builds_with_every_builder(judged):
    for builder in ("html", "bookpdf", "evidence"):
        build = judged.build(builder)
        assert build.status == 0, build.log


def test_error_fails_every_build_of_every_builder_until_it_is_mended(judged):
    judged.write("night.md", NIGHT.replace("1990", "1991"))
    for builder in ("html", "html", "evidence", "dummy"):
        build = judged.build(builder)
        assert build.status != 0
        assert said(build) == [("night.md", "3", "E104")]
    judged.write("night.md", NIGHT)
    assert judged.build("html").status == 0


def test_error_of_an_unchanged_chapter_is_found_when_the_ledger_changes(judged):
    assert judged.build("html").status == 0
    edit(judged, "claims/night.yml", 'date: "1990-01-20"', 'date: "1991-01-20"')
    for _ in range(2):
        assert said(judged.build("html")) == [("night.md", "3", "E104")]


def test_lenient_build_repeats_the_errors(judged):
    judged.write("night.md", "# Night\n\nIn 1990 troops came.\n")
    for _ in range(2):
        assert said(judged.lenient("html")) == [("night.md", "3", "E101")]


def test_parallel_reading_finds_the_same(judged):
    for number in range(8):
        judged.write(f"more{number}.md", "---\norphan: true\n---\n# M\n\nIn 1990 it came.\n")
    for _ in range(2):
        found = said(judged.build("html", "-j", "2"))
        assert sorted(found) == [(f"more{number}.md", "6", "E101") for number in range(8)]


def test_front_and_back_matter_and_the_landing_page_are_not_judged(judged):
    edit(judged, "back/list.md", "# List", "# List\n\nIn 1990 troops came.")
    edit(judged, "index.md", "# Book", "# Book\n\nIn 1990 troops came.")
    assert judged.build("html").status == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Troops came. In 1990 they left.{claim}`s01`", []),
        ("Troops came.{claim}`s01` In 1991 they left.", [("3", "E101")]),
        ("Troops{claim}`s01` came in 1990 *in the* {ref}`night <night>`.", []),
        ("See {ref}`night`.", []),
        ("% a comment of 1991\n\nTroops came.{claim}`s01`", []),
        ("Then they left.[^a]{claim}`s01`\n\n[^a]: In 1991, says a note.", []),
        ("- In 1990.{claim}`s01`\n- In 1991.", [("4", "E101")]),
        ("> In 1991 it came.", [("3", "E101")]),
        ("The town was liberated.{claim}`s01`", [("3", "E105")]),
        ('The town was "liberated".{claim}`s01`', []),
        ("It was good.{claim}`s02`", [("3", "E106")]),
        ("It was good, they said.{claim}`s02`", []),
        ("Troops came.{claim}`s1`", [("3", "E102")]),
        ("It snowed.{claim}`f03`", [("3", "E103")]),
        ("% evidence: accept E101: of no weight\n\nIn 1990 they left.", []),
        ("% evidence: accept E101\n\nIn 1990 they left.", [("5", "E101")]),
        ("% evidence: accept E101: of no weight\n\nLeft.\n\nIn 1990.", [("7", "E101")]),
    ],
)
def test_what_the_rules_see_of_a_text(judged, text, found):
    judged.write("night.md", f"(night)=\n# Night\n{text}\n".replace("# Night\n", "# Night\n"))
    assert [(line, code) for _, line, code in said(judged.build("html"))] == found


TABLE = """
# Night

:::{{list-table}} Who came{title}
:header-rows: 1

* - Year counted
  - Men
* - 1990
  - 26,000{row}
* - 1990
  - none
:::
"""


@pytest.mark.parametrize(
    ("title", "row", "found"),
    [
        (".{claim}`s01`", "{claim}`s01`", [("E104", "26,000")]),
        (".{claim}`s01`", "", [("E104", "26,000")]),
        ("", "{claim}`s01`", [("E101", "1990"), ("E104", "26,000")]),
        ("", "", [("E101", "1990"), ("E101", "1990"), ("E101", "26,000")]),
    ],
)
def test_table_is_covered_by_row_or_title(judged, title, row, found):
    edit(judged, "conf.py", "evidence_l", "myst_enable_extensions = ['colon_fence']\nevidence_l")
    judged.write("night.md", TABLE.format(title=title, row=row))
    log = judged.build("html").log
    errors = re.findall(r"WARNING: [^']*'([^']*)'.*\[evidence\.(E\d+)\]", log)
    assert sorted((code, text) for text, code in errors) == found


def test_caption_and_legend_share_their_calls(judged):
    judged.write("dot.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    figure = (
        "# Night\n\n```{figure} dot.svg\n:alt: A dot.\n\nThe year 1990\n\nIn 1990 it came.%s\n```\n"
    )
    judged.write("night.md", figure % "{claim}`s01`")
    assert judged.build("html").status == 0
    judged.write("night.md", figure % "")
    assert [code for _, _, code in said(judged.build("html"))] == ["E101", "E101"]


def test_text_under_examination_has_to_be_answered(judged):
    edit(
        judged, "conf.py", "evidence_loaded_words", "evidence_entry = 'answer-{claim}'\nevidence_x"
    )
    edit(judged, "conf.py", "evidence_x = ['liberated']\n", "")
    assert said(judged.build("html")) == [("night.yml", "1", "E107")]
    edit(judged, "back/list.md", "# List", "# List\n\n[1]{#answer-s01} Answered.")
    edit(
        judged,
        "conf.py",
        "evidence_entry",
        "myst_enable_extensions = ['attrs_inline']\nevidence_entry",
    )
    build = judged.build("html")
    assert build.status == 0, build.log


def test_source_without_a_place_is_named_in_the_bibliography(judged):
    edit(judged, "references.bib", ", url={https://wiki.example/}", "")
    assert said(judged.build("html")) == [("references.bib", "5", "E109")]


@pytest.mark.parametrize(("style", "found"), [("bookwork", False), ("plain", True)])
def test_description_printed_as_a_title(judged, style, found):
    edit(judged, "references.bib", "title={A report}", "title={{[A report]}}")
    edit(judged, "conf.py", "default_style = 'bookwork'", f"default_style = {style!r}")
    assert (("references.bib", "3", "E108") in said(judged.build("html"))) is found


DESCRIBED = """
# Night

```{figure} dot.svg
:name: chart
:alt: A chart.

Troops{claim}`s01`
```

```{long-description}
In 1990 troops came.

| When | Who |
| --- | --- |
| 20 January 1990 | troops |
```
"""


def test_long_description_rests_on_the_claims_of_the_caption(judged):
    judged.write("dot.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    assert judged.write("night.md", DESCRIBED).build("html").status == 0
    build = judged.write("night.md", DESCRIBED.replace("In 1990", "In 1991")).build("html")
    assert {(file, code) for file, _, code in said(build)} == {("night.md", "E104")}
