"""Author-date labels ("de Waal 2003", "UN Security Council 1993a") and the order by them."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.locale import get_translation

from sphinx_bookwork.sources.typography import plain

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

_ = get_translation("sphinx_bookwork")

# Letters that Unicode does not take apart, and where a reader of Latin script looks for them.
_FOLDED = str.maketrans({"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae"})


def authors(entry: Entry) -> str:
    """The author's part of a label: ``shortauthor``, or family names, or the title."""
    short = entry.fields.get("shortauthor")
    if short:
        return plain(short)
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [family_name(person) for person in persons]
    if not names:
        return plain(entry.fields.get("title", entry.key)).strip("[]")
    if len(names) > 2:
        return str(_("%s et al.")) % names[0]
    return names[0] if len(names) == 1 else str(_("%s and %s")) % (names[0], names[1])


def family_name(person: Person) -> str:
    """The name under which a person or a body is looked up, with its particle."""
    return plain(" ".join([*person.prelast_names, *person.last_names]))


def year(entry: Entry) -> str:
    """The year, or "n.d." where there is none."""
    return entry.fields.get("year", "") or str(_("n.d."))


def suffix(number: int) -> str:
    """The letters of the ``number``-th (from 0) of several works: a to z, then aa, ab ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = string.ascii_lowercase[rest] + letters
    return letters


def folded(text: str) -> str:
    """``text`` as a reader looks it up: without case, accents and quotation marks."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    return "".join(char for char in parts if char.isalnum() or char.isspace())


class LabelStyle(BaseLabelStyle):  # type: ignore[misc]  # pybtex has no types
    """Author and year; letters tell apart what would be the same."""

    def format_labels(self, sorted_entries: Sequence[Entry]) -> Iterator[str]:
        """Give each entry, in this order, its label."""
        bases = [f"{authors(entry)} {year(entry)}" for entry in sorted_entries]
        several = {base for base, count in Counter(bases).items() if count > 1}
        used: Counter[str] = Counter()
        for base in bases:
            hyphen = "-" if base.endswith(".") else ""
            yield f"{base}{hyphen}{suffix(used[base])}" if base in several else base
            used[base] += 1


class SortingStyle(BaseSortingStyle):  # type: ignore[misc]  # pybtex has no types
    """By what the label shows: author, year (undated last), then title."""

    def sorting_key(self, entry: Entry) -> tuple[str, str, str]:
        """The key of one entry."""
        title = plain(entry.fields.get("title", ""))
        return folded(authors(entry)), entry.fields.get("year", "~"), folded(title)

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """All entries, sorted."""
        return sorted(entries, key=self.sorting_key)
