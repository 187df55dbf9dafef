"""What the rules look at: the source, the editions built from it, and how one is in the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sphinx_bookwork.checks.facts import Edition, Fact, Kind, Source, Text, letters

#: How many letters an edition may have where something is set apart: a list of places, of values.
GAP = 600
#: A text that is shorter may stand anywhere by chance, so nothing is proved by finding it.
SHORTEST = 8


@dataclass(frozen=True)
class Comparison:
    """The source and its editions."""

    source: Source
    editions: tuple[Edition, ...]

    @cached_property
    def totals(self) -> Counter[tuple[Kind, str]]:
        """How often the source has each fact, whatever it declares."""
        return Counter((fact.kind, self._key(fact)) for fact in self.source.facts)

    @cached_property
    def _seen(self) -> dict[str, Counter[tuple[Kind, str]]]:
        return {
            edition.name: Counter((fact.kind, self._key(fact)) for fact in edition.facts)
            for edition in self.editions
        }

    @cached_property
    def _calls(self) -> dict[str, dict[str, list[Fact]]]:
        """The calls of each edition, by their notes."""
        calls: dict[str, dict[str, list[Fact]]] = {}
        for edition in self.editions:
            ours = calls.setdefault(edition.name, {})
            for fact in edition.of("call"):
                ours.setdefault(self._key(fact), []).append(fact)
        return calls

    @cached_property
    def lost(self) -> dict[str, list[Fact]]:
        """The facts of the source that each edition is without, declared or not."""
        return {edition.name: list(self._lost(edition)) for edition in self.editions}

    @cached_property
    def _notes(self) -> dict[str, str]:
        """The notes by the targets of their calls: on paper a note is known by its call."""
        return {self.source.name(note.longer): note.key for note in self.source.of("note")}

    def _key(self, fact: Fact) -> str:
        name = self.source.name(fact.key)
        return self._notes.get(name, name) if fact.kind == "note" else name

    def missing(self, *kinds: Kind) -> Iterator[tuple[Edition, Fact]]:
        """Yield the facts that an edition is without and that nothing excuses."""
        for edition in self.editions:
            for fact in self.lost[edition.name]:
                if fact.kind in kinds and edition.name not in fact.absent:
                    yield edition, fact

    def added(self, *kinds: Kind) -> Iterator[tuple[Edition, Fact]]:
        """Yield the facts that an edition has more often than the source."""
        known = self.totals + Counter(
            ("alt", fact.longer or fact.key) for fact in self.source.of("alt", "formula")
        )
        for edition in self.editions:
            left = Counter(known)
            for fact in edition.of(*kinds):
                left[fact.kind, self._key(fact)] -= 1
                if left[fact.kind, self._key(fact)] < 0:
                    yield edition, fact

    def _lost(self, edition: Edition) -> Iterator[Fact]:
        """Yield the facts that are not there, or there too seldom: of these the last ones."""
        text = Text(edition.text)
        notes = {self._key(found): letters(found.shown) for found in edition.of("note")}
        left = Counter(self._seen[edition.name])
        # What is declared to be absent comes last: if one of two is there, it is the other one.
        for fact in sorted(self.source.facts, key=lambda fact: edition.name in fact.absent):
            if fact.kind == "text":
                there = _is_short(fact) or text.has(fact.runs, GAP)
            elif fact.kind == "note":
                found = notes.get(self._key(fact))
                there = found is not None and (not fact.runs or Text(found).has(fact.runs, GAP))
            elif fact.kind == "call":
                there = self.call_in(edition, fact) is not None
            elif fact.kind == "description":
                there = text.has(fact.runs, GAP) or _is_spoken(edition, fact)
            else:
                there = self._take(left, fact)
            if not there:
                yield fact

    def _take(self, left: Counter[tuple[Kind, str]], fact: Fact) -> bool:
        """Take a fact from those that an edition has; it may have it in another form."""
        forms: list[tuple[Kind, str]] = [(fact.kind, self._key(fact)), (fact.kind, fact.longer)]
        if fact.kind == "formula":  # drawn, with the formula as its alternative text
            forms.append(("alt", fact.key))
        for form in forms:
            if form[1] and left[form] > 0:
                left[form] -= 1
                return True
        return False

    def call_in(self, edition: Edition, call: Fact) -> Fact | None:
        """Return the call of the edition that is this one of the source, None for none."""
        ours = self._calls[edition.name].get(self._key(call), ())
        return next((found for found in ours if found.before.endswith(call.before)), None)


def _is_short(fact: Fact) -> bool:
    return sum(map(len, fact.runs)) < SHORTEST


def _is_spoken(edition: Edition, fact: Fact) -> bool:
    return any(found.key.endswith(fact.runs[0]) for found in edition.of("alt"))
