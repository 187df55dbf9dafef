"""The bibliography in the output: how entries begin, their roles, whose citations changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.transforms import BibliographyTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

NAME = "bookwork"


def _cite(env: BuildEnvironment) -> BibtexDomain:
    return cast("BibtexDomain", env.get_domain("cite"))


class EntriesWithoutLabel(SphinxPostTransform):
    """Take the label from before each entry of style ``bookwork``: it begins with the same words.

    The entries are also made independent of sphinxcontrib-bibtex's record, which would otherwise
    hold each of them twice when a process resolves the document twice.
    """

    default_priority = BibliographyTransform.default_priority + 1
    # Sphinx's writers of these formats take the first child of a citation for its label.
    formats = ("latex", "text", "man", "texinfo")

    def is_supported(self) -> bool:
        """All builders but those of the formats named."""
        return not super().is_supported()

    def run(self, **kwargs: object) -> None:
        """Change the document in place."""
        ours = {
            (key.docname, ident)
            for key, bibliography in _cite(self.env).bibliographies.items()
            if bibliography.style == NAME
            for node in bibliography.citation_nodes.values()
            for ident in node["ids"]
        }
        for citation in list(self.document.findall(nodes.citation)):
            if (citation.get("docname"), *citation["ids"][:1]) in ours:
                own = citation.deepcopy()
                citation.replace_self(own)
                citation.clear()
                del own[0]


def visit_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """Open an entry in HTML as an item of a list.

    docutils gives it the role ``doc-biblioentry``, which is no item of its list (ARIA 1.2, list)
    and is deprecated (DPub-ARIA 1.1).
    """
    if not isinstance(node.previous_sibling(), nodes.citation):
        self.body.append('<div role="list" class="citation-list">\n')
    self.body.append(self.starttag(node, "div", CLASS="citation", role="listitem"))


def depart_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """Close the entry, and behind the last one the list."""
    last = not isinstance(node.next_node(descend=False, siblings=True), nodes.citation)
    self.body.append("</div>\n</div>\n" if last else "</div>\n")


def relabelled(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the documents whose short citations are no longer those the builder last wrote.

    A new source of an author can turn "Deng 1999" into "Deng 1999a" in documents that were not
    read again.
    """
    shown: dict[tuple[str, str], frozenset[str]] = env.__dict__.setdefault("bookwork_labels", {})
    for docname, labels in _labels(_cite(env)):
        if shown.get((app.builder.name, docname)) != labels:
            shown[app.builder.name, docname] = labels
            yield docname


def _labels(cite: BibtexDomain) -> Iterator[tuple[str, frozenset[str]]]:
    """Each document that cites, with the labels of what it cites."""
    labels = {citation.key: citation.formatted_entry.label for citation in cite.citations}
    cited: dict[str, set[str]] = {}
    for reference in cite.citation_refs:
        keys = (target.key for target in reference.targets)
        cited.setdefault(reference.docname, set()).update(labels.get(key, key) for key in keys)
    for docname in sorted(cited):
        yield docname, frozenset(cited[docname])
