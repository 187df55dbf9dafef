"""Facts out of the doctrees: what every edition has to tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.checks.allowed import allowed
from sphinx_bookwork.checks.declared import FIELD, around, in_comment, parse
from sphinx_bookwork.checks.facts import BEFORE, EDITIONS, Declaration, Fact, Kind, Source, letters
from sphinx_bookwork.checks.markup import address, latex_key
from sphinx_bookwork.doctree.assembly import URI_PREFIX, number_titles
from sphinx_bookwork.doctree.blocks import OPTIONAL, OWN_WORDING, is_block, place_of
from sphinx_bookwork.doctree.descriptions import in_words, long_description
from sphinx_bookwork.doctree.lists import (
    book_contents,
    book_figures,
    numbered_caption,
    parents,
    reading_order,
)
from sphinx_bookwork.doctree.targets import settle_targets

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: Set by number, as a picture or otherwise than as text: the text goes on behind it.
_APART = (nodes.math, nodes.math_block, nodes.raw, nodes.image, nodes.footnote_reference)
#: Blocks whose wording is each writer's own.
_OWN = (addnodes.desc_signature, nodes.literal_block, nodes.doctest_block)
#: What no edition shows, whatever is in it.
_NOWHERE = (nodes.system_message, nodes.Invisible)
#: How much of a text a message quotes.
_QUOTE = 60


def read_source(builder: Builder) -> Source:
    """Return all facts of the documents in the book, and what they declare."""
    docnames = list(reading_order(builder.env))
    root = builder.config.root_doc
    tops = {root, *builder.env.toctree_includes.get(root, ())}
    readers = {docname: DocumentReader(builder, docname, tops) for docname in docnames}
    for reader in readers.values():
        for docname, declared in reader.listed():
            if docname in readers:
                readers[docname].outer.append(declared)
    facts = tuple(fact for reader in readers.values() for fact in reader.facts())
    code = tuple(text for reader in readers.values() for text in reader.code())
    return Source(
        facts,
        tuple(dict.fromkeys(d for r in readers.values() for d in r.declarations())),
        tuple(fact for reader in readers.values() for fact in reader.undeclared()),
        dict(pair for reader in readers.values() for pair in reader.names()),
        code,
    )


def first_sections(builder: Builder) -> dict[str, str]:
    """Return for each document of the book the id of its first section, empty for none."""
    found = {}
    for docname in reading_order(builder.env):
        document = builder.env.get_doctree(docname)
        section = next(iter(document.findall(nodes.section)), None)
        found[docname] = section["ids"][0] if section is not None and section["ids"] else ""
    return found


class DocumentReader:
    """One document, its references resolved, nothing left out for any edition."""

    def __init__(self, builder: Builder, docname: str, tops: Collection[str]) -> None:
        self.env, self.docname = builder.env, docname
        self.document = builder.env.get_doctree(docname)
        self.outer: list[Declaration] = []
        self.alone = not self.env.toctree_includes.get(docname) and docname in tops
        field = (self.env.metadata.get(docname) or {}).get(FIELD)
        self.path = str(self.env.doc2path(docname))
        if field:
            self.outer.append(parse(str(field), self.path, 1))
        self._allowed = list(allowed(self.document))
        self._only = list(self._open_conditions())
        self._toctrees = list(self._take_toctrees())
        number_titles(self.env, docname, self.document)
        self.env.resolve_references(self.document, docname, builder)

    # What is declared

    def _open_conditions(self) -> Iterator[nodes.container]:
        for only in list(self.document.findall(addnodes.only)):
            lists = any(only.findall(addnodes.toctree))
            opened = nodes.container("", *only.children, expr=only["expr"], lists=lists)
            opened.source, opened.line = only.source, only.line
            only.replace_self(opened)
            yield opened

    def _take_toctrees(self) -> Iterator[tuple[str, list[Declaration]]]:
        for toctree in list(self.document.findall(addnodes.toctree)):
            for _, docname in toctree["entries"]:
                yield docname, list(around(toctree))
            toctree.parent.remove(toctree)

    def listed(self) -> Iterator[tuple[str, Declaration]]:
        """Yield the documents of toctrees that stand in a declared block, with what it declares."""
        for docname, found in self._toctrees:
            for declared in [*found, *self.outer]:
                yield docname, declared

    def declarations(self) -> Iterator[Declaration]:
        """Yield every declaration of the document."""
        yield from (declared for declared in self.outer if declared.path == self.path)
        for comment in self.document.findall(nodes.comment):
            if declared := in_comment(comment):
                yield declared

    def undeclared(self) -> Iterator[Fact]:
        """Yield the conditions that no declaration explains, if they keep anything back."""
        for opened in self._only:
            explained = self.outer or list(around(opened))
            if not explained and (opened["lists"] or any(self._of(opened))):
                path, line = place_of(opened)
                yield Fact("text", "", str(opened["expr"]), path, line)

    # What is told

    def facts(self) -> Iterator[Fact]:
        """Yield the facts of the document."""
        yield from self._of(self.document)
        for kind, shown in self._allowed:
            key = address(shown) if kind == "address" else letters(shown)
            yield Fact(kind, key, shown, self.path, absent=frozenset(EDITIONS))

    def _of(self, whole: nodes.Element) -> Iterator[Fact]:
        for node in whole.findall(nodes.Element):
            if not any(isinstance(parent, _NOWHERE) for parent in parents(node)):
                yield from self._of_node(node)

    def _of_node(self, node: nodes.Element) -> Iterator[Fact]:
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            yield from self._heading(node)
        elif isinstance(node, nodes.caption | nodes.title) and _is_numbered(node):
            yield self._fact("caption", node, self._caption(node))
        elif isinstance(node, nodes.image):
            yield from self._picture(node)
        elif isinstance(node, nodes.footnote):
            yield from self._note(node)
        elif isinstance(node, nodes.footnote_reference):
            yield self._call(node)
        elif isinstance(node, nodes.reference):
            yield from self._link(node)
        elif isinstance(node, nodes.math | nodes.math_block):
            yield self._fact("formula", node, node.astext(), key=latex_key(node.astext()))
        elif isinstance(node, long_description):
            yield self._fact("description", node, in_words(node), runs=(letters(in_words(node)),))
        if is_block(node) and not isinstance(node, _OWN) and not _is_elsewhere(node):
            yield from self._text(node)

    def _fact(self, kind: Kind, node: nodes.Element, shown: str, **more: object) -> Fact:
        path, line = place_of(node)
        declared = [*around(node), *self.outer]
        absent = frozenset(name for each in declared for name in each.editions)
        if not declared and any(parent in self._only for parent in parents(node)):
            absent = frozenset(EDITIONS)  # said of the whole condition
        short = " ".join(shown.split())
        quoted = short if len(short) <= _QUOTE else f"{short[:_QUOTE]}\N{HORIZONTAL ELLIPSIS}"
        values: dict[str, Any] = {"key": letters(shown)} | more
        places = tuple((each.path, each.line) for each in declared)
        return Fact(
            kind,
            shown=quoted,
            path=path,
            line=line,
            absent=absent,
            declared=places,
            alone=self.alone,
            **values,
        )

    def _heading(self, node: nodes.title) -> Iterator[Fact]:
        number = ".".join(map(str, node.get("secnumber", ())))
        found = self._fact("heading", node, f"{number} {_plain(node)}")
        is_top = node.parent.parent is self.document
        if self.docname == self.env.config.root_doc and is_top:
            # Books say their title on a page of their own, a site here.
            found = replace(found, absent=frozenset(EDITIONS))
        yield found

    def _caption(self, node: nodes.Element) -> str:
        kind = {"figure": "figure", "table": "table"}.get(node.parent.tagname, "code-block")
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        number = next((numbers[i] for i in node.parent["ids"] if i in numbers), None)
        return numbered_caption(self.env, kind, number, _plain(node))

    def _picture(self, node: nodes.image) -> Iterator[Fact]:
        alt = str(node.get("alt", "")).strip()
        if alt and "decorative" not in node["classes"]:
            described = (n for n in self.document.findall(long_description))
            ours = (n for n in described if n["description"] == node.get("description"))
            longer = "".join(f"{letters(alt)}{letters(in_words(n))}" for n in ours)
            yield self._fact("alt", node, alt, longer=longer)

    def _target(self, ident: str) -> str:
        return letters(f"{self.docname}#{ident}")

    def _note(self, node: nodes.footnote) -> Iterator[Fact]:
        back = node.get("backrefs") or [f"{node['ids'][0]}-call"]
        content = [child for child in node.children if not isinstance(child, nodes.label)]
        runs = tuple(run for child in content for run in _runs(child))
        shown = " ".join(child.astext() for child in content)
        key, longer = self._target(node["ids"][0]), self._target(back[0])
        yield self._fact("note", node, shown, key=key, longer=longer, runs=runs)

    def _call(self, node: nodes.footnote_reference) -> Fact:
        block = next((p for p in parents(node) if is_block(p)), node.parent)
        said = ""
        for piece in _pieces(block):
            if piece is node:
                break
            said += letters(piece) if isinstance(piece, str) else ""
            said = "" if isinstance(piece, nodes.Node) and not _is_call(piece) else said
        number, key = letters(node.astext()), self._target(node["refid"])
        shown = "".join(block.astext().split("\n"))
        return self._fact("call", node, shown, key=key, before=said[-BEFORE:], number=number)

    def _link(self, node: nodes.reference) -> Iterator[Fact]:
        if any(OWN_WORDING in parent["classes"] for parent in parents(node)):
            return
        uri = str(node.get("refuri", ""))
        if uri.startswith(URI_PREFIX) and "#" in uri:
            yield self._fact("link", node, node.astext(), key=letters(uri.removeprefix(URI_PREFIX)))
        elif "refid" in node:
            yield self._fact("link", node, node.astext(), key=self._target(node["refid"]))
        elif uri and not uri.startswith(URI_PREFIX) and ":" in uri:
            yield self._fact("address", node, uri, key=address(uri))

    def _text(self, node: nodes.Element) -> Iterator[Fact]:
        runs = tuple(filter(None, _runs(node)))
        if runs:
            yield self._fact("text", node, node.astext(), runs=runs)

    def code(self) -> Iterator[str]:
        """Yield what is shown as it is written."""
        for node in self.document.findall(nodes.TextElement):
            if isinstance(node, nodes.literal | nodes.literal_block | nodes.doctest_block):
                yield node.astext()

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield every further name of a target with its first one; spends the document."""
        for name, first in settle_targets([self.document]).items():
            yield self._target(name), self._target(first)


def _is_numbered(node: nodes.Element) -> bool:
    return isinstance(node.parent, nodes.figure | nodes.table | nodes.container)


def _is_call(node: nodes.Node) -> bool:
    return isinstance(node, nodes.footnote_reference)


def _is_elsewhere(node: nodes.Element) -> bool:
    """Tell whether a block is compared as heading, note or description, or is each edition's."""
    if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
        return True
    lists = (nodes.footnote, long_description, book_contents, book_figures)
    around_it = list(parents(node))
    return any(isinstance(parent, lists) for parent in around_it) or any(
        isinstance(parent, nodes.topic) and "contents" in parent["classes"] for parent in around_it
    )


def _is_external(node: nodes.reference) -> bool:
    return "refuri" in node and not node["refuri"].startswith(URI_PREFIX)


def _plain(node: nodes.Element) -> str:
    """Return the text of a title without calls of notes and what is set apart."""
    return "".join(piece for piece in _pieces(node) if isinstance(piece, str))


def _pieces(node: nodes.Node) -> Iterator[str | nodes.Element]:
    """Yield the texts of a node, and in their places the elements that are set apart."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, nodes.Invisible) or not isinstance(child, nodes.Element):
            continue
        elif isinstance(child, nodes.reference) and not _is_external(child):
            yield from _pieces(child)
            yield child  # on paper its page follows
        elif isinstance(child, _APART) or {OPTIONAL, OWN_WORDING} & set(child["classes"]):
            yield child
        else:
            yield from _pieces(child)


def _runs(node: nodes.Node) -> list[str]:
    """Return the letters of a block, parted where something is set apart; calls part nothing."""
    runs = [""]
    for piece in _pieces(node):
        if isinstance(piece, str):
            runs[-1] += letters(piece)
        elif not _is_call(piece) and runs[-1]:
            runs.append("")
    return [run for run in runs if run]
