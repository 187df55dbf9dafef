from __future__ import annotations

import re

import pytest

from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf.index import Entry, Locator, index_xhtml, locator_ranges
from tests.harness import Project
from tests.pdf.paper import Paper, printed


def place(target: str) -> Place | None:
    """The place of "t7" is page 7, of "r7" page vii of the front matter; "x" is nowhere."""
    if target == "x":
        return None
    number = int(target[1:])
    if target[0] == "r":
        return Place(number, ["", "i", "ii", "iii", "iv"][number])
    return Place(10_000 + number, str(number))


@pytest.mark.parametrize(
    ("targets", "locators"),
    [
        ("t2", "2"),
        ("t2 t2 t2", "2"),
        ("t2 t3", "2–3"),
        ("t9 t3 t2 t4 t7", "2–4, 7, 9"),
        ("t2 t4 t6", "2, 4, 6"),
        ("t9 t10 t11", "9–11"),
        ("r1 r2 t1 t2", "i–ii, 1–2"),
        ("t1 r4", "iv, 1"),
        ("t3 x", "3"),
        ("x", ""),
        ("t2 !t3 t4", "2, *3*, 4"),
        ("t2 !t2", "*2*"),
        ("!t2 t2", "*2*"),
        ("!t2 !t3 t4", "*2–3*, 4"),
    ],
)
def test_pages_become_ranges(targets: str, locators: str):
    given = [Locator(name.removeprefix("!"), name.startswith("!")) for name in targets.split()]
    text = ", ".join(locator_ranges(given, place))
    assert re.sub("<[^b>]*>", "", text.replace("<b>", "*").replace("</b>", "*")) == locators


def test_each_end_of_a_range_leads_to_its_own_page():
    [text] = locator_ranges([Locator("t2", False), Locator("t3", False)], place)
    assert text == '<a href="#t2">2</a>–<a href="#t3">3</a>'


def test_entries_are_escaped_and_nested():
    index = [("A", [Entry("A & B", (Locator("t2", False),), (Entry("<c>", ()),))])]
    xhtml = index_xhtml(index, place)
    assert '<h2 class="letter">A</h2><ul><li>A &amp; B' in xhtml
    assert "<ul><li>&lt;c&gt;</li></ul></li>" in xhtml


def test_index_gives_pages_ranges_and_main_places(garden: Paper):
    index = garden.lines(garden.page_with("Index R"))
    first = garden.label_with("It began in March.")
    sown = garden.label_with("Sown at last.")
    waited = garden.label_with("Waiting took weeks.")
    stopped = garden.label_with("It was brought in.")
    assert [int(sown), int(waited)] == [int(first) + 1, int(first) + 2]
    main = garden.label_with("The last section.")
    assert index[index.index("R") + 1] == f"rain {first}–{waited}, {main}, {stopped}"


def test_index_lists_subentries_and_where_to_see(garden: Paper):
    index = " ".join(garden.lines(garden.page_with("Index R")))
    label = garden.label_with("The last section.")
    assert index.endswith(f"S spades see tools T tools spades {label}")


def test_index_leads_to_its_places(garden: Paper):
    links = garden.links[garden.page_with("Index R") - 1]
    assert {"one#index-0", "three#index-0"} <= links


def test_index_stands_where_the_toctree_has_it(project: Project):
    project.write("index.md", "# Book\n\n```{toctree}\na\ngenindex\nb\n```\n")
    project.write("a.md", "# One\n\n{index}`Word <word>`.\n").write("b.md", "# Two\n\nText.\n")
    assert [mark.title for mark in printed(project).outline] == ["Contents", "One", "Index", "Two"]


def test_index_comes_last_where_no_toctree_has_it(project: Project):
    project.write("index.md", "# Book\n\n{index}`Word <word>`.\n")
    assert [mark.title for mark in printed(project).outline] == ["Book", "Index"]


def test_index_that_no_toctree_has_is_in_the_contents(project: Project):
    project.write("index.md", "# Book\n\nText.\n\n```{toctree}\na\n```\n")
    paper = printed(project.write("a.md", "# One\n\n{index}`Word <word>`.\n"))
    assert "Index" in paper.pages[paper.page_with("Contents") - 1]


def test_index_without_entries_is_not_printed(project: Project):
    project.write("index.md", "# Book\n\nText.\n\n```{toctree}\na\ngenindex\n```\n")
    project.write("a.md", "# One\n\nText.\n")
    paper = printed(project)
    assert "Index" not in paper.text


WORDS = "# Book\n\n{index}`a <Əliyev>` {index}`b <2003>` {index}`c <zebra>`.\n"


def test_words_of_every_script_are_sorted_into_the_index(project: Project):
    project.write("index.md", WORDS)
    paper = printed(project)
    lines = paper.lines(paper.page_with("Index"))
    assert {"Əliyev 1", "2003 1", "zebra 1"} <= set(lines)
