from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document

from sphinx_bookwork.epub.names import is_external, use_xml_names, xml_name, xml_uri
from tests.epub.opened import built


@pytest.mark.parametrize(
    ("ident", "name"),
    [("a:b", "a-b"), ("1a", "_1a"), ("f(x)", "f-x-"), ("ə.ü", "ə.ü"), ("_a-1", "_a-1")],
)
def test_ids_become_names(ident, name):
    assert xml_name(ident) == name


@pytest.mark.parametrize(
    ("uri", "result"),
    [
        ("one.xhtml#a:b", "one.xhtml#a-b"),
        ("#1", "#_1"),
        ("one.xhtml#", "one.xhtml"),
        ("https://example.org/#a:b", "https://example.org/#a:b"),
    ],
)
def test_links_follow(uri, result):
    assert xml_uri(uri) == result


@pytest.mark.parametrize("uri", ["https://example.org", "mailto:a@example.org", "//example.org/x"])
def test_what_leads_out_is_known(uri):
    assert is_external(uri) and not is_external(f"a/{uri}")


def test_a_document_keeps_its_links():
    document = new_document("x")
    document += nodes.section("", ids=["a:b"])
    document += nodes.reference("", "", refid="a:b")
    document += nodes.footnote("", backrefs=["c:d"])
    use_xml_names(document)
    section, reference, note = document.children
    assert section["ids"] == [reference["refid"]] == ["a-b"]
    assert note["backrefs"] == ["c-d"]


LISTED = "```{toctree}\nmy chapter/first one\n```\n"


def test_files_of_a_book_have_no_spaces(project):
    project.write("index.md", "# A Book\n\n{doc}`my chapter/first one`\n\n" + LISTED)
    image = ".. image:: ../a\\ dot.gif\n   :alt: A dot\n"
    project.write("my chapter/first one.rst", f"First\n=====\n\n{image}")
    project.write("a dot.gif", b"GIF89a")
    book = built(project)
    assert [name for name in book.names if " " in name] == []
    link = book.find("text/index.xhtml", "//h:p/h:a/@href")
    assert link == ["my_chapter/first_one.xhtml"]


def test_two_documents_that_would_be_one_file_are_named(project):
    project.write("index.md", "# A Book\n\n```{toctree}\na b\na_b\n```\n")
    project.write("a b.md", "# One\n").write("a_b.md", "# Two\n")
    build = project.build("bookepub")
    assert build.status != 0
    assert "'a b' and 'a_b' would be one file" in build.log.replace(
        "'a_b' and 'a b'", "'a b' and 'a_b'"
    )
