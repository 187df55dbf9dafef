"""The dates and numbers of a sentence, and whether claims give them: the ground of rule E104.

How a date or number of a sentence may stand in a claim (its sentence, date and values, never its
note; in all rows the other direction does not hold):

======================  =======================================================================
in the sentence         stands in a claim that has
======================  =======================================================================
20 January 1990         that day; or 20 January, where it has the year 1990 as well
19 January, the 26th    a day with that month and number, or with that number
January 1990            that month, or a day in it
in January              that month or a day in it, of any year
1990                    that year, or a month or day in it; of a span (1988/1991) its ends
the 1990s               a year, month or day in that decade
1991-92, 8-9 May        both ends
26,000; 98.5 per cent   that number, to the last digit; "per cent" adds nothing to it
half a million          500,000; forty-four: 44; a dozen: 12
about 77, some 700      a number that rounds to it (76.9; 744) or that number
more than 130, over     that number, or one that begins with it (131; 130 to 139)
almost 10,000, under    that number, or one that it rounds up from
six days later          the words, or two dates that are so far apart
======================  =======================================================================

Not judged: ordinals as words (the first), "one", "half" and "a third"; vague plurals (dozens,
thousands); number words that point to what is known (the two states, both, their three
districts). A number is never the sum or the difference of others; write it into the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

NAMES = "January February March April May June July August September October November December"
MONTHS = {name: number for number, name in enumerate(NAMES.split(), start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()}
MONTHS["Sept"] = 9

_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:1[6-9]\d\d|20\d\d)(?![\d,./]\d|\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_JOIN = r"\s*(?:[–—/-]|,|\bto\b|\band\b|\bor\b)\s*"
_LATER = r"later|after|before|earlier|ago"

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
ONES += " fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: number for number, word in enumerate(ONES.split())}
WORDS |= {word: 10 * number for number, word in enumerate(TENS.split(), start=2)} | {"dozen": 12}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
KNOWN = "the these those its their his her both all other our such"

_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_FIGURE = r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![A-Za-z\d.,])\d+(?:\.\d+)?"
_PATTERN = re.compile(
    rf"(?P<days>(?<!\d)(?<!\d[,.]){_DAY}(?:{_JOIN}{_DAY})*)\s+(?P<daymonth>{_MONTH})"
    rf"(?:\s+(?P<dayyear>{_YEAR}))?"
    rf"|(?P<month>\b{_MONTH})\s+(?P<monthyear>{_YEAR})"
    rf"|(?P<prep>\b(?:[Ii]n|[Oo]f|[Bb]y|[Ff]rom|[Ss]ince|[Uu]ntil|[Tt]hat|[Ll]ast|[Ll]ate|[Ee]arly"
    rf"|[Bb]etween|to|and|mid)\b[\s-]+)(?P<alone>{_MONTH})(?!\s+\d)"
    rf"|(?P<decade>\b(?:1[6-9]|20)\d0)s\b"
    rf"|(?P<from>{_YEAR})[–/-](?P<to>\d\d(?:\d\d)?)(?!\d)"
    rf"|(?<![\d.,])(?P<year>{_YEAR})"
    rf"|\b(?:the|on the)\s+(?P<day>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th))\b"
    rf"(?!\s+(?:century|term))"
    rf"|(?P<figure>{_FIGURE})(?:\s*(?P<scale>{_SCALE})\b)?"
    rf"|\b(?P<half>[Hh]alf)\s+an?\s+(?P<halved>{_SCALE})\b"
    rf"|\b(?P<words>(?i:{_WORD})(?:-(?:{_WORD}))?)(?:\s+(?P<wordscale>{_SCALE}))?\b",
)
_HEDGES = {
    "over": r"(?:more than|over|at least|above|exceed(?:s|ed|ing)?|upwards of|or more)",
    "under": r"(?:almost|nearly|under|less than|fewer than|up to|at most|not quite)",
    "about": r"(?:about|some|around|roughly|approximately|close to|an? estimated|estimated)",
}
_BEFORE = re.compile(
    r"(?:" + "|".join(rf"(?P<{k}>\b{v})" for k, v in _HEDGES.items()) + r")\s*(?:US )?\$?$",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"\s+(day|week|month|year)s?\s+(?:{_LATER})\b")
_DEFINITE = re.compile(rf"\b(?:{'|'.join(KNOWN.split())})\b(?:\s+[a-z-]+)?\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """A date as exactly as it is given: parts that are not given are 0; 1990s has ``decade``."""

    year: int = 0
    month: int = 0
    day: int = 0
    decade: bool = False


@dataclass(frozen=True)
class Number:
    """A number; ``hedge`` is about, over, under or nothing; ``unit`` that of a time between."""

    value: float
    hedge: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Quantity:
    """What a piece of text means."""

    text: str
    meaning: Moment | Number


def quantities(text: str, known: bool = False) -> Iterator[Quantity]:
    """Yield the dates and numbers of ``text`` in its order.

    ``known`` yields also the number words that point to what is known (the two states).
    """
    for match in _PATTERN.finditer(text):
        for meaning in _meanings(match, text, known):
            yield Quantity(match[0].strip(" ."), meaning)


def _meanings(match: re.Match[str], text: str, known: bool) -> Iterator[Moment | Number]:
    found = match.groupdict()
    if found["days"]:
        month, year = MONTHS[found["daymonth"].rstrip(".")], int(found["dayyear"] or 0)
        for day in re.findall(r"\d+", found["days"]):
            yield Moment(year, month, int(day))
    elif found["month"]:
        yield Moment(int(found["monthyear"]), MONTHS[found["month"].rstrip(".")])
    elif found["alone"]:
        yield Moment(0, MONTHS[found["alone"].rstrip(".")])
    elif found["decade"]:
        yield Moment(int(found["decade"]), decade=True)
    elif found["from"]:
        start, end = found["from"], found["to"]
        yield Moment(int(start))
        yield Moment(int(start[: 4 - len(end)] + end))
    elif found["year"]:
        yield Moment(int(found["year"]))
    elif found["day"]:
        yield Moment(day=int(re.sub(r"\D", "", found["day"])))
    else:
        yield from _number(match, text, known)


def _number(match: re.Match[str], text: str, known: bool) -> Iterator[Number]:
    before, after = text[: match.start()], text[match.end() :]
    if match["figure"]:
        value = float(match["figure"].replace(",", "")) * SCALES.get(match["scale"] or "", 1)
    elif match["half"]:
        value = SCALES[match["halved"]] / 2
    else:
        value = float(sum(WORDS[word] for word in match["words"].lower().split("-")))
        value *= SCALES.get(match["wordscale"] or "", 1)
        if value == 1 or (not known and _DEFINITE.search(before)):
            return
    hedge = _BEFORE.search(before)
    name = next((k for k, v in hedge.groupdict().items() if v), "") if hedge else ""
    if not name and after.startswith((" or more", " or so")):
        name = "over" if after.startswith(" or more") else "about"
    unit = _UNIT.match(after)
    yield Number(value, name, unit[1] if unit else "")


class Facts:
    """All dates and numbers that some texts and ISO dates give."""

    def __init__(self, texts: Iterable[str], dates: Iterable[str] = ()) -> None:
        found = [quantity.meaning for text in texts for quantity in quantities(text, known=True)]
        self.numbers = {item.value for item in found if isinstance(item, Number)}
        self.moments = {item for item in found if isinstance(item, Moment)}
        for day in dates:
            parts = [[int(part) for part in re.findall(r"\d+", end)] for end in day.split("/")]
            self.moments |= {_moment(*end) for end in parts if end}
        self.years = {moment.year for moment in self.moments if moment.year}

    def give(self, wanted: Moment | Number) -> bool:
        """Tell whether ``wanted`` stands in these facts, by the table of this module."""
        if isinstance(wanted, Moment):
            named = wanted.year in self.numbers and not wanted.month  # "Resolution 1990"
            return named or any(self._is(moment, wanted) for moment in self.moments)
        exact = wanted.value in self.numbers or wanted.value in self.years
        return exact or self._near(wanted) or self._apart(wanted)

    def _is(self, given: Moment, wanted: Moment) -> bool:
        if wanted.decade:
            return given.year // 10 == wanted.year // 10
        if given.decade:
            return False
        in_year = given.year == wanted.year or (not given.year and wanted.year in self.years)
        return (
            (not wanted.year or in_year)
            and (not wanted.month or given.month == wanted.month)
            and (not wanted.day or given.day == wanted.day)
        )

    def _near(self, wanted: Number) -> bool:
        """A hedged number stands where a number rounds to it in the hedge's direction."""
        step = _last_digit(wanted.value)
        low, high = {
            "about": (-step / 2, step / 2),
            "over": (0.0, step),
            "under": (-step, 0.0),
        }.get(wanted.hedge, (0.0, 0.0))
        return any(low <= number - wanted.value <= high for number in self.numbers)

    def _apart(self, wanted: Number) -> bool:
        """A time between stands where two dates are so far apart."""
        days = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}.get(wanted.unit)
        if not days:
            return False
        whole = [m for m in self.moments if m.year and not m.decade]
        exact = [m for m in whole if m.day] if wanted.unit in ("day", "week") else whole
        known = {date(m.year, m.month or 1, m.day or 1) for m in exact}
        gaps = {abs((a - b).days) / days for a, b in combinations(known, 2)}
        return any(abs(gap - wanted.value) < 1 for gap in gaps)


def _moment(year: int, month: int = 0, day: int = 0) -> Moment:
    return Moment(year, month, day)


def _last_digit(value: float) -> float:
    """The worth of the last digit that is not 0: 10 for 130, 0.1 for 76.9."""
    if value != int(value):
        return 0.1
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return float(step)
