"""The builder ``evidence``: judges the book; writes a report of it and its data, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import cast

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_bookwork.evidence import data
from sphinx_bookwork.evidence.domain import ClaimsDomain
from sphinx_bookwork.evidence.judging import book_of, shown
from sphinx_bookwork.evidence.ledger import STATUSES, Ledger
from sphinx_bookwork.evidence.register import records
from sphinx_bookwork.evidence.rules.coverage import factual
from sphinx_bookwork.evidence.rules.model import Book
from sphinx_bookwork.findings import Finding, write_report

logger = logging.getLogger(__name__)


class EvidenceBuilder(Builder):
    """Writes a report and the ledger as data; the status is 1 where there is an error."""

    name = "evidence"
    epilog = "The report is in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        """Judge all, always: what was read decides, not what was written."""
        return "the evidence"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """No page is written, so none has an address."""
        return ""

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing is written by document."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Nothing is written by document."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing is written by document."""

    def finish(self) -> None:
        """Write the report; set the status."""
        domain = cast("ClaimsDomain", self.env.get_domain("claims"))
        findings = [*domain.ledger.findings, *domain.findings, *self._mistakes(domain)]
        report = Path(self.outdir) / "report.json"
        counts = dict(coverage(book_of(domain), domain.ledger))
        errors = write_report(report, findings, counts)
        data.write(Path(self.outdir), records(domain))
        notes = len(findings) - len(errors)
        logger.info("%d errors, %d notes: %s", len(errors), notes, report.with_suffix(".txt"))
        if errors:
            self._app.statuscode = 1

    def _mistakes(self, domain: ClaimsDomain) -> Iterator[Finding]:
        for docname, mistake in domain.mistaken():
            path = shown(self.env.doc2path(docname), domain.ledger.root)
            yield Finding(path, mistake.line, f"evidence.{mistake.subtype}", mistake.message)


def coverage(book: Book, ledger: Ledger) -> Iterator[tuple[str, object]]:
    """What the book rests on, in numbers: sentences, claims and sources, by chapter and status."""
    sentences = {document.name: _of_sentences(book, document.name) for document in book.documents}
    yield "sentences", {key: sum(n[key] for n in sentences.values()) for key in _KEYS}
    yield "chapters", sentences
    yield "claims", _of_claims(ledger, book)
    used = {s.key for claim in ledger.claims.values() for s in claim.sources}
    yield (
        "sources",
        {
            "in the bibliography": len(book.sources),
            "in the ledger": len(used),
            "cited": len(book.cited & {source.key for source in book.sources}),
        },
    )


_KEYS = ("all", "factual", "covered")


def _of_sentences(book: Book, name: str) -> dict[str, int]:
    found = [s for document in book.documents if document.name == name for s in document.sentences]
    stated = [s for s in found if s.claims or factual(s.text)]
    return dict(zip(_KEYS, (len(found), len(stated), _covered(stated)), strict=True))


def _covered(sentences: Iterable[object]) -> int:
    return sum(bool(getattr(sentence, "claims", ())) for sentence in sentences)


def _of_claims(ledger: Ledger, book: Book) -> dict[str, dict[str, int]]:
    claims = ledger.claims.values()
    every = Counter[str](claim.status for claim in claims)
    told = Counter[str](claim.status for claim in claims if claim.id in book.told)
    return {name: {"in the ledger": every[name], "told": told[name]} for name in STATUSES}
