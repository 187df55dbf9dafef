"""The rules: each a generator from the comparison, as plain data, to findings, under a stable code.

``RULES`` holds all of them by code. A code is never given to another rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sphinx_bookwork.checks.rules import declarations, descriptions, parity
from sphinx_bookwork.checks.rules.comparison import Comparison
from sphinx_bookwork.findings import Finding

Rule = Callable[[Comparison], Iterator[Finding]]

RULES: dict[str, Rule] = {
    **{rule.kind: rule for rule in parity.PARITY},
    "note-number": parity.note_number,
    "undeclared": declarations.undeclared,
    "declaration": declarations.declaration,
    "unused": declarations.unused,
    "file-name": descriptions.file_name,
    "raw-tex": descriptions.raw_tex,
}


def judge(comparison: Comparison) -> list[Finding]:
    """Run every rule."""
    return sorted(found for rule in RULES.values() for found in rule(comparison))


__all__ = ["RULES", "Comparison", "Rule", "judge"]
