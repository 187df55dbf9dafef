"""The builder ``evidence``: judges the book; writes a report, its picture and the data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_bookwork.evidence import data, picture
from sphinx_bookwork.evidence.domain import ClaimsDomain
from sphinx_bookwork.evidence.judging import book_of, shown
from sphinx_bookwork.evidence.ledger import STATUSES, Ledger
from sphinx_bookwork.evidence.picture import draw
from sphinx_bookwork.evidence.register import records
from sphinx_bookwork.evidence.rules import RULES, calls, exceptions
from sphinx_bookwork.evidence.rules.coverage import factual
from sphinx_bookwork.evidence.rules.model import Book, Document
from sphinx_bookwork.files import swap
from sphinx_bookwork.findings import Finding, write_report

logger = logging.getLogger(__name__)


class EvidenceBuilder(Builder):
    """Writes a report, a picture of it and the ledger as data; status 1 where there is an error."""

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
        """Write the report and its picture; set the status."""
        domain = cast("ClaimsDomain", self.env.get_domain("claims"))
        findings = [*domain.ledger.findings, *domain.findings, *self._mistakes(domain)]
        report = Path(self.outdir) / "report.json"
        book = book_of(domain)
        counts = dict(coverage(book, domain.ledger))
        errors = write_report(report, findings, counts)
        with swap(report.with_suffix(".svg")) as new:
            new.write_text(draw(self._pictured(book, findings, counts)), encoding="utf-8")
        data.write(Path(self.outdir), records(domain))
        notes = len(findings) - len(errors)
        logger.info("%d errors, %d notes: %s", len(errors), notes, report.with_suffix(".txt"))
        if errors:
            self._app.statuscode = 1

    def _pictured(
        self, book: Book, findings: list[Finding], counts: dict[str, Any]
    ) -> picture.Report:
        """What the picture shows."""
        told = counts["claims by chapter"]
        chapters = [
            picture.Chapter(
                self.env.titles[name].astext(), found["factual"], found["covered"], told[name]
            )
            for name, found in counts["chapters"].items()
        ]
        errors = sum(finding.severity == "error" for finding in findings)
        sentences, sources = counts["sentences"], counts["sources"]
        claims = counts["claims"].values()
        told_in_all = sum(n["told"] for n in claims)
        summary = (
            f"{sentences['covered']} of {sentences['factual']} factual sentences covered",
            f"{told_in_all} of {sum(n['in the ledger'] for n in claims)} claims told",
            f"{sources['cited']} of {sources['in the bibliography']} sources cited",
            picture.plural([(errors, "error"), (len(findings) - errors, "note")]),
        )
        title = f"Evidence: {self.config.project}"
        return picture.Report(title, summary, chapters, counts["claims"], _by_rule(findings))

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
    yield "claims by chapter", {d.name: _by_status(book, d) for d in book.documents}
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


def _by_status(book: Book, document: Document) -> dict[str, int]:
    """How many claims of each status a document tells."""
    told = {name for sentence in document.sentences for name in sentence.claims}
    found = Counter[str](book.claims[name].status for name in told if name in book.claims)
    return {status: found[status] for status in STATUSES}


def _by_rule(findings: Iterable[Finding]) -> list[tuple[str, str, int]]:
    """Each rule with its subject and how often it found something; other mistakes that occur."""
    found = Counter[str](finding.rule.removeprefix("evidence.") for finding in findings)
    known = {**RULES, "E102": calls.unknown, "E103": calls.unverified, "N204": exceptions.idle}
    subjects = {code: _subject(function.__doc__ or "") for code, function in known.items()}
    others = dict.fromkeys(sorted(found.keys() - subjects.keys()), "(see the report)")
    return [(code, about, found[code]) for code, about in sorted((subjects | others).items())]


def _subject(doc: str) -> str:
    """The first sentence of a rule's documentation, without its code."""
    first = " ".join(doc.split()).partition(". ")[0]
    return re.sub(r"^[EN]\d+: | \(.*\)|\.$", "", first)


def _of_claims(ledger: Ledger, book: Book) -> dict[str, dict[str, int]]:
    claims = ledger.claims.values()
    every = Counter[str](claim.status for claim in claims)
    told = Counter[str](claim.status for claim in claims if claim.id in book.told)
    return {name: {"in the ledger": every[name], "told": told[name]} for name in STATUSES}
