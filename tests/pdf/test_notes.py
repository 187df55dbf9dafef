from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from sphinx_bookwork.pdf.notes import place_notes
from tests.harness import Project
from tests.pdf.paper import Paper, Printer, filler, printed

FIRST = """
# First[^title]

One.[^one] Two.[^two] One again.[^one] Three.[^blocks]

## Second Part[^section]

| Year | Rain |
| --- | --- |
| 1991 | much[^cell] |

Last.[^last]

[^one]: The note of one.
[^two]: The note of two, with *slanted* words and a [link](https://example.org/).
[^blocks]: It begins.

    It goes on.

    - with a list
    - of two

        and code
[^title]: A note in the title.
[^section]: A note in a heading.
[^cell]: A note in a cell.
[^last]: The last note.
"""

SECOND = "# Second\n\nAnew.[^anew]\n\n[^anew]: Numbers begin anew.\n"

#: How many notes the dense chapter has; WeasyPrint alone loses or moves some of them.
MANY = 120


def dense() -> str:
    """A chapter of many notes, about ten a page, in paragraphs of three."""
    words = "The rain had not come that year, and the old men spoke of little else in town."
    calls = [f"{words}[^n{n}]" for n in range(1, MANY + 1)]
    paragraphs = "\n\n".join(" ".join(calls[at : at + 3]) for at in range(0, MANY, 3))
    notes = [f"[^n{n}]: Source {n} of {MANY}, {filler(n % 3)}end {n}." for n in range(1, MANY + 1)]
    return f"# Dense\n\n{paragraphs}\n\n" + "\n".join(notes) + "\n"


@pytest.fixture(scope="module")
def notes(tmp_path_factory) -> Paper:
    """A book of three chapters full of notes, on A5."""
    project = Printer(tmp_path_factory.mktemp("notes"))
    project.conf(bookpdf_page_size="A5", bookpdf_title_pages=False)
    project.write("index.md", "# Book\n\n```{toctree}\nfirst\nsecond\ndense\n```\n")
    project.write("first.md", FIRST).write("second.md", SECOND).write("dense.md", dense())
    return printed(project)


def test_notes_are_numbered_in_the_order_of_their_calls(notes: Paper):
    page = notes.pages[notes.page_with("One again.") - 1]
    assert "First1" in page
    assert "One.2 Two.3 One again.2 Three.4" in page
    assert "Second Part5" in page and "much6" in page and "Last.7" in page


@pytest.mark.parametrize(
    "note",
    ["1 A note in the title.", "2 The note of one.", "5 A note in a heading.", "6 A note in"],
)
def test_each_note_is_printed_once_at_the_foot_of_its_page(notes: Paper, note: str):
    call = notes.page_with("One again.")
    assert notes.pages_with(note) == [call]
    assert notes.text.count(note) == 1
    assert notes.pages[call - 1].index(note) > notes.pages[call - 1].index("Last.7")


def test_blocks_of_a_note_are_lines_in_it(notes: Paper):
    lines = notes.lines(notes.page_with("One again."))
    begin = lines.index("4 It begins.")
    assert lines[begin + 1] == "It goes on."
    assert [line.strip("• ") for line in lines[begin + 2 : begin + 4]] == ["with a list", "of two"]
    assert "and code" in " ".join(lines[begin + 4 : begin + 6])


def test_note_does_not_drive_its_paragraph_from_a_page_that_holds_both(garden: Paper):
    page = garden.page_with("The Long Beginnings of Spring It began in March.1")
    assert "1 This note is called in the first line." in garden.pages[page - 1]


def test_numbers_begin_anew_in_each_chapter(notes: Paper):
    assert "1 Numbers begin anew." in notes.text


@pytest.mark.parametrize("title", ["First", "Second Part"])
def test_note_in_a_heading_stays_out_of_outline_and_contents(notes: Paper, title: str):
    assert [mark.title for mark in notes.outline].count(title) == 1
    contents = notes.pages[notes.page_with("Contents") - 1]
    assert re.search(rf"{title} ?\.", contents)


def test_note_in_a_title_stays_out_of_running_heads(project: Project):
    project.conf(bookpdf_page_size="A6").write(
        "index.md", f"# Title[^n]\n\n{filler(60)}\n\n[^n]: The note.\n"
    )
    paper = printed(project)
    heads = [lines[-1] for lines in map(paper.lines, (paper.labels.index("3") + 1,))]
    assert heads == ["Title 3"]


def test_note_in_a_title_stays_out_of_references(project: Project):
    project.write("index.md", "(top)=\n# Title[^n]\n\nSee {ref}`top`.\n\n[^n]: The note.\n")
    assert "See Title (p. 1)." in printed(project).text


def test_none_of_many_notes_is_lost(notes: Paper):
    for number in range(1, MANY + 1):
        assert notes.text.count(f"{number} Source {number} of {MANY},") == 1
        assert notes.text.count(f"end {number}.") == 1


def test_every_note_stands_on_the_page_of_its_call(notes: Paper):
    placed = {name: place["page"] for name, place in notes.map["targets"].items()}
    bodies = [name for name in placed if re.fullmatch(r"dense#n\d+", name)]
    assert len(bodies) == MANY
    for name in bodies:
        calls = [page for page, links in enumerate(notes.links, start=1) if name in links]
        assert calls == [placed[name]]


def test_note_that_nothing_calls_is_an_error_with_its_line(project: Project):
    project.conf(suppress_warnings=["ref.footnote"])  # Sphinx's own, which authors may silence
    project.write("index.rst", "Book\n====\n\nText.\n\n.. [#lone] Nobody asks.\n")
    build = project.build()
    assert build.status != 0
    assert "index.rst:6: WARNING: a note that nothing calls is printed where it stands" in build.log
    assert "'Nobody asks.'" in build.log and "[bookpdf.note-uncalled]" in build.log
    build = project.lenient("bookpdf")
    assert build.status == 0
    assert "Text. Nobody asks." in Paper(build.out / "a-test-book.pdf").text


def test_note_that_cannot_be_set_is_an_error(project: Project):
    project.write("index.md", "# Book\n\nText.[^n]\n\n[^n]: See.\n\n    > A quotation\n")
    build = project.build()
    assert build.status != 0
    assert "a note holds a block_quote: 'A quotation'; write it as paragraphs" in build.log


def test_restructuredtext_notes(project: Project):
    project.write(
        "index.rst",
        "Book\n====\n\nA [#]_ b [2]_ c [#named]_ d [*]_.\n\n"
        ".. [#] First.\n.. [2] Second.\n.. [#named] Third.\n.. [*] Fourth.\n",
    )
    text = printed(project).text
    assert "A 1 b 2 c 3 d 4." in text
    assert "1 First. 2 Second. 3 Third. 4 Fourth." in text


def test_admonition_called_note_is_not_taken_for_one(project: Project):
    project.write("index.md", "# Book\n\n```{note}\nMind the step.\n```\n")
    assert "Note Mind the step." in printed(project).text


def test_note_called_in_a_table_breaks_no_word(project: Project):
    # a table breaks words anywhere; notes set one behind the other took that over from their cells
    numbers = range(40, 66)
    rows = "".join(f"| all | 7[^n{n}] |\n" for n in numbers)
    words = "words that fill the line more; Heydar; [Embassy of Azerbaijan](https://example.org/)."
    notes = "".join(f"[^n{n}]: {'i' * n} {words}\n\n" for n in numbers)
    project.conf(bookpdf_page_size="A5", bookpdf_stylesheets=["inline.css"])
    project.write("inline.css", "span.note { footnote-display: inline; padding-right: 5pt }\n")
    project.write("index.md", f"# A Book\n\n| who | count |\n|---|---|\n{rows}\n{notes}")
    assert printed(project).text.count("Embassy of Azerbaijan") == len(numbers)


def test_line_of_notes_run_in_does_not_end_a_note_early(project: Project):
    # a note that ends in a link and a stop was moved to the next line whole, if another followed
    project.conf(bookpdf_page_size="A5", bookpdf_stylesheets=["inline.css"])
    project.write("inline.css", "span.note { footnote-display: inline; padding-right: 3pt }\n")
    second = f"{'i ' * 15}[the end](https://example.org/)."
    notes = f"[^a]: {'i ' * 40}end.\n\n[^b]: {second}\n\n[^c]: Imprecise.\n"
    project.write("index.md", f"# Book\n\nOne.[^a] Two.[^b] Three.[^c]\n\n{notes}")
    paper = printed(project)
    assert any("end. 2 i" in line for line in paper.lines(paper.page_with("One.1")))


CAPTIONED = """
# Book

```{book-figures}
```

```{figure} dot.svg
:alt: A dot
:name: fig

A dot[^dot]
```

```{list-table} A table[^table]
* - Cell
```

```{code-block} text
:caption: A listing[^listing]

Code
```

[^dot]: On the dot.
[^table]: On the table.
[^listing]: On the listing.
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def test_notes_in_captions_are_printed_once(project: Project):
    project.conf(bookpdf_title_pages=False, numfig=True)
    paper = printed(project.write("dot.svg", DOT).write("index.md", CAPTIONED))
    for kind in ("dot", "table", "listing"):
        assert paper.text.count(f"On the {kind}.") == 1
    assert re.search(r"A dot ?(\. )+", paper.text), "a call in the list of figures"


@pytest.mark.parametrize("builder", ["html", "bookepub"])
def test_notes_in_captions_have_one_place_on_screens(project: Project, builder: str):
    project.conf(numfig=True).write("dot.svg", DOT).write("index.md", CAPTIONED)
    build = project.build(builder)
    assert build.status == 0, build.log
    idents = re.findall(r'\bid="([^"]+)"', first_page(build.out))
    assert {"dot", "table", "listing"} <= set(idents)
    assert len(idents) == len(set(idents))


def first_page(out: Path) -> str:
    """The index of the site or e-book in ``out``."""
    for path in out.glob("*.epub"):
        return ZipFile(path).read("EPUB/text/index.xhtml").decode()
    return (out / "index.html").read_text(encoding="utf-8")


def test_note_of_a_caption_moves_the_whole_figure():
    """A page that ended before the caption would part it from its figure."""
    document = publish_doctree(".. figure:: dot.svg\n\n   A dot [#dot]_\n\n.. [#dot] On the dot.\n")
    [placed] = place_notes(document)
    [figure] = document.findall(nodes.figure)
    assert figure["ids"] == [placed.holder_id]
