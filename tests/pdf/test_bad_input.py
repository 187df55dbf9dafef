from __future__ import annotations

import pytest

from tests.bad_input import BAD_INPUT, CONF, GOOD, Mistake
from tests.harness import Project


def chapter(text: str, **files: str | bytes) -> dict[str, str | bytes]:
    """A chapter that says ``text`` in its sixth line, and files for it to show."""
    return {"chapter.md": f"(chapter)=\n# A Chapter\n\nA sentence.\n\n{text}\n", **files}


ON_PAPER = (
    Mistake(
        "image without alternative text",
        chapter(
            "```{image} dot.svg\n```", **{"dot.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
        ),
        ("chapter.md:6: ", "image without alternative text: 'dot.svg'", "bookpdf.alt"),
    ),
    Mistake(
        "image that is none",
        chapter("![A dot](dot.png)", **{"dot.png": b"BM not a PNG"}),
        ("chapter.md:6: ", "dot.png", "correct the file or its path", "bookpdf.image"),
    ),
    Mistake(
        "image outside the project",
        chapter("![A table](../../../../../../../etc/services.png)"),
        ("chapter.md:6: ", "services.png"),
    ),
    Mistake(
        "glyph in no face",
        chapter("A reed: \U00013000."),
        ("chapter.md:6: ", "add one that has them to book_fonts", "bookpdf.glyph"),
    ),
    Mistake(
        "formula that is none",
        chapter("{math}`\\frac{a}{`"),
        ("chapter.md:6: ", "a formula leaves a brace open: '\\\\frac{a}{'"),
    ),
    Mistake(
        "dead link in raw HTML",
        chapter("See <a href='#nowhere'>there</a>."),
        ("#nowhere", "correct the target of the link", "bookpdf.link"),
    ),
    Mistake(
        "note of a kind that cannot be set",
        chapter("Text.[^n]\n\n[^n]: See.\n\n    > A quotation"),
        ("chapter.md:8: ", "a note holds a block_quote: 'A quotation'", "bookpdf.note-block"),
    ),
    Mistake(
        "unknown side",
        {"chapter.md": "---\nprint-start: left\n---\n(chapter)=\n# A Chapter\n\nA sentence.\n"},
        ("chapter.md:1: ", "print-start has to be recto, verso or any: 'left'"),
    ),
    Mistake(
        "language role without words",
        chapter("So {lang}`Azerbaijani` it is."),
        ("chapter.md:6: ", "lang: no language tag and words: 'Azerbaijani'; write a tag"),
    ),
)

BAD_SETTINGS = (
    ({"book_cover": "none.svg"}, ": no such cover: 'none.svg'; correct book_cover"),
    ({"book_fonts": ["none"]}, "none: no such folder of fonts; correct book_fonts"),
    ({"bookpdf_stylesheets": ["none.css"]}, "none.css: the stylesheet cannot be read"),
    ({"bookpdf_text_faces": ["None"]}, ": bookpdf_text_faces: no such face: 'None'"),
    ({"bookpdf_stylesheets": ["bad.css"]}, "bad.css:2: no such face: 'None'"),
    ({"bookpdf_margins": "9mm"}, "bookpdf_margins: has to be four lengths"),
)


@pytest.fixture
def good(project: Project) -> Project:
    """A project whose print edition is made."""
    project.conf(**CONF)
    for name, text in GOOD.items():
        project.write(name, text)
    assert project.build().status == 0
    return project


def output(project: Project) -> dict[str, bytes]:
    """All files of the print edition."""
    return {path.name: path.read_bytes() for path in (project.root / "out/bookpdf").iterdir()}


def assert_refused(project: Project, words: tuple[str, ...]) -> None:
    """Each of two builds says the words and leaves the last good edition as it was."""
    before = output(project)
    assert sorted(before) == ["a-test-book.pdf", "page-map.json"]
    for _run in ("first", "second"):
        build = project.build()
        assert build.status != 0
        assert [word for word in words if word not in build.log] == []
        assert "Traceback" not in build.log
        assert output(project) == before


@pytest.mark.parametrize("mistake", BAD_INPUT + ON_PAPER, ids=lambda mistake: mistake.name)
def test_mistake_stops_the_print_edition_again_and_again(good: Project, mistake: Mistake):
    for name, data in mistake.files.items():
        good.write(name, data)
    assert_refused(good, mistake.words)


@pytest.mark.parametrize(("settings", "words"), BAD_SETTINGS, ids=lambda value: str(value)[:40])
def test_setting_that_cannot_be_stops_it(good: Project, settings: dict, words: str):
    good.write("bad.css", "p { margin: 0 }\np { font-family: None }\n").conf(**CONF, **settings)
    assert_refused(good, (words,))


def test_mended_mistake_is_forgotten(good: Project):
    before = output(good)
    for name, data in ON_PAPER[3].files.items():
        good.write(name, data)
    assert good.build().status != 0
    for name, data in GOOD.items():
        good.write(name, data)
    assert good.build().status == 0
    assert output(good).keys() == before.keys()


def test_output_path_that_is_a_file(project: Project):
    project.write("index.md", "# A Book\n\nText.\n")
    (project.root / "out").mkdir()
    (project.root / "out/bookpdf").write_text("mine")
    for _run in ("first", "second"):
        build = project.build()
        assert build.status != 0
        # Sphinx itself says this one, before any extension is loaded, under its own heading.
        assert "out/bookpdf" in build.log and "Traceback (most" not in build.log
        assert (project.root / "out/bookpdf").read_text() == "mine"


def test_folder_in_the_place_of_the_file(good: Project):
    pdf = good.root / "out/bookpdf/a-test-book.pdf"
    pdf.unlink()
    pdf.mkdir()
    for _run in ("first", "second"):
        build = good.build()
        assert build.status != 0
        assert "cannot be written: Is a directory; free the path or choose another" in build.log
        assert "Traceback" not in build.log
