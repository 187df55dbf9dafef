"""This book's e-book: on the same pages as the printed book, and what it says of itself is so."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from tests.epub.opened import PREFIXES, Opened
from tests.pdf.paper import Paper

ROOT = Path(__file__).parent.parent
#: What paper adds to a line: the page of a reference, the call of a note.
ADDED = re.compile(r",? ?\(?\bpp?\. [\divxlc, ]+\)?|(?<=[.;:!?”’)])\d{1,3}\*?(?=\s|$)")


@pytest.fixture(scope="module")
def book(printed_book: Path, tmp_path_factory) -> Opened:
    """The e-book made with the page map of the print edition."""
    work = tmp_path_factory.mktemp("ebook")
    page_map = f"bookepub_page_map={printed_book.parent / 'page-map.json'}"
    options = ["-q", "--fail-on-warning", "-b", "bookepub", "-c", str(ROOT), "-D", page_map]
    assert build_main([*options, "-d", str(work / "d"), str(ROOT / "docs"), str(work / "out")]) == 0
    [path] = (work / "out").glob("*.epub")
    return Opened(path)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def behind(book: Opened, href: str) -> str:
    """The letters behind a page break, without notes and their calls."""
    name, _, ident = href.partition("#")
    mark = book.one(name, f"//h:span[@id='{ident}']")
    aside = "ancestor::*[@epub:type='noteref' or @epub:type='footnotes']"
    return letters("".join(mark.xpath(f"following::text()[not({aside})]", namespaces=PREFIXES)))


def test_the_first_five_words_of_every_printed_page_stand_behind_its_break(book, printed_book):
    paper = Paper(printed_book)
    links = book.find("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a")
    assert [link.text for link in links] == [start["label"] for start in paper.map["starts"]]
    # A page may begin with a picture, whose words no text of the book has; a table may float.
    floats = ("#figure-", "#table-")
    targets = paper.map["targets"].items()
    floated = {place["page"] for name, place in targets if any(f in name for f in floats)}
    wrong = []
    for link, start in zip(links, paper.map["starts"], strict=True):
        # The rest of a divided word comes first, if there is one.
        words = [w for w in ADDED.sub("", paper.pages[start["page"] - 1]).split() if letters(w)]
        text = behind(book, link.get("href"))
        if not any(text.startswith(letters("".join(words[n:][:5]))) for n in (0, 1)):
            wrong.append((start["page"], link.text, words[:7], text[:50]))
    assert [line for line in wrong if line[0] not in floated] == []
    assert len(wrong) < len(links) / 10


def test_every_printed_page_is_listed_or_has_a_reason(book, printed_book):
    paper = Paper(printed_book)
    listed = {start["page"] for start in paper.map["starts"]}
    omitted = set(map(int, paper.map["omitted"]))
    assert listed | omitted == set(range(1, len(paper.pages) + 1))
    assert not listed & omitted


def test_what_it_says_of_itself_is_so(book):
    features = set(book.metadata("schema:accessibilityFeature"))
    assert {"alternativeText", "longDescription", "pageNavigation", "tableOfContents"} <= features
    assert "MathML" not in features, "there is no formula in it"
    assert book.metadata("dc:source") == ["The Republic Restored, First edition, 2026, PDF"]
    assert book.metadata("dc:publisher") == []
    assert book.metadata("schema:accessibilityHazard") == ["none"]


def pages(book: Opened) -> list[str]:
    return [name for name in book.names if name.endswith(".xhtml")]


def test_every_picture_is_described(book):
    shown = "//h:img | //*[local-name()='svg']"
    pictures = [i for name in pages(book) for i in book.find(name, shown)]
    assert len(pictures) > 3
    texts = [i.get("alt") or i.get("aria-label") or "" for i in pictures]
    assert [text for text in texts if not text.strip()] == []


def test_every_document_and_every_passage_says_its_language(book):
    assert {book.one(name, "/h:html/@xml:lang") for name in pages(book)} == {"en"}
    passages = [e for name in pages(book) for e in book.find(name, "//h:*[@lang]")]
    assert {e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in passages} >= {"az", "en"}


def test_headings_come_in_order(book):
    for name in pages(book):
        levels = [int(h.tag[-1]) for h in book.find(name, "//h:*[starts-with(local-name(), 'h')]")
                  if re.search(r"\}h[1-6]$", h.tag)]  # fmt: skip
        assert levels[:1] in ([1], []), name
        steps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert steps == [], name


def test_it_loads_nothing_and_runs_nothing(book):
    for name in pages(book):
        assert book.find(name, "//h:script | //h:iframe | //h:object | //@onclick") == []
        assert not [s for s in book.find(name, "//@src") if "://" in s]
    assert "url(http" not in book.text("book.css")


def test_faces_are_embedded_with_their_licences(book):
    assert [name for name in book.names if name.startswith("fonts/")]
    assert [name for name in book.files if "licences/OFL" in name]
