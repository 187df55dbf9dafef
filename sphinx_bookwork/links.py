"""The report of ``-b linkcheck``: ``report.json`` and ``.txt``, one finding per link to mend.

Sphinx's own ``output.txt`` lists links in the order in which servers answered, names no line for a
bibliography, and does not tell what to do. A broken link is an error (Sphinx's exit status says so
too); one that moved for good and one that could not be judged are notes.

Bibliographies are checked whole, also what no page prints: an entry's ``url`` and its ``archived``
copy. The fields ``archived`` and ``checked`` are filled by people who looked, never by a build.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.linkcheck import CheckExternalLinksBuilder, Hyperlink
from sphinx.util import logging

from sphinx_bookwork.bibliographies import Field, circles, field_fault, records
from sphinx_bookwork.findings import Finding, Severity, write_report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PERMANENT = (301, 308)
ADDRESSES = ("url", "archived")
"""The fields of an entry that hold an address to check."""


@dataclass(frozen=True)
class Judged:
    """What Sphinx found out about one link; ``info`` is the server's word or the new address."""

    uri: str
    path: str
    line: int
    status: str
    code: int
    info: str


def setup(app: Sphinx) -> ExtensionMetadata:
    """Judge the fields of sources in every build; write the report of ``linkcheck``."""
    app.connect("builder-inited", judge_fields)
    app.connect("env-updated", add_sources)
    app.connect("build-finished", report)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def judge_fields(app: Sphinx) -> None:
    """Warn of every field that says nothing a reader could use, and of entries in a circle."""
    for path, field in _fields(app):
        if wrong := field_fault(field):
            _warn(path, field, wrong)
    for path in _bibliographies(app):
        for field, way in circles(list(records(path))):
            _warn(path, field, f"goes in a circle ({' -> '.join(way)}); drop one of them")


def _warn(path: Path, field: Field, wrong: str) -> None:
    logger.warning(
        "%s %s: %r",
        field.name,
        wrong,
        field.value,
        location=f"{path}:{field.line}",
        type="links",
        subtype="source",
    )


def add_sources(app: Sphinx, env: BuildEnvironment) -> None:
    """Let ``linkcheck`` try the addresses of all entries, also of those that no page prints."""
    if not isinstance(app.builder, CheckExternalLinksBuilder):
        return
    root = env.config.root_doc
    for _path, field in _fields(app):
        if field.name in ADDRESSES:
            link = Hyperlink(field.value, root, env.doc2path(root), field.line)
            app.builder.hyperlinks.setdefault(field.value, link)


def report(app: Sphinx, exception: Exception | None) -> None:
    """Turn ``output.json`` of the builder into our report."""
    if exception or app.builder.name != "linkcheck":
        return
    lines = Path(app.outdir, "output.json").read_text(encoding="utf-8").splitlines()
    # What Sphinx leaves unchecked is no link to the world: places within the book, mail addresses.
    links = [link for line in lines if (link := judged(json.loads(line))).status != "unchecked"]
    known = [record for path in _bibliographies(app) for record in records(path)]
    copies = {record.value("url"): record.value("archived") for record in known}
    findings = [found for link in links if (found := finding(link, _sources(app, link), copies))]
    counts = {"links": len(links), **Counter(sorted(link.status for link in links))}
    path = Path(app.outdir, "report.json")
    errors = write_report(path, findings, counts)
    for found in sorted(findings):
        logger.info("%s: %s", found.severity, found)
    logger.info("%d of %d links to mend: %s", len(errors), len(links), path.with_suffix(".txt"))


def judged(record: Mapping[str, object]) -> Judged:
    """Read one line of Sphinx's ``output.json``."""
    line = record["lineno"]
    return Judged(
        uri=str(record["uri"]),
        path=str(record["filename"]),
        line=line if isinstance(line, int) else 0,
        status=str(record["status"]),
        code=int(str(record["code"])),
        info=str(record["info"]),
    )


def finding(
    link: Judged, sources: Iterable[Path], copies: Mapping[str, str] | None = None
) -> Finding | None:
    """Return what there is to do about a link, if anything.

    ``sources``: where it may stand; ``copies``: the archived copy, or '', of each source's address.
    """
    severity: Severity = "error"
    if link.status in ("broken", "timeout"):
        why = link.info or "there is no such file"
        what = remedy(link.uri, copies or {})
        rule, message = "links.broken", f"'{link.uri}' is broken: {why}; {what}"
    elif link.status == "redirected" and link.code in PERMANENT:
        severity, rule = "note", "links.moved"
        message = f"'{link.uri}' moved for good; write '{link.info}'"
    elif link.status == "ignored" and link.info:
        severity, rule = "note", "links.unknown"
        message = f"'{link.uri}' could not be judged: {link.info}; look at it by hand"
    else:
        return None
    path, line = place(link, sources)
    return Finding(path, line, rule, message, severity)


def remedy(uri: str, copies: Mapping[str, str]) -> str:
    """What to do about a dead address: of a source, to turn to the copy that somebody kept."""
    if uri not in copies:
        return "mend or replace the link"
    if copies[uri]:
        return f"its archived copy is '{copies[uri]}': make it the url"
    return f"look for a copy (https://web.archive.org/web/*/{uri}) and give it as 'archived'"


def place(link: Judged, sources: Iterable[Path]) -> tuple[str, int]:
    """Say where the link is written: in its document, or in a file that the document includes.

    Sphinx gives the line of the paragraph, or of the directive that made it: good for the document,
    and of no use where the address is in another file.
    """
    for number, source in enumerate(sources):
        text = source.read_text(encoding="utf-8", errors="replace") if source.is_file() else ""
        at = text.find(link.uri)
        if at >= 0 and number > 0:
            return source.name, text.count("\n", 0, at) + 1
        if at >= 0:
            return link.path, max(link.line, 0) or text.count("\n", 0, at) + 1
    return link.path, max(link.line, 0)


def _sources(app: Sphinx, link: Judged) -> list[Path]:
    """The files in which a link may be written: its document first, what that includes after."""
    document = Path(app.srcdir, link.path)
    docname = app.env.path2doc(document) or ""
    included = sorted(Path(app.srcdir, name) for name in app.env.dependencies.get(docname, ()))
    return [document, *included, *_bibliographies(app)]


def _bibliographies(app: Sphinx) -> list[Path]:
    """The files of sphinxcontrib-bibtex, where a project uses it."""
    return [Path(app.confdir, name) for name in getattr(app.config, "bibtex_bibfiles", None) or []]


def _fields(app: Sphinx) -> Iterator[tuple[Path, Field]]:
    """Every field of every entry, with its file."""
    for path in _bibliographies(app):
        for record in records(path):
            yield from ((path, field) for field in record.fields)
