"""The order of reading: what stands in the book, and where; what leads into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import global_toctree_for_doc

from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.epub.names import xml_uri

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Entry:
    """A line of the contents; without ``href`` it is the name of a part."""

    title: str
    href: str
    children: tuple[Entry, ...] = ()


def reading_order(env: BuildEnvironment, generated: list[str]) -> list[str]:
    """Return the documents of the book as its toctrees order them, each once.

    ``generated`` names the indices there are; those that no toctree lists come last.
    """
    order = list(dict.fromkeys(_walk(env, env.config.root_doc, set(), generated)))
    return order + [name for name in generated if name not in order]


def _walk(
    env: BuildEnvironment, docname: str, seen: set[str], generated: list[str]
) -> Iterator[str]:
    seen.add(docname)
    yield docname
    for toctree in env.get_doctree(docname).findall(addnodes.toctree):
        for _, ref in toctree["entries"]:
            if ref in generated:
                yield ref
            elif ref in env.found_docs and ref not in seen:
                yield from _walk(env, ref, seen, generated)


def top_documents(env: BuildEnvironment) -> set[str]:
    """Return the documents that the root's own toctrees list."""
    toctrees = env.get_doctree(env.config.root_doc).findall(addnodes.toctree)
    return {ref for toctree in toctrees for _, ref in toctree["entries"]}


def is_only_a_list(document: nodes.document) -> bool:
    """Say whether a resolved document holds titles and toctrees and nothing else to read."""
    return not any(_text_blocks(document))


_NO_TEXT = (nodes.title, nodes.comment, nodes.target, nodes.substitution_definition, addnodes.index)


def _text_blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    for child in node.children:
        if isinstance(child, nodes.compound) and "toctree-wrapper" in child["classes"]:
            continue
        if isinstance(child, nodes.section):
            yield from _text_blocks(child)
        elif not isinstance(child, _NO_TEXT):
            yield child


def contents(env: BuildEnvironment, builder: Builder, base: str) -> list[Entry]:
    """Return the contents in all their depth, under the captions of the toctrees.

    ``base`` is the folder of the documents, as the navigation sees it.
    """
    root = env.config.root_doc
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
    return entries


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
