"""Where a sentence ends, and which calls cover it: pure text with the places of calls.

A sentence ends at . ! ? … (and closing quotation marks or brackets after it) where white space
and a capital, digit or opening mark follow, or where a call stands; not after an abbreviation or an
initial ("8 Sept. 1991", "Sargsyan v. Azerbaijan", "J.D. Vance").

A call covers its sentence and those before it back to the call before, so that one call at the
end may serve two sentences. A call within a sentence covers that sentence only. What stands after
the last call of a paragraph is covered by none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_ABBREVIATED = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Art|Mr|Mrs|Ms|Dr|Prof|Gen|Col"
    r"|Lt|St|vs?|cf|ca|approx|etc|e\.g|i\.e|p|pp|para|vol|ed)|\b[^\W\d_])\.$"
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]?[^\W_a-z]")


class Call(NamedTuple):
    """A call of claims: after how many characters of the text it stands, and its target's id."""

    at: int
    claims: tuple[str, ...]
    target: str = ""


class Part(NamedTuple):
    """A sentence, the claims that cover it, the number of its passage within the block.

    ``targets`` are those of the calls that stand in it.
    """

    text: str
    claims: tuple[str, ...]
    passage: int
    targets: tuple[str, ...] = ()


def parts(text: str, calls: Sequence[Call]) -> Iterator[Part]:
    """Yield the sentences of ``text`` with the claims of the calls that cover them."""
    waiting: list[str] = []
    passage = 0
    for start, end in spans_of(text, [call.at for call in calls]):
        waiting.append(text[start:end].strip())
        own = [call for call in calls if start < call.at <= end or start == call.at == 0]
        if own:
            claims = tuple(dict.fromkeys(name for call in own for name in call.claims))
            yield from (Part(sentence, claims, passage) for sentence in waiting[:-1])
            yield Part(waiting[-1], claims, passage, tuple(call.target for call in own))
            waiting, passage = [], passage + 1
    yield from (Part(sentence, (), passage) for sentence in waiting)


def spans_of(text: str, calls: Iterable[int] = ()) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of ``text``; ``calls`` are the places of note calls."""
    places = frozenset(calls)
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if _ABBREVIATED.search(text[start : match.start() + 1]) and end not in places:
            continue
        if end in places or _NEXT.match(text, end):
            yield start, end
            start = end
    if text[start:].strip():
        yield start, len(text)
