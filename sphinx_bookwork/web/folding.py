"""Words as a search compares them: without case and marks, and with all names of what they name.

Pure. ``static/bookweb/folding.js`` does the same in a browser, with the tables of this module; the
table ``tests/web/folding.json`` holds both to one result.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Latin letters that Unicode does not take apart, as those type them who do not have them.
LETTERS = {
    "ə": "e",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
}
_TABLE = str.maketrans(LETTERS)
# Marks of Latin letters only: й is a letter of its own, not an и with a mark.
_MARKED = re.compile("([a-z])[\u0300-\u036f]+")
_WORD = re.compile(r"\w+")


def fold(word: str) -> str:
    """Return a word in lower case, its Latin letters without marks: "Xankəndi" is "xankendi"."""
    apart = unicodedata.normalize("NFD", word.lower().translate(_TABLE))
    return unicodedata.normalize("NFC", _MARKED.sub(r"\1", apart))


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    return tuple(fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))


def other_names(groups: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Return for each name (folded words, parted by a space) the words of its other names.

    ``groups`` are the names of one thing each. Names of as many words are taken word for word, so
    that a surname alone is known by its other spellings too.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        names = list(dict.fromkeys(folded_words(name) for name in group))
        for name in names:
            for other in names:
                if len(name) != len(other):
                    found[" ".join(name)].update(other)
                    continue
                for word, same in zip(name, other, strict=True):
                    found[word].add(same)
    others = {phrase: sorted(same - set(phrase.split())) for phrase, same in found.items()}
    return {phrase: same for phrase, same in sorted(others.items()) if same}


def longest_name(names: Iterable[str]) -> int:
    """Return the number of words of the longest name; 0 for none."""
    return max((name.count(" ") + 1 for name in names), default=0)


def spread(words: Iterable[str], others: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the words folded, and behind the beginning of each name the words of its others."""
    folded, longest = [fold(word) for word in words], longest_name(others)
    for place, word in enumerate(folded):
        yield word
        for length in range(1, longest + 1):
            if place + length <= len(folded):
                yield from others.get(" ".join(folded[place : place + length]), ())
