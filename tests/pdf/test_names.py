"""Documents may be named as the pages are that the builder makes itself."""

from __future__ import annotations

import pytest

from tests.harness import Project
from tests.pdf.paper import Paper

COVER = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="14"></svg>'
NAMES = ("contents", "cover", "back-cover", "halftitle", "titlepage", "blank")


def test_a_document_may_be_named_as_a_generated_page(project: Project):
    project.conf(book_cover="cover.svg", book_back_cover="cover.svg", bookpdf_page_size="A6")
    project.write("cover.svg", COVER)
    project.write("index.md", "# Book\n\n```{toctree}\n" + "\n".join(NAMES) + "\n```\n")
    for name in NAMES:
        project.write(f"{name}.md", f"# The chapter {name}\n\nWhat stands in {name}.\n")
    build = project.build()
    assert build.status == 0, build.log
    text = "\n".join(Paper(build.out / "a-test-book.pdf").pages)
    for name in NAMES:
        assert text.count(f"What stands in {name}.") == 1


@pytest.mark.parametrize("folder", ["page-map.json", "a-test-book.pdf"])
def test_an_output_that_cannot_be_written_leaves_the_other_as_it_was(project: Project, folder: str):
    project.write("index.md", "# Book\n\nThe first text.\n")
    out = project.build().out
    other = next(out / name for name in ("page-map.json", "a-test-book.pdf") if name != folder)
    before = other.read_bytes()
    (out / folder).unlink()
    (out / folder).mkdir()
    project.write("index.md", "# Book\n\nThe second text.\n\n## More\n\nOf it.\n")
    build = project.build()
    assert build.status != 0
    assert folder in build.log and "Traceback" not in build.log
    assert other.read_bytes() == before
