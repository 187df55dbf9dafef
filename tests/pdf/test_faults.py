from __future__ import annotations

import pytest
from docutils import nodes

from sphinx_bookwork.doctree.assembly import Book, Chapter
from sphinx_bookwork.pdf.faults import PageError, refuse
from tests.harness import Project


@pytest.fixture
def book() -> Book:
    """A book of one paragraph with an image and a reference, in known lines."""
    paragraph = nodes.paragraph("", "", nodes.Text("A reed here."))
    paragraph += nodes.image(uri="file:///a/two%20words.svg")
    paragraph += nodes.reference("", "there", refid="b#nowhere")
    paragraph.source, paragraph.line = "a.md", 7
    document = nodes.container("", paragraph)
    return Book([Chapter("a", "A", "body", document), Chapter("genindex", "", "back", None)],
                {}, {}, {})  # fmt: skip


@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        ("Failed to load image at 'file:///a/two%20words.svg': broken",
         "a.md:7: Failed to load image at 'file:///a/two%20words.svg': broken; correct the file or"
         " its path [bookpdf.image]"),
        ("No anchor #b#nowhere for internal URI reference",
         "a.md:7: No anchor #b#nowhere for internal URI reference; correct the target of the link"
         " [bookpdf.link]"),
        ("No anchor #unknown for internal URI reference",
         "No anchor #unknown for internal URI reference; correct the target of the link"
         " [bookpdf.link]"),
        ("Anchor defined twice: x", "give each target a name of its own [bookpdf.anchor]"),
        ("Font-face 'x' cannot be loaded", "correct the face [bookpdf.font]"),
        ("Something else happened", "Something else happened [bookpdf.layout]"),
    ],
)  # fmt: skip
def test_complaints_become_errors_with_place_and_remedy(book: Book, complaint: str, words: str):
    with pytest.raises(PageError) as error:
        refuse([complaint], book)
    assert str(error.value).endswith(words)


def test_every_complaint_is_a_line(book: Book):
    with pytest.raises(PageError) as error:
        refuse(["No anchor #x for a", "Anchor defined twice: y"], book)
    assert len(str(error.value).splitlines()) == 2


def test_no_complaint_is_no_error(book: Book):
    refuse([], book)


STYLED = '# Book\n\n<p style="text-wrap: pretty; colour: red">Text.</p>\n'


def test_style_that_paper_does_not_know_is_a_warning_that_can_be_silenced(project: Project):
    build = project.write("index.md", STYLED).build()
    assert build.status != 0
    assert "colour" in build.log and "correct the style [bookpdf.css]" in build.log
    assert project.conf(suppress_warnings=["bookpdf.css"]).build().status == 0


def test_stylesheet_that_is_wrong_is_said(project: Project):
    project.conf(bookpdf_stylesheets=["mine.css"]).write("mine.css", "p { colour: red }")
    build = project.write("index.md", "# Book\n\nText.\n").build()
    assert build.status != 0
    assert "colour: red" in build.log and "[bookpdf.css]" in build.log
