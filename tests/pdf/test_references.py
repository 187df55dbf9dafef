from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_bookwork.pdf.references import fill, placeholder
from tests.harness import Project
from tests.pdf.paper import Paper, Printer, filler, printed


def test_fill_puts_labels_in_and_reports_each_target_once():
    xhtml = f"a {placeholder('x#1')} b {placeholder('y#2')} c {placeholder('x#1')}"
    labels = {"x#1": "7", "y#2": "ix"}
    assert fill(xhtml, labels.__getitem__) == ("a 7 b ix c 7", labels)


def test_fill_leaves_text_without_placeholders_alone():
    assert fill("plain <b>text</b>", lambda _: "9") == ("plain <b>text</b>", {})


@pytest.mark.parametrize(
    ("before", "title", "after"),
    [
        ("see Waiting (p. ", "1.2 Waiting", ")"),
        ("the harvest (p. ", "3.1 The Harvest Itself", ")"),
        ("later (The Harvest Itself, p. ", "3.1 The Harvest Itself", ")"),
        ("It ends in The Harvest Itself (p. ", "3.1 The Harvest Itself", ")"),
        ("The End of Spring (p. ", "1.3 The End of Spring", ") told"),
        ("How to Read (p. ", "How to Read", ")"),
    ],
)
def test_reference_prints_the_page_of_its_target(garden: Paper, before, title, after):
    [page] = [mark.page for mark in garden.outline if mark.title == title]
    assert f"{before}{garden.labels[page - 1]}{after}" in garden.text


def test_reference_prints_the_page_of_a_figure(garden: Paper):
    [_, figure] = garden.pages_with("An apple of that year.")
    assert f"and Fig. 3.1 (p. {garden.labels[figure - 1]}) shows" in garden.text


def moving(project: Project, opening: int) -> Paper:
    """A book whose first section is as long as said; the references stand around it."""
    project.conf(bookpdf_page_size="A6", bookpdf_title_pages=False)
    project.write("index.md", "# Book\n\n```{toctree}\na\nb\n```\n")
    ending = "(end)=\n## End\n\nOver.\n"
    begin = "# One\n\nFor {ref}`end`, {ref}`far`."
    project.write("a.md", f"{begin}\n\n{filler(opening)}\n\n{ending}")
    project.write("b.md", "# Two\n\nAfter {ref}`end`.\n\n(far)=\n## Far\n\nGone.\n")
    return printed(project)


def test_references_stay_right_when_pages_move(project: Project):
    for opening in (2, 40, 90, 2):
        paper = moving(project, opening)
        end, far = paper.label_with("Over."), paper.label_with("Gone.")
        assert f"For End (p. {end}), Far (p. {far})." in paper.text
        assert f"After End (p. {end})." in paper.text


def test_last_edition_changes_nothing_but_the_work(project: Project, tmp_path: Path):
    after_another = [moving(project, opening).path for opening in (60, 4)][-1]
    fresh = moving(Printer(tmp_path / "fresh"), 4).path
    assert Paper(after_another).pages == Paper(fresh).pages


@pytest.mark.parametrize("rubbish", [b"[1]", b"\xff", b'{"targets": {"a#end": {"page": 1}}}'])
def test_broken_page_map_is_no_harm(project: Project, rubbish: bytes):
    path = moving(project, 4).path.with_name("page-map.json")
    path.write_bytes(rubbish)
    assert "After End (p. 1)." in moving(project, 4).text


def test_page_references_can_be_left_out(project: Project):
    project.conf(bookpdf_page_references=False)
    project.write("index.md", "(top)=\n# Book\n\nSee {ref}`top` again.\n")
    assert "See Book again." in printed(project).text


ELSEWHERE = """
# Book

(here)=
## Here[^1] and {ref}`there`

See {term}`apple`, {ref}`there`.

(there)=
## There

```{contents}
:local:
```

### Nearby

```{glossary}
apple
  A fruit; see {ref}`there`.
```

[^1]: As in {ref}`there`.
"""


def test_titles_terms_and_local_contents_have_no_page(project: Project):
    project.write("index.md", ELSEWHERE)
    text = printed(project).text
    assert "Here1 and There See apple, There (p. 1)." in text
    assert "There Nearby Nearby apple" in text
    assert "A fruit; see There (p. 1)." in text
    assert "1 As in There (p. 1)." in text


SOURCES = """
# Book

Known{cite}`known`.

```{bibliography}
:all:
```
"""
BIB = """
@book{known, title = {Known}, author = {Ann Author}, year = {2001}, publisher = {P}}
@book{other, title = {Unread}, author = {Bob Writer}, year = {2002}, publisher = {P}}
"""


@pytest.mark.parametrize("unused", [True, False])
def test_sources_that_nothing_cites_are_printed_or_not(project: Project, unused: bool):
    project.conf(
        extensions=["myst_parser", "sphinxcontrib.bibtex", "sphinx_bookwork"],
        bibtex_bibfiles=["a.bib"],
        bookpdf_unused_sources=unused,
    )
    text = printed(project.write("index.md", SOURCES).write("a.bib", BIB)).text
    assert "Known" in text
    assert ("Unread" in text) is unused
