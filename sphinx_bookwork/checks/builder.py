"""The builder ``bookcheck``: compares the built editions with the source and with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_bookwork import settings
from sphinx_bookwork.checks.facts import Edition, Source
from sphinx_bookwork.checks.paper import read_print
from sphinx_bookwork.checks.rules import Comparison, judge
from sphinx_bookwork.checks.screens import Unreadable, books_in, read_ebook, read_site
from sphinx_bookwork.checks.settings import PREFIX, CheckSettings
from sphinx_bookwork.checks.source import first_sections, read_source
from sphinx_bookwork.doctree.assembly import URI_PREFIX
from sphinx_bookwork.findings import Finding, write_report

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

#: How many findings are said; the report has them all.
SAID = 50


class CheckBuilder(Builder):
    """Writes a report; the status is 1 where there is an error."""

    name = "bookcheck"
    long_descriptions = "apart"
    #: Lists of contents and figures are each edition's own.
    fills_book_lists = True
    epilog = "The report is in %(outdir)s."
    allow_parallel = True

    def init(self) -> None:
        """Take the settings."""
        self.options = settings.read(self.config, CheckSettings, PREFIX)
        self.problems: list[Finding] = []

    def get_outdated_docs(self) -> str:
        """Judge all, always: what was built decides."""
        return "the editions"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a document in no edition, and thus in all."""
        return f"{URI_PREFIX}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same address wherever the link stands."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing is written by document."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Nothing is written by document."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing is written by document."""

    def finish(self) -> None:
        """Compare, write the report, set the status."""
        source = read_source(self)
        editions = tuple(self._editions(source))
        findings = [*self.problems, *judge(Comparison(source, editions))]
        shown = [replace(finding, path=self._shown(finding.path)) for finding in findings]
        report = Path(self.outdir) / "report.json"
        errors = write_report(report, shown, dict(_counts(source, editions)))
        for finding in errors[:SAID]:
            logger.error("%s", finding)
        names = ", ".join(edition.name for edition in editions) or "nothing"
        logger.info(
            "compared with the source: %s; %d errors: %s",
            names,
            len(errors),
            report.with_suffix(".txt"),
        )
        if errors:
            self._app.statuscode = 1

    def _editions(self, source: Source) -> Iterator[Edition]:
        sections = first_sections(self)
        notes = frozenset(source.name(fact.key) for fact in source.of("note"))
        calls = frozenset(source.name(fact.longer) for fact in source.of("note"))
        yield from self._read("site", self.options.site, "", lambda p: read_site(p, sections))
        yield from self._read(
            "print", self.options.print, ".pdf", lambda p: read_print(p, notes, calls)
        )
        yield from self._read(
            "e-book", self.options.ebook, ".epub", lambda p: read_ebook(p, sections)
        )

    def _read(
        self, name: str, place: str, suffix: str, read: Callable[[Path], Edition]
    ) -> Iterator[Edition]:
        """Yield the edition at ``place``; note why where there is none."""
        setting = f"{PREFIX}_{name.replace('-', '')}"
        if not place:
            self._note(f"the {name} is not compared: {setting} is empty", severity="note")
            return
        path = Path(self.confdir) / place
        found = list(books_in(path, suffix)) if suffix else [path] * path.is_dir()
        if not found:
            self._note(
                f"the {name} is not built: there is no {place!r}; build it, or mend {setting}"
            )
        elif len(found) > 1:
            self._note(f"{setting} holds {len(found)} files; name the one to compare: {place!r}")
        else:
            try:
                yield read(found[0])
            except Unreadable as error:
                self._note(str(error))

    def _note(self, message: str, severity: str = "error") -> None:
        conf = str(Path(self.confdir) / "conf.py")
        self.problems.append(Finding(conf, 0, "bookcheck.not-built", message, severity))  # type: ignore[arg-type]

    def _shown(self, path: str) -> str:
        root = Path(self.confdir)
        return str(Path(path).relative_to(root)) if Path(path).is_relative_to(root) else path


def _counts(source: Source, editions: tuple[Edition, ...]) -> Iterator[tuple[str, object]]:
    """Yield how much was compared: facts by kind, of the source and of each edition."""
    yield "source", dict(sorted(Counter(str(fact.kind) for fact in source.facts).items()))
    for edition in editions:
        found = Counter(str(fact.kind) for fact in edition.facts)
        yield edition.name, dict(sorted(found.items())) | {"letters": len(edition.text)}
