from __future__ import annotations

import re

import pikepdf
import pypdfium2
import pytest

from tests.harness import Project
from tests.pdf.paper import Paper, Printer, filler, printed

BLANK = ""


def test_covers_are_first_and_last_and_have_no_folio(garden: Paper):
    assert garden.labels[0] == garden.labels[-1] == ""
    assert garden.map["omitted"]["1"] == garden.map["omitted"][str(len(garden.pages))] == "cover"
    assert len(garden.pages) % 2 == 0, "the back cover is a verso"


def test_covers_fill_their_pages(garden: Paper):
    with pypdfium2.PdfDocument(garden.path) as pdf:
        for number in (0, len(pdf) - 1):  # the covers of this book are black all over
            image = pdf[number].render().to_pil().convert("L")
            assert image.crop((2, 2, image.width - 2, image.height - 2)).getextrema() == (0, 0)


def test_half_title_is_page_i_and_a_recto(garden: Paper):
    page = garden.labels.index("i") + 1
    assert garden.pages[page - 1] == "The Garden"
    assert page % 2 == 1


def test_title_page_says_title_subtitle_author_edition(garden: Paper):
    assert garden.lines(garden.labels.index("iii") + 1) == [
        "The Garden", "A year", "Ann Author", "First edition",
    ]  # fmt: skip


def test_front_matter_is_roman_and_the_rest_arabic(garden: Paper):
    printed_labels = [label for label in garden.labels if label]
    roman = printed_labels[: printed_labels.index("1")]
    assert roman == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
    rest = printed_labels[len(roman) :]
    assert rest == [str(number) for number in range(1, len(rest) + 1)]


def test_odd_folios_are_rectos(garden: Paper):
    for page, label in enumerate(garden.labels, start=1):
        if label.isdecimal():
            assert page % 2 == int(label) % 2


def test_chapters_and_parts_begin_on_rectos(garden: Paper):
    for mark in garden.outline:
        if mark.level == 0 or (mark.level == 1 and mark.title != "Pictures"):
            assert mark.page % 2 == 1, mark


def test_blank_pages_are_blank_and_named_so(garden: Paper):
    blanks = [int(page) for page, why in garden.map["omitted"].items() if why == "blank"]
    assert blanks and all(page % 2 == 0 for page in blanks)
    assert {garden.pages[page - 1] for page in blanks} == {BLANK}


def test_folio_and_running_head_stand_on_inner_pages_only(garden: Paper):
    opening = {mark.page for mark in garden.outline if mark.title != "Pictures" and mark.level < 2}
    for page, text in enumerate(garden.pages, start=1):
        label = garden.labels[page - 1]
        why = garden.map["omitted"].get(str(page), "")
        if page in opening or why in {"cover", "halftitle", "titlepage", "blank"}:
            assert not text.endswith((f"{label} The Garden", f"Spring {label}"))
        elif page % 2 == 0:
            assert text.endswith(f"{label} The Garden")
        else:
            assert text.endswith(f" {label}")


def test_running_head_is_the_short_title(garden: Paper):
    first = garden.page_with("It began in March.")
    recto = next(page for page in range(first + 1, first + 3) if page % 2 == 1)
    assert garden.lines(recto)[-1] == f"Spring {garden.labels[recto - 1]}"


def test_page_size_is_the_setting(garden: Paper):
    assert {(round(width), round(height)) for width, height in garden.sizes} == {(283, 369)}


def test_metadata_of_the_file(garden: Paper):
    with pikepdf.open(garden.path) as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "The Garden"
            assert xmp["pdfuaid:part"] == "1"
        assert str(pdf.docinfo.Author) == "Ann Author"
        assert str(pdf.Root.Lang) == "en"


SIDES = """
---
print-start: {side}
---
# Copyright

Nobody's.
"""


@pytest.fixture(scope="module")
def sides(tmp_path_factory) -> Paper:
    """A book with a copyright page on a verso and chapters on any side."""
    project = Printer(tmp_path_factory.mktemp("sides"))
    project.conf(bookpdf_chapter_start="any", bookpdf_contents=False)
    toctree = "\n".join(["frontmatter/copyright", "frontmatter/thanks", "a", "b", "c"])
    project.write("index.md", f"# Book\n\n```{{toctree}}\n{toctree}\n```\n")
    project.write("frontmatter/copyright.md", SIDES.format(side="verso"))
    project.write("frontmatter/thanks.md", "# Thanks\n\nTo all.\n")
    project.write("a.md", "# First\n\nA.\n").write("b.md", "# Second\n\nB.\n")
    project.write("c.md", SIDES.format(side="recto").replace("Copyright", "Third"))
    return printed(project)


def test_copyright_is_the_verso_of_the_title_page(sides: Paper):
    assert sides.labels[sides.page_with("Copyright") - 1] == "iv"


def test_chapters_begin_on_any_side_where_that_is_wanted(sides: Paper):
    where = [sides.label_with(title) for title in ("Thanks", "First", "Second", "Third")]
    assert where == ["v", "1", "2", "3"]


def test_body_begins_on_a_recto_all_the_same(sides: Paper):
    assert sides.page_with("First") % 2 == 1


def test_unknown_side_is_an_error_that_names_the_file(project: Project):
    build = project.write("index.md", SIDES.format(side="left")).build()
    assert build.status != 0
    assert "index.md:1: print-start has to be recto, verso or any: 'left'" in build.log


@pytest.mark.parametrize("setting", ["book_cover", "book_back_cover"])
def test_missing_cover_is_an_error_that_names_setting_and_file(project: Project, setting: str):
    build = project.conf(**{setting: "none.svg"}).write("index.md", "# Book\n\nText.\n").build()
    assert build.status != 0
    assert re.search(rf"conf.py:\d+: no such cover: 'none.svg'; correct {setting} ", build.log)
    assert "Traceback" not in build.log


@pytest.mark.parametrize(
    ("data", "words"),
    [(None, "No such file"), (b"\xff\xfe", "can't decode byte 0xff")],
)
def test_stylesheet_that_cannot_be_read(project: Project, data: bytes | None, words: str):
    project.conf(bookpdf_stylesheets=["mine.css"]).write("index.md", "# Book\n\nText.\n")
    if data:
        project.write("mine.css", data)
    build = project.build()
    assert build.status != 0
    assert "mine.css: the stylesheet cannot be read" in build.log
    assert words in build.log


def test_own_stylesheet_and_template_come_on_top(project: Project):
    project.conf(bookpdf_stylesheets=["mine.css"], templates_path=["templates"])
    project.write("mine.css", ".half-title::after { content: ', again' }")
    project.write("templates/bookpdf/titlepage.xhtml", "<p>By {{ author | e }} alone</p>")
    text = printed(project.write("index.md", "# Book\n\nText.\n")).text
    assert "A Test Book, again" in text
    assert "By The testers alone" in text


def test_title_pages_can_be_left_out(project: Project):
    project.conf(bookpdf_title_pages=False).write("index.md", f"# Book\n\n{filler(1)}\n")
    paper = printed(project)
    assert (len(paper.pages), paper.labels) == (1, ["1"])


def test_titles_with_markup_characters(project: Project):
    project.conf(project='Sun & <Moon> "quoted"', author="A & B")
    paper = printed(project.write("index.md", "# Book & <more>\n\nText.\n"))
    assert paper.pages[0] == 'Sun & <Moon> "quoted"'
    assert "A & B" in paper.pages[2]
    assert paper.outline[-1].title == "Book & <more>"


def test_text_in_columns_has_its_title_and_notes_over_both(project: Project):
    project.conf(bookpdf_columns=2, bookpdf_accent="#7a1f1f", bookpdf_title_pages=False)
    calls = " ".join(f"{filler(2)}[^n{n}]" for n in range(9))
    notes = "\n".join(f"[^n{n}]: Note {n} ends." for n in range(9))
    paper = printed(project.write("index.md", f"# A Long Title\n\n{calls}\n\n{notes}\n"))
    assert all(f"Note {n} ends." in paper.text for n in range(9))
    with pypdfium2.PdfDocument(paper.path) as pdf:
        text = pdf[0].get_textpage()
        lefts = [text.get_rect(n)[0] for n in range(text.count_rects())]
    middle = paper.sizes[0][0] / 2
    assert min(lefts) < middle / 2 and max(lefts) > middle
    with pikepdf.open(paper.path) as pdf:
        assert b"0.478" in pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("colour", ["device-cmyk(0 1 1 0)", "reddish", "currentColor"])
def test_accent_that_is_no_colour_of_screens(project: Project, colour: str):
    build = project.conf(bookpdf_accent=colour).write("index.md", "# Book\n\nText.\n").build()
    assert build.status != 0
    assert "bookpdf_accent: has to be a colour of screens" in build.log


def test_hyphens_are_found_as_they_were_written(project: Project):
    """A hyphen at a line's end that comes first would otherwise give its character to all."""
    project.conf(bookpdf_page_size="A6")
    words = "Extraordinary characteristics of disproportionately half-forgotten municipalities. "
    text = printed(project.write("index.md", f"# Book\n\n{words * 9}\n")).text
    assert text.count("half-forgotten") == 9
