"""From written content documents to the finished file."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_bookwork.doctree.identity import edition_of, identifier_of, matter_of, slug_of
from sphinx_bookwork.doctree.lists import book_contents
from sphinx_bookwork.doctree.printedpages import PageMapError
from sphinx_bookwork.epub import reading
from sphinx_bookwork.epub.accessibility import describe
from sphinx_bookwork.epub.archive import write_archive
from sphinx_bookwork.epub.cover import cover_source, write_cover
from sphinx_bookwork.epub.deadlinks import mend_links
from sphinx_bookwork.epub.fonts import Face, faces_shown, licences, read_faces
from sphinx_bookwork.epub.navigation import (
    Entry,
    Landmark,
    landmarks_of,
    table_of_contents,
    to_what_is_there,
)
from sphinx_bookwork.epub.package import (
    MEDIA_TYPES,
    ROOT,
    Item,
    Metadata,
    Publication,
    SpineItem,
    build_time,
    render,
    write_package,
)
from sphinx_bookwork.epub.pagelist import PageTarget, withdraw
from sphinx_bookwork.epub.pages import Page, linked_from
from sphinx_bookwork.epub.semantics import MATTER_TYPES
from sphinx_bookwork.epub.stylesheet import font_faces, read_stylesheets
from sphinx_bookwork.epub.words import _
from sphinx_bookwork.files import portable, swap
from sphinx_bookwork.gate import is_failing

if TYPE_CHECKING:
    from sphinx_bookwork.epub.builder import BookEpubBuilder

logger = logging.getLogger(__name__)

NAVIGATION = "nav.xhtml"
COVER = "cover.xhtml"
TITLE = "title.xhtml"
STYLESHEET = "book.css"
# Beside the publication, not in it: no page refers to them.
LICENCES = "META-INF/licences"


class EpubError(SphinxError):
    """The e-book could not be made."""

    category = "E-book"


class Publisher:
    """Makes the publication out of what the builder wrote into its folder."""

    def __init__(self, builder: BookEpubBuilder, generated: list[str]) -> None:
        self.builder, self.env, self.generated = builder, builder.env, generated
        self.book, self.options = builder.book, builder.options
        self.folder = builder.staging / ROOT
        self.confdir = Path(builder.confdir)
        self.pages: tuple[PageTarget, ...] = ()

    def publish(self) -> None:
        """Write ``<slug>.epub``; raise ``EpubError`` where it would not be a valid one."""
        self.font_folders = [self.confdir / folder for folder in self.book.fonts]
        self.faces = read_faces(self.font_folders)
        self.documents = {self._href(name): name for name in self.env.found_docs}
        linear, linked = self._text()
        try:
            self.pages = self._page_targets([*linear, *linked])
        except PageMapError as error:
            self.builder.do_without_pages(error)
            if is_failing(self.builder._app):
                return
            withdraw(self.folder, [*linear, *linked])
            linear, linked = self._text()
        publication = self._publication(linear, linked)
        write_package(self.builder.staging, publication)
        self._write(publication)

    # What is in it

    def _text(self) -> tuple[list[Page], list[Page]]:
        """Return the pages in reading order, and those that only links lead to."""
        names = {*self.env.found_docs, *self.generated}
        pages = {page.href: page for page in self._whole_pages(sorted(names))}
        order = [self._href(name) for name in reading.reading_order(self.builder, self.generated)]
        root = self._href(self.env.config.root_doc)
        document = self.env.get_and_resolve_doctree(
            self.env.config.root_doc, self.builder, tags=self.builder.tags
        )
        linear = [pages.get(href) or self._read(href) for href in order]
        if reading.is_only_a_list(document) and len(linear) > 1:
            without = [page for page in linear if page.href != root]
            if root not in {page.href for page in linked_from(without, pages)}:
                linear = without
        return linear, linked_from(linear, pages)

    def _page_targets(self, pages: list[Page]) -> tuple[PageTarget, ...]:
        printed = self.builder.printed_pages
        return printed.targets(pages) if printed else ()

    def _href(self, name: str) -> str:
        return f"{self.builder.outdir.name}/{portable(name)}{self.builder.out_suffix}"

    def _whole_pages(self, names: list[str]) -> Iterator[Page]:
        """Yield the pages that are well-formed; another matters only where it is read."""
        for name in names:
            with suppress(EpubError):
                yield self._read(self._href(name))

    def _read(self, href: str) -> Page:
        try:
            return Page.read(self.folder / href, href)
        except etree.XMLSyntaxError as error:
            raise EpubError(f"{href}: not well-formed: {error.msg} [bookepub.markup]") from error

    def _publication(self, linear: list[Page], linked: list[Page]) -> Publication:
        cover = self._write_cover()
        own = [self._read(COVER)] if cover else []
        if self.options.title_page:
            own.append(self._write_title())
        stylesheet = read_stylesheets(self.confdir / name for name in self.options.stylesheets)
        spine = [*own, *linear]
        contents = self._contents(linear)
        printed_contents = self._printed_contents(linear)
        landmarks = landmarks_of(spine, printed_contents or f"{NAVIGATION}#toc")
        navigation = self._write_navigation(contents, landmarks)
        if not printed_contents:
            spine.insert(len(own), navigation)
        pages = [*dict.fromkeys([*spine, *linked, navigation])]
        mend_links(pages, self.folder, self.env, self.documents)
        fonts = self._write_stylesheet(stylesheet, pages)
        files = self._files(pages)
        return Publication(
            metadata=self._metadata(),
            items=(
                Item("toc.ncx"),
                *(self._item(page) for page in pages),
                *(Item(name, ("cover-image",) if name == cover else ()) for name in files),
                *(Item(f"fonts/{face.path.name}") for face in fonts),
            ),
            spine=(
                *(SpineItem(page.href) for page in spine),
                *(SpineItem(page.href, linear=False) for page in linked),
            ),
            contents=tuple(contents),
            landmarks=tuple(landmarks),
            pages=self.pages,
            accessibility=describe(pages, files),
            cover=cover,
        )

    def _item(self, page: Page) -> Item:
        return Item(page.href, tuple(["nav"] * (page.href == NAVIGATION) + page.properties))

    def _files(self, pages: list[Page]) -> list[str]:
        """Return the files that the pages use; refuse a book without one of them."""
        wrong = [f"{page.href}: would load {uri!r}" for page in pages for uri in page.loads]
        files = sorted({name for page in pages for name in page.uses})
        for name in files:
            if not (self.folder / name).is_file():
                wrong.append(f"a page uses {name!r}, which is not in the book")
            elif Path(name).suffix.lower() not in MEDIA_TYPES:
                wrong.append(f"{name}: not of a kind that an e-book may hold")
        if wrong:
            raise EpubError("\n".join(f"{text} [bookepub.link]" for text in wrong))
        return files

    def _metadata(self) -> Metadata:
        config = self.env.config
        return Metadata(
            identifier=identifier_of(self.book, config.project),
            title=config.project,
            subtitle=self.book.subtitle,
            language=self.builder.language,
            creators=tuple(name for part in config.author.split("\\and") if (name := part.strip())),
            edition=self.book.edition,
            description=self.book.description,
            subjects=self.book.subjects,
            rights=self.book.rights,
            modified=build_time(),
            print_edition=self._print_edition() if self.pages else "",
        )

    def _print_edition(self) -> str:
        """Return what the pages are pages of: the title and the edition."""
        title = self.env.config.project
        edition = edition_of(self.book, self.env.config.release, title)
        return ", ".join(dict.fromkeys([title, edition, "PDF"]))

    # What leads into it

    def _contents(self, linear: list[Page]) -> list[Entry]:
        docnames = self.env.found_docs
        body = {self._href(name) for name in docnames if matter_of(self.book, name) == "body"}
        entries = table_of_contents(
            self.builder,
            self.builder.outdir.name,
            {page.href for page in linear},
            body,
            self.options.contents_depth,
        )
        entries = to_what_is_there(entries, {page.href: page.ids for page in linear})
        return entries or [Entry(self.env.config.project, linear[0].href)]

    def _printed_contents(self, linear: list[Page]) -> str:
        """Return the address of a document that prints the contents already, empty for none."""
        for page in linear:
            name = self.documents.get(page.href)
            if name and any(True for _ in self.env.get_doctree(name).findall(book_contents)):
                return page.href
        return ""

    # What is written

    def _write_cover(self) -> str:
        source = cover_source(self.env.config, self.book, self.confdir)
        if source is None:
            return ""
        name = write_cover(source, self.folder, self.faces)
        self._render(COVER, _("Cover"), "cover", image=name, alt=self.book.cover_alt)
        return name

    def _write_title(self) -> Page:
        title = self.env.config.project
        self._render(TITLE, title, MATTER_TYPES["front"], metadata=self._metadata())
        return self._read(TITLE)

    def _write_navigation(self, contents: list[Entry], landmarks: list[Landmark]) -> Page:
        self._render(
            NAVIGATION,
            _("Contents"),
            "frontmatter",
            contents=contents,
            landmarks=landmarks,
            pages=self.pages,
        )
        return self._read(NAVIGATION)

    def _render(self, name: str, title: str, kind: str, **context: object) -> None:
        render(
            name,
            self.folder / name,
            title=title,
            kind=kind,
            language=self.builder.language,
            stylesheet=STYLESHEET,
            **context,
        )

    def _write_stylesheet(self, css: str, pages: list[Page]) -> list[Face]:
        """Write the stylesheet with the faces that the pages show, and these; return them."""
        roots = (ET.parse(self.folder / page.href).getroot() for page in pages)
        shown = faces_shown(roots, css, self.faces) if self.faces else []
        rules = font_faces(shown, lambda face: f"fonts/{quote(face.path.name)}")
        (self.folder / STYLESHEET).write_text(rules + css, encoding="utf-8")
        for face in shown:
            self._copy(face.path, self.folder / "fonts")
        for licence in licences(self.font_folders) if shown else ():
            self._copy(licence, self.builder.staging / LICENCES)
        return shown

    def _copy(self, source: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / source.name).write_bytes(source.read_bytes())

    def _write(self, publication: Publication) -> None:
        staging, target_folder = self.builder.staging, self.builder.target_folder
        target = target_folder / f"{slug_of(self.book, self.env.config.project)}.epub"
        names = ["META-INF/container.xml", f"{ROOT}/package.opf"]
        names += [f"{ROOT}/{item.href}" for item in publication.items]
        names += sorted(f"{LICENCES}/{path.name}" for path in (staging / LICENCES).glob("*"))
        try:
            target_folder.mkdir(parents=True, exist_ok=True)
            with swap(target) as new:
                write_archive(new, staging, names)
        except OSError as error:
            raise EpubError(
                f"{target}: cannot be written: {error.strerror}; free the path [bookwork.output]"
            ) from error
        logger.info("wrote %s", target.name)
