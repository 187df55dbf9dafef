"""N204: exceptions that give no reason, or that nothing needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sphinx_bookwork.evidence.rules.model import Book, Document
from sphinx_bookwork.findings import Finding


def idle(book: Book, rules: Mapping[str, Callable[[Book], Iterator[Finding]]]) -> Iterator[Finding]:
    """N204: an exception without a reason (it has no effect) or without use.

    Noted: ``% evidence: accept E104`` (no reason), and one with a reason before a paragraph that
    E104 does not find fault with. Not noted: one with a reason that silences a finding.
    """
    for document in book.documents:
        for accepted in document.accepted:
            for code in accepted.rules:
                if not accepted.reason:
                    what = "an exception without a reason, which has no effect"
                elif code not in rules or not _needed(book, document, code, rules):
                    what = "an exception that nothing needs; delete it"
                else:
                    continue
                message = f"{what}: 'evidence: accept {code}'"
                yield Finding(document.path, accepted.line, "evidence.N204", message, "note")


def _needed(
    book: Book,
    document: Document,
    code: str,
    rules: Mapping[str, Callable[[Book], Iterator[Finding]]],
) -> bool:
    bare = tuple(sentence._replace(accepted=()) for sentence in document.sentences)
    alone = replace(book, documents=(replace(document, sentences=bare),))
    with_it = replace(book, documents=(document,))
    return len(list(rules[code](alone))) > len(list(rules[code](with_it)))
