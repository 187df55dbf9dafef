"""Errors that readers find: how to report one, and what was corrected, edition by edition.

The directive ``report-errors`` says where to report (setting ``book_report``; unset: in the book's
repository), and so does a line at the end of every page of a site. The directive ``book-changes``
prints the file of changes (setting ``book_changes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.errors import ConfigError
from sphinx.locale import get_translation
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinx_bookwork.changes import Change, Changes, Edition, Kind, load
from sphinx_bookwork.doctree.settings import PREFIX, BookSettings
from sphinx_bookwork.editions import is_site
from sphinx_bookwork.gate import plainly
from sphinx_bookwork.settings import place_of, read

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_bookwork")

LISTED = "book-changes"
"""The field of a document's metadata that says that it lists the changes."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register both directives, the line on every page, and the judging of the file."""
    app.add_directive("report-errors", ReportDirective)
    app.add_directive("book-changes", ChangesDirective)
    app.connect("builder-inited", plainly(judge))
    app.connect("html-page-context", add_line)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def judge(app: Sphinx) -> None:
    """Warn of all that is wrong in the file of changes, in every build."""
    for finding in changes_of(app.config, Path(app.confdir)).findings:
        logger.warning(
            "%s",
            finding.message,
            location=f"{Path(app.confdir, finding.path)}:{finding.line}",
            type="bookwork",
            subtype="changes",
        )


def changes_of(config: Config, root: Path) -> Changes:
    """The changes by edition; none where the project keeps no file of them."""
    settings = read(config, BookSettings, PREFIX)
    if not settings.changes:
        return Changes()
    path = root / settings.changes
    if not path.is_file():
        raise ConfigError(
            f"{place_of(config, 'book_changes')}: book_changes: there is no such file: "
            f"{settings.changes!r}; "
            "mend the path (relative to conf.py) [bookwork.changes]"
        )
    return load(path, root, settings.edition)


def where_to_report(config: Config) -> list[nodes.Node]:
    """The sentence that says where to report an error, with its link where there is an address."""
    address = read(config, BookSettings, PREFIX).report
    if not address:
        return [nodes.Text(_("Found an error? Open an issue in the book’s repository."))]
    uri = f"mailto:{address}" if "://" not in address else address
    shown = address.partition("://")[2].removesuffix("/") or address
    before, _mark, after = str(_("Found an error? Report it to %s.")).partition("%s")
    return [nodes.Text(before), nodes.reference("", shown, refuri=uri), nodes.Text(after)]


class ReportDirective(SphinxDirective):
    """``report-errors``: a paragraph that says where to report an error, and what to say."""

    def run(self) -> list[nodes.Node]:
        """Return the paragraph."""
        what = _(
            "Name the edition and the page or section, quote the words, say what is wrong and, "
            "if you can, give a source."
        )
        text = [*where_to_report(self.config), nodes.Text(f" {what}")]
        return [nodes.paragraph("", "", *text, classes=["report-errors"])]


class ChangesDirective(SphinxDirective):
    """``book-changes``: the editions, newest first, each with what it changed."""

    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Return a definition list; without a file of changes it is an error."""
        root = Path(self.env._app.confdir)
        editions = changes_of(self.config, root).editions
        name = read(self.config, BookSettings, PREFIX).changes
        if not name:
            raise self.error("book-changes: no file of changes; name it in conf.py (book_changes)")
        self.env.note_dependency(str(root / name))
        self.env.metadata[self.env.current_document.docname][LISTED] = name
        items = [self._item(edition, editions) for edition in editions]
        return [nodes.definition_list("", *items, classes=[LISTED])]

    def _item(self, edition: Edition, editions: Sequence[Edition]) -> nodes.definition_list_item:
        exact = f" ({edition.date})" if "-" in edition.date else ""
        term = nodes.term("", f"{edition.name}{exact}")
        body: nodes.Element = nodes.bullet_list()
        body += [self._change(change) for change in edition.changes]
        if not edition.changes:
            body = nodes.paragraph("", _nothing(edition, editions))
        return nodes.definition_list_item("", term, nodes.definition("", body))

    def _change(self, change: Change) -> nodes.list_item:
        word = nodes.emphasis("", kind_word(change.kind), classes=["kind", change.kind])
        text, messages = self.parse_inline(change.text, lineno=self.lineno)
        return nodes.list_item("", nodes.paragraph("", "", word, nodes.Text(" "), *text, *messages))


def _nothing(edition: Edition, editions: Sequence[Edition]) -> str:
    """What is said of an edition that changed nothing."""
    if edition is not editions[-1]:
        return str(_("No changes."))
    if len(editions) == 1:
        return str(_("The first edition. Nothing has been corrected so far."))
    return str(_("The first edition."))


def kind_word(kind: Kind) -> str:
    """The word for a kind of change, in the language of the book."""
    words = {
        "correction": _("Correction:"),
        "addition": _("Addition:"),
        "update": _("Update:"),
    }
    return str(words[kind])


def add_line(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document
) -> None:
    """End every page of a site with the way to report an error; templates know it as ``report``.

    A page without text of its own (search, index) has the line only where its template shows it. A
    project that says neither where errors go nor what they changed has no such line.
    """
    told = read(app.config, BookSettings, PREFIX)
    if not (is_site(app) and (told.report or told.changes)):
        return
    parts = [_as_html(node) for node in where_to_report(app.config)]
    listing = sorted(name for name, data in app.env.metadata.items() if LISTED in data)
    if listing and pagename != listing[0]:
        uri = app.builder.get_relative_uri(pagename, listing[0])
        parts.append(Markup(' <a href="{}">{}</a>').format(uri, _("Changes by edition")))
    context["report"] = Markup('<p class="report-error"><small>{}</small></p>').format(
        Markup("").join(parts)
    )
    if context.get("body"):
        context["body"] = Markup("{}\n{}\n").format(Markup(context["body"]), context["report"])


def _as_html(node: nodes.Node) -> Markup:
    if isinstance(node, nodes.reference):
        return Markup('<a href="{}">{}</a>').format(node["refuri"], node.astext())
    return escape(node.astext())
