"""The ledger of claims: plain YAML files read into frozen records, every mistake found at once.

This module knows nothing of Sphinx. What the fields mean is told in ``docs/claims/README.md`` of
the book and in the package's reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from sphinx_bookwork.findings import Finding
from sphinx_bookwork.yamlfiles import YamlReader, uncollected

Status = Literal["established", "contested", "imprecise", "outdated", "unverified"]
STATUSES: tuple[str, ...] = get_args(Status)
DOUBTFUL: tuple[Status, ...] = ("contested", "imprecise", "outdated")
"""The statuses a reader has to be told of, in the order in which a note names them."""

_ID = re.compile(r"[a-z][a-z0-9-]*")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class SourceRef:
    """One source of a claim: an entry of the bibliography, and where in it."""

    key: str
    seen: bool
    locator: str = ""
    keep: bool = False


@dataclass(frozen=True)
class Value:
    """One number, date or word that a claim is given with, and who gives it.

    ``until`` is the date up to which it held; ``who`` may be empty where nobody disagrees.
    """

    value: str
    who: str = ""
    until: str = ""


@dataclass(frozen=True)
class Claim:
    """One claim of the ledger; ``path`` and ``line`` say where it is written."""

    id: str
    chapter: str
    claim: str
    date: str
    status: Status
    note: str
    sources: tuple[SourceRef, ...]
    path: str
    line: int
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """All claims by id, the files they were read from, the folder that paths are relative to.

    ``findings`` is what is wrong in the files; a claim with a mistake is left out.
    """

    claims: Mapping[str, Claim] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    root: Path = Path()
    findings: tuple[Finding, ...] = ()

    def file(self, claim: Claim) -> Path:
        """The file in which a claim is written."""
        return self.root / claim.path


def load(files: Iterable[Path], keys: Iterable[str], root: Path) -> Ledger:
    """Read the ledger and find everything that is wrong in it.

    ``keys`` are the keys of the bibliography; claims and findings name files relative to ``root``.
    """
    reader = _Reader(frozenset(keys), root)
    ordered = tuple(sorted(files))
    with uncollected():
        for path in ordered:
            reader.read(path)
    return Ledger(reader.claims, ordered, root, tuple(sorted(reader.findings)))


def date_fault(text: str) -> str | None:
    """Say what is wrong with a date of the ledger, or None."""
    if text == "n.d.":
        return None
    start, slash, end = text.partition("/")
    ends = [start] + ([end] if slash and end != ".." else [])
    for day in ends:
        if not _is_day(day):
            return f"{day!r} is not a day, month or year (2020-11-09, 2020-11 or 2020)"
    if len(ends) == 2 and end < start[: len(end)]:
        return f"{end!r} is before {start!r}"
    return None


def _is_day(text: str) -> bool:
    match = _DAY.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


class _Reader(YamlReader):
    """Reads file after file; remembers the claims, the ids and what is wrong."""

    family = "evidence"

    def __init__(self, keys: frozenset[str], root: Path) -> None:
        super().__init__(root)
        self.claims: dict[str, Claim] = {}
        self._keys = keys
        self._ids: dict[str, str] = {}

    def read(self, path: Path) -> None:
        for node in self.items(path, "a ledger file is a list of claims", "id"):
            before = len(self.findings)
            claim = self._claim(node)
            if claim and len(self.findings) == before:
                self.claims[claim.id] = claim

    def _claim(self, node: yaml.Node) -> Claim | None:
        required = ("id", "chapter", "claim", "date", "status", "sources")
        fields = self._fields(node, required, ("note", "values"), "a claim")
        if fields is None:
            return None
        lists = ("sources", "values")
        text = {name: self._text(value) for name, value in fields.items() if name not in lists}
        self._check_id(fields["id"], text["id"])
        self._check_choice(fields["status"], "status", STATUSES)
        wrong = date_fault(text["date"])
        if wrong:
            self._say(fields["date"], "date", f"{wrong}; spans are 'a/b' or 'a/..'; none is 'n.d.'")
        return Claim(
            id=text["id"],
            chapter=text["chapter"],
            claim=text["claim"],
            date=text["date"],
            status=cast("Status", text["status"]),
            note=text.get("note", ""),
            sources=tuple(self._sources(fields["sources"])),
            path=self._path,
            line=node.start_mark.line + 1,
            values=tuple(self._values(fields.get("values"), text["status"] in DOUBTFUL)),
        )

    def _check_id(self, node: yaml.Node, name: str) -> None:
        if not _ID.fullmatch(name):
            self._say(node, "id", f"id: {name!r}; use small letters, digits and hyphens")
        place = f"{self._path}:{node.start_mark.line + 1}"
        first = self._ids.setdefault(name, place)
        if first != place:
            self._say(node, "duplicate", f"id {name!r} is taken at {first}; give one a new id")

    def _check_choice(self, node: yaml.Node, name: str, allowed: tuple[str, ...]) -> None:
        value = self._text(node)
        if value not in allowed:
            known = ", ".join(allowed)
            self._say(node, name, f"{name}: {value!r} is none of them; use one of {known}")

    def _values(self, node: yaml.Node | None, doubtful: bool) -> Iterator[Value]:
        """The values of a claim; each of a doubtful one says who gives it."""
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._say(node, "values", "values: has to be a list with at least one '- value:'")
            return
        required = ("value", "who") if doubtful else ("value",)
        optional = ("until",) if doubtful else ("who", "until")
        for item in node.value:
            fields = self._fields(item, required, optional, "a value")
            if fields is None:
                continue
            text = {name: self._text(value) for name, value in fields.items()}
            wrong = date_fault(text["until"]) if "until" in text else None
            if wrong:
                self._say(fields["until"], "date", f"until: {wrong}")
            yield Value(text["value"], text.get("who", ""), text.get("until", ""))

    def _sources(self, node: yaml.Node) -> Iterator[SourceRef]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._say(node, "schema", "sources: has to be a list with at least one '- key:'")
            return
        for item in node.value:
            source = self._source(item)
            if source:
                yield source

    def _source(self, node: yaml.Node) -> SourceRef | None:
        fields = self._fields(node, ("key", "seen"), ("locator", "keep"), "a source")
        if fields is None:
            return None
        text = {name: self._text(value) for name, value in fields.items()}
        for name in ("seen", "keep"):
            if name in fields:
                self._check_choice(fields[name], name, ("yes", "no"))
        if text["key"] not in self._keys:
            message = f"key: {text['key']!r} is not in the bibliography; mend it or add the entry"
            self._say(fields["key"], "key", message)
        return SourceRef(
            key=text["key"],
            seen=text["seen"] == "yes",
            locator=text.get("locator", ""),
            keep=text.get("keep") == "yes",
        )
