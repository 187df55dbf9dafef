"""Tabs, dropdowns, cards and grids as plain text: on paper and in an e-book nothing can be clicked.

Everything stays, in its order; what was a label becomes a small heading (a rubric, not a section)
over its content. The extensions themselves (sphinx-design, sphinx-tabs, sphinx-inline-tabs) are
known by the marks that they leave in the doctree, so none of them has to be installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bookwork.editions import PRINT

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx

BLOCK = "book-expanded"
TITLE = "book-expanded-title"

#: Components of sphinx-design that lay out what they hold and mean nothing by themselves.
_LAYOUT = frozenset(
    {"accordion", "card-body", "card-footer", "card-header", "card-overlay", "dropdown-body"}
    | {"grid-container", "grid-item", "grid-row", "grid", "step-content", "tab-content"}
)
# Ornaments: hidden from those who listen, drawn from fonts or styles that no book has.
_ICONS = ("sd_icon", "fontawesome")


def _component(*names: str) -> Callable[[Element], bool]:
    return lambda node: node.get("design_component") in names


def _block(title: Element | None, content: list[Node], *owners: Element) -> list[Node]:
    """Return ``content`` under the words of ``title``, reachable by the ids of ``owners``."""
    block = nodes.container("", classes=[BLOCK])
    block["ids"] = [i for owner in [*owners, *([title] if title else [])] for i in owner["ids"]]
    if title is not None:
        block += nodes.rubric("", "", *title.children, classes=[TITLE])
    block.extend(content)
    return [block]


def _opened(node: Element) -> list[Node]:
    """Return what a layout component holds, with a target where something may refer to it."""
    targets: list[Node] = [nodes.target("", "", ids=node["ids"])] if node["ids"] else []
    return [*targets, *node.children]


def _tab_item(node: Element) -> list[Node]:
    label, *rest = _elements(node)
    content = [child for part in rest for child in part.children]
    return _block(label, content, node, *rest)


def _dropdown(node: Element) -> list[Node]:
    if node.get("has_title"):
        return _block(_elements(node)[0], list(node.children[1:]), node)
    return _block(None, list(node.children), node)


def _card(node: Element) -> list[Node]:
    return _block(None, list(node.children), node)


def _card_title(node: Element) -> list[Node]:
    words = [child for part in _elements(node) for child in part.children]
    return [nodes.rubric("", "", *words, ids=node["ids"], classes=[TITLE])]


def _passed_through(node: Element) -> list[Node]:
    """Make a paragraph of the bare inline content that a card's link is."""
    return [nodes.paragraph("", "", *node.children, ids=node["ids"])]


def _tab_set(node: Element) -> list[Node]:
    """Return sphinx-tabs' panels, each under the label that the list of tabs has for it."""
    labels = {label["name"]: label for label in _with_class(node, "sphinx-tabs-tab")}
    panels = [child for child in _elements(node) if "sphinx-tabs-panel" in child["classes"]]
    return [
        block
        for panel in panels
        for block in _block(labels.get(panel["name"]), list(panel.children), panel)
    ]


def _with_class(node: Element, name: str) -> Iterator[Element]:
    return (n for n in node.findall(nodes.Element) if name in n["classes"])


def _elements(node: Element) -> list[Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def _is_icon(node: Element) -> bool:
    return type(node).__name__ in _ICONS


def _is_foldable(node: Element) -> bool:
    return isinstance(node, nodes.Admonition) and "collapsible" in node


def _unfolded(node: Element) -> list[Node]:
    del node["collapsible"]
    return [node]


def _is_tab_set(node: Element) -> bool:
    return "sphinx-tabs" in node.get("classes", ()) and any(_with_class(node, "sphinx-tabs-panel"))


def _is_link_to_source(node: Element) -> bool:
    # sphinx.ext.viewcode's: the listings that it leads to are pages of a site alone
    return isinstance(node, nodes.reference) and any(_with_class(node, "viewcode-link"))


def _is_plain_tab(node: Element) -> bool:
    """Tell whether sphinx-tabs left this for a builder that it does not know: a label, a panel."""
    tab, *rest = _elements(node) or [node]
    bare = [node, tab, *_elements(tab)[:1], *rest[:1]]
    return len(bare) == 4 and all(type(n) is nodes.container and not n["classes"] for n in bare)


def _plain_tab(node: Element) -> list[Node]:
    tab, panel, *code = _elements(node)
    words = [child for part in _elements(_elements(tab)[0]) for child in part.children]
    return _block(nodes.rubric("", "", *words), [*panel.children, *code], node)


#: Each kind of component and how it becomes plain, in the order in which they are taken apart.
KINDS: tuple[tuple[Callable[[Element], bool], Callable[[Element], list[Node]]], ...] = (
    (_is_icon, lambda _node: []),
    (_is_link_to_source, lambda _node: []),
    (_is_foldable, _unfolded),
    (_component("tab-item"), _tab_item),
    (lambda node: isinstance(node, nodes.container) and node.get("type") == "tab", _tab_item),
    (_component("tab-set"), _opened),
    (_is_tab_set, _tab_set),
    (_is_plain_tab, _plain_tab),
    (_component("dropdown"), _dropdown),
    (_component("card-title"), _card_title),
    (lambda node: type(node).__name__ == "PassthroughTextElement", _passed_through),
    (_component(*_LAYOUT), _opened),
    (_component("card"), _card),
)


class ExpandComponents(SphinxPostTransform):
    """Replaces what has to be clicked; runs before the transforms that make inputs of it."""

    default_priority = 150
    builders = (*PRINT, "bookepub", "bookcheck")

    def run(self, **kwargs: Any) -> None:
        """Expand the document's components, the inner ones first."""
        _know_parents(self.document)
        for is_kind, plain in KINDS:
            for node in reversed([n for n in self.document.findall(nodes.Element) if is_kind(n)]):
                node.parent.replace(node, plain(node))


def _know_parents(document: nodes.document) -> None:
    """Tell every node its parent: sphinx-design assigns lists of children, which does not."""
    for node in document.findall(nodes.Element):
        for child in node.children:
            child.parent = node


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ExpandComponents)
