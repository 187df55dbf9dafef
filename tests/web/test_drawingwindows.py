"""Wide drawings of figures have a window that scrolls on phones; others are left alone."""

from __future__ import annotations

import re

import pytest

from tests.harness import Project

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><path d="M 0 0 9 9"/></svg>'
FIGURE = "# A Book\n\n```{figure} map.svg\n:class: inline\n:alt: A map\n\nCaption\n```\n"
IMAGE = "# A Book\n\n```{image} map.svg\n:class: inline\n:alt: A map\n```\n"


def page(project: Project, text: str, size: str) -> str:
    project.write("map.svg", SVG.format(size)).write("index.md", text)
    built = project.build("html")
    assert built.status == 0, built.log
    return (built.out / "index.html").read_text("utf-8")


def test_a_wide_drawing_has_a_window_with_its_look_and_script(project: Project):
    text = page(project, FIGURE, 'viewBox="0 0 328.8 90"')
    assert re.search(r'<div class="drawing-window[^"]*">\s*<svg', text)
    assert "bookweb/drawings.css" in text and "bookweb/drawings.js" in text


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (FIGURE, 'viewBox="0,0,299,90"'),
        (FIGURE, 'viewBox="none"'),
        (IMAGE, 'viewBox="0 0 328.8 90"'),
    ],
    ids=["narrow", "of no size", "in the text"],
)
def test_other_drawings_are_left_alone(project: Project, text: str, size: str):
    made = page(project, text, size)
    assert "<svg" in made and "drawing-window" not in made and "drawings.js" not in made


def test_an_e_book_has_no_windows(project: Project):
    project.conf(book_slug="book")
    project.write("map.svg", SVG.format('viewBox="0 0 328.8 90"')).write("index.md", FIGURE)
    built = project.lenient("epub")
    assert "drawing-window" not in (built.out / "index.xhtml").read_text("utf-8")
