"""The builder ``bookepub``: content documents from doctrees, then the publication around them."""

from __future__ import annotations

import shutil
from pathlib import Path
from posixpath import relpath
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import convert_locale_to_language_tag
from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from sphinx_bookwork import settings
from sphinx_bookwork.doctree.blocks import location_of
from sphinx_bookwork.doctree.identity import edition_of, identifier_of, matter_of
from sphinx_bookwork.doctree.lists import plain_text
from sphinx_bookwork.doctree.printedpages import PageMapError
from sphinx_bookwork.doctree.settings import PREFIX as BOOK
from sphinx_bookwork.doctree.settings import BookSettings
from sphinx_bookwork.epub import indexes, package
from sphinx_bookwork.epub.cover import cover_source
from sphinx_bookwork.epub.descriptions import gather_descriptions
from sphinx_bookwork.epub.markup import check_body, name_areas
from sphinx_bookwork.epub.names import use_xml_names
from sphinx_bookwork.epub.notes import gather_notes
from sphinx_bookwork.epub.pagelist import ListedPages
from sphinx_bookwork.epub.publishing import STYLESHEET, Publisher
from sphinx_bookwork.epub.reading import top_documents
from sphinx_bookwork.epub.semantics import MATTER_TYPES, ROLES, kind_of, mark_document
from sphinx_bookwork.epub.settings import PREFIX, EpubSettings
from sphinx_bookwork.epub.sources import (
    IMAGE_TYPES,
    check_images,
    copy_image,
    drop_dead_links,
    drop_links_to_the_site,
    image_type,
    leave_out_images,
    picture_of_the_site,
)
from sphinx_bookwork.epub.structure import make_writable
from sphinx_bookwork.epub.translator import XhtmlTranslator
from sphinx_bookwork.epub.words import _
from sphinx_bookwork.files import portable
from sphinx_bookwork.gate import is_failing, plainly

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Where the text lies in the publication, so that no document can take the name of our own files.
TEXT = "text"


class BookEpubBuilder(Epub3Builder):
    """Builds an EPUB 3.3 of the whole project: one file, ``<slug>.epub``.

    Works in a folder of its own below the doctrees; the output folder sees the finished file only.
    Uses no theme, template, stylesheet, script or page event of the site.
    """

    name = "bookepub"
    epilog = "The e-book is in %(outdir)s."
    default_translator_class = XhtmlTranslator
    supported_image_types: ClassVar[list[str]] = list(dict.fromkeys(IMAGE_TYPES.values()))
    # Pictures from the network are an error of ours, not something to fetch while building.
    supported_remote_images = True
    supported_data_uri_images = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.target_folder = Path(app.outdir)
        self.staging = Path(self.doctreedir) / self.name
        self.outdir = type(app.outdir)(self.staging / package.ROOT / TEXT)

    @plainly
    def init(self) -> None:
        """Read and check what the book is, before anything is read."""
        super().init()
        self.book = settings.read(self.config, BookSettings, BOOK)
        self.options = settings.read(self.config, EpubSettings, PREFIX)
        self.language = convert_locale_to_language_tag(self.config.language) or "en"
        cover_source(self.config, self.book, Path(self.confdir))
        try:
            identifier_of(self.book, self.config.project)
        except ValueError as error:
            place = settings.place_of(self.config, "book_identifier")
            raise ConfigError(f"{place}: book_identifier: {error} [bookwork.setting]") from error

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Name a theme that is always there; nothing of it goes into the book."""
        return "basic", {}

    def init_highlighter(self) -> None:
        """Set code in weights and slants only: colours may vanish in a reading system's night."""
        super().init_highlighter()
        self.highlighter = type(self.highlighter)("html", "bw")
        self.dark_highlighter = None

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a document, without spaces (EPUBCheck, PKG-010)."""
        return quote(portable(docname)) + self.link_suffix

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose the pictures of a document, and give them names without spaces."""
        super().post_process_images(doctree)
        for source, name in self.images.items():
            others = {other for path, other in self.images.items() if path != source}
            new = portable(name)
            while new != name and new in others:
                new = f"_{new}"
            self.images[source] = new

    def get_outdated_docs(self) -> Iterator[str]:
        """Write every document: a book is small, and half an old one is no book."""
        yield from self.env.found_docs

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Begin with an empty folder."""
        super().prepare_writing(docnames)
        shutil.rmtree(self.staging, ignore_errors=True)
        self.outdir.mkdir(parents=True)
        self.top_documents = top_documents(self)
        self.use_index = self.use_index and indexes.has_entries(self.env)
        indices = [index[0] for index in self.domain_indices]
        indices += [indexes.GENERAL] if self.use_index else []
        self.printed_pages = self._printed_pages()
        self._check_names()
        self.page_uris = {self.get_target_uri(name) for name in [*self.env.found_docs, *indices]}

    def _check_names(self) -> None:
        names: dict[str, str] = {}
        for docname in sorted(self.env.found_docs):
            other = names.setdefault(portable(docname), docname)
            if other != docname:
                raise SphinxError(
                    f"{docname!r} and {other!r} would be one file of the e-book; "
                    "rename one of them [bookwork.output]"
                )

    def _printed_pages(self) -> ListedPages | None:
        if not self.options.page_map:
            return None
        edition = edition_of(self.book, self.config.release, self.config.project)
        try:
            pages = ListedPages(Path(self.confdir) / self.options.page_map, edition)
            pages.check(self.env)
        except PageMapError as error:
            self.do_without_pages(error)
            return None
        return pages

    def do_without_pages(self, error: PageMapError) -> None:
        """Say why there can be no page list; whether that is an error, the project decides."""
        if self.options.page_map_missing == "error":
            logger.error("%s", error)
            self._app.statuscode = 1
        else:
            logger.info("bookepub: no list of the printed pages: %s", error)

    def copy_assets(self) -> None:
        """Copy nothing: the site's files are the site's."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one content document; warn of what an e-book may not hold, with its line."""
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = relative_uri(self.get_target_uri(docname), self.imagedir)
        self.current_docname = docname
        check_images(doctree, Path(self.srcdir))
        leave_out_images(doctree, Path(self.srcdir))
        drop_dead_links(doctree)
        drop_links_to_the_site(doctree, self.get_target_uri(docname), self.page_uris)
        self._prepare(docname, doctree)
        body = "".join(self._written(docname, doctree))
        self.write_page(docname, "page.xhtml", self._title(docname), body=body)

    def _written(self, docname: str, doctree: nodes.document) -> list[str]:
        """Return the parts of a page; one that its raw HTML spoils is written without that."""
        visitor: Any = self.create_translator(doctree, self)
        doctree.walkabout(visitor)
        errors = check_body(visitor.body, visitor.raw_passages, doctree)
        for error in errors:
            logger.warning(
                "%s; correct the source",
                error.message,
                location=location_of(error.node) if error.node else docname,
                type="bookepub",
                subtype="markup",
            )
        if errors and visitor.raw_passages:
            visitor = self.create_translator(doctree, self, False)
            doctree.walkabout(visitor)
        return list(map(name_areas, visitor.body))

    def find_picture(self, name: str) -> str | None:
        """Put a picture that raw HTML of this document names into the book; return its address."""
        static = [Path(self.confdir) / folder for folder in self.config.html_static_path]
        source = picture_of_the_site(name, self.current_docname, Path(self.srcdir), static)
        if source is None:
            return None
        place = portable(f"raw/{relpath(source, self.srcdir).replace('../', '')}")
        copy_image(source, Path(self.outdir) / self.imagedir / place)
        return quote(f"{self.imgpath}/{place}")

    def _prepare(self, docname: str, doctree: nodes.document) -> None:
        if self.printed_pages:
            self.printed_pages.mark(docname, doctree, self.env)
        matter = matter_of(self.book, docname)
        mark_document(
            doctree,
            kind_of(doctree, matter, self._declared_kind(docname), docname in self.top_documents),
        )
        gather_descriptions(doctree, _("Descriptions of pictures"))
        gather_notes(doctree, _("Notes"))
        make_writable(doctree)
        use_xml_names(doctree)

    def _declared_kind(self, docname: str) -> str:
        kind = str((self.env.metadata.get(docname) or {}).get("epub-type", ""))
        if kind and kind not in ROLES:
            logger.warning(
                "epub-type: unknown: %r; the known ones are %s",
                kind,
                ", ".join(sorted(ROLES)),
                location=docname,
                type="bookepub",
                subtype="epub-type",
            )
            return ""
        return kind

    def _title(self, docname: str) -> str:
        title = self.env.titles.get(docname)
        return (plain_text(title) if title is not None else "") or self.config.project

    def write_page(self, name: str, template: str, title: str, **context: object) -> None:
        """Write the content document ``name`` from a template of ours."""
        package.render(
            template,
            Path(self.outdir) / f"{portable(name)}{self.out_suffix}",
            title=title,
            language=self.language,
            kind=context.pop("kind", MATTER_TYPES[matter_of(self.book, name)]),
            stylesheet=relpath(STYLESHEET, f"{TEXT}/{name}/.."),
            **context,
        )

    def copy_image_files(self) -> None:
        """Copy the pictures of the book; those in other formats have been left out."""
        for source, name in self.images.items():
            path = Path(self.srcdir) / source
            if image_type(path):
                copy_image(path, Path(self.outdir) / self.imagedir / name)

    def finish(self) -> None:
        """Write the indices, then the publication, and put it in the place of the last one."""
        self.copy_image_files()
        generated = list(self._write_indices())
        if is_failing(self._app):
            logger.info("bookepub: not written because of what is said above")
            return
        try:
            Publisher(self, generated).publish()
        except SphinxError as error:
            # Said without the trace that Sphinx adds to an exception: it is not a fault of ours.
            logger.error("%s", error)
            self._app.statuscode = 1

    def _write_indices(self) -> Iterator[str]:
        if self.use_index:
            groups = indexes.general_index(self)
            self.write_page(
                indexes.GENERAL, "index.xhtml", _("Index"), groups=groups, kind="backmatter"
            )
            yield indexes.GENERAL
        for name, index, content, _collapse in self.domain_indices:
            groups = indexes.domain_index(self, name, content)
            title = str(index.localname)
            self.write_page(name, "index.xhtml", title, groups=groups, kind="backmatter")
            yield name
