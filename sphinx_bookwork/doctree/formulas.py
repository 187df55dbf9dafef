"""The formulas of a document: each is told the TeX macros that the project defines for its site.

They stand in the settings of MathJax, in the preambles for LaTeX, or in a formula before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bookwork.doctree.macros import KNOWN, Macro, definitions, of_mathjax
from sphinx_bookwork.editions import PRINT

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Settings with a configuration of MathJax, of later versions last: they count.
_MATHJAX = ("mathjax2_config", "mathjax3_config", "mathjax4_config")


def project_macros(config: Config) -> dict[str, Macro]:
    """Return the macros of ``conf.py``; those for the site's formulas go before those for LaTeX."""
    preambles = [
        (getattr(config, "latex_elements", None) or {}).get("preamble"),
        getattr(config, "imgmath_latex_preamble", None),
    ]
    macros = dict(KNOWN)
    for preamble in filter(None, preambles):
        macros |= definitions(str(preamble))[1]
    for name in _MATHJAX:
        macros |= of_mathjax(getattr(config, name, None) or {})
    return macros


def macros_of(node: nodes.Element) -> Mapping[str, Macro]:
    """Return the macros that a formula may use."""
    found: Mapping[str, Macro] = node.get("macros", KNOWN)
    return found


class KnowMacros(SphinxPostTransform):
    """Sets ``macros`` on every formula; takes out those that only define some."""

    default_priority = 160
    builders = (*PRINT, "bookepub", "bookcheck")

    def run(self, **kwargs: Any) -> None:
        """Go through the document in reading order: a definition is known from there on."""
        macros = project_macros(self.config)
        for node in list(self.document.findall(nodes.Element)):
            if not isinstance(node, nodes.math | nodes.math_block):
                continue
            latex, found = definitions(node.astext())
            macros = macros | found
            if found and not latex.strip():
                node.parent.remove(node)
            else:
                node["macros"] = macros


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(KnowMacros)
