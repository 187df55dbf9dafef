"""What an e-book may not hold is warned of, and a build that is not strict does without it."""

from __future__ import annotations

import pytest

from tests.epub.opened import opened, words
from tests.harness import Project

PNG = b"\x89PNG\r\n\x1a\n"


def page(project: Project, text: str, said: str):
    """Build a book of one page that says ``text``, which is warned of as ``said``; return it."""
    project.write("index.md", f"# A Book\n\nA sentence.\n\n{text}\n")
    assert project.build("bookepub").status != 0
    build = project.lenient("bookepub", "-E")
    assert said in build.log
    assert "index.md:5: WARNING" in build.log
    return opened(build)


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ("![A cat](https://a.org/cat.png)", "image on another host", "A cat"),
        ("![A page](page.pdf)", "no image that an e-book may hold", "A page"),
        ("![A dot](bad.svg)", "no image that an e-book may hold", "A dot"),
        ("<img src='gone.png' alt='A dot'>", "the e-book has no 'gone.png'", "A dot"),
        ("A <div>word</div>.", "may not stand in a paragraph", "A word."),
        ("<p>A <b>word</p>", "HTML tags do not pair", "A sentence."),
        ("<a href='#gone'>There</a>", "which has no 'gone': '#gone'", "There"),
        ("<a href='gone.xhtml'>There</a>", "which is not in the book: 'gone.xhtml'", "There"),
        ("<script>x</script>", "an e-book may not hold <script>", "A sentence."),
    ],
)
def test_the_words_are_kept(project, text, said, left):
    project.write("page.pdf", b"%PDF-1.7").write("bad.svg", b"<svg><g></svg>")
    book = page(project, text, said)
    assert left in words(book.one("text/index.xhtml", "//h:body"))
    assert book.find("text/index.xhtml", "//h:img | //h:script | //h:p/h:div") == []
    assert (
        book.find("text/index.xhtml", "//h:a[starts-with(@href, '#') or @href='gone.xhtml']") == []
    )


def test_a_picture_of_another_host_is_linked(project):
    book = page(project, "![A cat](https://a.org/cat.png)", "image on another host")
    link = book.one("text/index.xhtml", "//h:a[@href='https://a.org/cat.png']")
    assert words(link) == "A cat"


def test_a_link_to_a_place_that_is_gone_leads_to_its_page(project):
    project.write("b.md", "# B\n\nText.\n")
    text = "<a href='b.xhtml#gone'>There</a>\n\n```{toctree}\nb\n```"
    book = page(project, text, "'text/b.xhtml', which has no 'gone'")
    assert book.find("text/index.xhtml", "//h:a[@href='b.xhtml']/text()")[0] == "There"


@pytest.mark.parametrize("src", ["dot.png", "_static/dot.png", "/sub/dot.png"])
def test_pictures_of_raw_html_are_found_as_on_the_site(project, src):
    project.conf(html_static_path=["_static"])
    for name in ("dot.png", "_static/dot.png", "sub/dot.png"):
        project.write(name, PNG)
    project.write("index.md", f"# A Book\n\n<img src='{src}' alt='A dot'>\n")
    book = opened(project.build("bookepub"))
    image = book.one("text/index.xhtml", "//h:img")
    assert book.files[f"EPUB/text/{image.get('src')}"] == PNG


def test_messages_of_docutils_are_not_linked(project):
    project.conf(extensions=[]).write("index.rst", "A Book\n======\n\nSee nothing_ there.\n")
    build = project.lenient("bookepub")
    assert "Unknown target name" in build.log
    assert opened(build).find("text/index.xhtml", "//h:p//h:a") == []


def test_a_second_id_is_left_out_and_nothing_else(project):
    text = "A <span id='x'>first</span> and <b id='x'>second</b>."
    book = page(project, text, "the id stands twice on the page: 'x'")
    assert words(book.one("text/index.xhtml", "//h:p/h:b[not(@id)]")) == "second"
    assert words(book.one("text/index.xhtml", "//*[@id='x']")) == "first"


def test_a_film_that_the_book_has_not_leaves_no_hole(project):
    text = "<video src='https://a.org/1.mp4' title='A film' controls>Cannot play.</video>"
    book = page(project, text, "the e-book has no 'https://a.org/1.mp4'")
    assert book.find("text/index.xhtml", "//h:video[not(@hidden) or @src]") == []
    assert words(book.one("text/index.xhtml", "//h:a")) == "A film"
