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
from dataclasses import dataclass

from sphinx_bookwork.findings import Finding

#: How many pages a block may be away from the one before it: blanks and full-page figures between.
REACH = 4
#: How much of a missing block the message quotes.
QUOTE = 60


@dataclass(frozen=True)
class Block:
    """A block of the source as an edition shows it.

    ``text`` is what is shown; ``offsets`` gives for each of its characters the offset in the
    source's own text of the block (a note call or a page reference is shown, but is not source).
    """

    doc: str
    block: str
    path: str
    line: int
    text: str
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Folded:
    """A text as letters and digits, with the offset in the text of each."""

    letters: str
    offsets: tuple[int, ...]


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
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).casefold():
            if plain.isalnum():
                letters.append(plain)
                offsets.append(offset)
    return Folded("".join(letters), tuple(offsets))


def align(blocks: Sequence[str], pages: Sequence[str]) -> Alignment:
    """Find folded ``blocks``, in order, in folded ``pages``."""
    result = Alignment([], [])
    page, at = 0, 0
    for number, letters in enumerate(blocks):
        found = _find(number, letters, pages, page, at) if letters else []
        if found:
            result.segments += [segment for segment, _ in found]
            last, at = found[-1]
            page = last.page
        elif letters:
            result.missing.append(number)
    _forgive_order(result, blocks, pages)
    return result


def _find(
    number: int, letters: str, pages: Sequence[str], page: int, at: int
) -> list[tuple[Segment, int]]:
    """Return the segments of a block, each with the place behind it, or nothing."""
    for candidate in range(page, min(page + REACH, len(pages))):
        start = at if candidate == page else 0
        place = pages[candidate].find(letters, start)
        if place >= 0:
            segment = Segment(number, candidate, 0, len(letters))
            return [(segment, place + len(letters))]
        found = _find_across(number, letters, pages, candidate, start)
        if found:
            return found
    return []


def _find_across(
    number: int, letters: str, pages: Sequence[str], page: int, at: int
) -> list[tuple[Segment, int]]:
    """Find a block that runs over the foot of ``page``; its parts are as long as can be."""
    found: list[tuple[Segment, int]] = []
    begin = 0
    while begin < len(letters) and page < len(pages):
        length = _longest(letters[begin:], pages[page], at)
        if length:
            place = pages[page].find(letters[begin : begin + length], at)
            found.append((Segment(number, page, begin, begin + length), place + length))
        elif not found:
            return []
        begin, page, at = begin + length, page + 1, 0
        if len(found) > 1 and not length:
            break
    return found if begin == len(letters) else []


def _longest(letters: str, page: str, at: int) -> int:
    """Return the length of the longest beginning of ``letters`` in ``page`` from ``at`` on."""
    lengths = range(1, len(letters) + 1)
    return bisect_left(lengths, True, key=lambda n: page.find(letters[:n], at) < 0)


def _forgive_order(result: Alignment, blocks: Sequence[str], pages: Sequence[str]) -> None:
    """Blocks that the layout moved are not lost, if they stand as often as the source has them."""
    wanted = Counter(blocks)
    whole = "\n".join(pages)
    result.missing = [n for n in result.missing if whole.count(blocks[n]) < wanted[blocks[n]]]


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
        if segment.page in starts:
            continue
        offset = _first_word(blocks[segment.block], segment)
        if offset is not None:
            starts[segment.page] = (segment.block, offset)
    return starts


def _first_word(block: Block, segment: Segment) -> int | None:
    """Return the source offset of the first word of the segment, None where none begins in it."""
    shown = fold(block.text).offsets
    begin, end = shown[segment.begin], shown[segment.end - 1]
    for place in range(begin, end + 1):
        before = block.text[place - 1] if place else " "
        if not block.text[place].isspace() and before.isspace():
            return block.offsets[place]
    return None
