"""The book out of its documents: chapters in reading order, every id unique.

A builder that assembles gives every document the relative URI ``%docname``. References are
resolved document by document, so each knows where it stands; then ids become ``docname#id``,
which is also the key of the page map, and references become references within the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import SphinxError

from sphinx_bookwork.doctree.conditions import is_shown
from sphinx_bookwork.doctree.hyperlinks import dead_links, know_written_links
from sphinx_bookwork.doctree.identity import Matter, matter_of
from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.doctree.settings import BookSettings
from sphinx_bookwork.doctree.targets import settle_targets

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: What a builder that assembles puts before a docname as its URI.
URI_PREFIX = "%"


class AssemblyError(SphinxError):
    """The project holds no book."""

    category = "Book"


class subdocuments(nodes.Structural, nodes.Element):
    """The place of a toctree, with the ``docnames`` it lists."""


@dataclass
class Chapter:
    """One unit of layout: a document with all that its toctrees list below it.

    ``part`` is the caption of the part that begins with this chapter, if one does. A generated
    index has ``document`` None.
    """

    docname: str
    title: str
    matter: Matter
    document: nodes.document | None
    part: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def running_title(self) -> str:
        """The short title where the document's front matter has ``short-title``."""
        return self.metadata.get("short-title") or self.title


@dataclass
class Book:
    """The chapters in reading order and the node that each target names.

    ``tops`` gives each document's first target, ``aliases`` further names of targets.
    """

    chapters: list[Chapter]
    targets: dict[str, nodes.Element]
    tops: dict[str, str]
    aliases: dict[str, str]

    def resolve(self, uri: str) -> str | None:
        """Return the target that ``%docname#id`` or ``%docname`` names, None for other URIs."""
        if not uri.startswith(URI_PREFIX):
            return None
        docname, _, ident = uri[len(URI_PREFIX) :].partition("#")
        target = f"{docname}#{ident}" if ident else self.tops.get(docname)
        return self.aliases.get(target, target) if target else None


@dataclass(frozen=True)
class Entry:
    """A line of the root's toctrees: a docname or ``genindex``, and its toctree's caption."""

    docname: str
    caption: str


def assemble(builder: Builder, settings: BookSettings) -> Book:
    """Return the book of the project; raise ``AssemblyError`` where there is nothing in it."""
    env = builder.env
    reader = _Reader(builder)
    root, entries = reader.root()
    chapters = [_chapter(env, settings, env.config.root_doc, root)] if _has_text(root) else []
    for entry in entries:
        if entry.docname == "genindex":
            chapters.append(Chapter("genindex", "", "back", None))
        elif (document := reader.read(entry.docname)) is not None:
            chapters.append(_chapter(env, settings, entry.docname, document))
            chapters[-1].part = entry.caption or None
    if not chapters:
        raise AssemblyError(
            f"{env.doc2path(env.config.root_doc)}: the book is empty: no text and no toctree; "
            "list its documents in a toctree [bookwork.empty]"
        )
    _keep_first_captions(chapters)
    documents = [chapter.document for chapter in chapters if chapter.document is not None]
    book = Book(chapters, {}, reader.tops, settle_targets(documents))
    for document in documents:
        _link(book, document)
    dead_links(env, documents, book.targets, URI_PREFIX)
    return book


class _Reader:
    """Reads, resolves and joins documents; each enters the book once."""

    def __init__(self, builder: Builder) -> None:
        self.builder, self.env = builder, builder.env
        self.seen: set[str] = set()
        self.tops: dict[str, str] = {}

    def root(self) -> tuple[nodes.document, list[Entry]]:
        """Return the root document without its toctrees, and what these list."""
        docname = self.env.config.root_doc
        self.seen.add(docname)
        document = self.env.get_doctree(docname)
        entries = [
            Entry(ref, toctree.get("caption") or "")
            for toctree in document.findall(addnodes.toctree)
            if is_shown(toctree, self.builder.tags)
            for _, ref in toctree["entries"]
            if ref == "genindex" or ref in self.env.found_docs
        ]
        document = self._resolved(docname, document)
        for place in list(document.findall(subdocuments)):
            _insert(place, [])
        return document, entries

    def read(self, docname: str) -> nodes.document | None:
        """Return a document with its subdocuments in it; None where the book has it already."""
        if docname in self.seen:
            return None
        self.seen.add(docname)
        document = self._resolved(docname, self.env.get_doctree(docname))
        for place in list(document.findall(subdocuments)):
            _insert(place, [self.read(name) for name in place["docnames"]])
        return document

    def _resolved(self, docname: str, document: nodes.document) -> nodes.document:
        for toctree in list(document.findall(addnodes.toctree)):
            names = [ref for _, ref in toctree["entries"] if ref in self.env.found_docs]
            toctree.replace_self(subdocuments(docnames=names))
        number_titles(self.env, docname, document)
        self.env.resolve_references(document, docname, self.builder)
        know_written_links(self.env, docname, document, URI_PREFIX)
        _own_ids(docname, document)
        first = next(iter(document.findall(nodes.section)), None)
        if first is not None and first["ids"]:
            self.tops[docname] = first["ids"][0]
        return document


def number_titles(env: BuildEnvironment, docname: str, document: nodes.document) -> None:
    """Put the section numbers of numbered toctrees on the titles, before ids change."""
    numbers = env.toc_secnumbers.get(docname, {})
    for title in document.findall(nodes.title):
        if isinstance(title.parent, nodes.section) and title.parent["ids"]:
            anchor = f"#{title.parent['ids'][0]}"
            number = numbers.get(anchor) if anchor in numbers else numbers.get("")
            if number:
                title["secnumber"] = number
            numbers = {key: value for key, value in numbers.items() if key}


def _own_ids(docname: str, document: nodes.document) -> None:
    """Prefix every id, and every reference to one within the document, with the docname."""
    for node in document.findall(nodes.Element):
        for name in ("ids", "backrefs"):
            if node.get(name):
                node[name] = [f"{docname}#{ident}" for ident in node[name]]
        if "refid" in node:
            node["refid"] = f"{docname}#{node['refid']}"
        if isinstance(node, nodes.section):
            node["docname"] = docname


def _insert(place: subdocuments, documents: list[nodes.document | None]) -> None:
    children = [child for doc in documents if doc is not None for child in list(doc.children)]
    # Sphinx wraps each toctree; a wrapper of sections would be invalid.
    wrapped = isinstance(place.parent, nodes.compound) and len(place.parent) == 1
    old = place.parent if wrapped else place
    old.parent.replace(old, children)


def _link(book: Book, document: nodes.document) -> None:
    for node in document.findall(nodes.Element):
        names: list[str] = node.get("ids", [])
        for ident in names:
            book.targets.setdefault(ident, node)
        if isinstance(node, nodes.reference) and "refuri" in node:
            target = book.resolve(node["refuri"])
            if target is not None:
                del node["refuri"]
                node["refid"] = target


def _chapter(
    env: BuildEnvironment, settings: BookSettings, docname: str, document: nodes.document
) -> Chapter:
    title = next((plain_text(t) for t in document.findall(nodes.title)), docname)
    metadata = {key: str(value) for key, value in env.metadata.get(docname, {}).items()}
    return Chapter(docname, title, matter_of(settings, docname), document, metadata=metadata)


def _keep_first_captions(chapters: list[Chapter]) -> None:
    """A caption is a part only in the body, only where there are several, only once."""
    body = [c.part for c in chapters if c.matter == "body" and c.part]
    previous = None
    for chapter in chapters:
        caption, chapter.part = chapter.part, None
        if chapter.matter == "body" and len(set(body)) > 1 and caption and caption != previous:
            chapter.part = caption
        if chapter.matter == "body":
            previous = caption


_EMPTY = (
    nodes.comment,
    nodes.title,
    nodes.target,
    nodes.substitution_definition,
    addnodes.index,
    subdocuments,
)


def _has_text(document: nodes.document) -> bool:
    return any(True for _ in _text_blocks(document))


def _text_blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    for child in node.children:
        if isinstance(child, (nodes.section, nodes.compound)):
            yield from _text_blocks(child)
        elif not isinstance(child, _EMPTY):
            yield child
