"""What leads into the book: the contents of the reading system, and its landmarks.

The list of the printed edition's pages (``sphinx_bookwork.pagemap``) belongs here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx.environment.adapters.toctree import global_toctree_for_doc

from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.epub.names import xml_uri
from sphinx_bookwork.epub.pages import Page
from sphinx_bookwork.epub.words import _

if TYPE_CHECKING:
    from sphinx.builders import Builder


@dataclass(frozen=True)
class Entry:
    """A line of the contents; without ``href`` it is the name of a part."""

    title: str
    href: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Landmark:
    """A place that reading systems offer by a button of their own."""

    kind: str
    title: str
    href: str


def table_of_contents(
    builder: Builder, base: str, hrefs: set[str], body: set[str], depth: int
) -> list[Entry]:
    """Return the contents to ``depth`` levels, in reading order, each document once.

    ``base`` is the folder of the documents, ``hrefs`` the addresses of those that are in the book
    and ``body`` of those that are neither front nor back matter.
    """
    entries = each_once(within(contents(builder, base), hrefs), set())
    return cut(in_reading_order(without_needless_parts(entries, body)), depth)


def landmarks_of(spine: list[Page], contents_href: str) -> list[Landmark]:
    """Return the places that reading systems have buttons for, as far as the book has them."""
    titles = {
        "cover": _("Cover"),
        "titlepage": _("Title page"),
        "bodymatter": _("Start of text"),
        "glossary": _("Glossary"),
        "bibliography": _("Sources"),
        "index": _("Index"),
    }
    found = [Landmark("toc", _("Contents"), contents_href)]
    for kind, title in titles.items():
        first = next((page.href for page in spine if kind in page.kinds), None)
        if first:
            found.append(Landmark(kind, title, first))
    return found


def contents(builder: Builder, base: str) -> list[Entry]:
    """Return the contents in all their depth, under the captions of the toctrees.

    ``base`` is the folder of the documents, as the navigation sees it.
    """
    env, root = builder.env, builder.config.root_doc
    tree = global_toctree_for_doc(
        env, root, builder, tags=builder.tags, collapse=False, maxdepth=-1, includehidden=True
    )
    entries: list[Entry] = []
    caption = ""
    for child in tree.children if tree is not None else ():
        if isinstance(child, nodes.title):
            caption = plain_text(child)
        elif isinstance(child, nodes.bullet_list):
            lines = tuple(_lines(child, join(base, dirname(root))))
            entries += [Entry(caption, "", lines)] if caption else lines
            caption = ""
    return entries or list(_sections(builder, base))


def _sections(builder: Builder, base: str) -> Iterator[Entry]:
    """Yield what the only document of a book has to list: itself, its sections below."""
    root = builder.config.root_doc
    toc = builder.env.tocs[root].deepcopy()
    for reference in toc.findall(nodes.reference):
        reference["refuri"] = basename(builder.get_target_uri(root)) + reference["anchorname"]
    yield from _lines(toc, join(base, dirname(root)))


def _lines(bullets: nodes.Element, folder: str) -> Iterator[Entry]:
    for item in bullets.children:
        if not isinstance(item, nodes.list_item):
            continue
        reference = next(iter(item.findall(nodes.reference)), None)
        below = [child for child in item.children if isinstance(child, nodes.bullet_list)]
        children = tuple(line for child in below for line in _lines(child, folder))
        if reference is None:
            yield from children
        else:
            yield Entry(_text(reference), _href(reference, folder), children)


def _text(reference: nodes.reference) -> str:
    number = ".".join(map(str, reference.get("secnumber") or ()))
    return f"{number}. {plain_text(reference)}" if number else plain_text(reference)


def _href(reference: nodes.reference, folder: str) -> str:
    return xml_uri(normpath(join(folder, reference["refuri"])))


def within(entries: list[Entry], hrefs: set[str]) -> list[Entry]:
    """Return the entries that lead to one of ``hrefs``, and the parts that hold such entries."""
    kept = []
    for entry in entries:
        children = tuple(within(list(entry.children), hrefs))
        if _path(entry) in hrefs or (not entry.href and children):
            kept.append(Entry(entry.title, entry.href, children))
        else:
            kept += children
    return kept


def to_what_is_there(entries: Iterable[Entry], ids: Mapping[str, Set[str]]) -> list[Entry]:
    """Return the entries; one for a place that its page has not leads to the page."""
    return [
        Entry(
            entry.title,
            entry.href if _fragment(entry) in ids.get(_path(entry), ()) else _page_href(entry),
            tuple(to_what_is_there(entry.children, ids)),
        )
        for entry in entries
    ]


def each_once(entries: list[Entry], seen: set[str]) -> list[Entry]:
    """Drop the lines that lead where an earlier one led: a second toctree may list a document."""
    kept = []
    for entry in entries:
        if entry.href not in seen:
            seen.update([entry.href] if entry.href else [])
            children = tuple(each_once(list(entry.children), seen))
            kept.append(Entry(entry.title, entry.href, children))
    return kept


def cut(entries: list[Entry], depth: int) -> list[Entry]:
    """Return the first ``depth`` levels; parts are no level."""
    return [
        Entry(entry.title, entry.href, tuple(cut(list(entry.children), below)) if below else ())
        for entry in entries
        for below in [depth - 1 if entry.href else depth]
    ]


def in_reading_order(entries: list[Entry]) -> list[Entry]:
    """Move documents below a document behind its own sections: each is read as a whole."""
    return [
        Entry(entry.title, entry.href, (*_own(entry, _path(entry)), *_others(entry, _path(entry))))
        if entry.href
        else Entry(entry.title, "", tuple(in_reading_order(list(entry.children))))
        for entry in entries
    ]


def _own(entry: Entry, path: str) -> Iterator[Entry]:
    for child in entry.children:
        if _path(child) == path:
            yield Entry(child.title, child.href, tuple(_own(child, path)))


def _others(entry: Entry, path: str) -> Iterator[Entry]:
    for child in entry.children:
        if _path(child) == path:
            yield from _others(child, path)
        else:
            yield from in_reading_order([child])


def without_needless_parts(entries: list[Entry], body: set[str]) -> list[Entry]:
    """Keep captions as parts only where several of them divide the body."""
    parts = [e for e in entries if not e.href and any(_path(c) in body for c in e.children)]
    if len(parts) > 1:
        return [e for entry in entries for e in ([entry] if entry in parts else _opened(entry))]
    return [e for entry in entries for e in _opened(entry)]


def _opened(entry: Entry) -> tuple[Entry, ...]:
    return (entry,) if entry.href else entry.children


def _path(entry: Entry) -> str:
    return unquote(entry.href.partition("#")[0])


def _page_href(entry: Entry) -> str:
    return entry.href.partition("#")[0]


def _fragment(entry: Entry) -> str:
    return unquote(entry.href.partition("#")[2])
