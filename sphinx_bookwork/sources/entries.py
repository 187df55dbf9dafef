"""An entry of the bibliography: Author. Year. Title. Where published. Identifier and address."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pybtex.richtext import Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from sphinx.locale import get_translation

from sphinx_bookwork.sources.labels import LabelStyle, SortingStyle, authors, family_name, year
from sphinx_bookwork.sources.richtext import AddressText, ForeignText
from sphinx_bookwork.sources.typography import plain, quoted

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

_ = get_translation("sphinx_bookwork")

WHOLE_WORKS = frozenset(
    {"book", "booklet", "collection", "manual", "mastersthesis", "phdthesis", "proceedings"}
    | {"report", "techreport", "thesis", "jurisdiction", "legal", "legislation", "treaty"}
)
"""Entry types whose titles are set in italics; biblatex's types for documents are among them."""
TYPED = 50
"""The longest address, in characters, that is shown whole behind a title."""
_DESCRIPTION = re.compile(r"(?P<title>.*?)\s*\[(?P<description>[^\[\]]+)\]")


class EntryStyle(BaseStyle):  # type: ignore[misc]  # pybtex has no types
    """The style ``bookwork``; any entry type will do."""

    default_name_style = "lastfirst"
    default_label_style = LabelStyle
    default_sorting_style = SortingStyle

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Return the entry's text; ``label`` (from ``LabelStyle``) gives the year its letter."""
        date = label.rsplit(" ", 1)[-1] if label else year(entry)
        who = head(entry)
        sentences: list[Any] = [who, date, title(entry)] if who else [title(entry), date]
        sentences += [*container(entry), *published(entry), *addresses(entry)]
        text = Text(" ").join([_closed(part) for part in sentences if part])
        return FormattedEntry(entry.key, text, label)


def _closed(part: Any) -> Text:
    """A part as a sentence: with a full stop unless it ends in one, also inside quotation marks."""
    text = Text(part)
    shown = str(text)
    return text if shown.rstrip("”’»“").endswith((".", "?", "!")) else text + "."


def head(entry: Entry) -> str:
    """Who: the full names; where they do not begin as the label does, the label's name first."""
    persons = entry.persons.get("author", [])
    editors = entry.persons.get("editor", [])
    if not persons and not editors:
        return ""
    full = _listed(persons or editors)
    if not persons:
        full += ", " + str(_("eds.") if len(editors) > 1 else _("ed."))
    short = plain(entry.fields.get("shortauthor", ""))
    return full if full.startswith(short) else f"{short} ({full})"


def _listed(persons: list[Person]) -> str:
    names = [_inverted(persons[0]), *map(_in_order, persons[1:])]
    if len(names) == 1:
        return names[0]
    return str(_("%s and %s")) % (", ".join(names[:-1]), names[-1])


def _given(person: Person) -> str:
    return plain(" ".join([*person.first_names, *person.middle_names]))


def _inverted(person: Person) -> str:
    parts = [family_name(person), _given(person), plain(" ".join(person.lineage_names))]
    return ", ".join(part for part in parts if part)


def _in_order(person: Person) -> str:
    parts = [_given(person), family_name(person), plain(" ".join(person.lineage_names))]
    return " ".join(part for part in parts if part)


def title(entry: Entry) -> Any:
    """The title in the form of its kind; what stands in [square brackets] is a description."""
    text = plain(entry.fields.get("title", ""))
    match = _DESCRIPTION.fullmatch(text)
    if not match:
        return _styled(entry, text)
    if not match["title"]:
        return match["description"]
    return Text(_styled(entry, match["title"]), f" ({match['description']})")


def _styled(entry: Entry, text: str) -> Any:
    if not text:
        return ""
    language = entry.fields.get("language", "")
    styled = Tag("em", text) if entry.type.lower() in WHOLE_WORKS else quoted(text)
    return ForeignText(language, styled) if language else styled


def container(entry: Entry) -> Iterator[Any]:
    """The larger work: a journal with volume and pages, or a book."""
    fields = {name: plain(text) for name, text in entry.fields.items() if name != "url"}
    volume, issue = fields.get("volume", ""), fields.get("number", "")
    pages = fields.get("pages", "").replace("-", "–").replace("––", "–")
    journal = fields.get("journal") or fields.get("journaltitle")
    if journal:
        numbers = volume + (f"({issue})" if issue else "")
        parts = [Text(Tag("em", journal), f" {numbers}" if numbers else ""), pages]
        yield Text(", ").join([part for part in parts if part])
    elif "booktitle" in fields:
        parts = [Text(str(_("In")), " ", Tag("em", fields["booktitle"])), pages]
        yield Text(", ").join([part for part in parts if part])
    elif issue:
        yield " ".join(part for part in (fields.get("type", ""), issue) if part)


def published(entry: Entry) -> Iterator[str]:
    """Where published, unless the author or the address says it already."""
    names = ("howpublished", "publisher", "institution", "school", "organization")
    where = [plain(entry.fields[name]) for name in names if name in entry.fields]
    who = {authors(entry), *map(family_name, entry.persons.get("author", []))}
    address = shown_address(entry.fields.get("url", ""))
    where = [name for name in where if name not in who and not address.startswith(name)]
    place = plain(entry.fields.get("address", ""))
    if place:
        where.append(place)
    if where:
        yield ", ".join(dict.fromkeys(where))


def addresses(entry: Entry) -> Iterator[Any]:
    """Canonical identifier first (DOI, ISBN; a document's symbol is before), then addresses.

    With a DOI the address is left out. ``checked`` is the day on which somebody saw the address.
    """
    doi, url = entry.fields.get("doi", ""), entry.fields.get("url", "")
    if doi:
        yield AddressText(f"https://doi.org/{doi}", f"doi:{doi}")
    if "isbn" in entry.fields:
        yield f"ISBN {entry.fields['isbn']}"
    if url and not doi:
        described = plain(entry.fields.get("title", "")).startswith("[")
        address = AddressText(url, shown_address(url, math.inf if described else TYPED))
        day = entry.fields.get("checked", "")
        yield Text(address, " (", str(_("checked %s")) % day, ")") if day else address
    if "archived" in entry.fields:
        copy = entry.fields["archived"]
        yield Text(str(_("Archived:")), " ", AddressText(copy, shown_address(copy, TYPED)))


def shown_address(url: str, longest: float = math.inf) -> str:
    """An address as it is printed: without scheme, ``www.``, last slash, escapes.

    Of one with more than ``longest`` characters the host is shown: nobody types the rest, and the
    title finds it.
    """
    bare = re.sub(r"^[a-z]+://(www\.)?", "", url).removesuffix("/")
    decoded = unquote(bare, errors="replace")
    shown = decoded if decoded.isprintable() and not set(" \ufffd") & set(decoded) else bare
    return shown if len(shown) <= longest else shown.partition("/")[0]
