"""Gather what the rules look at from the environment, in every build, and let them judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.util import logging
from sphinx.util.matching import patmatch

from sphinx_bookwork.bibliographies import records
from sphinx_bookwork.evidence.domain import ClaimsDomain, reading_order
from sphinx_bookwork.evidence.reading import passages, read_document
from sphinx_bookwork.evidence.rules import judge
from sphinx_bookwork.evidence.rules.model import Book, Source, Words
from sphinx_bookwork.evidence.settings import PREFIX, EvidenceSettings
from sphinx_bookwork.evidence.values import mark_stated
from sphinx_bookwork.findings import Finding
from sphinx_bookwork.settings import read

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

logger = logging.getLogger(__name__)


def record_sentences(domain: ClaimsDomain, docname: str, doctree: nodes.document) -> None:
    """Record the sentences of a document just read, and mark in its notes what it says itself."""
    env, settings = domain.env, read(domain.env.config, EvidenceSettings, PREFIX)
    if not settings.ledger:
        return
    mark_stated(doctree, passages(doctree))
    if is_judged(docname, env.config, settings):
        path = shown(env.doc2path(docname), domain.ledger.root)
        domain.documents[docname] = read_document(docname, path, doctree)
    if settings.entry:
        start, _, end = settings.entry.partition("{claim}")
        ids = (name for node in doctree.findall(nodes.Element) for name in node["ids"])
        found = (name for name in ids if name.startswith(start) and name.endswith(end))
        names = frozenset(name[len(start) : len(name) - len(end)] for name in found)
        if names:
            domain.answered[docname] = names
            for file in domain.ledger.files:
                env.note_dependency(str(file))


def is_judged(docname: str, config: Config, settings: EvidenceSettings) -> bool:
    """Tell whether the rules judge a document: ``evidence_matter``, or else the body matter."""
    if settings.matter:
        return any(patmatch(docname, pattern) for pattern in settings.matter)
    others = (*config.book_front_matter, *config.book_back_matter)
    return docname != config.root_doc and not any(patmatch(docname, each) for each in others)


def findings_of(env: BuildEnvironment) -> list[Finding]:
    """All that the rules find in the book as it stands in ``env``, errors and notes."""
    domain = cast("ClaimsDomain", env.get_domain("claims"))
    return judge(book_of(domain)) if domain.ledger.files and not domain.ledger.findings else []


def log(root: Path, findings: list[Finding]) -> None:
    """Log the errors among ``findings``, which fails a strict build; notes are for the report."""
    for finding in findings:
        if finding.severity == "error":
            logger.warning(
                "%s",
                finding.message,
                location=f"{root / finding.path}:{finding.line}",
                type="evidence",
                subtype=finding.rule.removeprefix("evidence."),
            )


def book_of(domain: ClaimsDomain) -> Book:
    """What the rules look at."""
    settings = read(domain.env.config, EvidenceSettings, PREFIX)
    cite = cast("BibtexDomain", domain.env.get_domain("cite"))
    answered = frozenset[str]().union(*domain.answered.values())
    return Book(
        documents=tuple(
            domain.documents[name] for name in reading_order(domain.env) if name in domain.documents
        ),
        claims=domain.ledger.claims,
        sources=tuple(_sources(cite, domain.ledger.root)),
        told=domain.told(),
        answered=answered if settings.entry else None,
        cited=frozenset(target.key for ref in cite.citation_refs for target in ref.targets),
        origin=frozenset(settings.origin),
        words=Words(settings.loaded_words, settings.attributing_words),
    )


def _sources(cite: BibtexDomain, root: Path) -> Iterator[Source]:
    places = dict(_places(cite, root))
    printed = {citation.key: citation.formatted_entry for citation in cite.citations}
    for key, entry in cite.bibdata.data.entries.items():
        title = str(entry.fields.get("title", ""))
        text = printed.get(key)
        fields = frozenset(name.lower() for name, value in entry.fields.items() if value)
        html = (text.text.render_as("html") if "[" in title else key) if text else ""
        yield Source(key, title, fields, *places.get(key, ("", 0)), html)


def _places(cite: BibtexDomain, root: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    """File and line of each entry of the bibliography."""
    for path in map(Path, cite.bibdata.bibfiles):
        for record in records(path):
            yield record.key, (shown(path, root), record.line)


def shown(path: str | Path, root: Path) -> str:
    """A path as the ledger's findings show it: relative to conf.py where it is below it."""
    path = Path(path)
    return str(path.relative_to(root) if path.is_relative_to(root) else path)
