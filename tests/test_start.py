"""The page that begins the reference, followed to the letter: its conf.py, its stylesheet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.harness import Project
from tests.pdf.paper import Paper

ROOT = Path(__file__).parent.parent
START = (ROOT / "reference/start.md").read_text("utf-8")
FONTS = ROOT / "sphinx_bookwork/pdf/fonts"
FACE, OURS = "EB Garamond", "Source Serif 4"  # the page's face, and one that is at hand

FILES = {
    "index.rst": "Salt\n====\n\n.. toctree::\n\n   sea\n   backmatter/sources\n",
    "sea.rst": "The Sea\n=======\n\nThe sea is salt.\\ :claim:`s1`\n",
    "backmatter/sources.rst": "Sources\n=======\n\n.. bibliography::\n",
    "cover/front.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 148 210"/>',
    "references.bib": "@book{ann, author={Ann}, title={Salt}, publisher={Sea}, year={2003}}\n",
    "claims/sea.yml": "- {id: s1, chapter: sea, claim: Salt., date: n.d., status: established,\n"
    '   sources: [{key: ann, seen: "yes"}]}\n',
}


def blocks(language: str) -> str:
    """All code of a language on the page, with a face that is at hand."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", START, re.DOTALL | re.MULTILINE)
    return "\n".join(found).replace(FACE, OURS)


@pytest.fixture
def salt(project: Project) -> Project:
    """A small project with all that the page lists."""
    for name, text in FILES.items():
        project.write(name, text)
    project.write("conf.py", blocks("python")).write("css/print.css", blocks("css"))
    for path in FONTS.glob("SourceSerif4*.ttf"):
        (project.root / "src/fonts").mkdir(exist_ok=True)
        shutil.copy(path, project.root / "src/fonts")
    return project


def test_what_the_page_shows_makes_every_edition(salt: Project):
    build = salt.build("bookpdf", "--fail-on-warning")
    assert build.status == 0, build.log
    paper = Paper(build.out / "a-short-history-of-salt.pdf")
    assert {(round(width), round(height)) for width, height in paper.sizes} == {(420, 595)}
    assert (
        "From sea to table" in paper.text and "salt.1" in paper.text and "1 Ann 2003." in paper.text
    )
    for builder in ("bookepub", "html", "evidence"):
        build = salt.build(builder)
        assert build.status == 0, build.log
