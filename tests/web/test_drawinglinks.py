from __future__ import annotations

import re

import pytest
from lxml import etree

from sphinx_bookwork.web.drawinglinks import with_links
from sphinx_bookwork.web.names import Thing
from tests.harness import Project

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<path id="district-xankendi" d="M 0 0 9 9"/>
<g id="place-xankendi"><path d="M 0 0 1 1"/></g>
<text x="1" y="2">Xankəndi / Stepanakert</text>
<g id="place-hadrut"><text x="3" y="4">Hadrut</text></g>
<g id="place-nowhere"><text x="5" y="6">Nowhere</text></g>
</svg>
"""
NAMES = "Places:\n- [Xankəndi, Stepanakert]\n- Hadrut\nPeople:\n- Nobody\n"
PLACES = """
# Places

:::{named} Places
Xankəndi (in Armenian Stepanakert)
: A town. See {ref}`places-hadrut`.

{index}`Hadrut <Hadrut>`
: Another.
:::
"""
PICTURE = "# A Book\n\n```{image} map.svg\n:class: inline\n:alt: A map\n```\n"


@pytest.fixture
def book(project: Project) -> Project:
    """A book with a map on one page and the places on another."""
    syntax = ["colon_fence", "deflist"]
    project.conf(bookweb_names="names.yml", myst_enable_extensions=syntax)
    project.write("names.yml", NAMES).write("map.svg", SVG).write("back/places.md", PLACES)
    return project.write("index.md", PICTURE + "\n```{toctree}\nback/places\n```\n")


def links(svg: str) -> list[tuple[str, str]]:
    found = etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}a")
    return [(str(a.get("href")), str(a.get("aria-label", ""))) for a in found]


def test_places_lead_to_their_entries_on_another_page(book: Project):
    build = book.build("html")
    assert build.status == 0, build.log
    page = (build.out / "index.html").read_text("utf-8")
    [svg] = re.findall(r"<svg.*?</svg>", page, re.S)
    assert links(svg) == [
        ("back/places.html#places-xankendi", ""),
        ("back/places.html#places-xankendi", "Xankəndi / Stepanakert"),
        ("back/places.html#places-hadrut", "Hadrut"),
    ]
    assert 'class="drawing linked" role="group" aria-label="A map"' in svg
    places = (build.out / "back/places.html").read_text("utf-8")
    assert 'id="places-xankendi"' in places
    assert re.search(r'<dl class="[^"]*\bplaces\b', places)


def test_one_link_of_a_place_is_for_the_keyboard_and_has_its_name():
    thing = Thing("Places", ("Xankəndi", "Stepanakert", "Khankendi"))
    root = etree.fromstring(with_links(SVG, {"xankendi": (thing, "#there")}))
    shape, name = root.iter("{http://www.w3.org/2000/svg}a")
    assert (shape.get("tabindex"), shape.get("aria-hidden")) == ("-1", "true")
    assert name.get("tabindex") is None
    assert "".join(name.itertext()).strip() == "Xankəndi / Stepanakert"
    assert name.get("aria-label") == "Xankəndi / Stepanakert, Khankendi"


def test_a_drawing_of_nothing_that_has_an_entry_stays_as_it_is():
    assert with_links(SVG, {"baki": (Thing("Places", ("Bakı",)), "#there")}) == ""


def test_an_unknown_place_is_said_with_its_line(book: Project):
    book.write("back/places.md", PLACES.replace("Hadrut <Hadrut>", "Atlantis <Atlantis>"))
    build = book.build("html")
    assert build.status == 1
    assert "places.md:7: WARNING: no such name in 'Places': 'Atlantis'; mend it" in build.log
    assert "[bookweb.named]" in build.log


def test_a_name_of_another_kind_is_no_place(book: Project):
    book.write("back/places.md", PLACES.replace("Hadrut <Hadrut>", "Nobody <Nobody>"))
    assert "no such name in 'Places': 'Nobody'" in book.build("html").log


@pytest.mark.parametrize("builder", ["bookpdf", "bookepub"])
def test_other_editions_have_no_such_links(book: Project, builder: str):
    book.conf(
        bookweb_names="names.yml",
        myst_enable_extensions=["colon_fence", "deflist"],
        bookpdf_title_pages=False,
    )
    build = book.build(builder)
    assert build.status == 0, build.log
