"""The proof of the print edition: its finished pages, read back and compared with the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2
from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.doctree.alignment import (
    MASKED,
    Block,
    align,
    fold,
    is_turned,
    masked,
    missing_blocks,
    missing_turned,
    page_starts,
)
from sphinx_bookwork.doctree.blocks import OWN_WORDING, is_block, place_of
from sphinx_bookwork.doctree.fingerprint import block_fingerprint
from sphinx_bookwork.doctree.lists import book_contents, book_figures, parents
from sphinx_bookwork.findings import Finding
from sphinx_bookwork.pagemap import Start
from sphinx_bookwork.pdf.compose import UNKNOWN
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.notes import note
from sphinx_bookwork.pdf.references import page_list, page_reference, page_word
from sphinx_bookwork.pdf.units import PlaceOf, Unit

#: Shown otherwise than as text: as a picture, or by other markup.
NOT_TEXT = (nodes.math, nodes.math_block, nodes.raw, nodes.image)

#: What may stand between the parts of a block on two pages: the repeated head of a table.
GAP = 300


@dataclass
class Passage:
    """The blocks and notes of one unit, and the pages (from, to) they stand on.

    ``numbers`` are those of the notes and ``feet`` the pages at whose foot they are, ``texts`` the
    fingerprints of the blocks, ``headings`` the places in ``blocks`` of what heads no more than a
    list of contents or figures, ``free`` of what each writer words and sets in its own way.
    """

    blocks: list[Block]
    notes: list[Block]
    numbers: list[str]
    feet: list[int]
    texts: dict[str, str]
    headings: frozenset[int]
    free: frozenset[int]
    pages: tuple[int, int] = (0, 0)


@dataclass
class Proof:
    """What reading the pages back gave: findings, where each page begins, and in which texts."""

    findings: list[Finding] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def passage_of(document: nodes.document, docname: str, place_of: PlaceOf) -> Passage:
    """Return the blocks of a chapter as they are printed, once its page numbers are known."""

    def label_of(target: str) -> str:
        place = place_of(target)
        return place.label if place else UNKNOWN

    def foot_of(node: note) -> int:
        place = place_of(node["ids"][0])
        return place.page if place else 0

    printed = [
        node
        for node in document.findall(nodes.TextElement)
        if is_block(node) and not any(isinstance(parent, note) for parent in parents(node))
    ]
    noted = list(document.findall(note))
    pairs = [(node, block) for node in printed for block in _blocks(node, docname, label_of)]
    notes = [(node, block) for node in noted for block in _blocks(node, docname, label_of)]
    return Passage(
        blocks=[block for _, block in pairs],
        notes=[block for _, block in notes],
        numbers=[str(node["number"]) for node, _ in notes],
        feet=[foot_of(node) for node, _ in notes],
        texts={f"{_doc(n, docname)}#{n.get('block', '')}": block_fingerprint(n) for n in printed},
        headings=frozenset(n for n, (node, _) in enumerate(pairs) if _heads_list(node)),
        free=frozenset(
            n for n, (node, _) in enumerate(pairs) if isinstance(node, addnodes.desc_signature)
        ),
    )


def passages_of(
    units: Iterable[Unit], spans: Mapping[str, tuple[int, int]], place_of: PlaceOf
) -> list[Passage]:
    """Return the passages of all units that have a document, on the pages ``spans`` (from, to)."""
    return [
        replace(passage_of(unit.document, unit.name, place_of), pages=spans[unit.name])
        for unit in units
        if unit.document is not None
    ]


def _heads_list(node: nodes.Element) -> bool:
    """Tell whether a block is the heading of a list that each edition makes for itself."""
    return isinstance(node, nodes.title) and any(
        isinstance(child, (book_contents, book_figures)) for child in node.parent.children
    )


def _doc(node: nodes.Element, docname: str) -> str:
    """Return the document of a node of a unit that begins with the document ``docname``."""
    return next((p["docname"] for p in (node, *parents(node)) if p.get("docname")), docname)


def _blocks(node: nodes.Element, docname: str, label_of: Callable[[str], str]) -> Iterator[Block]:
    """Yield a block; of code each line, for line numbers may stand between them."""
    path, line = place_of(node)
    text: list[str] = []
    offsets: list[int] = []
    count = 0
    for piece, is_source in _pieces(node, label_of):
        text.append(piece)
        offsets += range(count, count + len(piece)) if is_source else [-1] * len(piece)
        count += len(piece) if is_source else 0
    whole, begin = "".join(text), 0
    is_code = isinstance(node, (nodes.literal_block, nodes.doctest_block))
    for part in whole.splitlines(keepends=True) if is_code else [whole]:
        places = tuple(offsets[begin : begin + len(part)])
        yield Block(_doc(node, docname), str(node.get("block", "")), path, line, part, places)
        begin += len(part)


def _pieces(node: nodes.Element, label_of: Callable[[str], str]) -> Iterator[tuple[str, bool]]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext(), True
        elif isinstance(child, page_reference):
            yield f" {message('p.')} {label_of(child['target'])}", False
        elif isinstance(child, page_list):
            pages = dict.fromkeys(label_of(target) for target in child["targets"])
            yield f" {page_word(len(pages))} {', '.join(pages)}", False
        elif isinstance(child, nodes.footnote_reference):
            yield child.astext(), False
        elif isinstance(child, nodes.Element) and not _is_silent(child):
            own = OWN_WORDING in child["classes"]
            for piece, is_source in _pieces(child, label_of):
                yield piece, is_source and not own
            if child.get("explained"):  # behind an abbreviation
                yield f" ({child['explained']})", False


def _is_silent(node: nodes.Element) -> bool:
    """Tell whether nothing of an element is printed as text at its place."""
    is_mark = isinstance(node, nodes.Invisible) and not isinstance(node, nodes.target)
    return is_mark or isinstance(node, (note, *NOT_TEXT))


def prove(
    path: Path, passages: list[Passage], labels: list[str], heads: frozenset[str] = frozenset()
) -> Proof:
    """Read the file at ``path`` back and look up every block of every passage.

    ``heads`` are the texts that stand beside the folio in running heads.
    """
    texts = list(_page_texts(path))
    pages = [fold(text).letters for text in texts]
    proof = Proof()
    for passage in passages:
        first, last = passage.pages
        own = pages[first - 1 : last]
        owed = [block for n, block in enumerate(passage.blocks) if n not in passage.free]
        for blocks in (owed, passage.notes):
            in_order = ["" if is_turned(block.text) else block.text for block in blocks]
            aligned = align([fold(text).letters for text in in_order], own)
            turned = missing_turned([block.text for block in blocks], texts[first - 1 : last])
            proof.findings += missing_blocks(blocks, sorted({*aligned.missing, *turned}))
        folded = {fold(head).letters for head in heads} | {""}
        own = [
            _without_head(text, label, folded)
            for text, label in zip(texts[first - 1 : last], labels[first - 1 : last], strict=True)
        ]
        _add_starts(proof, passage, _without_notes(passage, own), labels)
    return proof


def _add_starts(proof: Proof, passage: Passage, pages: list[str], labels: list[str]) -> None:
    """Note where each page begins; ``pages`` hold nothing but the blocks of the passage."""
    aligned = align([fold(block.text).letters for block in passage.blocks], pages, GAP)
    told = {s.page for s in aligned.segments if s.block not in passage.headings}
    for page, (number, offset) in sorted(page_starts(passage.blocks, aligned).items()):
        if page not in told:
            continue
        block, place = passage.blocks[number], passage.pages[0] + page
        proof.starts.append(Start(place, labels[place - 1], block.doc, block.block, offset))
        key = f"{block.doc}#{block.block}"
        proof.texts[key] = passage.texts[key]


def _without_notes(passage: Passage, pages: list[str]) -> list[str]:
    """Mask the notes, each known by its number before it."""
    pages = list(pages)
    for number, foot, block in zip(passage.numbers, passage.feet, passage.notes, strict=True):
        page = foot - passage.pages[0]
        if 0 <= page < len(pages):
            pages[page] = masked(pages[page], fold(number + block.text).letters)
    return pages


def _without_head(text: str, label: str, heads: set[str]) -> str:
    """Return a page as folded letters, its running head masked.

    That is the last line with the folio and nothing but a head beside it: what stands in the
    margins comes behind all other text.
    """
    lines = [fold(line).letters for line in text.splitlines()]
    folio = fold(label).letters
    for place in reversed(range(len(lines))) if folio else ():
        line = lines[place]
        begins, ends = line.startswith(folio), line.endswith(folio)
        if (begins and line.removeprefix(folio) in heads) or (
            ends and line.removesuffix(folio) in heads
        ):
            lines[place] = MASKED * len(line)
            break
    return "".join(lines)


def _page_texts(path: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()
