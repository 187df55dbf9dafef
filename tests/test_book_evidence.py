"""The ledger and the bibliography of this book."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pybtex.database import parse_file

from sphinx_bookwork.evidence.ledger import DOUBTFUL, load
from sphinx_bookwork.evidence.proof import citations
from sphinx_bookwork.evidence.roles import rank
from sphinx_bookwork.sources.entries import EntryStyle

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
ORIGIN = "seed_consulate"


@pytest.fixture(scope="module")
def bibliography():
    return parse_file(str(DOCS / "references.bib"), "bibtex")


@pytest.fixture(scope="module")
def ledger(bibliography):
    return load(DOCS.glob("claims/*.yml"), bibliography.entries, ROOT)


def told(*folders):
    """The ids that the texts in these folders name in ``claim`` roles."""
    texts = (path.read_text(encoding="utf-8") for name in folders for path in DOCS.glob(name))
    roles = (role for text in texts for role in re.findall(r"\{claim\}`([^`]*)`", text))
    return {name for role in roles for name in role.split()}


def test_ledger_has_no_mistakes(ledger):
    assert [str(finding) for finding in ledger.findings] == []


def test_all_claims_of_the_source_page_are_in_the_ledger(ledger):
    page = [name for name in ledger.claims if name.startswith("s")]
    assert sorted(page) == [f"s{number:02}" for number in range(1, 54)]


def test_source_page_is_dealt_with_claim_by_claim(ledger):
    text = (DOCS / "backmatter/source-page.md").read_text(encoding="utf-8")
    page = [name for name in ledger.claims if name.startswith("s")]
    assert [name for name in page if f"#source-{name} " not in text] == []


def test_every_verified_claim_of_the_source_page_is_told_in_a_chapter(ledger):
    claims = ledger.claims.values()
    page = {c.id for c in claims if c.id.startswith("s") and c.status != "unverified"}
    assert page - told("chapters/*.md") == set()


def test_every_claim_that_can_be_told_has_a_source_to_cite(ledger, bibliography):
    bare = [
        claim.id
        for claim in ledger.claims.values()
        if not citations([claim], lambda key: rank(bibliography.entries[key]), [ORIGIN], 4)
    ]
    assert bare == []


def test_every_doubtful_claim_says_who_gives_what(ledger):
    """Those without a source that was seen have nothing to say it from."""
    claims = [claim for claim in ledger.claims.values() if claim.status in DOUBTFUL]
    seen = [claim for claim in claims if any(source.seen for source in claim.sources)]
    assert [claim.id for claim in seen if not claim.values] == []


def test_files_of_the_ledger_are_named_after_the_chapters(ledger):
    for claim in ledger.claims.values():
        assert claim.path == f"docs/claims/{claim.chapter}.yml", claim.id
        assert (DOCS / "chapters" / f"{claim.chapter}.md").is_file(), claim.id


def test_every_source_is_in_the_ledger(ledger, bibliography):
    used = {source.key for claim in ledger.claims.values() for source in claim.sources}
    assert set(bibliography.entries) - used == set()


def test_every_seen_source_says_where_it_is(ledger, bibliography):
    used = {s.key for claim in ledger.claims.values() for s in claim.sources if s.seen} - {ORIGIN}
    places = {"url", "doi", "isbn", "publisher", "number", "howpublished", "institution"}
    assert [key for key in used if not places & set(bibliography.entries[key].fields)] == []


def test_entries_print_no_brackets_notes_or_mirrors_as_titles(bibliography):
    for entry in EntryStyle().format_bibliography(bibliography):
        text = str(entry.text)
        assert "seen:" not in text, entry.key
        assert not re.search(r"[\[\]{}\\]", text.partition("http")[0]), entry.key
        assert "(mirror)”" not in text, entry.key


def test_titles_in_other_scripts_name_their_language(bibliography):
    for key, entry in bibliography.entries.items():
        if re.search("[\u0370-\u058f]", entry.fields["title"]):  # Greek, Cyrillic, Armenian
            assert "language" in entry.fields, key
