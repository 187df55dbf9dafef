"""Doctree to the XHTML of a content document (EPUB 3.3, EPUB Accessibility 1.1, DPUB-ARIA 1.1)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from sphinx_bookwork.doctree.blocks import location_of
from sphinx_bookwork.doctree.formulas import macros_of
from sphinx_bookwork.doctree.language import direction_of
from sphinx_bookwork.doctree.math import MathError, to_mathml
from sphinx_bookwork.doctree.pagebreaks import in_markup, pagebreak, places_in
from sphinx_bookwork.epub.headers import is_all_of_a_header, says_something
from sphinx_bookwork.epub.markup import RawPassage
from sphinx_bookwork.epub.pagelist import written as written_break
from sphinx_bookwork.epub.rawhtml import to_xhtml

if TYPE_CHECKING:
    from docutils.nodes import Element

logger = logging.getLogger(__name__)

#: What is written from left to right in every language.
_CODE = (nodes.literal, nodes.literal_block, nodes.doctest_block, addnodes.desc_signature)


class XhtmlTranslator(HTML5Translator):
    """Sphinx's translator, with XML syntax, semantics for reading systems, and no scripts."""

    def __init__(self, document: nodes.document, builder: Any, with_raw: bool = True) -> None:
        super().__init__(document, builder)
        self.direction = direction_of(builder.language)
        self.with_raw, self.find_picture = with_raw, builder.find_picture
        self.taken: set[str] = set()
        for node in document.findall(nodes.Element):
            self.taken.update(node.get("ids", ()))
        #: Where raw HTML went, to name its line if the page is not well-formed.
        self.raw_passages: list[RawPassage] = []

    def starttag(
        self,
        node: Element,
        tagname: str,
        suffix: str = "\n",
        empty: bool = False,
        **attributes: Any,
    ) -> str:
        """Write a start tag; a passage in another language says so to XML readers too.

        What is written the other way round than the book says that: CSS may not (EPUB 3.3, 6.3).
        """
        classes: list[str] = node.get("classes", [])
        direction = "ltr" if isinstance(node, _CODE) else self.direction
        for name in classes:
            if name.startswith("language-"):
                attributes.setdefault("xml:lang", name.removeprefix("language-"))
                direction = direction_of(name.removeprefix("language-"))
        if direction != self.direction:
            attributes.setdefault("dir", direction)
        tag: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return tag

    # Structure

    def visit_section(self, node: Element) -> None:
        """Write a section; the builder marks those that have a meaning for reading systems."""
        self.section_level += 1
        semantics: dict[str, Any] = node.get("semantics", {})
        self.body.append(self.starttag(node, "section", **semantics))

    def visit_title(self, node: nodes.title) -> None:
        """Write a heading; a toctree's caption is a plain line, not a heading without level."""
        parent = node.parent
        if isinstance(parent, nodes.Element) and parent.tagname == "compact_paragraph":
            self.body.append(self.starttag(node, "p", "", CLASS="caption"))
            self.body.append('<span class="caption-text">')
            self.context.append("</span></p>\n")
            return
        super().visit_title(node)

    def visit_reference(self, node: Element) -> None:
        """Write a link without a tooltip: no reader shows it, every voice would speak it."""
        node.attributes.pop("reftitle", None)
        node.attributes.pop("target", None)
        if "refuri" in node:
            node["refuri"] = node["refuri"].replace(" ", "%20")
        super().visit_reference(node)

    def visit_topic(self, node: nodes.topic) -> None:
        """Write a box; ``aside`` would be a landmark, and a landmark needs a name of its own."""
        self.body.append(self.starttag(node, "div", CLASS="topic"))

    def depart_topic(self, node: nodes.topic) -> None:
        """Close it."""
        self.body.append("</div>\n")

    def visit_sidebar(self, node: nodes.sidebar) -> None:
        """Write a box in the flow of the text: there is no side to put it."""
        self.body.append(self.starttag(node, "div", CLASS="sidebar"))
        self.in_sidebar = True

    def depart_sidebar(self, node: nodes.sidebar) -> None:
        """Close it."""
        self.body.append("</div>\n")
        self.in_sidebar = False

    def visit_hlist(self, node: Element) -> None:
        """Write a list in columns as the one list it is: a table would be read as data."""
        self.body.append('<div class="hlist">')

    def depart_hlist(self, node: Element) -> None:
        """Close it."""
        self.body.append("</div>\n")

    def visit_hlistcol(self, node: Element) -> None:
        """Write nothing: columns are left to the page."""

    def depart_hlistcol(self, node: Element) -> None:
        """Write nothing."""

    def visit_entry(self, node: Element) -> None:
        """Write a cell; a header says what it heads (WCAG 2.2, 1.3.1)."""
        row: Any = node.parent
        group = row.parent.parent
        in_head = isinstance(row.parent, nodes.thead)
        # An empty corner heads nothing: as a header it would be announced with every cell.
        is_header = (in_head or bool(group.stubs[row.column])) and says_something(node)
        atts: dict[str, Any] = {"scope": "col" if in_head else "row"} if is_header else {}
        node["header"] = is_header
        row.column += 1
        if "morerows" in node:
            atts["rowspan"] = node["morerows"] + 1
        if "morecols" in node:
            atts["colspan"] = node["morecols"] + 1
            row.column += node["morecols"]
        tag = "th" if is_header else "td"
        self.body.append(self.starttag(node, tag, "", **atts))
        self.context.append(f"</{tag}>\n")

    # Pages of the print edition

    def visit_pagebreak(self, node: pagebreak) -> None:
        """Mark where a page begins."""
        self.body.append(written_break(node))
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Write code, with the page breaks in it."""
        with self._breaks_in(node):
            super().visit_literal_block(node)

    def visit_literal(self, node: Element) -> None:
        """Write code in the line, with the page breaks in it."""
        with self._breaks_in(node):
            super().visit_literal(node)

    @contextmanager
    def _breaks_in(self, node: Element) -> Iterator[None]:
        """Put page breaks into what is highlighted as a whole, its children left aside."""
        written = len(self.body)
        try:
            yield
        except nodes.SkipNode:
            places = list(places_in(node, written_break))
            if places:
                self.body[written:] = [in_markup("".join(self.body[written:]), places)]
            raise

    # Notes and sources

    def visit_notes_section(self, node: Element) -> None:
        """Open the list of notes."""
        level = min(self.section_level + 1, 6)
        self.body.append('<section class="notes" epub:type="footnotes">\n')
        self.body.append(f"<h{level}>{self.encode(node['title'])}</h{level}>\n")

    def depart_notes_section(self, node: Element) -> None:
        """Close it."""
        self.body.append("</section>\n")

    def visit_footnote_reference(self, node: Element) -> None:
        """Write the call of a note."""
        atts: dict[str, Any] = {
            "epub:type": "noteref",
            "role": "doc-noteref",
            "href": f"#{node['refid']}",
        }
        self.body.append(self.starttag(node, "a", "", CLASS="noteref", **atts))

    def depart_footnote_reference(self, node: Element) -> None:
        """Close it."""
        self.body.append("</a>")

    def visit_footnote(self, node: Element) -> None:
        """Write a note."""
        atts: dict[str, Any] = {"epub:type": "footnote", "role": "doc-footnote"}
        self.body.append(self.starttag(node, "aside", "", CLASS="footnote", **atts))

    def depart_footnote(self, node: Element) -> None:
        """Close it, with the ways back to calls after the first."""
        self.body.append("</aside>\n")

    def visit_label(self, node: Element) -> None:
        """Write the number of a note, which leads back to its call, or the label of a source."""
        owner = node.parent
        while not isinstance(owner, (nodes.footnote, nodes.citation)):
            owner = owner.parent
        back: list[str] = owner.get("backrefs", [])
        self.body.append('<span class="label">')
        if back and isinstance(owner, nodes.footnote):
            self.body.append(f'<a role="doc-backlink" href="#{back[0]}">')
            self.context.append(f"</a>{_further(back[1:])}</span> ")
        else:
            self.context.append("</span> ")

    def depart_label(self, node: Element) -> None:
        """Close it."""
        self.body.append(self.context.pop())

    def visit_citation(self, node: Element) -> None:
        """Write a source; ``doc-biblioentry`` is deprecated, so it is an item of a list."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<div role="list" class="citation-list">\n')
        self.body.append(self.starttag(node, "div", CLASS="citation", role="listitem"))

    # Pictures, formulas, raw HTML

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture with its alternative text, as wide as the source says, never wider."""
        uri = node["uri"]
        if uri in self.builder.images:
            uri = posixpath.join(self.builder.imgpath, quote(self.builder.images[uri]))
        atts: dict[str, Any] = {"src": uri}
        if "decorative" in node["classes"]:
            atts |= {"alt": "", "role": "presentation"}
        elif node.get("alt"):
            atts["alt"] = node["alt"]
        if str(node.get("width", "")).endswith("%"):
            atts["style"] = f"width: {node['width']}"
        if "align" in node:
            atts["CLASS"] = f"align-{node['align']}"
        suffix = "" if isinstance(node.parent, nodes.TextElement) else "\n"
        self.body.append(self.emptytag(node, "img", suffix, **atts))

    def depart_image(self, node: nodes.image) -> None:
        """Write nothing: the element is empty."""

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        """Write a formula in the line."""
        self.body.append(self._mathml(node, display=False))
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        """Write a displayed formula with its number."""
        self.body.append(self.starttag(node, "div", "", CLASS="math"))
        if node.get("number"):
            number = self.encode(get_node_equation_number(self, node))
            self.body.append(f'<span class="eqno">({number})</span> ')
        self.body.append(self._mathml(node, display=True))
        self.body.append("</div>\n")
        raise nodes.SkipNode

    def _mathml(self, node: Element, display: bool) -> str:
        latex = node.astext()
        try:
            return to_mathml(latex, display, macros_of(node), named=is_all_of_a_header(node))
        except MathError as error:
            logger.warning("%s", error, location=location_of(node), type="bookwork", subtype="math")
            return f"<code>{self.encode(latex)}</code>"

    def visit_raw(self, node: nodes.raw) -> None:
        """Write raw HTML in XML syntax; raw text for other editions is not for this one."""
        if self.with_raw and "html" in node.get("format", "").split():
            in_line = isinstance(node.parent, nodes.TextElement)
            result = to_xhtml(node.astext(), in_line, self.find_picture, self.taken)
            for wrong in result.wrong:
                _warn_of_raw(node, wrong)
            self.raw_passages.append(RawPassage(node, len(self.body)))
            self.body.append(result.xhtml)
        raise nodes.SkipNode


def _further(backrefs: list[str]) -> str:
    """Return links back to the second and later calls of one note."""
    links = (
        f'<a role="doc-backlink" href="#{ref}">{number}</a>'
        for number, ref in enumerate(backrefs, 2)
    )
    return f' <span class="backrefs">({", ".join(links)})</span>' if backrefs else ""


def _warn_of_raw(node: nodes.raw, wrong: str) -> None:
    text = " ".join(node.astext().split())[:60]
    logger.warning(
        "raw HTML: %s: %r; write it as text or keep it for the site with 'only'",
        wrong,
        text,
        location=location_of(node),
        type="bookepub",
        subtype="raw",
    )
