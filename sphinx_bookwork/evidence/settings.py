"""The settings ``evidence_*`` of ``conf.py``."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_bookwork.settings import setting

PREFIX = "evidence"


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
