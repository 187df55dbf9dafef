"""Links written by hand, links out of the book, links that lead nowhere."""

from __future__ import annotations

import pytest

from tests.harness import Build, Project
from tests.pdf.paper import Paper, printed

OTHER = "Other\n=====\n\nText.\n\nSection two\n-----------\n\nMore text.\n"
ORPHAN = ":orphan:\n\n.. _left-out:\n\nOrphan\n======\n\nLeft out.\n"


def book(project: Project, line: str) -> Project:
    """A reST book whose first chapter, in a folder, has ``line``."""
    project.conf(bookpdf_title_pages=False, bookpdf_contents=False).write(
        "orphan.rst", ORPHAN
    ).write("a/other.rst", OTHER)
    project.write("index.rst", "Book\n====\n\n.. toctree::\n\n   a/one\n   a/other\n")
    own = """
.. _there:

Section one
-----------

Its text.

.. raw:: html

   <p id="raw">Raw.</p>
"""
    return project.write("a/one.rst", f"One\n===\n\n{line}\n{own}")


@pytest.mark.parametrize(
    ("link", "shown", "place"),
    [
        ("`there <other.html>`_", "there (p. 3)", "a/other#other"),
        ("`there <other.html#section-two>`_", "there (p. 3)", "a/other#section-two"),
        ("`there <../a/other.html#section-two>`_", "there (p. 3)", "a/other#section-two"),
        ("`there <#section-one>`_", "there (p. 1)", "a/one#section-one"),
        (":ref:`there <there>`", "there (p. 1)", "a/one#section-one"),
        ("`there <#raw>`_", "there.", "raw"),
    ],
)
def test_link_written_by_hand_leads_into_the_book(
    project: Project, link: str, shown: str, place: str
):
    paper = printed(book(project, f"See {link}."))
    assert f"See {shown}" in paper.text
    assert set().union(*paper.links) == {place}


@pytest.mark.parametrize("link", [":doc:`/orphan`", ":ref:`left-out`", ":ref:`modindex`"])
def test_link_to_what_is_left_out_is_no_link_and_no_fault(project: Project, link: str):
    paper = printed(book(project, f"See {link}."))
    assert "See " in paper.text
    assert not any(paper.links)


@pytest.mark.parametrize(
    ("link", "target"),
    [("<nowhere.html>", "nowhere.html"), ("<#none>", "a/one#none"), ("<a.zip>", "a.zip")],
)
def test_link_that_leads_nowhere_is_a_warning_and_keeps_its_words(
    project: Project, link: str, target: str
):
    said = f"one.rst:4: WARNING: a link leads to what the book does not print: {target!r}; "
    strict = book(project, f"See `there {link}`_.").build()
    assert strict.status != 0 and said in strict.log and "[bookwork.link]" in strict.log
    build: Build = project.lenient("bookpdf")
    assert build.status == 0 and said in build.log
    paper = Paper(build.out / "a-test-book.pdf")
    assert "See there." in paper.text and not any(paper.links)


def test_links_to_listings_of_code_are_no_part_of_a_book(project: Project):
    book(project, ".. autofunction:: textwrap.dedent")
    project.conf(extensions=["sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_bookwork"])
    paper = printed(project)
    assert "textwrap.dedent(text)" in paper.text
    assert "[source]" not in paper.text
