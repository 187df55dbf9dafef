"""The domain ``claims``: which document tells which claim where, and what is wrong with it.

All that a document says about claims is recorded when it is read, kept in the environment and
judged in every build (``env-updated``), so that a failed build fails again until it is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util import logging
from sphinx.util.matching import patmatch
from sphinx.util.nodes import make_refnode

from sphinx_bookwork.evidence.ledger import Claim, Ledger

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


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
    """A ``told`` role of a document: the claims it asks for and its line."""

    claims: tuple[str, ...]
    line: int


class ClaimsDomain(Domain):
    """Records calls, ``told`` roles and mistakes by document; resolves ``told``."""

    name = "claims"
    label = "Claims"
    object_types: ClassVar[dict[str, ObjType]] = {}
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {
        "calls": {},
        "asked": {},
        "mistakes": {},
        "shown": {},
    }

    ledger: Ledger = Ledger()
    """Set anew at the start of every build; not kept in the environment."""

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

    def find(self, name: str) -> Claim | None:
        """The claim with this id, or None."""
        return self.ledger.claims.get(name)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document said."""
        for record in (self.calls, self.asked, self.mistakes):
            record.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader recorded of ``docnames``."""
        for record in ("calls", "asked", "mistakes"):
            found = {name: otherdata[record][name] for name in docnames if name in otherdata[record]}
            self.data[record].update(found)

    def places(self, claims: Iterable[str]) -> list[Place]:
        """Where the book tells any of ``claims``: in reading order, each section once."""
        wanted = frozenset(claims)
        found: dict[tuple[str, str], Place] = {}
        for docname in reading_order(self.env):
            for call in self.calls.get(docname, ()):
                if wanted.intersection(call.claims) and not self._is_back_matter(docname):
                    place = Place(docname, call.target, call.title)
                    found.setdefault((docname, call.section), place)
        return list(found.values())

    def _is_back_matter(self, docname: str) -> bool:
        return any(patmatch(docname, pattern) for pattern in self.env.config.book_back_matter)

    def judge(self) -> None:
        """Log every mistake that stands in any document, read in this build or before."""
        for docname in sorted({*self.mistakes, *self.asked}):
            untold = [mistake for asked in self.asked.get(docname, ()) for mistake in self._untold(asked)]
            for mistake in sorted(self.mistakes.get(docname, []) + untold):
                logger.warning(
                    "%s",
                    mistake.message,
                    location=(docname, mistake.line),
                    type="evidence",
                    subtype=mistake.subtype,
                )

    def _untold(self, asked: Asked) -> Iterator[Mistake]:
        for name in asked.claims:
            if self.find(name) and not self.places([name]):
                message = (
                    f"claim is told nowhere before the back matter: {name!r}; "
                    f"put {{claim}}`{name}` after the sentence that tells it"
                )
                yield Mistake(asked.line, message, "untold")

    def changed(self, builder: str) -> list[str]:
        """The documents whose ``told`` lists are no longer those that ``builder`` last wrote."""
        shown: dict[tuple[str, str], list[list[Place]]] = self.data["shown"]
        changed = []
        for docname, asked in self.asked.items():
            now = [self.places(each.claims) for each in asked]
            if shown.get((builder, docname)) != now:
                shown[builder, docname] = now
                changed.append(docname)
        return changed

    def resolve_xref(
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
        for number, place in enumerate(self.places(target.split())):
            text = nodes.Text(place.title)
            reference = make_refnode(builder, fromdocname, place.docname, place.target, text)
            reference["classes"].append("told")
            inline += [nodes.Text("; "), reference] if number else [reference]
        return inline  # type: ignore[return-value]  # any element will do; typed too narrowly

    def resolve_any_xref(
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


def record_calls(domain: ClaimsDomain, docname: str, document: nodes.document) -> None:
    """Record every call of ``document``, which has just been read."""
    calls = [
        Call(
            claims=tuple(node["claims"]),
            target=node["ids"][0],
            section=section["ids"][0] if section else "",
            title=section.next_node(nodes.title).astext() if section else "",
            line=node.line or 0,
        )
        for node in document.findall(nodes.target)
        if "claims" in node
        for section in [_section(node)]
    ]
    if calls:
        domain.calls[docname] = calls


def _section(node: nodes.Node) -> nodes.section | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent
