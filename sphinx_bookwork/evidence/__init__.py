"""Evidence: a ledger of claims, notes made from it, and a list of where each claim is told.

An extension of its own (``sphinx_bookwork.evidence``), because it needs sphinxcontrib-bibtex.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinxcontrib.bibtex.domain import BibtexDomain

from sphinx_bookwork import __version__
from sphinx_bookwork.evidence.assets import add_assets
from sphinx_bookwork.evidence.builder import EvidenceBuilder
from sphinx_bookwork.evidence.claimreview import add_reviews
from sphinx_bookwork.evidence.domain import ClaimsDomain, record_calls
from sphinx_bookwork.evidence.judging import findings_of, log, record_sentences
from sphinx_bookwork.evidence.ledger import Ledger, load
from sphinx_bookwork.evidence.numbering import AttachNotes, CloseNotesOnce, ShortenRepeated
from sphinx_bookwork.evidence.register import ClaimsDataRole, ClaimsDirective, write_beside
from sphinx_bookwork.evidence.roles import ClaimRole, ToldRole
from sphinx_bookwork.evidence.settings import PREFIX, EvidenceSettings
from sphinx_bookwork.evidence.values import ShortenValues
from sphinx_bookwork.gate import plainly
from sphinx_bookwork.settings import place_of, read, register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings, the domain, the two roles and the numbering of notes."""
    for extension in ("sphinxcontrib.bibtex", "sphinx_bookwork.doctree", "sphinx_bookwork.sources"):
        app.setup_extension(extension)
    register(app, EvidenceSettings, PREFIX, rebuild="env")
    app.add_domain(ClaimsDomain)
    app.add_role("claim", ClaimRole())
    app.add_role("told", ToldRole())
    app.add_role("claims-data", ClaimsDataRole())
    app.add_directive("claims", ClaimsDirective)
    app.add_transform(AttachNotes)
    app.add_post_transform(CloseNotesOnce)
    app.add_post_transform(ShortenRepeated)
    app.add_post_transform(ShortenValues)
    app.add_builder(EvidenceBuilder)
    # after sphinxcontrib.bibtex has read the bibliography, and after it has made the labels
    app.connect("builder-inited", load_ledger, priority=900)
    app.connect("builder-inited", add_assets)
    app.connect("env-get-outdated", read_mistaken_again)
    app.connect("doctree-read", record)
    app.connect("env-updated", judge, priority=900)
    app.connect("build-finished", write_beside)
    app.connect("html-page-context", add_reviews)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _domain(env: BuildEnvironment) -> ClaimsDomain:
    return cast("ClaimsDomain", env.get_domain("claims"))


@plainly
def load_ledger(app: Sphinx) -> None:
    """Read the ledger and log all that is wrong in it, in every build."""
    settings = read(app.config, EvidenceSettings, PREFIX)
    if not settings.ledger:
        _domain(app.env).ledger = Ledger()
        return
    root = Path(app.confdir)
    files = {path for pattern in settings.ledger for path in root.glob(pattern)}
    if not files:
        raise ConfigError(
            f"{place_of(app.config, 'evidence_ledger')}: evidence_ledger: no file matches "
            f"{settings.ledger!r}; "
            "mend the patterns (relative to conf.py) [evidence.ledger]"
        )
    ledger = _read(app.env, files, root)
    for finding in ledger.findings:
        logger.warning(
            "%s",
            finding.message,
            location=f"{root / finding.path}:{finding.line}",
            type="evidence",
            subtype=finding.rule.removeprefix("evidence."),
        )
    _domain(app.env).ledger = ledger


def _read(env: BuildEnvironment, files: set[Path], root: Path) -> Ledger:
    """Read the files, or take what the last build read from the same ones."""
    keys = cast("BibtexDomain", env.get_domain("cite")).bibdata.data.entries
    digest = sha256(repr((str(root), sorted(keys))).encode())
    for path in sorted(files):
        digest.update(repr((str(path), path.read_bytes())).encode())
    kept = _domain(env).data["read"]
    if kept.get("digest") != digest.digest():
        kept.update(digest=digest.digest(), ledger=load(files, keys, root))
    return cast("Ledger", kept["ledger"])


def read_mistaken_again(
    app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> Iterable[str]:
    """Documents with mistakes are read anew in every build: what they need may be there now."""
    return list(_domain(env).mistakes)


def record(app: Sphinx, doctree: nodes.document) -> None:
    """Record which claims the document just read tells, and where."""
    domain, docname = _domain(app.env), app.env.current_document.docname
    record_calls(domain, docname, doctree)
    record_sentences(domain, docname, doctree)


def judge(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Log what is wrong; return the documents that have to be written anew."""
    domain = _domain(env)
    domain.judge()
    domain.findings = findings_of(env)
    log(domain.ledger.root, domain.findings)
    return domain.changed(app.builder.name)
