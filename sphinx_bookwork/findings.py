"""One finding, one report: the shape in which every check of the package speaks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sphinx_bookwork.files import swap

Severity = Literal["error", "note"]


@dataclass(frozen=True, order=True)
class Finding:
    """What a check found, where, and under which rule.

    ``rule`` is a stable code such as ``pdf.note-lost``; ``path`` and ``line`` (1-based, 0 when the
    whole file is meant) name the source the author has to open; ``message`` says what is wrong,
    quotes the text and says what to do.
    """

    path: str
    line: int
    rule: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Say place, message and rule, as every message of the package does."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message} [{self.rule}]"


def write_report(
    path: Path, findings: Iterable[Finding], counts: Mapping[str, object]
) -> list[Finding]:
    """Write ``path`` (JSON) and its ``.txt`` twin; return the findings that are errors."""
    ordered = sorted(findings)
    path.parent.mkdir(parents=True, exist_ok=True)
    report = {"findings": [asdict(f) for f in ordered], "counts": dict(counts)}
    with swap(path) as new:
        new.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    lines = [f"{f.severity}: {f}" for f in ordered]
    lines += [line for name, value in counts.items() for line in _spelt(name, value)]
    with swap(path.with_suffix(".txt")) as new:
        new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [f for f in ordered if f.severity == "error"]


def _spelt(name: str, value: object) -> Iterator[str]:
    """One line for a count, or one for each of the counts under a name."""
    if isinstance(value, Mapping):
        for part, inner in value.items():
            yield from _spelt(f"{name}, {part}", inner)
    else:
        yield f"{name}: {value}"
