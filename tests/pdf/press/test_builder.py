"""What ``bookpress`` makes of a whole book."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from sphinx_bookwork.pdf.lengths import MM
from sphinx_bookwork.pdf.press import profile
from sphinx_bookwork.pdf.press.content import instructions
from sphinx_bookwork.pdf.press.rules import Limits, judge
from tests.pdf.paper import Paper, Printer
from tests.pdf.press.pressing import boxes, pressed_small

PAGES, COVER = "the-garden-press.pdf", "the-garden-press-cover.pdf"
#: 24 pages on paper of 0.1 mm, and the cover's board of 0.3 mm on both sides.
SPINE = 12 * 0.1 + 0.6


@pytest.fixture(scope="module")
def pressed(garden_project: Printer, garden: Paper) -> Path:
    """The shared book (printed already) as its print shop gets it."""
    build = garden_project.build("bookpress")
    assert build.status == 0, build.log
    return build.out


def colours(path: Path) -> set[str]:
    """The colour operators of all pages."""
    with pikepdf.open(path) as pdf:
        return {o for page in pdf.pages for _, o in instructions(page.obj)} & {
            "rg", "RG", "g", "G", "k", "K",
        }  # fmt: skip


def test_pages_and_cover_are_two_files(pressed):
    assert sorted(path.name for path in pressed.iterdir()) == [COVER, PAGES]


def test_the_pages_are_those_of_the_print_edition(pressed, garden):
    inside = [page for page, label in zip(garden.pages, garden.labels, strict=True) if label]
    pages = Paper(pressed / PAGES).pages
    assert pages[: len(inside)] == inside
    assert len(pages) == len(inside) + len(inside) % 2
    assert not any(pages[len(inside) :])


def test_nothing_of_a_screen_is_left(pressed):
    for name in (PAGES, COVER):
        with pikepdf.open(pressed / name) as pdf:
            assert set(pdf.Root.keys()) == {
                "/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents",
            }  # fmt: skip
            assert not any("/Annots" in page.obj for page in pdf.pages)
            assert pdf.Root.OutputIntents[0].OutputConditionIdentifier == "FOGRA39"
            assert pdf.docinfo.Title == "The Garden"


def test_all_colour_is_ink(pressed):
    assert colours(pressed / PAGES) <= {"k", "K"}
    assert colours(pressed / COVER) <= {"k", "K"}


def test_pages_have_bleed_and_marks_around_the_trim(pressed):
    assert boxes(pressed / PAGES, "/TrimBox")[5] == pytest.approx([0, 0, 100, 130], abs=0.01)
    assert boxes(pressed / PAGES, "/BleedBox")[5] == pytest.approx([-3, -3, 103, 133], abs=0.01)
    assert boxes(pressed / PAGES, "/MediaBox")[5] == pytest.approx([-10, -10, 110, 140], abs=0.01)


def test_the_cover_is_two_pages_and_a_spine(pressed):
    with pikepdf.open(pressed / PAGES) as pdf:
        assert len(pdf.pages) == 24
    [trim] = boxes(pressed / COVER, "/TrimBox")
    assert trim == pytest.approx([0, 0, 200 + SPINE, 130], abs=0.01)


def sheet(path: Path) -> Image.Image:
    """The cover as it lies on the press, 72 pixels an inch."""
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[0].render().to_pil().convert("L")


def test_the_cover_runs_over_its_edges_and_leaves_the_spine(pressed):
    image = sheet(pressed / COVER)

    def at(x: float, y: float) -> int:
        """How light the sheet is, so many millimetres from its trimmed upper left corner."""
        return image.getpixel((round((x + 10) * MM), round((y + 10) * MM)))

    edges = [(-2, 65), (50, -2), (50, 132), (-2, -2), (202 + SPINE, 65), (202 + SPINE, 132)]
    assert [at(*edge) for edge in edges] == [pytest.approx(0, abs=60)] * len(edges)
    assert at(100 + SPINE / 2, 65) == 255
    assert at(-5, 30) == 255


def test_rules_judged_it(pressed):
    with pikepdf.open(pressed / PAGES) as pdf:
        assert judge(pdf, PAGES) == []
    with pikepdf.open(pressed / COVER) as pdf:
        assert judge(pdf, COVER, Limits(text_in_black=False)) == []


def test_the_same_bytes_twice(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    out = pressed_small(project).out
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    for path in out.iterdir():
        path.unlink()
    assert project.build("bookpress").status == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    assert len(first) == 2


def test_an_unchanged_book_is_kept_and_another_profile_is_a_change(project):
    project.write("shop.icc", profile.FOGRA39.read_bytes())
    pressed_small(project, bookpress_profile="shop.icc")
    kept = project.build("bookpress")
    assert "nothing has changed" in kept.log
    data = bytearray(profile.FOGRA39.read_bytes())
    data[24:30] = b"\x07\xe9\x00\x01\x00\x01"  # the date of another edition
    project.write("shop.icc", bytes(data))
    assert "nothing has changed" not in project.build("bookpress").log


def test_a_book_without_cover_has_pages_alone(project):
    assert len(list(pressed_small(project).out.iterdir())) == 2
    build = pressed_small(project, book_cover="")
    assert [path.name for path in build.out.iterdir()] == ["a-book-press.pdf"]
    assert "5 pages: a spine of 0.9 mm" in build.log
    assert "no file for a cover: the book has no book_cover" in build.log


def test_what_a_stylesheet_mixes_is_printed_so(project):
    project.write("press.css", "blockquote { background: device-cmyk(0.1 0.2 0.3 0.04) }")
    out = pressed_small(project, "> Quoted.", bookpress_stylesheets=["press.css"]).out
    with pikepdf.open(out / "a-book-press.pdf") as pdf:
        mixed = [o for page in pdf.pages for o, name in instructions(page.obj) if name == "k"]
    assert [0.1, 0.2, 0.3, 0.04] in [[round(float(v), 3) for v in values] for values in mixed]


def test_coloured_text_is_black_unless_asked_for(project):
    project.write("red.css", "p { color: #c00 }")
    conf = {"bookpdf_stylesheets": ["red.css"]}
    for inks, coloured in (("black-text", False), ("black", False), ("colour", True)):
        out = pressed_small(project, bookpress_inks=inks, **conf).out
        with pikepdf.open(out / "a-book-press.pdf") as pdf:
            pages = [instructions(page.obj) for page in pdf.pages]
            found = {tuple(map(float, o)) for page in pages for o, name in page if name == "k"}
        assert any(values[1] > 0 for values in found) == coloured, inks


def test_a_background_of_the_page_runs_into_the_bleed(project):
    project.write("grey.css", "@page { background: #999 }")
    out = pressed_small(project, bookpdf_stylesheets=["grey.css"]).out
    with pypdfium2.PdfDocument(out / "a-book-press.pdf") as pdf:
        image = pdf[4].render().to_pil().convert("L")
    assert image.getpixel((round(8 * MM), 200)) < 200  # 2 mm beyond the trim
    assert image.getpixel((round(6 * MM), 200)) == 255


def test_a_lying_page_is_turned_with_its_head_to_the_left(project):
    project.write("wide.css", "@page wide { size: 150mm 100mm } blockquote { page: wide }")
    out = pressed_small(project, "> Quoted.", bookpdf_stylesheets=["wide.css"]).out
    path = out / "a-book-press.pdf"
    assert len({tuple(map(round, box)) for box in boxes(path, "/TrimBox")}) == 1
    with pypdfium2.PdfDocument(path) as pdf:
        [page] = [p.get_textpage() for p in pdf if "Quoted" in p.get_textpage().get_text_bounded()]
        at = page.get_text_range().index("Quoted")
        first, last = page.get_charbox(at), page.get_charbox(at + 5)
    assert last[1] > first[1] + 10  # it runs upwards
    assert first[0] < 50 * MM
