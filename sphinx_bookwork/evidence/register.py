"""The directive ``claims``: a register of the ledger, claim by claim, for the site and the e-book.

Each claim with its status, who gives which value, its sources, and where the book tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import get_translation
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from sphinx_bookwork.evidence import data
from sphinx_bookwork.evidence.domain import Asked, ClaimsDomain, Mistake
from sphinx_bookwork.evidence.ledger import STATUSES, Claim
from sphinx_bookwork.evidence.proof import Citation
from sphinx_bookwork.evidence.roles import ask, cite, status_word
from sphinx_bookwork.evidence.settings import PREFIX, EvidenceSettings
from sphinx_bookwork.evidence.values import sentence_of
from sphinx_bookwork.settings import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_ = get_translation("sphinx_bookwork")


def records(domain: ClaimsDomain, address: str = "{docname}#{target}") -> list[dict[str, object]]:
    """The ledger as data; ``address`` is how the place of a call is written."""

    places = domain.places_by_claim()

    def told(name: str) -> list[str]:
        found = places.get(name, [])
        return [address.format(docname=place.docname, target=place.target) for place in found]

    return data.rows(domain.ledger.claims.values(), told)


def write_beside(app: Sphinx, exception: Exception | None) -> None:
    """Write the data into a site that links to it."""
    if exception is not None or app.builder.name != "html":
        return
    domain = cast("ClaimsDomain", app.env.get_domain("claims"))
    if domain.data["linked"]:
        suffix = app.config.html_file_suffix or ".html"
        data.write(Path(app.outdir), records(domain, f"{{docname}}{suffix}#{{target}}"))


class ClaimsDataRole(ReferenceRole):
    """``{claims-data}`JSON <json>` ``: a link to the ledger as ``claims.json`` or ``claims.csv``.

    For the builder html, which writes these files; put it into ``{only} builder_html``.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or record a mistake where the format is none."""
        docname = self.env.docname
        domain = cast("ClaimsDomain", self.env.get_domain("claims"))
        if self.target not in ("json", "csv"):
            message = f"no such format of the ledger: {self.target!r}; write json or csv"
            mistake = Mistake(self.lineno, message, "register")
            domain.mistakes.setdefault(docname, []).append(mistake)
            return [nodes.problematic(self.rawtext, self.rawtext)], []
        domain.data["linked"][docname] = True
        address = "../" * docname.count("/") + f"{data.NAME}.{self.target}"
        return [nodes.reference("", self.title, refuri=address, internal=True)], []


def _status(argument: str) -> str:
    return str(directives.choice(argument, STATUSES))


class ClaimsDirective(SphinxDirective):
    """``claims [chapter]``: the claims of the ledger, or those of a chapter or a status."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"status": _status}

    def run(self) -> list[nodes.Node]:
        """Return a definition list; a chapter without claims is a mistake of the author."""
        domain = cast("ClaimsDomain", self.env.get_domain("claims"))
        for path in domain.ledger.files:
            self.env.note_dependency(str(path))
        chapter = self.arguments[0] if self.arguments else ""
        claims = [c for c in domain.ledger.claims.values() if chapter in ("", c.chapter)]
        claims = [c for c in claims if self.options.get("status", c.status) == c.status]
        if not claims and domain.ledger.findings:
            return []  # they may be among those that could not be read
        if not claims:
            message = (
                f"the ledger has no such claims: {chapter or self.options.get('status', '')!r}; "
                "name a chapter as the ledger spells it"
            )
            mistakes = domain.mistakes.setdefault(self.env.docname, [])
            mistakes.append(Mistake(self.lineno, message, "register"))
            return []
        asked = domain.asked.setdefault(self.env.docname, [])
        asked += [Asked((claim.id,), self.lineno, needed=False) for claim in claims]
        items = [self._item(claim) for claim in claims]
        return [nodes.definition_list("", *items, classes=["claims-register"])]

    def _item(self, claim: Claim) -> nodes.definition_list_item:
        term = nodes.term("", "", ids=[f"register-{claim.id}"], classes=[claim.status])
        term += [nodes.inline("", claim.id, classes=["number"]), nodes.Text(f" {claim.claim}")]
        text = nodes.paragraph()
        word = nodes.emphasis("", status_word(claim.status), classes=["status", claim.status])
        text += [word, nodes.Text(" ")]
        values = sentence_of(claim.values)
        text += [values] if values else []
        text += self._sources(claim)
        told = nodes.paragraph("", _("Told:") + " ")
        told += ask((claim.id,), self.env.docname, self.get_source_info())
        return nodes.definition_list_item("", term, nodes.definition("", text, told))

    def _sources(self, claim: Claim) -> Iterator[nodes.Node]:
        origin = read(self.config, EvidenceSettings, PREFIX).origin
        merged: dict[str, Citation] = {}
        for source in claim.sources:
            if source.key not in origin:
                before = merged.get(source.key, Citation(source.key, (), seen=False))
                locators = (*before.locators, source.locator) if source.locator else before.locators
                merged[source.key] = Citation(source.key, locators, before.seen or source.seen)
        for number, citation in enumerate(merged.values()):
            yield nodes.Text("; " if number else "")
            yield from cite(citation, self.env.docname, self.get_source_info())
