"""What changed from edition to edition: a YAML file that people write, read and judged.

This module knows nothing of Sphinx, so that whatever tells readers of changes (a page, a feed) can
read them. The file has the newest edition first::

    - edition: Second edition, 2027
      date: "2027-03-01"
      entries:
      - kind: correction
        text: The figure of 1994 was that of 1993.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from sphinx_bookwork.findings import Finding
from sphinx_bookwork.yamlfiles import YamlReader

Kind = Literal["correction", "addition", "update"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Change:
    """One change: its kind, its sentence (inline markup is allowed), where it is written."""

    kind: Kind
    text: str
    path: str
    line: int


@dataclass(frozen=True)
class Edition:
    """An edition: name, day, month or year of publication, what it changed of the one before."""

    name: str
    date: str
    changes: tuple[Change, ...]
    path: str
    line: int


@dataclass(frozen=True)
class Changes:
    """All editions, newest first, and what is wrong in the file."""

    editions: tuple[Edition, ...] = ()
    findings: tuple[Finding, ...] = ()


def load(path: Path, root: Path, current: str = "") -> Changes:
    """Read a file of changes; findings name files relative to ``root``.

    ``current``: the edition that the file has to begin with, where the project names it.
    """
    reader = _Reader(root)
    editions = tuple(reader.read(path))
    if not reader.findings:
        reader.compare(editions, current)
    return Changes(editions, tuple(sorted(reader.findings)))


class _Reader(YamlReader):
    """Reads the editions; all mistakes go under one rule."""

    family = "bookwork"
    single = "changes"

    def read(self, path: Path) -> Iterator[Edition]:
        """Yield the editions that can be read."""
        for node in self.items(path, "a file of changes is a list of editions", "edition"):
            fields = self._fields(node, ("edition", "date"), ("entries",), "an edition")
            if fields is None:
                continue
            day = self._text(fields["date"])
            if not is_date(day):
                what = f"date: {day!r} is none; write 2027-03-01, 2027-03 or 2027"
                self._say(fields["date"], "date", f"{what}, in quotation marks")
            entries = tuple(self._changes(fields.get("entries")))
            line = node.start_mark.line + 1
            yield Edition(self._text(fields["edition"]), day, entries, self._path, line)

    def _changes(self, node: yaml.Node | None) -> Iterator[Change]:
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            self._say(node, "schema", "entries: has to be a list ('- kind:'), [] where it is empty")
            return
        for item in node.value:
            fields = self._fields(item, ("kind", "text"), (), "a change")
            if fields is None:
                continue
            kind, text = self._text(fields["kind"]), self._text(fields["text"])
            if kind not in KINDS:
                known = ", ".join(KINDS)
                self._say(fields["kind"], "kind", f"kind: {kind!r} is none; use one of {known}")
            yield Change(cast("Kind", kind), text, self._path, item.start_mark.line + 1)

    def compare(self, editions: tuple[Edition, ...], current: str) -> None:
        """Find editions that stand twice, in the wrong order, or are not the book's."""
        for newer, older in pairwise(editions):
            if older.date[: len(newer.date)] > newer.date[: len(older.date)]:
                what = f"{older.name!r} is newer than what stands above it"
                self._find(older.line, "order", f"{what}; put the newest edition first")
        names = [edition.name for edition in editions]
        for place, edition in enumerate(editions):
            if edition.name in names[:place]:
                self._find(edition.line, "twice", f"{edition.name!r} stands twice; join the two")
        if current and names[:1] != [current]:
            first = editions[0] if editions else Edition("", "", (), self._path, 1)
            what = f"the file begins with {first.name!r}, and the book is {current!r}"
            self._find(first.line, "current", f"{what}; add this edition, or mend book_edition")


def is_date(text: str) -> bool:
    """Tell whether a text is a day, a month or a year (ISO 8601)."""
    parts = text.split("-")
    whole = "-".join([*parts, "01", "01"][:3])
    try:
        return len(parts) <= 3 and date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False
