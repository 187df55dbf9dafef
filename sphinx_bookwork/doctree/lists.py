"""The directives ``book-contents`` and ``book-figures``: lists that every edition fills itself.

The print edition prints page numbers; site and e-book get linked lists from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util.docutils import SphinxDirective

from sphinx_bookwork.doctree.math import to_text

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec


class book_contents(nodes.General, nodes.Element):
    """The table of contents goes here, to ``depth`` levels."""


class Aside:
    """What stands in a title or a sentence and is no part of it, such as a note at its call."""


class book_figures(nodes.General, nodes.Element):
    """The list of captioned ``kind`` s (figure or table) goes here."""


class BookContents(SphinxDirective):
    """``book-contents``: the book's contents, with page numbers on paper."""

    option_spec: ClassVar[OptionSpec] = {"depth": directives.positive_int}

    def run(self) -> list[Node]:
        """Return the place to fill."""
        return [book_contents(depth=self.options.get("depth", 2))]


class BookFigures(SphinxDirective):
    """``book-figures``: the figures (or ``:kind: table``) with their captions."""

    option_spec: ClassVar[OptionSpec] = {
        "kind": lambda value: directives.choice(value, ("figure", "table"))
    }

    def run(self) -> list[Node]:
        """Return the place to fill."""
        return [book_figures(kind=self.options.get("kind", "figure"))]


def captioned(document: nodes.document, kind: str) -> Iterator[tuple[nodes.Element, nodes.Element]]:
    """Yield each figure or table that has a caption, with that caption, in reading order."""
    caption: type[nodes.Element] = nodes.caption if kind == "figure" else nodes.title
    found: type[nodes.Element] = nodes.figure if kind == "figure" else nodes.table
    for node in document.findall(found):
        for child in node.children:
            if isinstance(child, caption) and node["ids"]:
                yield node, child


def fill_for_screens(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Fill both lists with links, for every builder but the print edition's own."""
    if getattr(app.builder, "fills_book_lists", False):
        return
    for place in list(document.findall(book_contents)):
        toctree = global_toctree_for_doc(
            app.env,
            docname,
            app.builder,
            tags=app.tags,
            collapse=False,
            maxdepth=place["depth"],
            includehidden=True,
        )
        place.replace_self([toctree] if toctree is not None else [])
    for figures in list(document.findall(book_figures)):
        figures.replace_self(_linked_list(app, docname, figures["kind"]))


def _linked_list(app: Sphinx, docname: str, kind: str) -> list[Node]:
    items = [
        nodes.list_item("", nodes.paragraph("", "", _link(app, docname, target, ident, text)))
        for target, ident, text in _captions(app.env, kind)
    ]
    return [nodes.bullet_list("", *items, classes=["book-figures"])] if items else []


def _link(app: Sphinx, docname: str, target: str, ident: str, text: str) -> nodes.reference:
    uri = f"{app.builder.get_relative_uri(docname, target)}#{ident}"
    return nodes.reference("", text, internal=True, refuri=uri)


def _captions(env: BuildEnvironment, kind: str) -> Iterator[tuple[str, str, str]]:
    order = [env.config.root_doc, *reading_order(env)]
    for docname in (name for name in dict.fromkeys(order) if name in env.all_docs):
        for node, caption in captioned(env.get_doctree(docname), kind):
            number = env.toc_fignumbers.get(docname, {}).get(kind, {}).get(node["ids"][0])
            yield docname, node["ids"][0], numbered_caption(env, kind, number, plain_text(caption))


def plain_text(node: nodes.Element) -> str:
    """Return the words of a title or caption without its notes and their calls."""
    calls = (nodes.footnote_reference, nodes.footnote, Aside)
    return "".join(
        to_text(text.astext()) if isinstance(text.parent, nodes.math) else text.astext()
        for text in node.findall(nodes.Text)
        if not any(isinstance(parent, calls) for parent in parents(text))
    ).strip()


def parents(node: Node) -> Iterator[nodes.Element]:
    """Yield the elements around a node, the nearest first."""
    while node.parent is not None:
        node = node.parent
        yield node


def numbered_caption(
    env: BuildEnvironment, kind: str, number: tuple[int, ...] | None, text: str
) -> str:
    """Return ``text`` behind its number in the project's own form ("Fig. 3 ...")."""
    if not number:
        return text
    return f"{env.config.numfig_format[kind] % '.'.join(map(str, number))} {text}"


def reading_order(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents of the book as its toctrees order them, each once."""
    waiting, seen = [env.config.root_doc], set()
    while waiting:
        docname = waiting.pop(0)
        if docname in seen or docname not in env.all_docs:  # genindex, self: no doctree
            continue
        seen.add(docname)
        yield docname
        waiting = [*env.toctree_includes.get(docname, []), *waiting]


def setup(app: Sphinx) -> None:
    """Register directives and nodes; other builders get their lists at doctree-resolved."""
    app.add_node(book_contents)
    app.add_node(book_figures)
    app.add_directive("book-contents", BookContents)
    app.add_directive("book-figures", BookFigures)
    app.connect("doctree-resolved", fill_for_screens)
