"""The ledger as data for others: JSON and CSV, with the places where the book tells each claim."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from sphinx_bookwork.evidence.ledger import Claim
from sphinx_bookwork.files import swap

NAME = "claims"
"""Stem of the two files."""


def rows(claims: Iterable[Claim], told: Callable[[str], list[str]]) -> list[dict[str, object]]:
    """One record a claim, without the working note; ``told`` gives the addresses of its places."""
    return [
        {
            "id": claim.id,
            "chapter": claim.chapter,
            "claim": claim.claim,
            "date": claim.date,
            "status": claim.status,
            "values": [asdict(value) for value in claim.values],
            "sources": [
                {"key": source.key, "locator": source.locator, "seen": source.seen}
                for source in claim.sources
            ],
            "told": told(claim.id),
        }
        for claim in claims
    ]


def write(folder: Path, records: list[dict[str, object]]) -> None:
    """Write ``claims.json`` and ``claims.csv`` (lists in a cell are JSON) into ``folder``."""
    with swap(folder / f"{NAME}.json") as new:
        # A record a line: readable, and written ten times as fast as with indents.
        lines = (json.dumps(record, ensure_ascii=False) for record in records)
        new.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    with (
        swap(folder / f"{NAME}.csv") as new,
        new.open("w", encoding="utf-8", newline="") as file,
    ):
        table = csv.writer(file)
        table.writerow(records[0] if records else ())
        for record in records:
            table.writerow(
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                for value in record.values()
            )
