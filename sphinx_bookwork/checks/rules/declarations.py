"""Declared differences: each has editions that there are, a reason, and something to excuse."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_bookwork.checks.facts import EDITIONS
from sphinx_bookwork.checks.rules.comparison import Comparison
from sphinx_bookwork.findings import Finding

FORM = "'% parity: not in print, e-book: the reason'"


def undeclared(comparison: Comparison) -> Iterator[Finding]:
    """Content for some editions only that no declaration explains."""
    for fact in comparison.source.undeclared:
        message = (
            f"for some editions only, without a reason: {fact.shown!r}; write before it {FORM}"
        )
        yield Finding(fact.path, fact.line, "bookcheck.undeclared", message)


def declaration(comparison: Comparison) -> Iterator[Finding]:
    """A declaration without a reason, or of editions that are none."""
    for declared in comparison.source.declarations:
        unknown = [name for name in declared.editions if name not in EDITIONS]
        wrong = ""
        if not declared.editions:
            wrong = f"no declaration of a difference; write {FORM}"
        elif unknown:
            wrong = f"unknown edition: {unknown[0]!r}; the editions are {', '.join(EDITIONS)}"
        elif not declared.reason:
            wrong = f"a difference without a reason; write {FORM}"
        if wrong:
            yield Finding(declared.path, declared.line, "bookcheck.declaration", wrong)


def unused(comparison: Comparison) -> Iterator[Finding]:
    """A declaration that excuses nothing: all that it stands for is in the edition."""
    for edition in comparison.editions:
        excused = {place for fact in comparison.lost[edition.name] for place in fact.declared}
        for declared in comparison.source.declarations:
            place = (declared.path, declared.line)
            if edition.name in declared.editions and place not in excused:
                message = (
                    f"declared as missing in the {edition.name}, and nothing is: "
                    f"{declared.reason!r}; take {edition.name!r} out of it"
                )
                yield Finding(*place, "bookcheck.unused", message)
