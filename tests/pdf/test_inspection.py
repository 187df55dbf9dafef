"""What is seen in the finished layout. Where these fail, WeasyPrint's boxes have changed."""

from __future__ import annotations

import re

import pytest

from tests.harness import Build, Project
from tests.pdf.paper import filler, printed

TALL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 50" width="30mm" height="50mm">'
    "<path/></svg>"
)
FIGURE = "```{figure} tall.svg\n:alt: A post\n\nA tall post\n```\n"
IMAGE = "```{image} tall.svg\n:alt: A post\n```\n"
TABLE = "| A |\n|---|\n" + "| cell |\n" * 11
WORD = "Wordwithoutanend" * 12


def built(project: Project, text: str, builder: str = "bookpdf", **conf: object) -> Build:
    project.conf(bookpdf_page_size="100mm 130mm", bookpdf_title_pages=False, **conf)
    project.write("tall.svg", TALL).write("index.md", f"# Book\n\n{text}")
    return project.build(builder)


@pytest.mark.parametrize(
    ("part", "kind"),
    [(FIGURE, "figure"), (IMAGE, "image"), (TABLE, "table"), (f"## Head\n\n{FIGURE}", "figure")],
)
def test_hole_is_told_with_what_left_it(project: Project, part: str, kind: str):
    build = built(project, f"{filler(2)}\n\n{part}\n\n{filler(3)}\n")
    assert build.status == 0, build.log
    [(line, share, page)] = re.findall(
        rf"index\.md:(\d+): (\d+)% of page (\S+) stay white: the {kind} behind it does not fit "
        r"there; move it among the text or make it smaller \[bookpdf\.hole\]",
        build.log,
    )
    assert 5 <= int(line) <= 10
    assert int(share) > 25 and page == "1"


@pytest.mark.parametrize(
    "text",
    [
        f"{FIGURE}\n\n{filler(40)}",
        filler(60),
        f"{filler(4)}\n\n## Head\n\n{filler(40)}",
        f"{filler(5)}\n\n{FIGURE}\n",  # a small hole
        f"{filler(2)}\n",  # the end of the chapter
        f"{filler(2)}[^n]\n\n{filler(40)}\n\n[^n]: {filler(20)}\n",
    ],
)
def test_no_hole_is_told_where_there_is_none(project: Project, text: str):
    build = built(project, text)
    assert build.status == 0, build.log
    assert "stay white" not in build.log


@pytest.mark.parametrize(
    "text", [WORD, f"- {WORD}", f"| A |\n|---|\n| {WORD} |\n", f"See.[^n]\n\n[^n]: {WORD}"]
)
def test_word_that_is_too_long_is_broken(project: Project, text: str):
    assert built(project, text).status == 0
    assert re.sub(r"[\s\N{HYPHEN}]", "", printed(project).text).count(WORD) == 1


def test_text_that_runs_off_the_page_is_an_error_with_its_line(project: Project):
    project.write("wide.css", "p { white-space: nowrap }")
    build = built(project, f"Text.\n\n{filler(3)}\n", bookpdf_stylesheets=["wide.css"])
    assert build.status != 0
    assert "index.md:5: Text runs off the page" in build.log
    assert "turn the page (class landscape) [bookpdf.off-page]" in build.log


def test_numbers_in_narrow_columns_are_not_broken(project: Project):
    rows = "".join(f"| {year} | {filler(1)} |\n" for year in range(1988, 1995))
    assert built(project, f"| Year | What |\n|---|---|\n{rows}").status == 0
    words = printed(project).text.split()
    assert [word for word in words if re.fullmatch(r"\d{4}", word)] == [
        str(y) for y in range(1988, 1995)
    ]
