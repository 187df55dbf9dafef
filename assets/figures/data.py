"""The data of the pictures: YAML files whose every printed word is held against the ledger.

A row names the claims that it rests on. What a picture prints of it (dates, numbers) has to stand
in those claims, by the same rule that holds the text to them (E104), and at least one of their
sources was seen. Whatever is wrong stops the drawing with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sphinx_bookwork.evidence.ledger import Claim, Ledger, load
from sphinx_bookwork.evidence.rules.quantities import Facts, quantities

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DOCS = ROOT / "docs"
_FIGURE = re.compile(
    r"^[`:]{3,}\{figure\} [^\n]*assets/figures/(\S+)\n((?::[\w-]+:[^\n]*\n)*)", re.MULTILINE
)
_KEY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)

T = TypeVar("T")


class Fault(Exception):
    """A mistake in the data, as ``path:line: what is wrong; what to do``."""


class Row(dict[str, Any]):
    """A mapping of a data file that knows where it is written."""

    path: str = ""
    line: int = 0

    def fault(self, message: str) -> Fault:
        """Say that something is wrong with this row."""
        return Fault(f"{self.path}:{self.line}: {message}")

    def need(self, column: str, kind: type[T]) -> T:
        """Give the value of a column; raise ``Fault`` where it is missing or of another kind."""
        if column not in self:
            raise self.fault(f"no {column!r}; every row of this picture needs it")
        value = self[column]
        if kind is float and type(value) is int:
            value = float(value)
        if not isinstance(value, kind):
            raise self.fault(f"{column!r} is {value!r}; write a {kind.__name__}")
        return value

    def rows(self, column: str) -> list[Row]:
        """Give the rows of a list."""
        return [row for row in self.need(column, list) if isinstance(row, Row)]


class _Loader(yaml.SafeLoader):
    """Reads dates as they are written, and mappings as rows."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # the name and type are PyYAML's
        first: [(tag, regexp) for tag, regexp in found if not tag.endswith(":timestamp")]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _row(loader: _Loader, node: yaml.MappingNode) -> Iterator[Row]:
    row = Row()
    row.path, row.line = loader.name, node.start_mark.line + 1
    yield row
    row.update(loader.construct_mapping(node))


_Loader.add_constructor("tag:yaml.org,2002:map", _row)


def read(name: str) -> Row:
    """Read ``<name>.yml``; every picture has a title and says in words what it shows."""
    path = HERE / f"{name}.yml"
    loader = _Loader(path.read_text(encoding="utf-8"))
    loader.name = str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
    try:
        data = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Fault(f"{loader.name}:{line}: no YAML: {error.problem}; correct it") from error
    if not isinstance(data, Row):
        raise Fault(f"{loader.name}:1: no mapping; begin with the picture's 'title'")
    return data


@cache
def ledger() -> Ledger:
    """The book's ledger of claims."""
    keys = _KEY.findall((DOCS / "references.bib").read_text(encoding="utf-8"))
    return load((DOCS / "claims").glob("*.yml"), keys, ROOT)


def claims(row: Row) -> list[Claim]:
    """Give the claims that a row rests on: known, not unverified, with a source that was seen."""
    found = []
    for name in row.need("claims", list):
        claim = ledger().claims.get(str(name))
        if claim is None:
            raise row.fault(f"no such claim: {name!r}; name one of docs/claims/")
        if claim.status == "unverified" or not any(source.seen for source in claim.sources):
            raise row.fault(f"no source of {name!r} was seen; leave the row out")
        found.append(claim)
    if not found:
        raise row.fault("'claims' is empty; name the claims that this row rests on")
    return found


def proven(row: Row, *words: str) -> None:
    """Raise ``Fault`` where a date or number of ``words`` is not in the claims of ``row``."""
    own = claims(row)
    texts = [text for claim in own for text in (claim.claim, *(v.value for v in claim.values))]
    dates = [day for claim in own for day in (claim.date, *(v.until for v in claim.values)) if day]
    facts = Facts(texts, dates)
    for text in words:
        for found in quantities(text):
            if not facts.give(found.meaning):
                names = ", ".join(claim.id for claim in own)
                raise row.fault(f"{found.text!r} in {text!r} is not in {names}; correct it")


def undescribed(docs: Path = DOCS) -> Iterator[Fault]:
    """Give a ``Fault`` for every figure of the text whose picture has no alternative text."""
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for figure in _FIGURE.finditer(text):
            if not re.search(r"^:alt: *\S", figure[2], re.MULTILINE):
                line = text.count("\n", 0, figure.start()) + 1
                name = path.relative_to(docs.parent)
                yield Fault(f"{name}:{line}: no ':alt:': {figure[1]!r}; say in words what it shows")
