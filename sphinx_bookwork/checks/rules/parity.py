"""Parity: what the source tells is in every edition, and no edition tells more."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_bookwork.checks.facts import Kind
from sphinx_bookwork.checks.rules.comparison import Comparison
from sphinx_bookwork.findings import Finding

REMEDY = "build it again, or declare before it why it is left out there: '% parity: not in {}: why'"


def heading(comparison: Comparison) -> Iterator[Finding]:
    """Headings, with their numbers."""
    yield from _both(comparison, "heading", "heading")


def caption(comparison: Comparison) -> Iterator[Finding]:
    """Captions of figures, tables and code, with their numbers."""
    yield from _both(comparison, "caption", "caption")


def text(comparison: Comparison) -> Iterator[Finding]:
    """The text of every block."""
    yield from _missing(comparison, "text", "such text")


def note(comparison: Comparison) -> Iterator[Finding]:
    """Notes, with their text."""
    yield from _missing(comparison, "note", "note that says")
    yield from _added(comparison, "note", "note")


def call(comparison: Comparison) -> Iterator[Finding]:
    """Calls of notes, behind the same words: so each claim keeps its evidence."""
    yield from _missing(comparison, "call", "call of a note where the source has one in")


def note_number(comparison: Comparison) -> Iterator[Finding]:
    """Numbers of notes; on paper those of documents below a chapter go on with the chapter's."""
    for edition in comparison.editions:
        for fact in comparison.source.of("call"):
            found = comparison.call_in(edition, fact)
            counts = fact.alone or edition.name != "print"
            if found and counts and found.number != fact.number:
                message = (
                    f"the {edition.name} has another number for note {fact.number}: "
                    f"{found.number!r}; build all editions from the same source"
                )
                yield Finding(fact.path, fact.line, "bookcheck.note-number", message)


def alt(comparison: Comparison) -> Iterator[Finding]:
    """Alternative texts."""
    yield from _both(comparison, "alt", "alternative text")


def description(comparison: Comparison) -> Iterator[Finding]:
    """Long descriptions of pictures."""
    yield from _missing(comparison, "description", "long description")


def formula(comparison: Comparison) -> Iterator[Finding]:
    """Formulas."""
    yield from _missing(comparison, "formula", "formula")


def link(comparison: Comparison) -> Iterator[Finding]:
    """Links within the book, by what they lead to."""
    yield from _missing(comparison, "link", "link as that from")


def address(comparison: Comparison) -> Iterator[Finding]:
    """Links to the world."""
    yield from _both(comparison, "address", "link to")


def _both(comparison: Comparison, kind: Kind, name: str) -> Iterator[Finding]:
    yield from _missing(comparison, kind, name)
    yield from _added(comparison, kind, name)


def _missing(comparison: Comparison, kind: Kind, name: str) -> Iterator[Finding]:
    for edition, fact in comparison.missing(kind):
        message = f"the {edition.name} has no {name} {fact.shown!r}; {REMEDY.format(edition.name)}"
        yield Finding(fact.path, fact.line, f"bookcheck.{kind}", message)


def _added(comparison: Comparison, kind: Kind, name: str) -> Iterator[Finding]:
    for edition, fact in comparison.added(kind):
        message = (
            f"the {edition.name} has a {name} that the source has not: {fact.shown!r}; "
            "build it again, or see which extension adds it"
        )
        yield Finding(fact.path, fact.line, f"bookcheck.{kind}", message)
