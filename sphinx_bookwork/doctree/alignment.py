"""The proof that nothing is lost: every block of the source is looked up in the printed pages.

Pages are the text extracted from the finished file, blocks come in reading order. Both are
compared as letters and digits only, since line ends, hyphens and ligatures are the layout's. The
same alignment says where in the source each page begins.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from sphinx_bookwork.findings import Finding

#: Between words; a hyphen is within one.
DASHES = "\u2013\u2014"
#: How many pages a block may be away from the one before it: blanks and full-page figures between.
REACH = 4
#: Stands in a page for a letter that belongs to no block: of a note, of a running head.
MASKED = "\n"
#: The letters of Hebrew, Arabic and their like, and their other forms.
TURNED = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)
#: Marks that a character carries, which may be one with it in another writing of the same text.
COMBINING = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]"
)
CHARACTER = re.compile(f".{COMBINING.pattern}*", re.DOTALL)
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
    """A text as letters and digits, case and compatibility forms folded.

    Words that run from right to left are left out, as a PDF gives them in another order, unless
    they are asked for (``turned``).
    """

    text: str
    turned: bool = False

    @cached_property
    def letters(self) -> str:
        """The letters and digits."""
        return "".join(self._plain(char) for _, char in _characters(self.text))

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """For each of them the offset in the text."""
        characters = _characters(self.text)
        return tuple(offset for offset, char in characters for _ in self._plain(char))

    def _plain(self, char: str) -> str:
        plain = _plain(char)
        return plain if self.turned or TURNED.search(plain) is None else TURNED.sub("", plain)


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


def fold(text: str, *, turned: bool = False) -> Folded:
    """Return the letters and digits of ``text``, with words from right to left if ``turned``."""
    return Folded(text, turned)


@cache
def _plain(char: str) -> str:
    """Return the letters and digits that a character is folded to, if any."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", char).casefold()))


def _characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character with the marks that it carries, and its place."""
    if COMBINING.search(text) is None:
        return iter(enumerate(text))
    return ((found.start(), found.group()) for found in CHARACTER.finditer(text))


def turned_words(text: str) -> Counter[str]:
    """Count the words of ``text`` that run from right to left, each as its letters in order."""
    if not is_turned(text):
        return Counter()
    plain = unicodedata.normalize("NFKC", text)
    words = "".join(
        char if TURNED.match(char) else " "
        for char in plain
        if unicodedata.category(char) not in {"Mn", "Cf"}
    )
    return Counter("".join(sorted(word)) for word in words.split())


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


def is_turned(text: str) -> bool:
    """Tell whether any word of ``text`` runs from right to left."""
    return TURNED.search(text) is not None


def missing_turned(blocks: Sequence[str], pages: Sequence[str]) -> list[int]:
    """Return which blocks with words from right to left have a word that ``pages`` do not show.

    A PDF gives the words of such a line in an order of its own.
    """
    turned = {n: turned_words(block) for n, block in enumerate(blocks) if is_turned(block)}
    if not turned:
        return []
    owed, shown = sum(turned.values(), Counter()), sum(map(turned_words, pages), Counter())
    whole = "".join(fold(page).letters for page in pages)
    return [
        n
        for n, words in turned.items()
        if any(owed[word] > shown[word] for word in words)
        or any(fold(word).letters not in whole for word in blocks[n].split())
    ]


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
