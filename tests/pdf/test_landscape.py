"""Pages that are turned for what is too wide for an upright one."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from sphinx_bookwork.imposition.__main__ import main as impose
from tests.harness import Project
from tests.pdf.paper import Paper, filler, printed

MYST = """
```{list-table} Wide
:class: landscape
:header-rows: 1

* - Head
* - Cell
```
"""
RST = """
.. list-table:: Wide
   :class: landscape
   :header-rows: 1

   * - Head
   * - Cell
"""
FIGURE = "```{figure} dot.svg\n:alt: A dot\n:FIGCLASS: landscape\n\nHead of Cell\n```\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><path/></svg>'
WAYS = {
    "MyST": ("md", MYST),
    "reStructuredText": ("rst", RST),
    "rst-class": ("rst", ".. rst-class:: landscape\n\nHead: the Cell.\n"),
    "attributes": ("md", "{.landscape}\n| Head |\n|---|\n| Cell |\n"),
    "figure": ("md", FIGURE.replace("FIGCLASS", "figclass")),
    "image": ("md", FIGURE.replace("FIGCLASS", "class")),
}


def turned(project: Project, ending: str, part: str, **conf: object) -> Paper:
    project.conf(
        bookpdf_title_pages=False,
        extensions=["myst_parser", "sphinx_bookwork"],
        myst_enable_extensions=["attrs_block"],
        **conf,
    )
    title = "Book\n====" if ending == "rst" else "# Book"
    text = f"{title}\n\nBefore. {filler(2)}\n\n{part}\n\nAfter. {filler(2)}\n"
    return printed(project.write("dot.svg", SVG).write(f"index.{ending}", text))


@pytest.mark.parametrize(("ending", "part"), WAYS.values(), ids=WAYS)
def test_page_is_turned_for_what_asks_for_it(project: Project, ending: str, part: str):
    paper = turned(project, ending, part)
    assert [size[0] > size[1] for size in paper.sizes] == [False, True, False]
    assert sorted(map(round, paper.sizes[0])) == sorted(map(round, paper.sizes[1]))
    assert "Head" in paper.pages[1] and "Cell" in paper.pages[1]
    assert "Before." in paper.pages[0] and "After." in paper.pages[2]


def test_turned_page_has_folio_label_and_head(project: Project):
    paper = turned(project, "md", MYST)
    assert paper.labels == ["1", "2", "3"]
    assert "2 A Test Book" in paper.lines(2)


def test_turned_page_is_tagged(project: Project):
    with pikepdf.open(turned(project, "md", MYST).path) as pdf:
        page = pdf.pages[1]
        kinds = {
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Pg") == page.obj and "/S" in item
        }
    assert {"/TH", "/TD"} <= kinds or {"/P"} <= kinds


@pytest.mark.parametrize("size", ["A5", "letter", "100mm 130mm"])
def test_every_page_size_can_be_turned(project: Project, size: str):
    paper = turned(project, "md", MYST, bookpdf_page_size=size)
    assert paper.sizes[1] == pytest.approx(tuple(reversed(paper.sizes[0])))


def test_booklet_turns_it_back(project: Project, tmp_path: Path):
    paper = turned(project, "md", MYST, bookpdf_page_size="A5")
    assert impose([str(paper.path), "-o", str(tmp_path / "b.pdf"), "--quiet"]) in (0, None)
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as sheets:
        assert "Cell" in "".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
