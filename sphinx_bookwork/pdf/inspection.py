"""What only the finished layout shows: holes above figures that did not fit, text off the paper.

Looks at WeasyPrint's boxes, which its public interface does not give;
``tests/pdf/test_inspection.py`` fails when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from docutils import nodes
from weasyprint.formatting_structure import boxes

from sphinx_bookwork.doctree.blocks import place_of

if TYPE_CHECKING:
    import weasyprint

#: The share of the type area that may stay white above something that did not fit.
LARGEST_HOLE = 0.25
#: What moves to the next page as a whole, by its element; a heading goes with what follows it.
WHOLE = {
    "figure": nodes.figure,
    "img": nodes.image,
    "table": nodes.table,
    "pre": nodes.literal_block,
}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
#: In how many of its elements something is looked for by which its source is known.
MARKED = 50
#: How far text may hang over the edge of the paper before it is taken for cut (CSS pixels).
TOLERANCE = 1.0


@dataclass(frozen=True)
class Part:
    """Something on a page, and by what it is known in the source: ids, a file, its first words."""

    kind: type[nodes.Element]
    ids: frozenset[str]
    uri: str
    text: str

    def find(self, document: nodes.document) -> nodes.Element | None:
        """Return the element of ``document`` that this is."""
        for node in document.findall(self.kind):
            inner = list(node.findall(nodes.Element))
            if any(self.ids.intersection(element.get("ids", ())) for element in inner):
                return node
            if (self.uri or None) in [image["uri"] for image in inner if "uri" in image]:
                return node
            if self.text and self.text == next(_words(node.findall(nodes.Text)), None):
                return node
        return None


@dataclass(frozen=True)
class Hole:
    """White space at the foot of page ``index`` (from 0), as a share of the type area."""

    index: int
    share: float
    part: Part


def holes(document: weasyprint.Document) -> Iterator[Hole]:
    """Yield each hole that something left that did not fit and went to the next page."""
    pages = [page._page_box for page in document.pages]
    for index, (page, following) in enumerate(pairwise(pages)):
        if _is_landscape(page) and not _is_landscape(following):
            continue  # a turned page is for what is turned, whatever comes behind it
        share = _white(page) / page.height
        if share > LARGEST_HOLE:
            part = _moved_part(page, following)
            if part is not None:
                yield Hole(index, share, part)


def hole_message(hole: Hole, document: nodes.document | None, label: str) -> str:
    """Return which figure left a hole on the page ``label``, with its path and line.

    How a page looks is its designer's to judge: it is told, and is no warning.
    """
    node = hole.part.find(document) if document is not None else None
    # tables know their line only by what is in them
    inner = next(node.findall(nodes.TextElement), node) if node is not None else document
    path, line = place_of(inner) if inner is not None else ("", 0)
    return (
        f"{path}:{line}: {hole.share:.0%} of page {label} stay white: the "
        f"{hole.part.kind.__name__} behind it does not fit there; move it among the text or make "
        "it smaller [bookpdf.hole]"
    )


def cut_texts(document: weasyprint.Document) -> Iterator[str]:
    """Yield the text of each line that runs off the side of its page."""
    for page in document.pages:
        width = page._page_box.margin_width() + TOLERANCE
        for box in page._page_box.children[0].descendants():
            if isinstance(box, boxes.TextBox) and box.text.strip():
                left, right = box.position_x, box.position_x + box.width
                if right > width or left < -TOLERANCE:
                    yield box.text


def _is_landscape(page: Any) -> bool:
    return bool(page.margin_width() > page.margin_height())


def _white(page: Any) -> float:
    """Return the height between the last line of the text and the notes, or the foot."""
    notes = (box for box in page.children if isinstance(box, boxes.FootnoteAreaBox))
    end = min(
        (box.position_y for box in notes if box.children),
        default=page.content_box_y() + page.height,
    )
    leaves = (box.position_y + box.height for box in _leaves(page.children[0]))
    return float(end - max(leaves, default=page.content_box_y()))


def _leaves(root: Any) -> Iterator[Any]:
    for box in root.descendants():
        if isinstance(box, (boxes.LineBox, boxes.ReplacedBox)):
            yield box


def _moved_part(page: Any, following: Any) -> Part | None:
    """Return what is first on the following page, where it is kept whole and began there."""
    begun = {id(box.element) for box in page.children[0].descendants()}
    for box in following.children[0].descendants():
        element = box.element
        is_new = element is not None and id(element) not in begun
        if is_new and element.tag in WHOLE:
            return _part(element)
        is_text = isinstance(box, boxes.LineBox) and not _is_picture(box)
        if is_text and not (is_new and element.tag in HEADINGS):
            return None
    return None


def _is_picture(line: Any) -> bool:
    """Tell whether a line holds an image and no word."""
    inner = list(line.descendants())
    words = any(isinstance(box, boxes.TextBox) and box.text.strip() for box in inner)
    return not words and any(isinstance(box, boxes.ReplacedBox) for box in inner)


def _part(element: Any) -> Part:
    inner = list(islice(element.iter(), MARKED))
    ids = frozenset(str(e.get("id")) for e in inner if e.get("id"))
    uri = next((str(e.get("src")) for e in inner if e.tag == "img"), "")
    text = next(_words(element.itertext()), "")
    return Part(WHOLE[element.tag], ids, uri, text)


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (str(text).strip() for text in texts if text.strip())
