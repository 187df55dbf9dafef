"""E108, E109, N202, N203: what is printed of the sources."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from sphinx_bookwork.evidence.rules.model import Book, Source
from sphinx_bookwork.findings import Finding

IDENTIFIERS = {"doi", "isbn", "issn", "number", "eprint"}
ADDRESSES = {"url", "archived", "howpublished"}
PUBLISHERS = {"publisher", "institution", "school", "organization", "journal", "booktitle"}
PLACES = IDENTIFIERS | ADDRESSES | PUBLISHERS
"""Fields that say what an entry is called or where it is."""


def descriptions_as_titles(book: Book) -> Iterator[Finding]:
    """E108: a title in [square brackets], a description of ours, that is printed as a title.

    Fails: ``[Page on the flag]`` printed in quotation marks, in italics or with its brackets.
    Passes: printed plain.
    """
    for source in book.sources:
        text = re.escape(html.escape(_description(source), quote=False))
        if text and re.search(rf"(?:[\[“\"]|&quot;|<em>|<i>)\s*{text}", source.printed):
            message = (
                f"a description is printed as a title: {source.title!r}; print it without "
                "brackets, quotation marks and italics (style 'bookwork' does)"
            )
            yield _finding(source, "evidence.E108", message)


def _description(source: Source) -> str:
    match = re.fullmatch(r"\{*\[(.*)\]\}*", source.title.strip(), re.DOTALL)
    return match[1] if match else ""


def _plain(source: Source) -> str:
    return source.title.strip("{}")


def placeless(book: Book) -> Iterator[Finding]:
    """E109: a printed source with no identifier, address or locator at all.

    Fails: an entry with author, title and year only, cited without a locator. Passes: one with a
    DOI, a number, a publisher, an address; or one of whose citations has a locator.
    """
    located = {
        source.key for claim in book.claims.values() for source in claim.sources if source.locator
    }
    for source in book.sources:
        if source.printed and not source.fields & PLACES and source.key not in located:
            message = (
                f"a source that no reader can find: {source.key!r} ({_plain(source)!r}); give its "
                "entry a number, DOI, ISBN, address or publisher, or its citations a locator"
            )
            yield _finding(source, "evidence.E109", message)


def uncited(book: Book) -> Iterator[Finding]:
    """N202: an entry of the bibliography that no note cites.

    Noted: an entry in no note. Not noted: one that a note cites, and the source under examination.
    """
    for source in book.sources:
        if source.key not in book.cited | book.origin:
            message = f"no note cites this source: {source.key!r} ({_plain(source)!r})"
            yield _finding(source, "evidence.N202", message, note=True)


def without_locator(book: Book) -> Iterator[Finding]:
    """N203: a told claim whose sources are cited without saying where in them.

    Noted: a claim that is told with a source without ``locator``. Not noted: the source under
    examination, and sources that were not seen.
    """
    for claim in book.claims.values():
        if claim.id not in book.told:
            continue
        cited = [s for s in claim.sources if s.seen and s.key in book.cited - book.origin]
        bare = [source.key for source in cited if not source.locator]
        if bare:
            message = f"claim {claim.id!r} does not say where in its sources: {', '.join(bare)}"
            yield Finding(claim.path, claim.line, "evidence.N203", message, "note")


def _finding(source: Source, code: str, message: str, note: bool = False) -> Finding:
    return Finding(source.path, source.line, code, message, "note" if note else "error")
