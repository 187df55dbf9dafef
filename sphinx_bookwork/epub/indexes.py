"""The indices as pages: the general one and those of the domains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.epub.names import xml_uri

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
    """Return the title of each document by its address as seen from the index."""
    env = builder.env
    return {
        builder.get_relative_uri(GENERAL, name): plain_text(title)
        for name, title in env.titles.items()
    }


def _locators(
    links: Iterable[tuple[str | None, str | Literal[False]]], titles: dict[str, str]
) -> tuple[Locator, ...]:
    """Name each place by its document; a second one in the same document by a number."""
    found: list[Locator] = []
    count: dict[str, int] = {}
    for uri in (uri for _main, uri in links if uri):
        path = uri.partition("#")[0]
        count[path] = count.get(path, 0) + 1
        title = titles.get(path, path)
        text = title if count[path] == 1 else f"{title} ({count[path]})"
        found.append(Locator(text, xml_uri(uri)))
    return tuple(found)
