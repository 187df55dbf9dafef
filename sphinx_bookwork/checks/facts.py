"""What is compared: facts of the source, and the same facts as found in the built editions.

Plain data. Texts are compared as letters and digits only (``fold``), since spaces, hyphens,
ligatures and quotation marks are each edition's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal

from sphinx_bookwork.doctree.alignment import fold

Kind = Literal[
    "heading", "caption", "text", "note", "call", "alt", "description", "formula", "link", "address"
]
#: The editions, as authors name them.
EDITIONS = ("site", "print", "e-book")
#: How many letters before the call of a note say which call it is.
BEFORE = 30


def letters(text: str) -> str:
    """Return what of a text is compared."""
    return fold(text, turned=True).letters


def names_file(words: str, picture: str) -> bool:
    """Tell whether an alternative text is the name of the picture's file (WCAG 2.2, F30)."""
    name = PurePosixPath(words.strip()).name.lower()
    return "." in words and name in {picture.lower(), PurePosixPath(picture).stem.lower()}


@dataclass(frozen=True)
class Fact:
    """One thing that a reader finds in an edition.

    ``key`` is what is compared: letters; of a ``link`` the letters of its target
    (``docname#id``), of an ``address`` the URI; of a ``call`` the letters of its note's target.
    ``shown`` is what a message quotes. ``path`` and ``line`` are the place in the source, or the
    file of the edition and line 0. ``runs`` are the parts of a text that each edition has, in
    order. ``before`` are the letters before a call, ``number`` is what it shows. ``longer`` is an
    alternative text with the long description, of a note the letters of its call's target.
    ``absent`` names the editions that the source declares to be without it, ``declared`` the
    places of these declarations. ``alone`` is false in a document that is no chapter by itself, and
    shares the numbers of its notes on paper.
    """

    kind: Kind
    key: str
    shown: str
    path: str
    line: int = 0
    runs: tuple[str, ...] = ()
    before: str = ""
    number: str = ""
    longer: str = ""
    absent: frozenset[str] = frozenset()
    declared: tuple[tuple[str, int], ...] = ()
    alone: bool = True


@dataclass(frozen=True)
class Declaration:
    """A difference that the source declares: the next block is not in ``editions``."""

    path: str
    line: int
    editions: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Source:
    """All that the source has to tell; ``undeclared`` are the conditions without a declaration.

    ``names`` gives for further names of a target the first one (letters of both), ``code`` is what
    is shown as it is written.
    """

    facts: tuple[Fact, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    undeclared: tuple[Fact, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    code: tuple[str, ...] = ()

    def name(self, key: str) -> str:
        """Return the first name of a target, by its letters."""
        return self.names.get(key, key)

    def of(self, *kinds: Kind) -> list[Fact]:
        """Return the facts of these kinds, in reading order."""
        return [fact for fact in self.facts if fact.kind in kinds]


@dataclass(frozen=True)
class Edition:
    """A built edition: its facts, and the letters of its texts and notes in reading order.

    ``pictures`` are the pictures with alternative texts: (file, name of picture, text). ``plain``
    is running text as it is, by file, code left out.
    """

    name: str
    facts: tuple[Fact, ...] = ()
    text: str = ""
    pictures: tuple[tuple[str, str, str], ...] = ()
    plain: tuple[tuple[str, str], ...] = ()

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How often each fact is there, by kind and key."""
        return Counter((fact.kind, fact.key) for fact in self.facts)

    def of(self, *kinds: Kind) -> list[Fact]:
        """Return the facts of these kinds, in reading order."""
        return [fact for fact in self.facts if fact.kind in kinds]

    def count(self, fact: Fact) -> int:
        """Return how often the edition has a fact of the source."""
        also = (fact.kind, fact.longer)
        return self.counts[fact.kind, fact.key] + (self.counts[also] if fact.longer else 0)


@dataclass
class Text:
    """Letters in which texts are looked up, mostly in their order."""

    letters: str
    at: int = field(default=0)

    def has(self, runs: Sequence[str], gap: int) -> bool:
        """Tell whether ``runs`` stand one after the other, ``gap`` letters apart at most."""
        return self._from(runs, gap, self.at) or self._from(runs, gap, 0)

    def _from(self, runs: Sequence[str], gap: int, start: int) -> bool:
        place = self.letters.find(runs[0], start)
        while place >= 0:
            end = self._end(runs, gap, place)
            if end is not None:
                self.at = end
                return True
            place = self.letters.find(runs[0], place + 1)
        return False

    def _end(self, runs: Sequence[str], gap: int, place: int) -> int | None:
        end = place + len(runs[0])
        for run in runs[1:]:
            place = self.letters.find(run, end, end + gap + len(run))
            if place < 0:
                return None
            end = place + len(run)
        return end


def joined(texts: Iterable[str]) -> str:
    """Return the letters of texts in order."""
    return "".join(map(letters, texts))
