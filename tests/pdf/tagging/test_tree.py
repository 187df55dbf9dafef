"""What a reader who hears the book is told: the structure tree of one printed project."""

from __future__ import annotations

import re

import pikepdf
import pytest

from tests.pdf.paper import Paper, Printer, filler, printed
from tests.pdf.tagging.tagged import Tag, read

ROWS = "".join(f"| row {number} | {number} |\n" for number in range(60))
CHAPTER = f"""
# The Chapter

First words.[^a] Then {{lang}}`az Qara Yanvar` and `code`. See {{ref}}`far`.

{filler(45)}

## Lists

- apples[^b]
- pears

  1. green
  2. yellow

salt
: A mineral.

pepper
: A fruit.

| Name | Number |
| --- | --- |
{ROWS}

```{{image}} dot.svg
:alt: A black dot
```

```{{image}} dot.svg
:class: decorative
```

#### Too deep

```python
print("x")
```

(far)=
## Far

Last words.

[^a]: The first note, in {{lang}}`ru русский`.
[^b]: The second note.
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Paper:
    project = Printer(tmp_path_factory.mktemp("tags"))
    project.conf(
        bookpdf_page_size="A6",
        suppress_warnings=["myst.header"],
        myst_enable_extensions=["deflist"],
        bookpdf_margins="10mm 10mm 10mm 10mm",
    )
    project.write("index.md", "# Book\n\n```{toctree}\none\n```\n").write("dot.svg", DOT)
    return printed(project.write("one.md", CHAPTER))


@pytest.fixture(scope="module")
def tree(paper: Paper) -> Tag:
    return read(paper.path)


def test_paragraph_that_runs_over_pages_is_one(tree: Tag, paper: Paper):
    assert len(paper.pages_with("The old men of the town")) > 1
    [long] = [tag for tag in tree.all("P") if "The old men" in tag.words]
    assert long.words.count("spoke of the rain") == 45


def test_headings_leave_no_level_out(tree: Tag):
    titles = [(tag.role, tag.words) for tag in tree.all("H1", "H2", "H3", "H4")]
    assert titles == [
        ("H1", "The Chapter"), ("H2", "Lists"), ("H3", "Too deep"), ("H2", "Far"),
    ]  # fmt: skip


def test_note_follows_the_paragraph_of_its_call_and_both_are_linked(tree: Tag):
    section = tree.all("Sect")[0]
    assert [kid.role for kid in section.kids[:4]] == ["H1", "P", "Note", "P"]
    _, paragraph, note, _ = section.kids[:4]
    assert paragraph.one("Reference").shape == "Reference(Link)"
    assert paragraph.one("Reference").kids[0].links == ["Note 1"]
    assert note.one("Lbl").kids[0].links[0].startswith("Text at note 1, p.")
    assert note.words.endswith("1 The first note, in русский .")


def test_notes_have_an_id_that_the_tree_lists(tree: Tag, paper: Paper):
    ids = [str(tag.values["ID"]) for tag in tree.all("Note")]
    with pikepdf.open(paper.path) as pdf:
        [leaf] = pdf.Root.StructTreeRoot.IDTree.Kids
        assert sorted(ids) == [str(name) for name in leaf.Names[::2]]
    assert len(set(ids)) == 2


def test_passage_in_another_language_says_so(tree: Tag):
    assert [(t.values["Lang"], t.words) for t in tree.all("Span")] == [
        ("az", "Qara Yanvar"), ("ru", "русский"),
    ]  # fmt: skip


def test_lists_have_labels_and_bodies(tree: Tag):
    first, inner, terms = tree.all("L")
    assert first.values["A"]["ListNumbering"] == "/None"
    assert inner.values["A"]["ListNumbering"] == "/Decimal"
    assert [kid.role for item in inner.kids for kid in item.kids] == ["Lbl", "LBody"] * 2
    assert [tag.words for tag in terms.all("Lbl")] == ["salt", "pepper"]
    assert terms.shape == "L(LI(Lbl LBody(P)) LI(Lbl LBody(P)))"


def test_note_that_is_called_in_an_item_stays_in_it(tree: Tag):
    item = tree.all("L")[0].kids[0]
    assert [kid.role for kid in item.one("LBody").kids] == ["P", "Note"]


def test_table_over_pages_is_one_and_has_one_head(tree: Tag, paper: Paper):
    assert len([page for page in paper.pages if "Name Number" in page]) > 1
    table = tree.one("Table")
    assert [kid.role for kid in table.kids] == ["THead", "TBody"]
    assert [(cell.words, cell.values["A"]["Scope"]) for cell in table.all("TH")] == [
        ("Name", "/Column"), ("Number", "/Column"),
    ]  # fmt: skip
    assert len(table.all("TR")) == 61


def test_picture_has_its_text_and_decoration_is_none(tree: Tag):
    assert tree.one("Figure").values["Alt"] == "A black dot"


def test_code_is_told(tree: Tag):
    assert [tag.words for tag in tree.all("Code")] == ["code", 'print ( "x" )']


def test_all_of_the_text_is_in_the_tree_and_nothing_else(tree: Tag):
    words = tree.all("Sect")[0].words
    assert "Last words." in words
    assert "A Test Book" not in words, "the running head is an artifact"


def test_running_heads_are_artifacts(paper: Paper):
    with pikepdf.open(paper.path) as pdf:
        page = next(p for p, text in zip(pdf.pages, paper.pages, strict=True) if "row 30" in text)
        content = page.Contents.read_bytes()
    assert re.search(rb"/Artifact\s*<<\s*/Type\s*/Pagination", content)


def test_contents_are_tagged_as_such(garden: Paper):
    contents = read(garden.path).all("TOC")[0]
    assert {kid.shape for kid in contents.kids} == {"TOCI(Reference(Link))"}
    assert contents.kids[1].words == "The Seed 1", "leaders are no text"
