"""The directive ``named``: a list with an entry for each of several things of the file of names.

Each entry gets a label made of kind and name (``places-xankendi``), for references and for drawings
that lead to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.web.names import Thing, names_of, slug

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)

#: Other names may stand behind the first, in brackets.
_BRACKETS = re.compile(r"\s*\(.*", re.DOTALL)


class NamedDirective(SphinxDirective):
    """``named Places``: a definition list whose terms begin with names of that kind."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Return the list; a term that names nothing of the kind is a mistake of the author."""
        kind = self.arguments[0]
        found = self.parse_content_to_nodes()
        for node in found:
            if isinstance(node, nodes.definition_list):
                node["classes"].append(slug(kind))
                for term in node.findall(nodes.term):
                    self._label(term, kind)
        return found

    def _label(self, term: nodes.term, kind: str) -> None:
        name = _BRACKETS.sub("", plain_text(term))
        thing = names_of(self.env).by_name.get(name)
        if thing is None or thing.kind != kind:
            logger.warning(
                "no such name in %r: %r; mend it, or add it to the file of bookweb_names",
                kind,
                name,
                location=term,
                type="bookweb",
                subtype="named",
            )
            return
        label = label_of(thing)
        term["ids"].append(label)
        domain = self.env.domains.standard_domain
        domain.note_hyperlink_target(label, self.env.current_document.docname, label, thing.name)


def label_of(thing: Thing) -> str:
    """Return the label of a thing's entry."""
    return f"{slug(thing.kind)}-{thing.slug}"


def entry_of(env: BuildEnvironment, thing: Thing) -> tuple[str, str] | None:
    """Return document and id of a thing's entry; None where no list has it."""
    found = env.domains.standard_domain.anonlabels.get(label_of(thing))
    return (found[0], found[1]) if found else None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("named", NamedDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
