from __future__ import annotations

import pytest

from tests.bad_input import BAD_INPUT, CONF, GOOD, Mistake
from tests.harness import Project

NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def chapter(text: str) -> dict[str, str | bytes]:
    """A chapter that says ``text`` in its sixth line, and files for it to show."""
    files = {"dot.svg": NOTHING, "page.pdf": b"%PDF-1.7", "false.png": b"BM not a PNG"}
    files["loads.svg"] = NOTHING.replace(
        b"/>", b"><image href='https://example.org/50%.png'/></svg>"
    )
    return {"chapter.md": f"(chapter)=\n# A Chapter\n\nA sentence.\n\n{text}\n", **files}


OF_THE_E_BOOK = (
    Mistake(
        "image without alternative text",
        chapter("![](dot.svg)"),
        ("chapter.md:6: ", "image without alternative text: 'dot.svg'", "bookepub.image-alt"),
    ),
    Mistake(
        "image in another format",
        chapter("![A page](page.pdf)"),
        ("chapter.md:6: ", "'page.pdf'", "save it as SVG, PNG"),
    ),
    Mistake(
        "image under a false name",
        chapter("![A dot](false.png)"),
        ("chapter.md:6: ", "'false.png'", "bookepub.image-format"),
    ),
    Mistake(
        "drawing that loads a file",
        chapter("![A dot](loads.svg)"),
        (
            "chapter.md:6: ",
            "'loads.svg' loads 'https://example.org/50%.png'",
            "bookepub.image-file",
        ),
    ),
    Mistake(
        "tags that do not pair",
        chapter("<div>\n\nInner <b>text.\n\n</div>"),
        ("chapter.md:8: ", "HTML tags do not pair", "bookepub.markup"),
    ),
    Mistake(
        "script",
        chapter("<script>alert()</script>"),
        ("chapter.md:6: ", "an e-book may not hold <script>", "bookepub.raw"),
    ),
    Mistake(
        "script in an attribute",
        chapter("A <b onclick='x()'>word</b>."),
        ("chapter.md:6: ", "an e-book may not hold a script (onclick=)"),
    ),
    Mistake(
        "block in a paragraph",
        chapter("A <div>word</div>."),
        ("chapter.md:6: ", "<div> may not stand in a paragraph"),
    ),
    Mistake(
        "duplicate id",
        chapter('<p id="x">One</p>\n\n<p id="x">Two</p>'),
        ("chapter.md:8: ", "the id stands twice on the page: 'x'"),
    ),
    Mistake(
        "formula that is none",
        chapter("{math}`\\frac{a}{`"),
        ("chapter.md:6: ", "a formula leaves a brace open: '\\\\frac{a}{'", "bookwork.math"),
    ),
    Mistake(
        "link to a page of the site",
        chapter("See [there](search.html?q=x)."),
        ("chapter.md:6: ", "'search.html?q=x'"),
    ),
    Mistake(
        "unknown kind of document",
        {"chapter.md": "---\nepub-type: novel\n---\n# A Chapter\n\nA sentence.\n"},
        ("chapter.md", "epub-type: unknown: 'novel'", "preface"),
    ),
)


@pytest.fixture
def good(project: Project) -> Project:
    """A project whose e-book is built."""
    project.conf(**CONF)
    for name, text in GOOD.items():
        project.write(name, text)
    assert project.build("bookepub").status == 0
    return project


@pytest.mark.parametrize("mistake", BAD_INPUT + OF_THE_E_BOOK, ids=lambda mistake: mistake.name)
def test_a_mistake_stops_the_e_book_again_and_again(good: Project, mistake: Mistake):
    (target,) = (good.root / "out/bookepub").iterdir()
    before = target.read_bytes()
    for name, text in mistake.files.items():
        good.write(name, text)
    for _run in ("first", "second"):
        build = good.build("bookepub")
        assert build.status != 0
        assert [word for word in mistake.words if word not in build.log] == []
        assert "Traceback" not in build.log
        assert target.read_bytes() == before


SETTINGS = (
    ({"book_cover": "none.svg", "book_cover_alt": "x"}, "book_cover: no such file: 'none.svg'"),
    ({"book_cover": "conf.py", "book_cover_alt": "x"}, "book_cover: neither SVG, nor PNG, nor"),
    ({"book_cover": "dot.svg"}, "book_cover_alt: empty"),
    (
        {"book_identifier": "my book"},
        "is neither a URN, nor a URL, nor a DOI, nor an ISBN: 'my book'",
    ),
    ({"book_identifier": "978-0-306-40615-8"}, "the last digit of the ISBN does not fit"),
    ({"book_fonts": ["none"]}, "book_fonts: no such folder"),
    ({"bookepub_contents_depth": 9}, "bookepub_contents_depth: has to be from 1 to 6: 9"),
    ({"bookepub_stylesheets": ["none.css"]}, "bookepub_stylesheets: cannot be read"),
    ({"bookepub_stylesheets": ["bad.css"]}, "bad.css:2: loads a file: 'background'"),
)


@pytest.mark.parametrize(("settings", "words"), SETTINGS, ids=lambda value: str(value)[:40])
def test_a_setting_that_cannot_be_stops_it(good: Project, settings, words):
    good.write("dot.svg", NOTHING).write("bad.css", "p { margin: 0 }\np { background: url(x.png) }")
    build = good.conf(**CONF, **settings).build("bookepub")
    assert build.status != 0
    assert words in build.log


def test_a_dead_link_of_raw_html_stops_it(good: Project):
    good.write("chapter.md", "# A Chapter\n\n<a href='#nowhere'>There</a>\n")
    build = good.build("bookepub")
    assert build.status != 0
    assert "'text/chapter.xhtml', which has no 'nowhere'" in build.log


def test_a_folder_in_the_place_of_the_file(good: Project):
    (target,) = (good.root / "out/bookepub").iterdir()
    target.unlink()
    target.mkdir()
    build = good.build("bookepub")
    assert build.status != 0
    assert "cannot be written" in build.log
