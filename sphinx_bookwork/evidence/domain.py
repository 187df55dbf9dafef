"""The domain ``claims``: which document tells which claim where, and what is wrong with it.

All that a document says about claims is recorded when it is read, kept in the environment and
judged in every build (``env-updated``), so that a failed build fails again until it is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import get_translation
from sphinx.util import logging
from sphinx.util.matching import patmatch
from sphinx.util.nodes import clean_astext, make_refnode

from sphinx_bookwork.evidence.ledger import Claim, Ledger
from sphinx_bookwork.evidence.rules.model import Document
from sphinx_bookwork.findings import Finding

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_bookwork")


RECORDS = ("calls", "asked", "mistakes", "documents", "answered", "linked")
"""What is recorded by document."""


class Call(NamedTuple):
    """A place that tells claims: its target, the nearest section and that section's title."""

    claims: tuple[str, ...]
    target: str
    section: str
    title: str
    line: int


class Place(NamedTuple):
    """Where a reader is sent: ``target`` is the call, ``title`` the section it stands in."""

    docname: str
    target: str
    title: str


class Mistake(NamedTuple):
    """A mistake of an author, as it is logged: line, what and remedy, subtype of the warning."""

    line: int
    message: str
    subtype: str


class Asked(NamedTuple):
    """A ``told`` role of a document, its claims and line; ``needed`` where they have to be told."""

    claims: tuple[str, ...]
    line: int
    needed: bool = True


class ClaimsDomain(Domain):
    """Records calls, ``told`` roles and mistakes by document; resolves ``told``."""

    name = "claims"
    label = "Claims"
    object_types: ClassVar[dict[str, ObjType]] = {}
    data_version = 5
    initial_data: ClassVar[dict[str, Any]] = {
        "calls": {},
        "asked": {},
        "mistakes": {},
        "shown": {},
        "documents": {},
        "answered": {},
        "linked": {},
        "read": {},
    }

    ledger: Ledger = Ledger()
    """Set anew at the start of every build (``data["read"]`` has what the last one read)."""

    findings: Sequence[Finding] = ()
    """What the rules found in this build."""

    @property
    def calls(self) -> dict[str, list[Call]]:
        """The calls of each document, in the order of the text."""
        calls: dict[str, list[Call]] = self.data["calls"]
        return calls

    @property
    def asked(self) -> dict[str, list[Asked]]:
        """The ``told`` roles of each document."""
        asked: dict[str, list[Asked]] = self.data["asked"]
        return asked

    @property
    def mistakes(self) -> dict[str, list[Mistake]]:
        """What is wrong with the claims of each document."""
        mistakes: dict[str, list[Mistake]] = self.data["mistakes"]
        return mistakes

    @property
    def documents(self) -> dict[str, Document]:
        """The sentences of each document that the rules judge."""
        documents: dict[str, Document] = self.data["documents"]
        return documents

    @property
    def answered(self) -> dict[str, frozenset[str]]:
        """The claims that have an entry of their own in each document."""
        answered: dict[str, frozenset[str]] = self.data["answered"]
        return answered

    def find(self, name: str) -> Claim | None:
        """The claim with this id, or None."""
        return self.ledger.claims.get(name)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document said."""
        for record in (self.data[name] for name in RECORDS):
            record.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader recorded of ``docnames``."""
        for record in RECORDS:
            found = otherdata[record]
            self.data[record].update({name: found[name] for name in docnames if name in found})

    def places(self, claims: Iterable[str]) -> list[Place]:
        """Where the book tells any of ``claims``: in reading order, each section once."""
        wanted = frozenset(claims)
        found: dict[tuple[str, str], Place] = {}
        for docname, call in self._telling_calls():
            if wanted.intersection(call.claims):
                place = Place(docname, call.target, call.title)
                found.setdefault((docname, call.section), place)
        return list(found.values())

    def places_by_claim(self) -> dict[str, list[Place]]:
        """Where the book tells each claim, as ``places`` has it: for all claims in one go."""
        found: dict[str, dict[tuple[str, str], Place]] = {}
        for docname, call in self._telling_calls():
            for name in call.claims:
                place = Place(docname, call.target, call.title)
                found.setdefault(name, {}).setdefault((docname, call.section), place)
        return {name: list(places.values()) for name, places in found.items()}

    def told(self) -> frozenset[str]:
        """All claims that the book tells before its back matter."""
        return frozenset(name for _, call in self._telling_calls() for name in call.claims)

    def _telling_calls(self) -> Iterator[tuple[str, Call]]:
        """The calls that tell claims, in reading order; back matter repeats, it does not."""
        back = self.env.config.book_back_matter
        for docname in reading_order(self.env):
            if docname in self.calls and not any(patmatch(docname, pattern) for pattern in back):
                yield from ((docname, call) for call in self.calls[docname])

    def mistaken(self) -> Iterator[tuple[str, Mistake]]:
        """Every mistake that stands in any document, read in this build or before."""
        told = self.told()
        for docname in sorted({*self.mistakes, *self.asked}):
            untold = _untold(self.asked.get(docname, ()), told)
            for mistake in sorted([*self.mistakes.get(docname, ()), *untold]):
                yield docname, mistake

    def judge(self) -> None:
        """Log every mistake."""
        for docname, mistake in self.mistaken():
            logger.warning(
                "%s",
                mistake.message,
                location=(docname, mistake.line),
                type="evidence",
                subtype=mistake.subtype,
            )

    def changed(self, builder: str) -> list[str]:
        """The documents whose ``told`` lists are no longer those that ``builder`` last wrote."""
        shown: dict[tuple[str, str], list[list[list[Place]]]] = self.data["shown"]
        changed = []
        places = self.places_by_claim()
        for docname, asked in self.asked.items():
            now = [[places.get(name, []) for name in each.claims] for each in asked]
            if shown.get((builder, docname)) != now:
                shown[builder, docname] = now
                changed.append(docname)
        return changed

    def resolve_xref(  # noqa: PLR0917  # Sphinx calls it so
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Replace a ``told`` by references to the sections, parted by semicolons."""
        inline = nodes.inline("", "", classes=["told-list"])
        places = self.places(target.split())
        inline += [] if places else [nodes.Text(_("nowhere"))]
        for number, place in enumerate(places):
            text = nodes.Text(place.title)
            reference = make_refnode(builder, fromdocname, place.docname, place.target, text)
            reference["classes"].append("told")
            inline += [nodes.Text("; "), reference] if number else [reference]
        return inline  # type: ignore[return-value]  # any element will do; typed too narrowly

    def resolve_any_xref(  # noqa: PLR0917  # Sphinx calls it so
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Claims are never meant by the role ``any``."""
        return []


def reading_order(env: BuildEnvironment) -> list[str]:
    """All documents in the order of the toctrees; those in no toctree last, by name."""
    ordered: dict[str, None] = {}

    def add(docname: str) -> None:
        if docname not in ordered:
            ordered[docname] = None
            for child in env.toctree_includes.get(docname, ()):
                add(child)

    add(env.config.root_doc)
    return [*ordered, *sorted(env.found_docs - ordered.keys())]


def _untold(asked: Iterable[Asked], told: AbstractSet[str]) -> Iterator[Mistake]:
    for line, name in ((each.line, name) for each in asked if each.needed for name in each.claims):
        if name not in told:
            message = (
                f"claim is told nowhere before the back matter: {name!r}; "
                f"put {{claim}}`{name}` after the sentence that tells it"
            )
            yield Mistake(line, message, "untold")


def record_calls(domain: ClaimsDomain, docname: str, document: nodes.document) -> None:
    """Record every call of ``document``, which has just been read."""
    calls = [_call(node) for node in document.findall(nodes.target) if "claims" in node]
    if calls:
        domain.calls[docname] = calls


def _call(node: nodes.target) -> Call:
    section: nodes.Node | None = node
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    name, title = (section["ids"][0], _title(section)) if section else ("", "")
    return Call(tuple(node["claims"]), node["ids"][0], name, title, node.line or 0)


def _title(section: nodes.section) -> str:
    """A section's title as text, without the numbers of note calls in it."""
    title = section.next_node(nodes.title)
    if title is None:
        return ""
    copy = title.deepcopy()
    for call in list(copy.findall(nodes.footnote_reference)):
        call.parent.remove(call)
    return clean_astext(copy)
