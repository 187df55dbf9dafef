"""The proof that nothing is lost: every block of the source is looked up in the printed pages.

Pages are the text extracted from the finished file, blocks come in reading order. Both are
compared as letters and digits only, since line ends, hyphens and ligatures are the layout's. The
same alignment says where in the source each page begins.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from sphinx_bookwork.findings import Finding

#: Between words; a hyphen is within one.
DASHES = "\u2013\u2014"
#: How many pages a block may be away from the one before it: blanks and full-page figures between.
REACH = 4
#: Stands in a page for a letter that belongs to no block: of a note, of a running head.
MASKED = "\n"
#: How much of a missing block the message quotes.
QUOTE = 60


@dataclass(frozen=True)
class Block:
    """A block of the source as an edition shows it.

    ``text`` is what is shown; ``offsets`` gives for each of its characters the offset in the
    source's own text of the block, -1 where it has none (as a note call or a page reference).
    ``block`` is empty for what is no block of the source.
    """

    doc: str
    block: str
    path: str
    line: int
    text: str
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Folded:
    """A text as letters and digits, case and compatibility forms folded."""

    text: str

    @cached_property
    def letters(self) -> str:
        """The letters and digits."""
        return "".join(map(_plain, self.text))

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """For each of them the offset in the text."""
        return tuple(offset for offset, char in enumerate(self.text) for _ in _plain(char))


@dataclass(frozen=True)
class Segment:
    """A part of a block on a page: letters ``begin`` to ``end`` of the block."""

    block: int
    page: int
    begin: int
    end: int


@dataclass
class Alignment:
    """Where the blocks are: segments in reading order, and the blocks that are nowhere."""

    segments: list[Segment]
    missing: list[int]


def fold(text: str) -> Folded:
    """Return the letters and digits of ``text``, case and compatibility forms folded."""
    return Folded(text)


@cache
def _plain(char: str) -> str:
    """Return the letters and digits that a character is folded to, if any."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", char).casefold()))


def align(blocks: Sequence[str], pages: Sequence[str], gap: int | None = None) -> Alignment:
    """Find folded ``blocks``, in order, in folded ``pages``; ``MASKED`` is no text of theirs.

    ``gap`` is how many letters may stand between the parts of a block on two pages.
    """
    result, search = Alignment([], []), _Search(pages, gap)
    page, at = 0, 0
    for number, letters in enumerate(blocks):
        found = search.best(number, letters, page, at) if letters else None
        if found:
            result.segments += found.segments
            page, at = found.segments[-1].page, found.end
        elif letters:
            result.missing.append(number)
    _forgive_order(result, blocks, pages)
    return result


@dataclass(frozen=True)
class _Match:
    """One way to read a block in the pages: its segments, where it ends, letters passed over."""

    segments: tuple[Segment, ...]
    end: int
    passed: int

    @property
    def is_split(self) -> bool:
        """Whether the block is in several pieces."""
        return len(self.segments) > 1


@dataclass(frozen=True)
class _Search:
    """Looks for blocks in ``pages``."""

    pages: Sequence[str]
    gap: int | None

    def best(self, number: int, letters: str, page: int, at: int) -> _Match | None:
        """Return the match that passes over the fewest letters; of equal ones, one in one piece.

        A short block, or the first letters of any, may stand by chance further down the page.
        """
        best: _Match | None = None
        passed, start = 0, at
        for candidate in range(page, min(page + REACH, len(self.pages))):
            match = self._match(number, letters, candidate, start)
            if match and (best is None or passed + match.passed < best.passed + best.is_split):
                best = replace(match, passed=passed + match.passed)
            passed, start = passed + _letters(self.pages[candidate][start:]), 0
            if best is not None and best.passed < passed:
                break
        return best

    def _match(self, number: int, letters: str, page: int, at: int) -> _Match | None:
        place = self.pages[page].find(letters, at)
        if place < 0:
            return self._across(number, letters, page, at)
        segment = Segment(number, page, 0, len(letters))
        return _Match((segment,), place + len(letters), _letters(self.pages[page][at:place]))

    def _across(self, number: int, letters: str, page: int, at: int) -> _Match | None:
        """Find a block that runs over the foot of ``page``; its parts are as long as can be."""
        found: list[Segment] = []
        begin, passed, between = 0, 0, 0
        while page < len(self.pages):
            text = self.pages[page]
            length = _longest(letters[begin:], text, at)
            place = text.find(letters[begin : begin + length], at)
            before = _letters(text[at:place])
            if not length or (found and self.gap is not None and between + before > self.gap):
                break
            found.append(Segment(number, page, begin, begin + length))
            begin, end = begin + length, place + length
            passed += between + before
            if begin == len(letters):
                return _Match(tuple(found), end, passed)
            between = _letters(text[end:])
            page, at = page + 1, 0
        return None


def _letters(text: str) -> int:
    return len(text) - text.count(MASKED)


def _longest(letters: str, page: str, at: int) -> int:
    """Return the length of the longest beginning of ``letters`` in ``page`` from ``at`` on."""
    lengths = range(1, len(letters) + 1)
    return bisect_left(lengths, True, key=lambda n: page.find(letters[:n], at) < 0)


def _forgive_order(result: Alignment, blocks: Sequence[str], pages: Sequence[str]) -> None:
    """Blocks that the layout moved are not lost, if they stand as often as the source has them."""
    wanted = Counter(blocks)
    whole = "\n".join(pages)
    result.missing = [n for n in result.missing if whole.count(blocks[n]) < wanted[blocks[n]]]


def masked(page: str, part: str) -> str:
    """Return a folded page with ``MASKED`` in the place of the last ``part`` on it."""
    place = page.rfind(part)
    return page if place < 0 else page[:place] + MASKED * len(part) + page[place + len(part) :]


def missing_blocks(blocks: Sequence[Block], missing: Sequence[int]) -> list[Finding]:
    """Return a finding for each block that no page shows."""
    return [
        Finding(
            blocks[n].path,
            blocks[n].line,
            "bookpdf.text-lost",
            f"not found in the printed pages: {blocks[n].text[:QUOTE]!r}; "
            "see the page it should be on: its style may hide or cut it",
        )
        for n in missing
    ]


def page_starts(blocks: Sequence[Block], alignment: Alignment) -> dict[int, tuple[int, int]]:
    """Return for each page the block and offset of the first whole word that begins on it."""
    starts: dict[int, tuple[int, int]] = {}
    for segment in alignment.segments:
        if segment.page in starts or not blocks[segment.block].block:
            continue
        offset = _first_word(blocks[segment.block], segment)
        if offset is not None:
            starts[segment.page] = (segment.block, offset)
    return starts


def _first_word(block: Block, segment: Segment) -> int | None:
    """Return the source offset of the first word of the segment, None where none begins in it."""
    shown = fold(block.text).offsets
    end = shown[segment.end - 1]
    begin = shown[segment.begin - 1] + 1 if segment.begin else 0
    for place in range(begin, end + 1):
        if _begins_word(block.text, place) and block.offsets[place] >= 0:
            return block.offsets[place]
    return None


def _begins_word(text: str, place: int) -> bool:
    """Tell whether a word begins here, its opening quotation mark or bracket included."""
    before = text[place - 1] if place else " "
    char = text[place]
    return not (char.isspace() or char in DASHES) and (before.isspace() or before in DASHES)
