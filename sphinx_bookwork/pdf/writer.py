"""Doctree to the XHTML that is laid out.

Builds on Sphinx's HTML5 translator, so that what other extensions teach it reaches paper too.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, cast

from docutils import frontend, nodes
from sphinx import addnodes
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html import HTMLWriter
from sphinx.writers.html5 import HTML5Translator

from sphinx_bookwork.doctree.lists import book_contents, book_figures, parents, plain_text
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.notes import note
from sphinx_bookwork.pdf.references import TARGET, href, list_placeholder, placeholder

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_bookwork.pdf.printing import PrintBuilder

#: Rows of a table that is kept on one page where a page holds it.
SHORT_TABLE = 12
#: Letters of a line that the columns of a table share, so that no short word has to be broken.
CELLS_OF_A_LINE = 48
#: What is printed behind an abbreviation.
EXPLAINED = "explained"
#: Where a line may end though there is no space.
MAY_END = "<wbr>"
WORD_JOINER = "\N{WORD JOINER}"


def to_xhtml(builder: PrintBuilder, document: nodes.document) -> str:
    """Return the body of ``document`` as XHTML, with placeholders for page numbers."""
    document.settings = frontend.get_default_settings(HTMLWriter)
    document.settings.compact_lists = False
    document.settings.toc_backlinks = False
    document.settings.env = builder.env
    document.settings.math_output = "MathML"
    visitor = builder.create_translator(document, builder)
    document.walkabout(visitor)
    return "".join(cast(PrintTranslator, visitor).body)


class PrintTranslator(HTML5Translator):
    """Sphinx's HTML5 translator, with notes, page references and headings as paper wants them."""

    builder: PrintBuilder  # type: ignore[assignment]  # Sphinx names its own builder

    def __init__(self, document: nodes.document, builder: PrintBuilder) -> None:
        super().__init__(document, builder)
        #: The explanations of abbreviations that this chapter has printed.
        self.explained = {""}

    def starttag(self, node: Element, tagname: str, *args: Any, **attributes: Any) -> str:
        """Add what the stylesheet needs to titles: outline label and running head."""
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            attributes |= self._title_attributes(node)
        if tagname == "a" and str(attributes.get("href", "")).startswith("#"):
            attributes["href"] = href(attributes["href"][1:])
        return super().starttag(node, tagname, *args, **attributes)

    def _title_attributes(self, node: nodes.title) -> dict[str, str]:
        number = ".".join(map(str, node.get("secnumber", ())))
        text = plain_text(node)
        short = self.builder.running_titles.get(node.parent["ids"][0], text)
        label = f"{number} {text}" if number else text
        return {"data-outline": label, "data-head": short}

    def visit_document(self, node: Element) -> None:
        """Write only the content: the page template is the layout's."""
        self.secnumber_suffix = " "  # headings number as contents do; the site's dot is its own

    def depart_document(self, node: Element) -> None:
        """Nothing to close."""

    # Notes ---------------------------------------------------------------------------------

    def visit_footnote_reference(self, node: Element) -> None:
        """Write a call: the number, linked to its note, never at the start of a line."""
        classes = " ".join(["note-call", *node["classes"]])
        ident = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
        self.body.append(f'{WORD_JOINER}<a class="{classes}"{ident} href="{href(node["refid"])}">')

    def depart_footnote_reference(self, node: Element) -> None:
        """Close the call."""
        self.body.append("</a>")

    def visit_note(self, node: Element) -> None:
        """Write a note, or Sphinx's admonition of that name."""
        if not isinstance(node, note):
            super().visit_note(node)
            return
        classes = " ".join(["note", *node["classes"]])
        self.body.append(
            f'<span class="{classes}" id="{escape(node["ids"][0])}">'
            f'<a class="note-number" href="{href(node["call"])}">{node["number"]}</a>'
            "\N{NO-BREAK SPACE}"
        )

    def depart_note(self, node: Element) -> None:
        """Close a note or admonition."""
        if isinstance(node, note):
            # The space parts a note from the next where notes are run in: without it no line ends
            # between the two, and WeasyPrint moves a whole note to the next line.
            self.body.append(" </span>")
        else:
            super().depart_note(node)

    def visit_note_block(self, node: Element) -> None:
        """Write a block of a note; it stands inside a paragraph, so it is a span."""
        self.body.append(f'<span class="note-{node["kind"]}">')

    def depart_note_block(self, node: Element) -> None:
        """Close it."""
        self.body.append("</span>")

    # Pages ---------------------------------------------------------------------------------

    def visit_page_reference(self, node: Element) -> None:
        """Write the printed page in the house style."""
        target = node["target"]
        page = message("p.") + f"\N{NO-BREAK SPACE}{placeholder(target)}"
        text = f", {page}" if node["form"] == "listed" else f" ({page})"
        attributes = f'class="page-reference" {TARGET}="{escape(target)}"'
        self.body.append(f"<span {attributes}>{text}</span>")
        raise nodes.SkipNode

    def visit_page_list(self, node: Element) -> None:
        """Write the pages of several places, each a link."""
        pages = list_placeholder(node["targets"])
        self.body.append(f'<span class="page-reference">{pages}</span>')
        raise nodes.SkipNode

    def visit_book_contents(self, node: book_contents) -> None:
        """Write the contents of the whole book."""
        self.body.append(self.builder.contents_xhtml(node["depth"]))
        raise nodes.SkipNode

    def visit_book_figures(self, node: book_figures) -> None:
        """Write the list of figures or tables."""
        self.body.append(self.builder.captions_xhtml(node["kind"]))
        raise nodes.SkipNode

    def visit_abbreviation(self, node: Element) -> None:
        """Write an abbreviation; the first one is explained, for nothing shows it on paper."""
        self.body.append("<abbr>")
        explanation = node.get("explanation", "")
        is_signature = any(isinstance(parent, addnodes.desc_signature) for parent in parents(node))
        if explanation not in self.explained and not is_signature:
            self.explained.add(explanation)
            node[EXPLAINED] = explanation

    def depart_abbreviation(self, node: Element) -> None:
        """Close it, and say what it stands for."""
        self.body.append("</abbr>")
        if node.get(EXPLAINED):
            self.body.append(f" ({self.encode(node[EXPLAINED])})")

    # Signatures: their parts stand close together, and lines have to end somewhere ------------

    def depart_desc_addname(self, node: Element) -> None:
        """Let a line end before the name proper."""
        super().depart_desc_addname(node)
        self.body.append(MAY_END)

    def visit_desc_parameter(self, node: Element) -> None:
        """Let a line end before a parameter."""
        self.body.append(MAY_END)
        super().visit_desc_parameter(node)

    def depart_desc_sig_punctuation(self, node: nodes.inline) -> None:
        """Let a line end within a name in parts and before the arguments of a template."""
        super().depart_inline(node)
        if node.astext() in ("::", ".", "<", "["):
            self.body.append(MAY_END)

    # Blocks --------------------------------------------------------------------------------

    def visit_subdocuments(self, node: Element) -> None:
        """A toctree of documents that the book has elsewhere prints nothing."""
        raise nodes.SkipNode

    def visit_start_of_file(self, node: Element) -> None:
        """Sphinx's single-file marker does not occur here."""
        raise nodes.SkipNode

    def visit_table(self, node: nodes.table) -> None:
        """Mark a table that a page holds: it is better kept whole than broken."""
        if sum(1 for _ in node.findall(nodes.row)) <= SHORT_TABLE:
            node["classes"].append("short")
        super().visit_table(node)

    def visit_entry(self, node: nodes.entry) -> None:
        """Write a cell; its short words are not broken, a head cell says what it heads.

        The latter by PDF/UA-1, 7.5.
        """
        super().visit_entry(node)
        if not node.get("morecols"):
            letters = CELLS_OF_A_LINE // self.builder.print_settings.columns
            width = min(_longest_word(node), letters // len(node.parent))
            self.body[-1] = self.body[-1].replace(">", f' style="min-width: {width}ch">', 1)
        if self.body[-1].startswith("<th"):
            scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
            self.body[-1] = self.body[-1].replace("<th", f'<th scope="{scope}"', 1)

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        """Write a formula in the line."""
        self.body.append(self.builder.formula(node, display=False))
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        """Write a formula of its own, with its number."""
        ident = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
        self.body.append(f'<div class="math"{ident}>')
        self.body.append(self.builder.formula(node, display=True))
        if node.get("number"):
            number = self.encode(get_node_equation_number(self, node))
            self.body.append(f'<span class="equation-number">({number})</span>')
        self.body.append("</div>\n")
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        """Write an image; one that is decoration has nothing to say in the PDF.

        WeasyPrint tags every image as a figure and takes an empty text for a missing one.
        """
        if node.get("alt") == "":
            node["alt"] = " "
        super().visit_image(node)

    def visit_problematic(self, node: Element) -> None:
        """Docutils' marks of errors are warnings already; the text is printed as it is."""

    def depart_problematic(self, node: Element) -> None:
        """Nothing to close."""

    def visit_system_message(self, node: Element) -> None:
        """An error message is not part of the book."""
        raise nodes.SkipNode


def _longest_word(node: nodes.Element) -> int:
    return max(map(len, node.astext().split()), default=0)


__all__ = ["PrintTranslator", "to_xhtml"]
