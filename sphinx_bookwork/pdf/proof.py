"""The proof of the print edition: its finished pages, read back and compared with the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from docutils import nodes

from sphinx_bookwork.doctree.alignment import Block, align, fold, missing_blocks, page_starts
from sphinx_bookwork.doctree.blocks import is_block, parents, place_of
from sphinx_bookwork.findings import Finding
from sphinx_bookwork.pagemap import Start
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.notes import note
from sphinx_bookwork.pdf.references import page_list, page_reference

#: Shown otherwise than as text: as a picture, or by other markup.
NOT_TEXT = (nodes.math, nodes.math_block, nodes.raw, nodes.image)


@dataclass
class Passage:
    """The blocks and notes of one unit, and the pages (from, to) they stand on."""

    blocks: list[Block]
    notes: list[Block]
    pages: tuple[int, int] = (0, 0)


@dataclass
class Proof:
    """What reading the pages back gave: findings, and where each page begins."""

    findings: list[Finding] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)


def passage_of(document: nodes.document, docname: str, label_of: Callable[[str], str]) -> Passage:
    """Return the blocks of a chapter as they are printed, once its page numbers are known."""
    blocks = [
        block
        for node in document.findall(nodes.TextElement)
        if is_block(node) and not any(isinstance(parent, note) for parent in parents(node))
        for block in _blocks(node, docname, label_of)
    ]
    notes = [block for node in document.findall(note) for block in _blocks(node, docname, label_of)]
    return Passage(blocks, notes)


def _blocks(node: nodes.Element, docname: str, label_of: Callable[[str], str]) -> Iterator[Block]:
    """Yield a block; of code each line, for line numbers may stand between them."""
    path, line = place_of(node)
    doc = next((p["docname"] for p in (node, *parents(node)) if p.get("docname")), docname)
    text: list[str] = []
    offsets: list[int] = []
    count = 0
    for piece, is_source in _pieces(node, label_of):
        text.append(piece)
        offsets += range(count, count + len(piece)) if is_source else [count] * len(piece)
        count += len(piece) if is_source else 0
    whole, begin = "".join(text), 0
    is_code = isinstance(node, (nodes.literal_block, nodes.doctest_block))
    for part in whole.splitlines(keepends=True) if is_code else [whole]:
        places = tuple(offsets[begin : begin + len(part)])
        yield Block(doc, str(node.get("block", "")), path, line, part, places)
        begin += len(part)


def _pieces(node: nodes.Element, label_of: Callable[[str], str]) -> Iterator[tuple[str, bool]]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext(), True
        elif isinstance(child, page_reference):
            yield f" {message('p.')} {label_of(child['target'])}", False
        elif isinstance(child, page_list):
            pages = dict.fromkeys(label_of(target) for target in child["targets"])
            yield f" {message('p.')} {', '.join(pages)}", False
        elif isinstance(child, nodes.footnote_reference):
            yield child.astext(), False
        elif isinstance(child, nodes.Element) and not isinstance(
            child, (note, nodes.Invisible, *NOT_TEXT)
        ):
            yield from _pieces(child, label_of)


def prove(path: Path, passages: list[Passage], labels: list[str]) -> Proof:
    """Read the file at ``path`` back and look up every block of every passage."""
    pages = [fold(text).letters for text in _page_texts(path)]
    proof = Proof()
    for passage in passages:
        first, last = passage.pages
        own = pages[first - 1 : last]
        aligned = align([fold(block.text).letters for block in passage.blocks], own)
        proof.findings += missing_blocks(passage.blocks, aligned.missing)
        noted = align([fold(block.text).letters for block in passage.notes], own)
        proof.findings += missing_blocks(passage.notes, noted.missing)
        for page, (number, offset) in sorted(page_starts(passage.blocks, aligned).items()):
            block, place = passage.blocks[number], first + page
            start = Start(place, labels[place - 1], block.doc, block.block, offset)
            proof.starts.append(start)
    return proof


def _page_texts(path: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()
