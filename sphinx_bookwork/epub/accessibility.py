"""What a reader with a disability may count on, found in the book itself (EPUB Accessibility 1.1).

Nothing is asserted: each statement is made because the pages have what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sphinx_bookwork.epub.pagelist import BREAKS
from sphinx_bookwork.epub.pages import Page
from sphinx_bookwork.epub.words import _

#: Pictures that may move, so that nobody can promise they do not flash.
_MAY_MOVE = (".gif", ".webp")


@dataclass(frozen=True)
class Accessibility:
    """The values of schema.org's accessibility properties, for the package document."""

    modes: tuple[str, ...]
    sufficient: str
    features: tuple[str, ...]
    hazard: str
    summary: str


def describe(pages: list[Page], files: Iterable[str]) -> Accessibility:
    """Return what ``pages``, which use ``files``, offer."""
    shown = "//h:img[not(@alt='')] | //s:svg[@role='img']"
    pictures = [image for page in pages for image in page.find(shown)]
    described = all(picture.get("alt") or picture.get("aria-label") for picture in pictures)
    formulas = any(page.find("//m:math") for page in pages)
    explained = any(page.find("//*[@aria-details]") for page in pages)
    has_index = any("index" in page.kinds for page in pages)
    marked = any(page.find(BREAKS) for page in pages)
    paged = any(page.find("//h:nav[@role='doc-pagelist']") for page in pages)
    features = {
        "alternativeText": bool(pictures) and described,
        "ARIA": any(page.find("//h:*[@role]") for page in pages),
        "displayTransformability": True,
        "index": has_index,
        "longDescription": explained,
        "MathML": formulas,
        "pageBreakMarkers": marked,
        "pageNavigation": paged,
        # What "pageBreakMarkers" was called; shops still ask for it.
        "printPageNumbers": marked,
        "readingOrder": True,
        "structuralNavigation": any(page.find("//h:h1") for page in pages),
        "tableOfContents": True,
    }
    moves = any(Path(name).suffix in _MAY_MOVE for name in files)
    return Accessibility(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient="textual" if described else "textual,visual",
        features=tuple(name for name, there in features.items() if there),
        hazard="unknown" if moves else "none",
        summary=_summary(bool(pictures), described, formulas, has_index, paged),
    )


def _summary(pictures: bool, described: bool, formulas: bool, has_index: bool, paged: bool) -> str:
    sentences = [_("The text can be read aloud, enlarged and recoloured; headings are marked.")]
    if pictures and described:
        sentences.append(_("All pictures that carry meaning are described in words."))
    elif pictures:
        sentences.append(_("Some pictures are not described in words."))
    if formulas:
        sentences.append(_("Formulas are MathML."))
    if has_index:
        sentences.append(_("There is an index with links."))
    if paged:
        sentences.append(_("The pages of the print edition are marked and listed."))
    return " ".join(sentences)
