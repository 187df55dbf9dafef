"""The report of ``-b linkcheck``: ``report.json`` and ``.txt``, one finding per link to mend.

Sphinx's own ``output.txt`` lists links in the order in which servers answered, names no line for a
bibliography, and does not tell what to do. A broken link is an error (Sphinx's exit status says so
too); one that moved for good and one that could not be judged are notes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_bookwork.findings import Finding, Severity, write_report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PERMANENT = (301, 308)


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
    """Write the report when the builder ``linkcheck`` has finished."""
    app.connect("build-finished", report)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def report(app: Sphinx, exception: Exception | None) -> None:
    """Turn ``output.json`` of the builder into our report."""
    if exception or app.builder.name != "linkcheck":
        return
    lines = Path(app.outdir, "output.json").read_text(encoding="utf-8").splitlines()
    # What Sphinx leaves unchecked is no link to the world: places within the book, mail addresses.
    links = [link for line in lines if (link := judged(json.loads(line))).status != "unchecked"]
    findings = [found for link in links if (found := finding(link, _sources(app, link)))]
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


def finding(link: Judged, sources: Iterable[Path]) -> Finding | None:
    """Return what there is to do about a link, if anything (``sources``: where it may stand)."""
    severity: Severity = "error"
    if link.status in ("broken", "timeout"):
        why = link.info or "there is no such file"
        rule, message = "links.broken", f"'{link.uri}' is broken: {why}; mend or replace the link"
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
    bibliographies = getattr(app.config, "bibtex_bibfiles", [])
    return [document, *included, *(Path(app.confdir, name) for name in bibliographies)]
