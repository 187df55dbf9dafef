from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import Project
from tests.pdf.paper import Printer, printed
from tests.pdf.test_notes import first_page

TEXT = (
    "# Book\n\nIt rained on 8 May, by *12 May* for 7 years. `8 May` and:\n\n```text\n8 May\n```\n"
)


@pytest.mark.parametrize("builder", ["html", "bookepub"])
def test_words_kept_together_on_screens(project: Project, builder: str):
    project.conf(book_unbroken=[r"\d May"]).write("index.md", TEXT)
    build = project.build(builder)
    assert build.status == 0, build.log
    page = first_page(build.out)
    assert "on 8\N{NO-BREAK SPACE}May, by <em>12\N{NO-BREAK SPACE}May</em> for 7 years" in page
    assert page.count("8\N{NO-BREAK SPACE}May") == 1, "code and titles are as they were written"


@pytest.mark.parametrize(("patterns", "parted"), [([], True), ([r"\d May"], False)])
def test_no_line_of_print_parts_them(tmp_path: Path, patterns: list[str], parted: bool):
    project = Printer(tmp_path).conf(bookpdf_page_size="A6", book_unbroken=patterns)
    days = "".join(f"It rained {'so ' * (day % 7)}on {day} May. " for day in range(99))
    paper = printed(project.write("index.md", f"# Book\n\n{days}"))
    lines = [line for page in range(1, len(paper.pages) + 1) for line in paper.lines(page)]
    assert any(line.startswith("May") for line in lines) == parted


def test_setting_that_is_no_pattern(project: Project):
    build = project.conf(book_unbroken=["[0-9 May"]).write("index.md", TEXT).build("html")
    assert build.status == 2
    assert "book_unbroken: '[0-9 May' is no regular expression" in build.log
