"""What every builder for paper does: assemble the book and lay it out, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.highlighting import PygmentsBridge
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.osutil import ensuredir

from sphinx_bookwork import settings as declared
from sphinx_bookwork.doctree.assembly import URI_PREFIX, Book, Chapter, assemble
from sphinx_bookwork.doctree.fingerprint import book_fingerprints, file_fingerprints
from sphinx_bookwork.doctree.lists import book_contents
from sphinx_bookwork.doctree.settings import PREFIX as BOOK_PREFIX
from sphinx_bookwork.doctree.settings import BookSettings
from sphinx_bookwork.gate import is_failing, plainly
from sphinx_bookwork.pagemap import PageMap, known_places
from sphinx_bookwork.pdf import contents, fonts, images, pages, proof
from sphinx_bookwork.pdf.compose import Compositor, Edition, folio_label
from sphinx_bookwork.pdf.engine import rare_collections, set_aside
from sphinx_bookwork.pdf.estimates import characters_on_a_page
from sphinx_bookwork.pdf.formulas import formula_xhtml
from sphinx_bookwork.pdf.index import Index, collect, index_unit, place_index
from sphinx_bookwork.pdf.inspection import cut_texts, hole_message, holes
from sphinx_bookwork.pdf.notes import place_notes
from sphinx_bookwork.pdf.references import (
    add_page_references,
    drop_unused_sources,
    flatten_references,
)
from sphinx_bookwork.pdf.settings import PREFIX, PrintSettings
from sphinx_bookwork.pdf.shelf import Shelf
from sphinx_bookwork.pdf.typesetter import Typesetter
from sphinx_bookwork.pdf.unchanged import Record, is_current, key_of, makers_of
from sphinx_bookwork.pdf.units import Unit, generated
from sphinx_bookwork.pdf.writer import PrintTranslator, to_xhtml

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

MAP_NAME = "page-map.json"


class PrintError(SphinxError):
    """What stops a print edition."""

    category = "Print edition"


class PrintBuilder(Builder):
    """Lays the book out; what is written of it is up to the builder that derives from this one.

    ``format`` is ``html``, so that what other extensions know of HTML works on paper too; the
    tags ``html`` and ``format_html`` are not set, but ``print`` is.
    """

    format = "html"
    allow_parallel = False
    inlines_drawings = False
    default_translator_class = PrintTranslator
    supported_image_types = [  # noqa: RUF012  # Sphinx declares it so
        "image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp",
    ]  # fmt: skip

    # What Sphinx's HTML5 translator and the HTML visitors of extensions look for.
    add_permalinks = False
    download_support = False
    math_renderer_name = "mathjax"  # checked by Sphinx, never used: formulas are drawn
    out_suffix = link_suffix = ""
    imagedir = "_images"
    dlpath = ""
    embedded = True
    #: Whose laid-out units this builder takes: pages of the book are the same in any file.
    shelf = "bookpdf"
    #: Lists of contents and figures are filled with pages here, not with links.
    fills_book_lists = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        for tag in ("html", "format_html"):
            self.tags.remove(tag)
        self.tags.add("print")

    @plainly
    def init(self) -> None:
        """Take the settings; extensions may put files into a folder of ours, not the output."""
        self.book_settings = declared.read(self.config, BookSettings, BOOK_PREFIX)
        self.print_settings = declared.read(self.config, PrintSettings, PREFIX)
        self.long_descriptions = self.print_settings.long_descriptions
        self.output = Path(self.outdir)
        self.work = Path(self.doctreedir) / "bookpdf"
        ensuredir(self.work / self.imagedir)
        self.outdir = self.work
        self.imgpath = (self.work / self.imagedir).as_uri()
        self.highlighter = PygmentsBridge("html", self.config.pygments_style or "sphinx")
        self.secnumbers: dict[str, tuple[int, ...]] = {}
        self.fignumbers: dict[str, dict[str, tuple[int, ...]]] = {}
        self.current_docname = self.config.root_doc
        self.running_titles: dict[str, str] = {}

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of each document's text; to take it, all doctrees have to be read."""
        return book_fingerprints(self.env)

    def get_outdated_docs(self) -> str:
        """Return that the whole book is made anew."""
        return "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the URI that assembly turns into a place of the book."""
        return f"{URI_PREFIX}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same URI wherever the reference stands."""
        return self.get_target_uri(to, typ)

    # From doctrees to units ----------------------------------------------------------------

    def write_documents(self, _docnames: object) -> None:
        """Assemble, lay out, write; say what is wrong without Sphinx's traceback."""
        if is_failing(self._app):
            logger.info(__("the book is not laid out: mend the warnings first"))
            return
        try:
            self._make_book()
        except SphinxError as error:
            logger.error("%s", error)
            self._app.statuscode = 1

    def _make_book(self) -> None:
        """Make the book; the old file stays until the new one is whole."""
        with progress_message(__("assembling the book"), nonl=False):
            self.book = assemble(self, self.book_settings)
            units = list(self._units())
        folders = (*pages.font_folders(self), *pages.host_folders(self, units))
        faces = fonts.find_faces(folders)
        with fonts.only(faces, self.work, *pages.generic_faces(self)), rare_collections():
            typesetter = self.typesetter(faces)
            makers = makers_of(self, typesetter)
            key, path = key_of(self, units, makers), self.work / f"{self.name}.json"
            if is_current(path, key):
                logger.info(__("nothing has changed: the book is not laid out again"))
            else:
                shelf = Shelf(self.work / f"{self.shelf}-pages", makers, typesetter.engine)
                typesetter.shelf = shelf
                self._lay_out(units, typesetter)
                if not self._app._warncount:  # what was complained of has to be said again
                    shelf.commit()
                    made = file_fingerprints(self.outputs())
                    Record(key, typesetter.files(), made).write(path)

    def _lay_out(self, units: list[Unit], typesetter: Typesetter) -> None:
        # the builders for paper make the same pages, so each begins with what the last one found
        known = known_places(self.output / MAP_NAME, self.work / MAP_NAME)
        rounds = self.print_settings.note_rounds
        usual = characters_on_a_page(self.print_settings)
        compositor = Compositor(
            units, typesetter.lay_out, known, rounds, typesetter.renumber, usual=usual
        )
        edition = compositor.compose(_Progress(len(units)))
        typesetter.put_by()
        self._inspect(compositor, typesetter)
        typesetter.refuse_complaints(self.book)
        if not is_failing(self._app):
            with progress_message(__("writing the pages"), nonl=False):
                self.write_edition(typesetter, compositor, edition)

    def _inspect(self, compositor: Compositor, typesetter: Typesetter) -> None:
        """Look at the pages as they came out: complain of text that is cut, tell of holes."""
        for unit in compositor.units:
            laid = compositor.laid[unit.name]
            cut = cut_texts(laid.document)
            typesetter.complain(f'Text runs off the page: "{text}"' for text in cut)
            for hole in holes(laid.document) if unit.document is not None else ():
                label = folio_label(unit, laid.first + hole.index)
                logger.info("%s", hole_message(hole, unit.document, label))

    def outputs(self) -> list[Path]:
        """Return the files that make the edition; where they are as they were, it is kept.

        A builder that names none makes its edition anew every time.
        """
        return []

    def typesetter(self, faces: fonts.Faces) -> Typesetter:
        """Return what lays units out, with the stylesheets of this edition."""
        return Typesetter(self, faces)

    def write_edition(
        self, typesetter: Typesetter, compositor: Compositor, edition: Edition
    ) -> None:
        """Write the files of this edition; the old ones stay until the new ones are whole."""
        raise NotImplementedError  # what is written is all that paper builders do not share

    def prove(
        self,
        path: Path,
        spans: Mapping[str, tuple[int, int]],
        units: Iterable[Unit],
        edition: Edition,
        labels: list[str],
    ) -> proof.Proof:
        """Look every block of ``units`` up in a file's pages; raise where one is not there.

        ``spans`` are the first and the last page of each in the file, ``labels`` its folios.
        """
        titles = {chapter.title for chapter in self.book.chapters} | {self.config.project}
        heads = frozenset(titles | set(self.running_titles.values()))
        passages = proof.passages_of(units, spans, edition.targets.get)
        result = proof.prove(path, passages, labels, heads)
        if result.findings:
            raise PrintError("\n".join(map(str, result.findings)))
        return result

    def finish(self) -> None:
        """Everything is written in one piece by ``write_documents``."""

    def remember_places(self, edition: Edition) -> None:
        """Leave the places of this edition to the next builder for paper."""
        labels = tuple(edition.labels)
        PageMap("", labels, edition.targets).write(self.work / MAP_NAME)

    def _units(self) -> Iterator[Unit]:
        book, settings = self.book, self.book_settings
        self._prepare(book)
        index = collect(self, book)
        place_index(book, index)
        yield from pages.front_pages(self)
        listed = any(
            chapter.document is not None and any(chapter.document.findall(book_contents))
            for chapter in book.chapters
        )
        documents = sum(chapter.document is not None for chapter in book.chapters)
        if self.print_settings.contents and not listed and documents > 1:
            depth = self.print_settings.contents_depth
            xhtml = contents.generated_contents(book, depth)
            name, classes = generated("contents"), "contents-page"
            yield Unit(name, xhtml, "roman", classes=classes, omitted="contents")
        for chapter in book.chapters:
            yield from self._chapter_units(chapter, index)
        if settings.back_cover:
            yield pages.cover(self, settings.back_cover, "back-cover")

    def _prepare(self, book: Book) -> None:
        """Do to all doctrees what needs the whole book, before any is written."""
        if not self.print_settings.unused_sources:
            drop_unused_sources(book)
        for chapter in book.chapters:
            if chapter.document is not None:
                flatten_references(chapter.document)
                if self.print_settings.page_references:
                    add_page_references(book, chapter.document)
                images.find_images(self, chapter.document)
        kinds = ("figure", "table", "code-block", "displaymath")
        self.fignumbers = {kind: self._fignumbers(kind) for kind in kinds}

    def _fignumbers(self, kind: str) -> dict[str, tuple[int, ...]]:
        return {
            f"{docname}#{ident}": number
            for docname, kinds in self.env.toc_fignumbers.items()
            for ident, number in kinds.get(kind, {}).items()
        }

    def _chapter_units(self, chapter: Chapter, index: Index) -> Iterator[Unit]:
        if chapter.part:
            yield pages.part(chapter)
        if chapter.document is None:
            yield index_unit(index, self.print_settings.chapter_start)
            return
        self.current_docname = chapter.docname
        top = self.book.tops.get(chapter.docname)
        if top:
            self.running_titles[top] = chapter.running_title
        placed = place_notes(chapter.document)
        unit = pages.chapter(self, chapter, to_xhtml(self, chapter.document))
        unit.notes, unit.document = placed, chapter.document
        yield unit

    # For the translator --------------------------------------------------------------------

    def contents_xhtml(self, depth: int) -> str:
        """Return the contents of the whole book but for the chapter that holds them."""
        return contents.contents_xhtml(self.book, depth, skip=self.current_docname)

    def captions_xhtml(self, kind: str) -> str:
        """Return the list of figures or tables."""
        return contents.captions_xhtml(self.env, self.book, kind)

    def formula(self, node: nodes.Element, display: bool) -> str:
        """Return a formula as XHTML with an SVG picture."""
        return formula_xhtml(node, display)


class _Progress:
    """Says chapter by chapter how far the layout is, and sets aside what is done."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0

    def __call__(self, unit: Unit) -> None:
        self.done += 1
        logger.info(__("laying out... [%d, %d units] %s"), self.done, self.total, unit.name)
        set_aside()
