"""What is no page map of this book: an error that names file and cause, or no list at all."""

from __future__ import annotations

import json

import pytest

from tests.epub.opened import opened
from tests.pdf.paper import Printer, filler, printed

SMALL = {"book_edition": "First edition", "bookpdf_title_pages": False, "bookpdf_contents": False}
TEXT = f"# One\n\n{filler(40)}\n\n{filler(40)}\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Printer:
    """A book of two pages or more, printed, and its map at ``map.json``."""
    project = Printer(tmp_path_factory.mktemp("small")).conf(**SMALL)
    project.write("index.md", "# A Test Book\n\n```{toctree}\none\n```\n").write("one.md", TEXT)
    assert len(printed(project).map["starts"]) > 1
    return project


def build(project: Printer, change=None, **conf: object):
    """Build the e-book of ``small`` with its page map, changed."""
    data = json.loads((project.root / "out/bookpdf/page-map.json").read_text())
    if change:
        change(data)
    project.write("map.json", json.dumps(data))
    project.conf(**SMALL | {"bookepub_page_map": "map.json"} | conf)
    return project.build("bookepub")


def change_start(**values: object):
    return lambda data: data["starts"][1].update(values)


BAD_MAPS = {
    "another edition": (
        lambda data: data.update(edition="Second edition"),
        "made for another edition: 'Second edition', not 'First edition'",
    ),
    "no starts": (lambda data: data["starts"].clear(), "says of no page where it begins"),
    "a page twice": (
        lambda data: data["starts"].insert(0, data["starts"][0]),
        "its pages are not in order, each once",
    ),
    "a label twice": (change_start(label="1"), "2 pages are labelled '1'"),
    "no label": (change_start(label=""), "1 pages are labelled ''"),
    "no such document": (change_start(doc="two"), "page 2 begins in no document: 'two'"),
    "no such block": (change_start(block="99"), "page 2 begins where 'one' has no such text"),
    "beyond the block": (change_start(offset=99999), "page 2 begins where 'one' has no such text"),
    "older than the text": (lambda data: data["texts"].update(one="0"), "older than the text"),
    "of a document that is gone": (lambda data: data["texts"].update(two="0"), "text of 'two'"),
    "older than a block": (
        lambda data: data["texts"].update({f"one#{data['starts'][1]['block']}": "0"}),
        "page 2 begins where 'one' has no such text",
    ),
    "no map": (lambda data: data.pop("starts"), "not a page map: 'starts'"),
}


@pytest.mark.parametrize("name", BAD_MAPS)
def test_a_wrong_map_is_an_error(small, name):
    change, message = BAD_MAPS[name]
    before = {path: path.read_bytes() for path in (small.root / "out").glob("bookepub/*")}
    result = build(small, change)
    assert result.status == 1 and "Traceback" not in result.log
    said = [line for line in result.log.splitlines() if "[bookepub.page-map]" in line]
    assert len(said) == 1 and f"{small.root}/src/map.json: " in said[0] and message in said[0]
    assert {path: path.read_bytes() for path in (small.root / "out").glob("bookepub/*")} == before


@pytest.mark.parametrize("name", BAD_MAPS)
def test_a_wrong_map_leaves_the_list_out_where_that_is_wished(small, name):
    change, message = BAD_MAPS[name]
    result = build(small, change, bookepub_page_map_missing="leave-out")
    assert message in result.log
    book = opened(result)
    assert not book.find("nav.xhtml", "//h:nav[@epub:type='page-list']")
    assert "pagebreak" not in book.text("text/one.xhtml")
    assert not book.metadata("dc:source") and not book.metadata("pageBreakSource")
    assert "pageNavigation" not in book.metadata("schema:accessibilityFeature")
    assert "pageList" not in book.text("toc.ncx")


def test_a_missing_map_is_an_error_that_says_what_to_do(small):
    result = build(small, bookepub_page_map="none.json")
    assert result.status == 1
    assert "none.json: the page map cannot be read: No such file" in result.log
    assert "build the print edition (bookpdf) first" in result.log


def test_what_is_no_json_is_an_error(small):
    small.write("broken.json", "{")
    result = build(small, bookepub_page_map="broken.json")
    assert result.status == 1 and "broken.json: not a page map" in result.log


def test_a_text_that_changed_after_printing_is_noticed(small):
    small.write("one.md", TEXT.replace("gate", "door"))
    result = build(small)
    small.write("one.md", TEXT)
    assert result.status == 1 and "map.json: older than the text of 'one'" in result.log
    assert build(small).status == 0


def test_without_the_setting_there_is_no_list(small):
    book = opened(build(small, bookepub_page_map=""))
    assert "pagebreak" not in book.text("text/one.xhtml") + book.text("nav.xhtml")
