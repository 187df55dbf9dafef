"""The pages of the print edition in the e-book: where each begins, and the list of them.

Where they begin is known from the print edition's page map (``sphinx_bookwork.pagemap``). It is
used only if it was made from the very texts of the e-book; else it is an error, or there is no
list, but never one that is wrong (EPUB 3.3, 5.4.2.4; EPUB Accessibility 1.1, 3.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bookwork.doctree.pagebreaks import pagebreak
from sphinx_bookwork.doctree.printedpages import PrintedPages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_bookwork.epub.pages import Page

BREAKS = "//h:span[@role='doc-pagebreak']"


@dataclass(frozen=True)
class PageTarget:
    """An entry of the page list."""

    label: str
    href: str

    @property
    def kind(self) -> str:
        """Its type in an NCX (DAISY 2005, 8.4.5)."""
        if self.label.isdecimal():
            return "normal"
        return "front" if set(self.label) <= set("ivxlcdm") else "special"


def marker(label: str, ident: str) -> str:
    """Return a page break as XHTML (EPUB Accessibility 1.1; DPUB-ARIA 1.1)."""
    return (
        f'<span epub:type="pagebreak" role="doc-pagebreak" id="{escape(ident)}"'
        f' aria-label="{escape(label)}"></span>'
    )


def written(mark: pagebreak) -> str:
    """Return the page break of a doctree as XHTML."""
    return marker(mark["label"], mark["ident"])


class ListedPages(PrintedPages):
    """The pages of the print edition, as the e-book marks and lists them."""

    advice = '; build the print edition (bookpdf) first, or set bookepub_page_map = ""'
    code = " [bookepub.page-map]"

    def targets(self, pages: Iterable[Page]) -> tuple[PageTarget, ...]:
        """Return the page list out of the breaks in the written pages."""
        found = {
            str(mark.get("aria-label")): f"{page.href}#{mark.get('id')}"
            for page in pages
            for mark in page.find(BREAKS)
        }
        for start in self.map.starts:
            if start.label not in found:
                raise self._error(f"page {start.label} begins where {start.doc!r} has no such text")
        return tuple(PageTarget(start.label, found[start.label]) for start in self.map.starts)


def withdraw(folder: Path, pages: Iterable[Page]) -> None:
    """Take the page breaks out of the written pages below ``folder``: there is no list of them."""
    for page in pages:
        path = folder / page.href
        text = path.read_text(encoding="utf-8")
        for mark in page.find(BREAKS):
            text = text.replace(marker(str(mark.get("aria-label")), str(mark.get("id"))), "")
        path.write_text(text, encoding="utf-8")
