from __future__ import annotations

from sphinx_bookwork.evidence.ledger import Claim, SourceRef
from sphinx_bookwork.evidence.proof import Citation, Rank, citations

RANKS = {"un": Rank.PRIMARY, "court": Rank.PRIMARY, "book": Rank.WORK, "wiki": Rank.LAST_RESORT}


def rank(key):
    return RANKS.get(key, Rank.OTHER)


def claim(*sources, status="established", name="f01"):
    return Claim(name, "night", "It happened.", "1990", status, "", sources, "night.yml", 1)


def seen(key, locator="", keep=False):
    return SourceRef(key, seen=True, locator=locator, keep=keep)


def cited(*claims, limit=4):
    chosen = citations(claims, rank, ["seed"], limit)
    return [citation.key for citation in chosen]


def test_origin_and_unseen_sources_are_no_proof():
    assert cited(claim(seen("seed"), SourceRef("un", seen=False), seen("news"))) == ["news"]


def test_best_unseen_source_stands_where_nothing_was_seen():
    unseen = [SourceRef(key, seen=False) for key in ("news", "un")]
    assert citations([claim(seen("seed"), *unseen)], rank, ["seed"], 4) == (
        Citation("un", seen=False),
    )


def test_nothing_but_the_origin_is_nothing():
    assert cited(claim(seen("seed"))) == []


def test_primary_documents_come_first_and_the_limit_holds():
    sources = [seen(key) for key in ("a", "b", "c", "book", "un", "court")]
    assert cited(claim(*sources)) == ["un", "court", "book", "a"]


def test_encyclopaedia_only_where_nothing_else_is():
    assert cited(claim(seen("wiki"), seen("news"))) == ["news"]
    assert cited(claim(seen("wiki"))) == ["wiki"]


def test_source_to_keep_is_cited_over_the_limit_but_not_before_better_ones():
    sources = [seen("un"), seen("court"), seen("wiki", keep=True)]
    assert cited(claim(*sources), limit=1) == ["wiki"]
    assert cited(claim(*sources), limit=2) == ["un", "wiki"]


def test_contested_claim_keeps_two_sources_even_if_the_second_is_a_last_resort():
    assert cited(claim(seen("un"), seen("wiki"), status="contested"), limit=1) == ["un", "wiki"]


def test_every_claim_of_a_note_keeps_a_source():
    claims = [claim(seen(key)) for key in ("a", "b", "c")]
    assert cited(*claims, limit=1) == ["a", "b", "c"]


def test_same_source_is_cited_once_with_all_locators():
    first = claim(seen("un", "para 1"), SourceRef("book", seen=False))
    second = claim(seen("un", "para 5"), seen("un", "para 1"))
    chosen = citations([first, second], rank, [], 4)
    assert chosen == (Citation("un", ("para 1", "para 5")),)
