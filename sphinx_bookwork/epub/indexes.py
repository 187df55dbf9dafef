"""The indices as pages: the general one and those of the domains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.epub.names import xml_uri
from sphinx_bookwork.epub.reading import reading_order

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

GENERAL = "genindex"


@dataclass(frozen=True)
class Locator:
    """A place that an entry sends to, and how it is called."""

    text: str
    href: str


@dataclass(frozen=True)
class Line:
    """An entry of an index with its places and what stands below it."""

    text: str
    locators: tuple[Locator, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Group:
    """The entries under one letter."""

    letter: str
    lines: tuple[Line, ...]


def has_entries(env: BuildEnvironment) -> bool:
    """Say whether anything in the project has an index entry."""
    return any(env.domains.index_domain.entries.values())


def general_index(builder: Builder) -> list[Group]:
    """Return the general index; each locator is called by the title of its document."""
    titles = _titles(builder)
    return [
        Group(
            letter,
            tuple(
                Line(
                    text,
                    _locators(links, titles),
                    tuple(Line(below, _locators(uris, titles)) for below, uris in subitems),
                )
                for text, (links, subitems, _key) in entries
            ),
        )
        for letter, entries in IndexEntries(builder.env).create_index(builder)
    ]


def domain_index(builder: Builder, name: str, content: Iterable[Any]) -> list[Group]:
    """Return the index of a domain."""
    return [
        Group(letter, tuple(_domain_line(builder, name, entry) for entry in entries))
        for letter, entries in content
    ]


def _domain_line(builder: Builder, name: str, entry: Any) -> Line:
    if not entry.docname:
        return Line(entry.name, ())
    uri = f"{builder.get_relative_uri(name, entry.docname)}#{entry.anchor}"
    text = f"{entry.name} ({entry.extra})" if entry.extra else entry.name
    return Line("", (Locator(text, xml_uri(uri)),))


def _titles(builder: Builder) -> dict[str, str]:
    """Return the titles of the documents in reading order, by address as seen from the index."""
    env = builder.env
    order = [name for name in reading_order(builder, []) if name in env.titles]
    names = dict.fromkeys([*order, *sorted(env.titles)])
    return {builder.get_relative_uri(GENERAL, n): plain_text(env.titles[n]) for n in names}


def _locators(
    links: Iterable[tuple[str | None, str | Literal[False]]], titles: dict[str, str]
) -> tuple[Locator, ...]:
    """Name each place by its document, a second one there by a number; main places come first."""
    order = {path: number for number, path in enumerate(titles)}
    places = [
        (not main, order.get(_path(uri), len(order)), _natural(uri), uri)
        for main, uri in links
        if uri
    ]
    found: list[Locator] = []
    count: Counter[str] = Counter()
    for *_, uri in sorted(places):
        path = _path(uri)
        count[path] += 1
        title = titles.get(path, path)
        text = title if count[path] == 1 else f"{title} ({count[path]})"
        found.append(Locator(text, xml_uri(uri)))
    return tuple(found)


def _path(uri: str) -> str:
    return uri.partition("#")[0]


def _natural(uri: str) -> list[tuple[int, str]]:
    """Return a key that puts ``index-2`` before ``index-10``."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", uri)]
