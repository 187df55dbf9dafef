"""Books in languages that are written from right to left."""

from __future__ import annotations

import pytest

from sphinx_bookwork.doctree.language import direction_of
from tests.epub.opened import built


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"),
        ("he", "rtl"),
        ("fa-IR", "rtl"),
        ("fa_IR", "rtl"),
        ("az", "ltr"),
        ("az-Arab", "rtl"),
        ("x", "ltr"),
    ],
)
def test_a_language_has_a_direction(tag, direction):
    assert direction_of(tag) == direction


def test_a_book_from_right_to_left_says_so_and_its_code_is_not(project):
    project.conf(language="ar").write(
        "index.md", "# كتاب\n\nهذا `code` و {lang}`en some words`.\n\n```python\nx = 1\n```\n"
    )
    book = built(project)
    assert book.one("package.opf", "//o:spine/@page-progression-direction") == "rtl"
    assert book.one("text/index.xhtml", "/h:html/@dir") == "rtl"
    assert book.one("nav.xhtml", "/h:html/@dir") == "rtl"
    turned = book.find("text/index.xhtml", "//h:body//*[@dir='ltr']")
    assert [element.tag.split("}")[1] for element in turned] == ["code", "em", "div"]


def test_a_book_from_left_to_right_turns_only_passages(project):
    project.write("index.md", "# A Book\n\nThe {lang}`ar كتاب` and `code`.\n")
    book = built(project)
    assert book.find("package.opf", "//@page-progression-direction") == []
    assert book.find("text/index.xhtml", "//@dir") == ["rtl"]


def test_a_link_to_a_page_of_the_site_leads_to_the_document(project):
    project.conf(extensions=[])
    project.write(
        "index.rst", "A Book\n======\n\nThe `end <b.html#end>`_.\n\n.. toctree::\n\n   b\n"
    )
    project.write("b.rst", "B\n=\n\nEnd\n---\n\nText.\n")
    book = built(project)
    assert book.find("text/index.xhtml", "//h:p/h:a/@href") == ["b.xhtml#end"]
