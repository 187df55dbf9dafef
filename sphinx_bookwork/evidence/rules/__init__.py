"""The rules: each a generator from the book, as plain data, to findings, under a stable code.

``RULES`` holds all of them by code. A code is never given to another rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sphinx_bookwork.evidence.rules import calls, coverage, exceptions, facts, sources, wording
from sphinx_bookwork.evidence.rules.model import Book
from sphinx_bookwork.findings import Finding

Rule = Callable[[Book], Iterator[Finding]]

RULES: dict[str, Rule] = {
    "E101": coverage.uncovered,
    "E104": facts.unsupported,
    "E105": wording.loaded,
    "E106": wording.unattributed,
    "E107": coverage.unanswered,
    "E108": sources.descriptions_as_titles,
    "E109": sources.placeless,
    "N201": coverage.unused_claims,
    "N202": sources.uncited,
    "N203": sources.without_locator,
}
"""E102 and E103 (module ``calls``) judge a role as it is read; N204 what was set aside."""


def judge(book: Book) -> list[Finding]:
    """Run every rule on ``book``; findings that the text sets aside are left out."""
    findings = [finding for rule in RULES.values() for finding in rule(book)]
    return sorted([*findings, *exceptions.idle(book, RULES)])


__all__ = ["RULES", "Rule", "calls", "judge"]
