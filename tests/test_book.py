"""This book: its length, and its print edition as a whole. Its evidence: test_book_evidence.py."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pybtex.database import parse_file

from sphinx_bookwork.evidence.ledger import load
from tests.pdf.paper import Paper

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted((ROOT / "docs/chapters").glob("*.md"))

#: What of a chapter is no narrative, and what of it a reader reads.
MARKUP = (
    (re.compile(r"\A---\n.*?\n---\n", re.DOTALL), ""),
    (re.compile(r"^(`{3,}|:{3,})\{.*?^\1\s*$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"^(#|\(|\||\[\^).*$", re.MULTILINE), ""),
    (re.compile(r"\{(claim|told)\}`[^`]*`"), ""),
    (re.compile(r"\{lang\}`\S+ ([^`]*)`"), r"\1"),
    (re.compile(r"\{\w+\}`([^`<]*?)\s*(<[^>]*>)?`"), r"\1"),
)
A5 = (420, 595)
LEADER = re.compile(r" ?\.(?: ?\.)+ ?")


def narrative(text: str) -> str:
    """The running text of a chapter."""
    for pattern, left in MARKUP:
        text = pattern.sub(left, text)
    return text


def test_narrative_is_what_stays_of_a_chapter():
    text = (
        "(a)=\n# Title\n\nIn {index}`Baku <single: Baku>` {lang}`az söz` fell.{claim}`s01`\n\n"
        "```{index} single: x\n```\n\n| a | b |\n\nSee {ref}`b`.\n"
    )
    assert narrative(text).split() == ["In", "Baku", "söz", "fell.", "See", "b."]


def test_narrative_is_as_long_as_it_was_meant_to_be():
    texts = {path.stem: narrative(path.read_text("utf-8")) for path in CHAPTERS}
    words = Counter({name: len(text.split()) for name, text in texts.items()})
    assert 7_000 <= words.total() <= 9_000, words


def test_every_chapter_opens_with_a_paragraph_that_tells_it():
    for path in CHAPTERS:
        _, title, opening, *_ = re.split(r"\n{2,}|(?<=\)=)\n", path.read_text("utf-8").strip())
        assert title.startswith("# "), path.name
        assert len(narrative(opening).split()) > 40, path.name


def test_every_claim_that_the_text_names_is_in_the_ledger_and_verified():
    keys = parse_file(str(ROOT / "docs/references.bib"), "bibtex").entries
    ledger = load((ROOT / "docs/claims").glob("*.yml"), keys, ROOT)
    verified = {claim.id for claim in ledger.claims.values() if claim.status != "unverified"}
    texts = (path.read_text("utf-8") for path in [*CHAPTERS, *(ROOT / "docs").glob("*matter/*.md")])
    named = [role for text in texts for role in re.findall(r"\{(?:claim|told)\}`([^`]+)`", text)]
    used = {name for role in named for name in role.split()}
    assert len(used) > 200
    assert used - verified == set()


@pytest.fixture(scope="module")
def paper(printed_book: Path) -> Paper:
    """The print edition of this book."""
    return Paper(printed_book)


def test_book_is_a_booklet_of_24_sheets_at_most(paper: Paper):
    assert len(paper.pages) <= 96
    assert {(round(width), round(height)) for width, height in paper.sizes} == {A5}


def contents_of(paper: Paper) -> list[tuple[str, str]]:
    """The lines of the contents: title (perhaps behind a running head) and page."""
    pages = [page for page, links in enumerate(paper.links, start=1) if len(links) > 20]
    begin = next(page for page in pages if paper.pages[page - 1].startswith("Contents "))
    end = paper.labels.index("1") + 1
    text = LEADER.sub(" -> ", " ".join(paper.pages[begin - 1 : end - 1]))
    return re.findall(r"(\S.*?) -> (\w+)(?= |$)", text.replace("\u2010", "-"))


def leads(paper: Paper, title: str, label: str) -> bool:
    """Tell whether a heading or a figure's caption of that title stands on the page so labelled."""
    page = paper.labels.index(label) + 1
    if "Fig. " in title:
        return title[title.index("Fig. ") :] in paper.pages[page - 1]
    return any(mark.page == page and title.endswith(mark.title) for mark in paper.outline)


def test_contents_give_the_page_of_every_heading_and_figure(paper: Paper):
    found = contents_of(paper)
    assert len(found) > 60
    assert [line for line in found if not leads(paper, *line)] == []


def test_contents_have_every_chapter(paper: Paper):
    listed = " ".join(title for title, _ in contents_of(paper))
    chapters = [mark.title for mark in paper.outline if mark.level == 0]
    assert [title for title in chapters if title not in listed] == []


def test_headings_stand_where_they_lead(paper: Paper):
    flat = [page.replace("\u2010", "-") for page in paper.pages]
    assert [mark for mark in paper.outline if mark.title not in flat[mark.page - 1]] == []


def test_every_note_stands_on_the_page_of_its_call(paper: Paper):
    targets = paper.map["targets"]
    notes = [name.removesuffix("-note") for name in targets if name.endswith("-note")]
    assert len(notes) > 200
    assert [name for name in notes if targets[f"{name}-note"] != targets[f"{name}-call"]] == []


def test_every_reference_prints_a_page(paper: Paper):
    assert paper.pages_with("p. 00") == []
    assert len(re.findall(r"\(p\. \d+\)", paper.text)) > 20


def test_only_this_books_faces_are_embedded(paper: Paper):
    own = ("Source-Serif-4", "SourceSerif4", "Noto-Serif-Armenian", "NotoSerifArmenian")
    assert {name for name in paper.faces() if not name.startswith(own)} == set()


def test_chapters_begin_on_rectos_and_the_back_cover_is_last(paper: Paper):
    chapters = [mark for mark in paper.outline if mark.level == 0]
    body = [mark for mark in chapters if paper.labels[mark.page - 1].isdecimal()][: len(CHAPTERS)]
    assert [mark for mark in body if mark.page % 2 == 0] == []
    assert (paper.labels[0], paper.labels[-1], len(paper.pages) % 2) == ("", "", 0)
