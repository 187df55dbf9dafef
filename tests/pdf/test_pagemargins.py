"""The fault of WeasyPrint that ``pagemargins`` mends. Where the first test fails, it is gone (or
its function has changed): delete the module then."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pypdfium2
import pytest
import weasyprint

from sphinx_bookwork.pdf.pagemargins import margins_cut
from tests.harness import Project
from tests.pdf.paper import filler, printed

CSS = """
@page { size: 60mm 60mm; margin: 5mm }
h2 { margin: 10mm 0 0 }
"""
PAGES = """
<body style="page: upright"><div style="height: 45mm">Rain</div><h2 id="cut">Cut</h2>
<h2 id="kept" style="break-before: page">Kept</h2></body>
"""
BLOCKS = {
    "heading": "## Top",
    "list": "* Top",
    "table": "| Top |\n|---|\n| Cell |",
    "figure": "```{figure} dot.svg\n:alt: Top\n\nA dot\n```",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><path d="M0 0h99v99H0z"/></svg>'
)
#: A title that fills the first page but for a line.
SHEET = "h1 { margin: 0; height: 165mm; break-after: auto }"


def tops(mend) -> list[float]:
    """Where the headings on the second and on the third page begin, in CSS pixels."""
    with mend():
        pages = weasyprint.HTML(string=PAGES).render(stylesheets=[weasyprint.CSS(string=CSS)]).pages
    return [pages[1].anchors["cut"][1], pages[2].anchors["kept"][1]]


def test_weasyprint_keeps_margins_at_the_top_of_named_pages():
    cut, kept = tops(nullcontext)
    assert cut == kept


def test_margins_are_cut_but_after_forced_breaks():
    cut, kept = tops(margins_cut)
    assert kept - cut == pytest.approx(96 * 10 / 25.4)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_blocks_begin_at_the_top_of_the_type_area(project: Project, block: str):
    project.conf(
        bookpdf_title_pages=False, bookpdf_page_size="A5", bookpdf_stylesheets=["sheet.css"]
    )
    project.write("dot.svg", SVG).write("sheet.css", SHEET)
    project.write("index.md", f"# Book\n\n{block}\n\n{filler(2)}\n")
    assert drop_of_first_ink(printed(project).path, 2) < 5


def drop_of_first_ink(path: Path, number: int) -> float:
    """How far below the type area's top (18 mm) the first ink stands, in points."""
    with pypdfium2.PdfDocument(path) as pdf:
        rows = pdf[number - 1].render(scale=4, grayscale=True).to_numpy()
    below = rows[round(4 * 72 * 18 / 25.4) :].min(axis=1) < 128
    return float(below.argmax()) / 4
