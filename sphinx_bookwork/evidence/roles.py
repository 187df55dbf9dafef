"""The roles ``claim`` (a note with the sources of claims) and ``told`` (where claims are told)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxRole
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.roles import CitationRef

from sphinx_bookwork.evidence.domain import Asked, ClaimsDomain, Mistake
from sphinx_bookwork.evidence.ledger import DOUBTFUL, Claim, Status
from sphinx_bookwork.evidence.proof import Citation, Rank, citations, gathered
from sphinx_bookwork.evidence.rules.calls import unknown, unverified
from sphinx_bookwork.evidence.settings import PREFIX, EvidenceSettings
from sphinx_bookwork.evidence.values import values_of
from sphinx_bookwork.settings import read

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinxcontrib.bibtex.domain import BibtexDomain

_ = get_translation("sphinx_bookwork")


WORKS = frozenset({"article", "book", "inbook", "incollection", "inproceedings", "phdthesis"})
"""Entry types of scholarship and books."""


class EvidenceRole(SphinxRole):
    """What the two roles share: claim ids in, claims or recorded mistakes out."""

    @property
    def domain(self) -> ClaimsDomain:
        """The record of claims."""
        return cast("ClaimsDomain", self.env.get_domain("claims"))

    def names(self) -> tuple[str, ...]:
        """The ids of the role, each once; a mistake is recorded where there is none."""
        names = tuple(dict.fromkeys(self.text.split()))
        if not names:
            self.mistake("no claim is named: {}; name at least one id of the ledger", "empty")
        return names

    def mistake(self, message: str, subtype: str) -> None:
        """Record a mistake; ``{}`` in the message stands for the role as it was written."""
        mistake = Mistake(self.lineno, message.replace("{}", repr(self.rawtext)), subtype)
        self.domain.mistakes.setdefault(self.env.docname, []).append(mistake)

    def claim(self, name: str) -> Claim | None:
        """The claim with this id; where there is none, a mistake is recorded."""
        claim = self.domain.find(name)
        if claim:
            self.env.note_dependency(str(self.domain.ledger.file(claim)))
            return claim
        ledger = self.domain.ledger
        for path in ledger.files:
            self.env.note_dependency(str(path))
        if not ledger.files:
            what = f"there is no ledger (setting evidence_ledger): {name!r} in {{}}"
            self.mistake(f"{what}; name its files in conf.py", "E102")
        elif not ledger.findings:  # else the claim may be one that could not be read
            self.mistake(unknown(name, self.rawtext, ledger.claims), "E102")
        return None


class ClaimRole(EvidenceRole):
    """``{claim}`s06 f014` ``: a note call; its note cites the sources of the claims."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a target and a note call; the note itself waits for ``AttachNotes``."""
        claims = [claim for claim in map(self.claim, self.names()) if claim]
        claims = [claim for claim in claims if self._usable(claim)]
        cited = self._citations(claims) if claims else ()
        if not cited:
            return [nodes.problematic(self.rawtext, self.rawtext)], []
        return self._call_and_note(claims, cited), []

    def _usable(self, claim: Claim) -> bool:
        if claim.status != "unverified":
            return True
        self.mistake(unverified(claim, self.rawtext), "E103")
        return False

    def _citations(self, claims: list[Claim]) -> tuple[Citation, ...]:
        settings = read(self.config, EvidenceSettings, PREFIX)
        bibliography = cast("BibtexDomain", self.env.get_domain("cite")).bibdata
        for path in bibliography.bibfiles:
            self.env.note_dependency(str(path))
        entries = bibliography.data.entries
        cited = citations(
            claims, lambda key: rank(entries[key]), settings.origin, settings.sources_per_note
        )
        if not cited:
            names = ", ".join(claim.id for claim in claims)
            self.mistake(f"no source to cite for {names}: {{}}; add one to the ledger", "no-source")
        return gathered(cited, lambda key: author(entries[key]))

    def _call_and_note(self, claims: list[Claim], cited: tuple[Citation, ...]) -> list[nodes.Node]:
        document = self.inliner.document
        doubts = [status for status in DOUBTFUL if any(claim.status == status for claim in claims)]
        name = free_name(document, "claim-" + "-".join(claim.id for claim in claims))
        target = nodes.target("", "", ids=[name], claims=[claim.id for claim in claims])
        target.source, target.line = self.get_source_info()
        document.note_explicit_target(target, target)
        call = nodes.footnote_reference(
            self.rawtext, "", auto=1, ids=[f"{name}-call"], refname=f"{name}-note"
        )
        call["classes"] += ["claim", *doubts]
        call.source, call.line = target.source, target.line
        document.note_autofootnote_ref(call)
        document.note_footnote_ref(call)
        note = nodes.footnote("", auto=1, names=[f"{name}-note"])
        self._add_note(note, call, self._doubts(doubts, claims), cited)
        return [target, call]

    def _add_note(
        self,
        note: nodes.footnote,
        call: nodes.footnote_reference,
        doubts: list[nodes.Node],
        cited: tuple[Citation, ...],
    ) -> None:
        document = self.inliner.document
        note["classes"] += call["classes"]
        note.source, note.line = call.source, call.line
        text = nodes.paragraph("", "", *doubts)
        for number, citation in enumerate(cited):
            text += [nodes.Text("; ")] if number else []
            text += cite(citation, self.env.docname, self.get_source_info())
        text += nodes.Text(".")
        note += text
        document.note_autofootnote(note)
        document.note_explicit_target(note, note)
        waiting_notes(document).append(note)
        targets = [CitationTarget(citation.key, "", "") for citation in cited]
        bibliography = cast("BibtexDomain", self.env.get_domain("cite"))
        bibliography.citation_refs.append(
            CitationRef(call["ids"][0], self.env.docname, self.lineno, targets)
        )

    @staticmethod
    def _doubts(doubts: list[Status], claims: list[Claim]) -> list[nodes.Node]:
        """What a note begins with: the status words, then who counts what."""
        text: list[nodes.Node] = []
        for doubt in doubts:
            word = nodes.emphasis("", status_word(doubt), classes=["status", doubt])
            text += [word, nodes.Text(" ")]
        values = values_of(claims)
        return [*text, values] if values else text


class ToldRole(EvidenceRole):
    """``{told}`s24` ``: the sections that tell the claims, as references."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a reference that the domain resolves when all documents are read."""
        names = tuple(name for name in self.names() if self.claim(name))
        if not names:
            return [nodes.problematic(self.rawtext, self.rawtext)], []
        asked = self.domain.asked.setdefault(self.env.docname, [])
        asked.append(Asked(names, self.lineno))
        return [ask(names, self.env.docname, self.get_source_info())], []


def cite(citation: Citation, docname: str, place: tuple[str, int]) -> Iterator[nodes.Node]:
    """A reference that sphinxcontrib-bibtex resolves to the short citation, and its locator."""
    reference = pending_xref(
        "",
        nodes.inline("", citation.key),
        refdomain="cite",
        reftype="label",
        reftarget=citation.key,
        refdoc=docname,
        refexplicit=False,
        refwarn=True,
    )
    reference.source, reference.line = place
    yield reference
    if citation.locators:
        yield nodes.Text(", " + ", ".join(citation.locators))
    if not citation.seen:
        yield nodes.Text(" (" + _("not seen by us") + ")")


def ask(names: tuple[str, ...], docname: str, place: tuple[str, int]) -> pending_xref:
    """A reference that the domain resolves, when all is read, to the sections that tell claims."""
    reference = pending_xref(
        "",
        nodes.inline("", " ".join(names)),
        refdomain="claims",
        reftype="told",
        reftarget=" ".join(names),
        refdoc=docname,
        refexplicit=False,
        refwarn=True,
    )
    reference.source, reference.line = place
    return reference


def status_word(status: Status) -> str:
    """The word in the language of the book, looked up when it is printed."""
    words = {
        "established": _("Established."),
        "contested": _("Contested."),
        "imprecise": _("Imprecise."),
        "outdated": _("Outdated."),
        "unverified": _("Not verified."),
    }
    return str(words[status])


def rank(entry: Entry) -> Rank:
    """How near an entry is to what happened: its ``keywords`` say so, or its type."""
    words = {word.strip() for word in entry.fields.get("keywords", "").split(",")}
    if words & {"encyclopaedia", "anonymous"}:
        return Rank.LAST_RESORT
    if "primary" in words or entry.type in ("report", "techreport"):
        return Rank.PRIMARY
    return Rank.WORK if entry.type in WORKS else Rank.OTHER


def author(entry: Entry) -> str:
    """Whose work an entry is, as notes cite it; without an author, nobody else's."""
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    return str(entry.fields.get("shortauthor") or "; ".join(map(str, persons)) or entry.key)


def free_name(document: nodes.document, wanted: str) -> str:
    """``wanted``, or with a number where an element of ``document`` has that id."""
    name, number = wanted, 1
    while name in document.ids:
        number += 1
        name = f"{wanted}-{number}"
    return name


def waiting_notes(document: nodes.document) -> list[nodes.footnote]:
    """The notes made by roles of ``document`` that are not yet in its tree."""
    notes: list[nodes.footnote] = document.settings.env.current_document.setdefault(
        "evidence_notes", []
    )
    return notes
