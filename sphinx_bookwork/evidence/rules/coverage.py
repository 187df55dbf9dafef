"""E101, E107, N201: which sentences have claims, and which claims have sentences."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_bookwork.evidence.rules.model import Book
from sphinx_bookwork.evidence.rules.quantities import quantities
from sphinx_bookwork.evidence.rules.wording import reporting
from sphinx_bookwork.findings import Finding


def factual(text: str) -> str:
    """The first date, number or reporting verb of ``text``, or ''."""
    return next((quantity.text for quantity in quantities(text)), "") or reporting(text)


def uncovered(book: Book) -> Iterator[Finding]:
    """E101: a sentence with a date, number, percentage or reporting verb and no claim.

    Fails: "In 1990 troops came." and "Observers found fault." without a call. Passes: with a call
    at the end, or at the end of a later sentence of the paragraph; "Two roads led out." has its
    number too, "This chapter tells both." has none.
    """
    for document, sentence in book.sentences("E101"):
        sign = "" if sentence.claims else factual(sentence.text)
        if sign:
            message = (
                f"a factual sentence ({sign!r}) without a claim: {sentence.text!r}; put "
                "{claim}`id` after it, or say it without"
            )
            yield Finding(document.path, sentence.line, "evidence.E101", message)


def unanswered(book: Book) -> Iterator[Finding]:
    """E107: a claim of the source under examination that the book does not deal with.

    Judged only where the project keeps a list that answers them (setting ``evidence_entry``).
    Fails: such a claim that no chapter tells, or that has no entry in that list. Passes: told and
    listed; an unverified one listed only.
    """
    if book.answered is None:
        return
    for claim in book.examined:
        if claim.status != "unverified" and claim.id not in book.told:
            what = f"is told nowhere; put {{claim}}`{claim.id}` after the sentence that tells it"
        elif claim.id not in book.answered:
            what = "has no entry in the list of its claims; add one with the id of evidence_entry"
        else:
            continue
        message = f"claim of the source under examination {what}: {claim.id!r} ({claim.claim!r})"
        yield Finding(claim.path, claim.line, "evidence.E107", message)


def unused_claims(book: Book) -> Iterator[Finding]:
    """N201: a verified claim that no sentence tells.

    Noted: a claim that no call names. Not noted: an unverified one, which cannot be told.
    """
    for claim in book.claims.values():
        if claim.status != "unverified" and claim.id not in book.told:
            message = f"claim is told nowhere: {claim.id!r} ({claim.claim!r})"
            yield Finding(claim.path, claim.line, "evidence.N201", message, "note")
