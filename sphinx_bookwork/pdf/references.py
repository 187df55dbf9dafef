"""Page references: the printed page behind a cross-reference, and how it is found in the text.

A page number is not known before layout. Until then the XHTML holds a placeholder for the target;
``fill`` puts in what is printed there and reports it, so that the layout can check it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.doctree.assembly import Book
from sphinx_bookwork.pdf.messages import message

#: Private-use characters, which no text of a book may print, around a target's key.
OPEN, CLOSE = "\ue0f0", "\ue0f1"
PLACEHOLDER = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
#: The attribute that says what the page in a reference is the page of.
TARGET = "data-target"
LIST_OPEN, LIST_NEXT, LIST_CLOSE = "\ue0f2", "\ue0f3", "\ue0f4"
LIST_PLACEHOLDER = re.compile(f"{LIST_OPEN}([^{LIST_CLOSE}]*){LIST_CLOSE}")

#: References to these read as page references; a glossary term or a citation does not.
PAGED = (nodes.section, nodes.figure, nodes.table, nodes.container, nodes.math_block)
#: Where no page reference is put: they are lists or headings themselves.
UNPAGED_PARENTS = (nodes.title, nodes.caption, nodes.term, addnodes.desc_signature)


class page_reference(nodes.Inline, nodes.Element):
    """The page of ``target``; ``form`` is ``bracketed`` (" (p. 27)") or ``listed`` (", p. 27")."""


class page_list(nodes.Inline, nodes.Element):
    """The pages of ``targets``, each page once: "pp. 2, 27"."""


def href(target: str) -> str:
    """Return a reference to an id of the book; ids hold characters that a URI may not."""
    return "#" + quote(target, safe="/#:.,;()!*'-_~")


def placeholder(target: str) -> str:
    """Return what stands for the page of ``target`` until it is known."""
    return f"{OPEN}{target}{CLOSE}"


def page_word(count: int) -> str:
    """Return the abbreviation before ``count`` page numbers."""
    return message("p.") if count == 1 else message("pp.")


def list_placeholder(targets: Iterable[str]) -> str:
    """Return what stands for the pages of ``targets`` until they are known."""
    return f"{LIST_OPEN}{LIST_NEXT.join(targets)}{LIST_CLOSE}"


def fill(xhtml: str, label_of: Callable[[str], str]) -> tuple[str, dict[str, str]]:
    """Return the XHTML with page labels in it, and the labels printed, by target."""
    printed: dict[str, str] = {}

    def page(target: str) -> str:
        return printed.setdefault(target, label_of(target))

    def pages(match: re.Match[str]) -> str:
        first: dict[str, str] = {}
        for target in match.group(1).split(LIST_NEXT):
            first.setdefault(page(target), target)
        links = ", ".join(f'<a href="{href(to)}">{label}</a>' for label, to in first.items())
        return f"{page_word(len(first))}\N{NO-BREAK SPACE}{links}"

    xhtml = LIST_PLACEHOLDER.sub(pages, xhtml)
    return PLACEHOLDER.sub(lambda match: page(match.group(1)), xhtml), printed


def add_page_references(book: Book, document: nodes.document) -> None:
    """Put a page reference behind every reference to a section, figure, table or equation.

    A list of the places that tell a claim becomes a list of their pages.
    """
    for place in list(document.findall(nodes.inline)):
        if "told-list" in place["classes"]:
            targets = [reference["refid"] for reference in place.findall(nodes.reference)]
            place.clear()
            place.extend([page_list(targets=targets)] if targets else [])
    for reference in list(document.findall(nodes.reference)):
        target = reference.get("refid")
        if target and _is_paged(book, reference, target):
            form = "listed" if _is_in_brackets(reference) else "bracketed"
            after = reference.parent.index(reference) + 1
            reference.parent.insert(after, page_reference(target=target, form=form))


def _is_paged(book: Book, reference: nodes.reference, target: str) -> bool:
    node: nodes.Node | None = book.targets.get(target)
    if any(isinstance(child, nodes.image) for child in reference):
        return False
    if not isinstance(node, PAGED):
        return False
    parent: nodes.Node | None = reference.parent
    while parent is not None:
        if isinstance(parent, UNPAGED_PARENTS) or _is_local_contents(parent):
            return False
        parent = parent.parent
    return True


def _is_in_brackets(reference: nodes.reference) -> bool:
    """Tell whether the text before the reference has opened a bracket that is still open."""
    before = reference.parent.children[: reference.parent.index(reference)]
    text = "".join(node.astext() for node in before)
    return text.count("(") > text.count(")")


def _is_local_contents(node: nodes.Node) -> bool:
    return isinstance(node, nodes.topic) and "contents" in node["classes"]


def flatten_references(document: nodes.document) -> None:
    """Take inline wrappers out of references: each would become a link of its own in the PDF."""
    for reference in document.findall(nodes.reference):
        for inline in list(reference.findall(nodes.inline)):
            if not any(name.startswith("language-") for name in inline["classes"]):
                inline.parent.replace(inline, inline.children)


def drop_unused_sources(book: Book) -> None:
    """Take out the entries of bibliographies that nothing in the book cites."""
    documents = [chapter.document for chapter in book.chapters if chapter.document is not None]
    cited = {ref.get("refid") for doc in documents for ref in doc.findall(nodes.reference)}
    for document in documents:
        for citation in list(document.findall(nodes.citation)):
            if not cited.intersection(citation["ids"]):
                citation.parent.remove(citation)
