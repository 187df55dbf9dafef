"""The settings ``evidence_*`` of ``conf.py``."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_bookwork.editions import PRINT
from sphinx_bookwork.settings import patterns, setting

PREFIX = "evidence"


def _not_negative(value: int) -> str | None:
    return None if value >= 0 else "has to be 0 or more"


def _positive(value: int) -> str | None:
    return None if value > 0 else "has to be 1 or more"


@dataclass(frozen=True)
class EvidenceSettings:
    """Where the ledger is and how its notes are made."""

    ledger: tuple[str, ...] = setting(
        (), "Patterns of the ledger's YAML files, relative to conf.py; empty: no ledger."
    )
    origin: tuple[str, ...] = setting(
        (), "Bibliography keys of the text under examination: never cited as proof."
    )
    sources_per_note: int = setting(
        4, "About how many sources a note cites at most.", check=_positive
    )
    brief_builders: tuple[str, ...] = setting(
        PRINT,
        "Builders whose notes give only the numbers and dates that their text does not give.",
    )
    brief_length: int = setting(
        90,
        "How many characters such a list has at most; a longer one is left out. 0: none.",
        check=_not_negative,
    )
    matter: tuple[str, ...] = setting(
        (),
        "Patterns of the documents that the rules judge; empty: all but front and back matter.",
    )
    loaded_words: tuple[str, ...] = setting(
        (),
        "Regular expressions for words that take sides, which have to be quoted or attributed.",
        check=patterns,
    )
    attributing_words: tuple[str, ...] = setting(
        (),
        "Regular expressions for further words that attribute (to the English ones built in).",
        check=patterns,
    )
    entry: str = setting(
        "",
        "Id of the entry that answers a claim of the origin, with {claim}; empty: no such list.",
    )
