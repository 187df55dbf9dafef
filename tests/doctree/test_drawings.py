"""Drawings that stand in the page: SVG images with the class ``inline``."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from sphinx_bookwork.doctree.drawings import DrawingError, to_inline
from tests.epub.opened import built

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9" role="img">'
DRAWING = (
    f'<?xml version="1.0"?><!-- made -->{HEAD}<title>Rain</title><defs><path id="drop" d="M0 0"/>'
    '</defs><g id="place"><text x="1" y="2">Bakı</text></g><use href="#drop"/>'
    '<path fill="url(#drop)" d="M0 0"/></svg>'
)
FIGURE = "```{{figure}} {0}\n:class: inline\n:alt: {1}\n\nCaption\n```\n"


def drawings(path: Path) -> list[etree._Element]:
    return html.fromstring(path.read_bytes()).xpath(
        "//figure//svg | //figure//object | //figure//img"
    )


def test_a_drawing_stands_in_the_page_of_a_site(project):
    project.write("rain.svg", DRAWING).write(
        "index.md", "# Book\n\n" + FIGURE.format("rain.svg", 'Rain & "sun"')
    )
    build = project.build("html")
    assert build.status == 0, build.log
    [svg] = drawings(build.out / "index.html")
    assert dict(svg.attrib) == {
        **{"class": "drawing", "role": "img", "aria-label": 'Rain & "sun"'},
        **{"xmlns": "http://www.w3.org/2000/svg", "viewbox": "0 0 9 9"},
    }
    assert svg.text_content() == "Bakı"
    assert not list((build.out).rglob("*.svg"))


def test_ids_of_two_drawings_and_their_page_do_not_clash(project):
    figures = FIGURE.format("rain.svg", "One") + "\n" + FIGURE.format("rain.svg", "Two")
    project.write("rain.svg", DRAWING).write("index.md", f"(place)=\n# Book\n\n{figures}")
    page = html.fromstring((project.build("html").out / "index.html").read_bytes())
    one, two = page.xpath("//figure//svg")
    assert one.xpath(".//@id") == ["drop", "place-2"]
    assert two.xpath(".//@id") == ["drop-2", "place-3"]
    assert two.xpath(".//@href | .//@fill") == ["#drop-2", "url(#drop-2)"]


def test_a_drawing_is_described_at_length_as_an_image_is(project):
    described = (
        FIGURE.format("rain.svg", "Rain") + "\n```{long-description}\nIt rains in May.\n```\n"
    )
    project.write("rain.svg", DRAWING).write("index.md", f"# Book\n\n{described}")
    page = html.fromstring((project.build("html").out / "index.html").read_bytes())
    [target] = page.xpath("//svg/@aria-details")
    assert "It rains in May." in page.get_element_by_id(target).text_content()


def test_without_the_class_a_drawing_stays_an_image(project):
    project.write("rain.svg", DRAWING).write("index.md", "# Book\n\n![Rain](rain.svg)\n")
    page = (project.build("html").out / "index.html").read_text("utf-8")
    assert "<svg class" not in page and "rain.svg" in page


def test_a_drawing_without_a_text_stops_the_build(project):
    project.write("rain.svg", DRAWING)
    build = project.write("index.md", "# Book\n\n```{image} rain.svg\n:class: inline\n```\n").build(
        "html"
    )
    assert build.status == 1
    assert (
        "index.md:3: WARNING: no drawing for the page: 'rain.svg': it has no alternat" in build.log
    )


BAD = {
    "a style sheet": f"{HEAD}<style>p {{ color: red }}</style></svg>",
    "a script": f"{HEAD}<script>alert(1)</script></svg>",
    "a style": f'{HEAD}<path style="fill: red" d="M0 0"/></svg>',
    "a handler": f'{HEAD}<path onclick="alert(1)" d="M0 0"/></svg>',
    "no viewBox": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "no SVG": "<p/>",
    "no XML": "<svg",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_what_would_reach_beyond_its_place_is_refused(tmp_path: Path, content: str):
    (tmp_path / "a.svg").write_text(content, encoding="utf-8")
    with pytest.raises(DrawingError):
        to_inline(tmp_path / "a.svg", set())


def test_a_refused_drawing_is_named_with_its_line_and_stays_an_image(project):
    project.write("rain.svg", BAD["a style sheet"])
    project.write("index.md", "# Book\n\n" + FIGURE.format("rain.svg", "Rain"))
    build = project.build("html")
    assert "index.md:3: WARNING: no drawing for the page: 'rain.svg': it has a <style>" in build.log
    assert "[bookwork.drawing]" in build.log
    assert "rain.svg" in (build.out / "index.html").read_text("utf-8")


def test_a_drawing_stands_in_the_page_of_an_e_book(project):
    described = FIGURE.format("rain.svg", "Rain") + "\n```{long-description}\nIn May.\n```\n"
    project.conf(bookepub_page_map_missing="leave-out").write("rain.svg", DRAWING)
    book = built(project.write("index.md", f"# Book\n\n{described}"))
    svg = book.one("text/index.xhtml", "//*[local-name()='svg']")
    assert svg.get("viewBox") and svg.get("aria-label") == "Rain"
    assert book.one("text/index.xhtml", f"//*[@id='{svg.get('aria-details')}']").text
    assert book.one("package.opf", "//o:item[@properties='svg']") is not None
    assert not [name for name in book.names if name.endswith(".svg")]
    assert {"alternativeText", "longDescription"} <= {*book.metadata("schema:accessibilityFeature")}


def test_print_keeps_the_image(project):
    project.write("rain.svg", DRAWING).write(
        "index.md", "# Book\n\n" + FIGURE.format("rain.svg", "Rain")
    )
    build = project.build("bookpdf")
    assert build.status == 0, build.log
