"""Which sources a note cites: a pure choice from the ledger, with its rules in one place.

The rules, in order: the text under examination is never proof; what was not seen is cited only
for a claim that has nothing else; ``keep`` is always cited; encyclopaedias and anonymous texts only
where a claim has nothing else; primary documents before books, books before the rest; about
``limit`` sources a note, but at least one a claim and two a contested one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from sphinx_bookwork.evidence.ledger import Claim, SourceRef


class Rank(IntEnum):
    """How near a source is to what happened; lower is cited first."""

    PRIMARY = 0
    WORK = 1
    OTHER = 2
    LAST_RESORT = 3


@dataclass(frozen=True)
class Citation:
    """One source as a note cites it; ``locators`` come from all claims of the note."""

    key: str
    locators: tuple[str, ...] = ()
    seen: bool = True


def citations(
    claims: Sequence[Claim], rank: Callable[[str], Rank], origin: Iterable[str], limit: int
) -> tuple[Citation, ...]:
    """Choose what the note on ``claims`` cites; empty where nothing but the origin is known."""
    usable = [_usable(claim, rank, frozenset(origin)) for claim in claims]
    chosen: dict[str, Citation] = {}
    for turn in range(max(map(len, usable), default=0)):
        for claim, sources in zip(claims, usable, strict=True):
            needed = turn < least(claim)
            for source in sources[turn : turn + 1]:
                if needed or source.keep or source.key in chosen or len(chosen) < limit:
                    chosen[source.key] = _merged(chosen.get(source.key), source)
    return tuple(sorted(chosen.values(), key=lambda citation: rank(citation.key)))


def gathered(cited: Iterable[Citation], author: Callable[[str], str]) -> tuple[Citation, ...]:
    """Bring the works of one author together, at the place of the first, to be shortened."""
    places: dict[str, int] = {}
    for place, citation in enumerate(cited := tuple(cited)):
        places.setdefault(author(citation.key), place)
    return tuple(sorted(cited, key=lambda citation: places[author(citation.key)]))


def _usable(claim: Claim, rank: Callable[[str], Rank], origin: frozenset[str]) -> list[SourceRef]:
    """The sources a note on ``claim`` may cite, best first."""
    others = [source for source in claim.sources if source.key not in origin]
    seen = [source for source in others if source.seen]
    if not seen:
        return sorted(others, key=lambda source: rank(source.key))[:1]
    ranked = sorted(seen, key=lambda source: (not source.keep, rank(source.key)))
    better = [source for source in ranked if source.keep or rank(source.key) < Rank.LAST_RESORT]
    return better if len(better) >= least(claim) else ranked[: least(claim)]


def least(claim: Claim) -> int:
    """How many sources a note cites for a claim at least, where it has them."""
    return 2 if claim.status == "contested" else 1


def _merged(citation: Citation | None, source: SourceRef) -> Citation:
    locators = citation.locators if citation else ()
    if source.locator and source.locator not in locators:
        locators += (source.locator,)
    return Citation(source.key, locators, source.seen or bool(citation and citation.seen))
