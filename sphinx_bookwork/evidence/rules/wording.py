"""E105 and E106: words that take sides, and claims that sides dispute, are given to someone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sphinx_bookwork.evidence.rules.model import Book
from sphinx_bookwork.findings import Finding

ATTRIBUTING = (
    r"says?|said|saying|tells?|told|writes?|wrote|written|states?|stated|adds?|added|notes?|noted"
    r"|reports?|reported(?:ly)?|recorded|records|documented|finds?|found|concluded?s?|held|holds"
    r"|judged?|argue[sd]?|answer(?:s|ed)?|point(?:s|ed) (?:out|to)|stress(?:es|ed)?|recalls?"
    r"|calls?|called|names?|named|describes?|described|speaks? of|spoke of|spoken of|praised"
    r"|claim(?:s|ed)?|denie[sd]|deny|blame[sd]?|accuse[sd]?|disputes?|disputed|criticised|foresaw"
    r"|attribute[sd]?|cite[sd]?|agree[sd]?|differs?|disagreed?|objected|explains?|explained"
    r"|counts?|counted|calculat(?:es|ed|ion)|estimate[sd]?|registered|gives?|gave|given|lists?"
    r"|puts?|published|announced|according to|accounts?|in the words|in its words|sources"
    r"|official (?:figures?|counts?|toll)|'s (?:figure|count|wording|reading)|by [\w ]*counts?"
    r"|so-called|what it called|known as|as \w+ (?:see|tell|put)s? it"
)
"""Words and phrases that give what is said to somebody."""

REPORTING = (
    r"says|said|wrote|writes|reports|reported|concluded?s?|found|denie[sd]|claims|claimed|accuse[sd]"
    r"|stated|announced|argue[sd]|counted|estimate[sd]|according to"
)
"""Verbs that make a sentence a report of what somebody said or found, which needs a claim."""

_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])")


def reporting(text: str) -> str:
    """The first verb of ``text``, quotations left out, that reports; or ''."""
    match = _pattern((REPORTING,)).search(_QUOTED.sub("“”", text))
    return match[0] if match else ""


def attributing(book: Book, text: str) -> str:
    """The first word of ``text``, quotations left out, that gives it to somebody; or ''."""
    bare = _QUOTED.sub("“”", text).replace("’", "'")
    match = _pattern((ATTRIBUTING, *book.words.attributing)).search(bare)
    return match[0] if match else ""


def loaded(book: Book) -> Iterator[Finding]:
    """E105: a word that takes sides, outside quotation marks and given to nobody.

    The words are patterns of the setting ``evidence_loaded_words``; capitals are names and pass.
    Fails: "The town was liberated in 2020." Passes: "Azerbaijan calls it liberation", "the town
    was “liberated”", "Liberation Square".
    """
    if not book.words.loaded:
        return
    pattern = _pattern(book.words.loaded)
    for document, sentence in book.sentences("E105"):
        match = pattern.search(_QUOTED.sub("“”", sentence.text))
        if match and not attributing(book, sentence.text):
            message = (
                f"a word that takes sides: {match[0]!r} in {sentence.text!r}; quote it, say whose "
                "word it is, or choose a plainer one"
            )
            yield Finding(document.path, sentence.line, "evidence.E105", message)


def unattributed(book: Book) -> Iterator[Finding]:
    """E106: a contested claim told as if nobody disputed it.

    Judged is the passage that the call covers. Fails: "About 250,000 left." with a contested
    claim. Passes: "The government counts 250,000, the UN report 185,000."
    """
    seen: set[tuple[str, str]] = set()
    for document, sentence in book.sentences("E106"):
        contested = [claim.id for claim in book.known(sentence) if claim.status == "contested"]
        if not contested or (document.name, sentence.passage) in seen:
            continue
        seen.add((document.name, sentence.passage))
        if not attributing(book, sentence.passage):
            message = (
                f"contested ({' '.join(contested)}) and told as agreed: {sentence.passage!r}; say "
                "who says it, and who says otherwise"
            )
            yield Finding(document.path, sentence.line, "evidence.E106", message)
