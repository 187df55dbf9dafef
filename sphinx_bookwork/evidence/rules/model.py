"""What the rules judge: plain data, made from documents by ``reading`` and from the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sphinx_bookwork.evidence.ledger import Claim
from sphinx_bookwork.evidence.rules.quantities import Facts


class Sentence(NamedTuple):
    """A sentence as a reader sees it, without the numbers of notes.

    ``claims`` are those of the calls that cover it: its own, or else the next ones of its block
    (a call covers the sentences before it back to the call before). ``passage`` is the text of
    all sentences that share these calls; ``accepted`` the rules set aside here.
    """

    text: str
    claims: tuple[str, ...]
    line: int
    passage: str
    accepted: tuple[str, ...] = ()


class Accepted(NamedTuple):
    """A declared exception to rules: ``% evidence: accept E104: the reason``."""

    rules: tuple[str, ...]
    reason: str
    line: int


@dataclass(frozen=True)
class Document:
    """The judged sentences of one document, and the exceptions it declares."""

    name: str
    path: str
    sentences: tuple[Sentence, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class Source:
    """One entry of the bibliography; ``printed`` its text as HTML, '' where no list prints it."""

    key: str
    title: str
    fields: frozenset[str]
    path: str
    line: int
    printed: str = ""


@dataclass(frozen=True)
class Words:
    """The vocabulary of a language or a project: patterns of loaded and of attributing words."""

    loaded: tuple[str, ...] = ()
    attributing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """All that the rules look at.

    ``told`` are the claims told before the back matter; ``answered`` those of the source under
    examination that have an entry of their own, or None where the project keeps no such list;
    ``cited`` the bibliography keys of all notes; ``origin`` the keys of that source.
    """

    documents: tuple[Document, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    told: frozenset[str] = frozenset()
    answered: frozenset[str] | None = None
    cited: frozenset[str] = frozenset()
    origin: frozenset[str] = frozenset()
    words: Words = field(default_factory=Words)
    _facts: dict[tuple[str, ...], Facts] = field(default_factory=dict, compare=False)

    def sentences(self, rule: str) -> Iterator[tuple[Document, Sentence]]:
        """Every sentence that ``rule`` judges: those without an exception to it."""
        for document in self.documents:
            for sentence in document.sentences:
                if rule not in sentence.accepted:
                    yield document, sentence

    def known(self, sentence: Sentence) -> list[Claim]:
        """The claims of a sentence that are in the ledger."""
        return [self.claims[name] for name in sentence.claims if name in self.claims]

    def facts(self, sentence: Sentence) -> Facts:
        """What the claims of a sentence give: sentence, date and values, never the note."""
        if sentence.claims not in self._facts:
            claims = self.known(sentence)
            texts = [claim.claim for claim in claims]
            texts += [f"{value.value} {value.who}" for claim in claims for value in claim.values]
            dates = [day for claim in claims for day in (claim.date, *_ends(claim))]
            self._facts[sentence.claims] = Facts(texts, dates)
        return self._facts[sentence.claims]

    @cached_property
    def examined(self) -> tuple[Claim, ...]:
        """The claims of the source under examination."""
        return tuple(
            claim
            for claim in self.claims.values()
            if any(source.key in self.origin for source in claim.sources)
        )


def _ends(claim: Claim) -> list[str]:
    return [value.until for value in claim.values if value.until]
