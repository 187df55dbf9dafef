"""E104: what a sentence says with a date or number stands in one of its claims."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_bookwork.evidence.rules.model import Book
from sphinx_bookwork.evidence.rules.quantities import quantities
from sphinx_bookwork.findings import Finding


def unsupported(book: Book) -> Iterator[Finding]:
    """E104: a date or number that no claim of the sentence gives (table in ``quantities``).

    Fails: "In 1990 about 26,000 troops came" with a claim that says 1989, or 20,000, or says
    26,000 only in its note. Passes: the same with a claim, date or value of 1990 and 26,000.
    """
    for document, sentence in book.sentences("E104"):
        if not sentence.claims:
            continue  # E101's business
        facts = book.facts(sentence)
        for found in quantities(sentence.text):
            if not facts.give(found.meaning):
                message = (
                    f"stands in no claim of the sentence ({' '.join(sentence.claims)}): "
                    f"{found.text!r} in {sentence.text!r}; call the claim that gives it, or add it "
                    "to the claim's values from a source"
                )
                yield Finding(document.path, sentence.line, "evidence.E104", message)
