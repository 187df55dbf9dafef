"""Parity: what the source tells is in every edition, and no edition tells more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_bookwork.checks.facts import Kind
from sphinx_bookwork.checks.rules.comparison import Comparison
from sphinx_bookwork.findings import Finding

REMEDY = "build it again, or declare before it why it is left out there: '% parity: not in {}: why'"


@dataclass(frozen=True)
class Parity:
    """The rule that every edition has all facts of a kind.

    ``missed`` is what a message calls one that is missing. ``added`` is what it calls one that the
    source has not; without it, editions may have more, as the links of contents and index.
    """

    kind: Kind
    missed: str
    added: str = ""

    def __call__(self, comparison: Comparison) -> Iterator[Finding]:
        """Yield what is missing, with its line, and what is too much, with the edition's file."""
        for edition, fact in comparison.missing(self.kind):
            message = (
                f"the {edition.name} has no {self.missed} {fact.shown!r}; "
                f"{REMEDY.format(edition.name)}"
            )
            yield Finding(fact.path, fact.line, f"bookcheck.{self.kind}", message)
        for edition, fact in comparison.added(self.kind) if self.added else ():
            message = (
                f"the {edition.name} has a {self.added} that the source has not: {fact.shown!r}; "
                "build it again, or see which extension adds it"
            )
            yield Finding(fact.path, fact.line, f"bookcheck.{self.kind}", message)


PARITY = (
    Parity("heading", "heading", "heading"),
    Parity("caption", "caption", "caption"),
    Parity("text", "such text"),
    Parity("note", "note that says", "note"),
    # Behind the same words: so each claim keeps its evidence.
    Parity("call", "call of a note where the source has one in"),
    Parity("alt", "alternative text", "alternative text"),
    Parity("description", "long description"),
    Parity("formula", "formula"),
    # By what it leads to.
    Parity("link", "link as that from"),
    Parity("address", "link to", "link to"),
)


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
