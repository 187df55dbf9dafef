"""Long descriptions: what a chart or map says, told at length for those who do not see it.

The directive ``long-description`` stands in a figure or anywhere behind it. Alternative text says
in a sentence what a picture is; this says all that it shows (WCAG 2.2, 1.1.1; EPUB Accessibility
1.1). A site folds it up below the figure, an e-book links it, a print edition lets the file speak
it or prints it: with ``long_descriptions`` a builder says how it wants them, ``apart`` behind the
figure, ``printed`` there as blocks, or ``spoken`` in the picture's alternative text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinx_bookwork.doctree.lists import numbered_caption, parents

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_bookwork")

CLASS = "long-description"


class long_description(nodes.General, nodes.Element):
    """The description of the picture with the same ``description`` number; ``title`` names it."""


class described_image(nodes.image):
    """A picture with a long description, whose id is ``details``."""


class LongDescription(SphinxDirective):
    """``long-description``: blocks that tell what the figure named, or the one before, shows."""

    optional_arguments = 1
    has_content = True

    def run(self) -> list[Node]:
        """Return the description; ``AttachDescriptions`` finds its picture."""
        self.assert_has_content()
        node = long_description("", *self.parse_content_to_nodes())
        node["describes"] = " ".join(self.arguments)
        self.set_source_info(node)
        return [node]


class AttachDescriptions(SphinxTransform):
    """Take each description to the end of its figure, or behind its picture."""

    default_priority = 720  # after labels have gone to what they name, before blocks are numbered

    def apply(self, **kwargs: Any) -> None:
        """Attach, and warn of a description that belongs to no picture."""
        for number, node in enumerate(list(self.document.findall(long_description)), start=1):
            image = _named(self.document, node) if node["describes"] else _before(node)
            wrong = _wrong(node, image)
            node.parent.remove(node)
            if wrong or image is None:
                logger.warning(
                    "long-description: %s",
                    wrong,
                    location=f"{node.source}:{node.line}",
                    type="bookwork",
                    subtype="long-description",
                )
                continue
            image["description"] = node["description"] = number
            node["ids"] = [_free_id(self.document, number)]
            holder = _figure_of(image)
            if isinstance(holder, nodes.figure):
                holder.append(node)
            else:
                holder.parent.insert(holder.parent.index(holder) + 1, node)


def _wrong(node: long_description, image: nodes.image | None) -> str:
    name = node["describes"]
    if image is None and name:
        return f"no picture of this document is named: {name!r}; give it that :name: or label"
    if image is None:
        return "no picture stands before it; put it behind its figure, or name the figure"
    if "description" in image:
        return f"the second one of a picture: {image['uri']!r}; make one of both"
    if any(node.findall(nodes.footnote_reference)):
        return "it calls a note, which not every edition could show; call it in the caption"
    return ""


def _free_id(document: nodes.document, number: int) -> str:
    ident = f"{CLASS}-{number}"
    while ident in document.ids:
        ident += "-"
    return ident


def _named(document: nodes.document, node: long_description) -> nodes.image | None:
    name = nodes.fully_normalize_name(node["describes"])
    for image in document.findall(nodes.image):
        for bearer in (image, _figure_of(image)):
            if name in bearer["names"] or node["describes"] in bearer["ids"]:
                return image
    return None


def _before(node: long_description) -> nodes.image | None:
    """Return the picture of the figure around a description, or the last one before it."""
    around = next((p for p in parents(node) if isinstance(p, nodes.figure)), None)
    siblings = node.parent.children[: node.parent.index(node)]
    for place in [around, *reversed(siblings)]:
        images = list(place.findall(nodes.image)) if isinstance(place, nodes.Element) else []
        if images:
            return images[-1]
    return None


def _figure_of(image: nodes.image) -> Element:
    """Return the figure of a picture, or the block that it stands in."""
    around = [image, *parents(image)]
    figure = next((node for node in around if isinstance(node, nodes.figure)), None)
    inline = (nodes.Inline, nodes.paragraph, nodes.image)
    return figure or next(n for n in reversed(around) if isinstance(n, inline))


class SettleDescriptions(SphinxPostTransform):
    """Give every description the form that the builder wants."""

    default_priority = 140  # before components are opened: a description may stand in a tab

    def run(self, **kwargs: Any) -> None:
        """Settle the descriptions of a document."""
        builder = self.env._app.builder
        plain = "apart" if builder.format == "html" else "printed"
        form = getattr(builder, "long_descriptions", plain)
        for node in list(self.document.findall(long_description)):
            image = next(
                i for i in _images(self.document) if i["description"] == node["description"]
            )
            holder = _figure_of(image)
            node["title"] = self._title(holder)
            node.parent.remove(node)
            if form == "spoken":
                _speak(node, image, holder)
                continue
            place = holder.parent.index(holder) + 1
            holder.parent.insert(
                place, self._apart(node, image) if form == "apart" else _opened(node)
            )

    def _title(self, holder: Element) -> str:
        numbers = self.env.toc_fignumbers.get(self.env.docname, {}).get("figure", {})
        number = next((numbers[ident] for ident in holder["ids"] if ident in numbers), None)
        if not number:
            return _("Description of the picture")
        return _("Description of %s") % numbered_caption(self.env, "figure", number, "").strip()

    @staticmethod
    def _apart(node: long_description, image: nodes.image) -> long_description:
        image.parent.replace(image, described_image("", **image.attributes, details=node["ids"][0]))
        return node


def _images(document: nodes.document) -> Iterator[nodes.image]:
    return (image for image in document.findall(nodes.image) if "description" in image)


def _opened(node: long_description) -> nodes.container:
    """Return a description as blocks under its name; none of them is one that editions share."""
    title = nodes.rubric("", node["title"], classes=[f"{CLASS}-title"])
    for child in node.findall(nodes.Element):
        child.attributes.pop("block", None)
    return nodes.container("", title, *node.children, ids=node["ids"], classes=[CLASS])


def _speak(node: long_description, image: nodes.image, holder: Element) -> None:
    """Add a description to the alternative text; what refers into it is led to the figure."""
    image["alt"] = " ".join(filter(None, [str(image.get("alt", "")).strip(), in_words(node)]))
    for child in node.findall(nodes.Element):
        holder["ids"] = [*holder["ids"], *child.get("ids", ())]


def in_words(node: nodes.Node) -> str:
    """Return all that a description says as running text; a row of a table ends in a full stop."""
    if isinstance(node, nodes.Invisible) or not isinstance(node, nodes.Element):
        return ""
    if isinstance(node, nodes.TextElement):
        return " ".join(node.astext().split())
    words = filter(None, map(in_words, node.children))
    return f"{', '.join(words)}." if isinstance(node, nodes.row) else " ".join(words)


# The site ----------------------------------------------------------------------------------


def visit_description(translator: Any, node: Element) -> None:
    """Fold a description up; browsers open it, also where they search in it."""
    translator.body.append(translator.starttag(node, "details", CLASS=CLASS))
    translator.body.append(f"<summary>{translator.encode(node['title'])}</summary>\n")


def depart_description(translator: Any, node: Element) -> None:
    """Close it."""
    translator.body.append("</details>\n")


def visit_described(translator: Any, node: Element) -> None:
    """Write a picture as ever, and say where its description is (WAI-ARIA 1.2, aria-details)."""
    written = len(translator.body)
    translator.visit_image(node)
    for place in range(written, len(translator.body)):
        for tag in ("<img ", "<object "):
            if translator.body[place].startswith(tag):
                rest = translator.body[place].removeprefix(tag)
                translator.body[place] = f'{tag}aria-details="{node["details"]}" {rest}'


def depart_described(translator: Any, node: Element) -> None:
    """Close it as ever."""
    translator.depart_image(node)


def setup(app: Sphinx) -> None:
    """Register directive, nodes and transforms."""
    app.add_node(long_description, html=(visit_description, depart_description))
    app.add_node(described_image, html=(visit_described, depart_described))
    app.add_directive("long-description", LongDescription)
    app.add_transform(AttachDescriptions)
    app.add_post_transform(SettleDescriptions)
