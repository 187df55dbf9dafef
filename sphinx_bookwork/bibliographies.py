"""The fields of BibTeX files with the lines they are written in, which parsers do not tell.

Enough of BibTeX to find places and addresses; what an entry says as a whole is pybtex's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

_ENTRY = re.compile(r"^[ \t]*@(\w+)\s*[{(]\s*([^\s,]+)\s*,", re.MULTILINE)
_BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_FIELD = re.compile(rf'(?:^|,)[ \t\n]*([\w-]+)\s*=\s*(?:{_BRACED}|"([^"]*)"|(\w+))', re.MULTILINE)


class Field(NamedTuple):
    """A field as written, and the line (from 1) of its name."""

    name: str
    value: str
    line: int


class Record(NamedTuple):
    """An entry: its key, the line it begins in, its fields."""

    key: str
    line: int
    fields: tuple[Field, ...]

    def value(self, name: str) -> str:
        """The value of a field, or ''."""
        return next((field.value for field in self.fields if field.name == name), "")


def records(path: Path) -> Iterator[Record]:
    """Yield the entries of a file in their order; one that cannot be read has none."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    heads = list(_ENTRY.finditer(text))
    for head, following in zip_longest(heads, heads[1:]):
        end = following.start() if following else len(text)
        fields = tuple(_fields(text, head.end() - 1, end))
        yield Record(head[2], _line(text, head.start(2)), fields)


def _fields(text: str, start: int, end: int) -> Iterator[Field]:
    for match in _FIELD.finditer(text, start, end):
        value = next((part for part in match.groups()[1:] if part is not None), "")
        plain = " ".join(value.strip().strip("{}").split())
        yield Field(match[1].lower(), plain, _line(text, match.start(1)))


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def circles(entries: Sequence[Record]) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """Yield each ``crossref`` that leads back to its own entry, with the keys on the way."""
    refers = {
        entry.key: field for entry in entries for field in entry.fields if field.name == "crossref"
    }
    for key, field in refers.items():
        way = [key]
        while way[-1] in refers and refers[way[-1]].value not in way:
            way.append(refers[way[-1]].value)
        if way[-1] in refers and refers[way[-1]].value == key:
            yield field, (*way, key)


def field_fault(field: Field) -> str | None:
    """Say what is wrong with ``archived`` (an address) or ``checked`` (a day), or None."""
    if field.name == "archived":
        address = urlsplit(field.value)
        if address.scheme not in ("http", "https") or not address.netloc:
            return "is no address; give that of the copy, or leave the field out"
    if field.name == "checked" and not _is_day(field.value):
        return "is no day; write the day somebody looked as 2026-11-25, or leave the field out"
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
