"""How to cite a page: in words and in BibTeX, from the settings of the book and nothing else.

What is not known is left out: the address where ``html_baseurl`` is not set, the printed pages
where no page map tells them, the year where the name of the edition has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.locale import get_translation

from sphinx_bookwork.doctree.identity import slug_of
from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.doctree.settings import PREFIX, BookSettings
from sphinx_bookwork.settings import read
from sphinx_bookwork.web.names import slug
from sphinx_bookwork.web.pagemarks import pages_of
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_ = get_translation("sphinx_bookwork")
templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    undefined=StrictUndefined,
)

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SPECIAL = re.compile(r"[&%$#_{}]")


@dataclass(frozen=True)
class Work:
    """What is cited: a page of a book, or the whole book where ``title`` is empty."""

    author: str
    book: str
    key: str
    title: str = ""
    edition: str = ""
    pages: tuple[str, ...] = ()
    url: str = ""

    @property
    def year(self) -> str:
        """The year that the name of the edition has."""
        years = _YEAR.findall(self.edition)
        return years[-1] if years else ""

    def in_words(self) -> str:
        """Return the citation as one writes it: author, title, book, edition, pages, address."""
        place = ", ".join(filter(None, [self.edition, self._spelt_pages()]))
        book = f"{_('In')}: {self.book}" if self.title else self.book
        parts = [f"{self.author}: {self.title or book}", book if self.title else "", place]
        said = " ".join(f"{part.rstrip('.')}." for part in parts if part)
        return f"{said} {self.url}".rstrip()

    def _spelt_pages(self) -> str:
        if not self.pages:
            return ""
        many = len(self.pages) > 1
        return f"{_('pp.') if many else _('p.')}\N{NO-BREAK SPACE}{'–'.join(self.pages)}"

    def in_bibtex(self) -> str:
        """Return the citation as a BibTeX entry; the author is taken as one name."""
        part = bool(self.title)
        fields = {
            "author": f"{{{_escaped(self.author)}}}",
            "title": f"{{{_escaped(self.title or self.book)}}}",
            "booktitle": f"{{{_escaped(self.book)}}}" if part else "",
            "edition": _escaped(self.edition),
            "year": self.year,
            "pages": "--".join(self.pages) if part else "",
            "url": self.url,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
        return "\n".join([f"@{'incollection' if part else 'book'}{{{self.key},", *lines, "}"])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def work_of(app: Sphinx, docname: str, context: dict[str, Any]) -> Work:
    """Return what is cited as a page of the project."""
    config = app.config
    book = read(config, BookSettings, PREFIX)
    name = f"{config.project}: {book.subtitle}" if book.subtitle else config.project
    printed, whole = pages_of(app.env), docname == config.root_doc
    key = slug_of(book, config.project)
    return Work(
        author=config.author,
        book=name,
        key=key if whole else f"{key}-{slug(docname)}",
        title="" if whole else plain_text(app.env.titles[docname]),
        edition=book.edition or config.release,
        pages=printed.of_document(docname) if printed and not whole else (),
        url=context.get("pageurl") or "",
    )


def add_citation(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Say at the end of a page how to cite it; a script adds buttons that copy."""
    if doctree and is_site(app) and settings(app).citation:
        work = work_of(app, pagename, context)
        context["body"] += templates.get_template("citation.html").render(work=work, _=_)
        app.add_js_file("bookweb/copy.js", loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the citation behind all else that a page has."""
    app.connect("html-page-context", add_citation, priority=460)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
