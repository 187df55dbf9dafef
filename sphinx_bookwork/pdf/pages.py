"""The pages around the text, the template of every page, and the typesetter that lays them out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.nodes import make_id
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from sphinx.errors import ConfigError

from sphinx_bookwork.doctree.assembly import Book, Chapter
from sphinx_bookwork.doctree.language import direction_of
from sphinx_bookwork.pdf import fonts
from sphinx_bookwork.pdf.compose import LET_GO, MOVED, NEW_PAGE, Laid
from sphinx_bookwork.pdf.contents import part_id
from sphinx_bookwork.pdf.engine import Engine
from sphinx_bookwork.pdf.faults import refuse
from sphinx_bookwork.pdf.inkfaults import inks_in, inks_in_files, inks_in_text
from sphinx_bookwork.pdf.pagestyle import page_css
from sphinx_bookwork.pdf.renumber import Change, renumber
from sphinx_bookwork.pdf.units import Numbering, Unit, generated

if TYPE_CHECKING:
    import weasyprint

    from sphinx_bookwork.pdf.printing import PrintBuilder
    from sphinx_bookwork.pdf.shelf import Shelf

HERE = Path(__file__).parent
HEADINGS = "h2, h3, h4, h5, h6"  # a heading goes to the next page with its paragraph
TEMPLATES, DEFAULT_CSS = HERE / "templates", HERE / "default.css"


# Units around the text -------------------------------------------------------------------------


def front_pages(builder: PrintBuilder) -> Iterator[Unit]:
    """Yield cover, half-title and title page, as the settings ask for them."""
    if builder.book_settings.cover:
        yield cover(builder, builder.book_settings.cover, "cover")
    if builder.print_settings.title_pages:
        templates, values = _templates(builder), _values(builder)
        for name in ("halftitle", "titlepage"):
            xhtml = templates.get_template(f"{name}.xhtml").render(values)
            yield Unit(generated(name), xhtml, "roman", classes=f"front {name}", omitted=name)


def cover(builder: PrintBuilder, name: str, numbering: Numbering) -> Unit:
    """Return a cover page: one image to the edges; raise ``ConfigError`` where it is missing."""
    path = Path(builder.confdir) / name
    if not path.is_file():
        raise ConfigError(
            f"{Path(builder.confdir) / 'conf.py'}: no such cover: {name!r}; "
            "correct book_cover or book_back_cover [bookpdf.cover]"
        )
    front = numbering == "cover"
    alt = builder.book_settings.cover_alt if front else ""
    alt = alt or builder.config.project
    xhtml = f'<img class="cover" src="{path.as_uri()}" alt="{escape(alt)}">'
    side = "recto" if front else "verso"
    return Unit(generated(numbering), xhtml, numbering, side, "cover", omitted="cover", plain=True)


def part(chapter: Chapter) -> Unit:
    """Return the title page of the part that begins with ``chapter``."""
    title = escape(chapter.part or "")
    xhtml = (
        f'<section class="part" id="{part_id(chapter)}">'
        f'<h1 class="part-title" data-outline="{title}" data-head="{title}">{title}</h1></section>'
    )
    return Unit(part_id(chapter), xhtml, "arabic", classes="part-page")


def chapter(builder: PrintBuilder, chapter: Chapter, xhtml: str) -> Unit:
    """Return a chapter as a unit, with the wishes of its document's front matter."""
    has_parts = any(c.part for c in builder.book.chapters)
    classes = [
        chapter.matter,
        "has-parts" if has_parts and chapter.matter == "body" else "",
        make_id(chapter.docname),
        chapter.metadata.get("print-class", ""),
    ]
    numbering: Numbering = "roman" if chapter.matter == "front" else "arabic"
    side = chapter.metadata.get("print-start", builder.print_settings.chapter_start)
    if side not in ("recto", "verso", "any"):
        raise ConfigError(
            f"{builder.env.doc2path(chapter.docname)}:1: print-start has to be recto, verso or "
            f"any: {side!r} [bookpdf.start]"
        )
    return Unit(chapter.docname, xhtml, numbering, side, " ".join(filter(None, classes)))


# The page template -----------------------------------------------------------------------------


def _templates(builder: PrintBuilder) -> Environment:
    loaders = [FileSystemLoader(template_folders(builder)), FileSystemLoader(TEMPLATES)]
    return Environment(loader=ChoiceLoader(loaders), autoescape=False, trim_blocks=True)


def template_folders(builder: PrintBuilder) -> list[Path]:
    """Return where the project's own templates may be."""
    return [Path(builder.confdir) / name / "bookpdf" for name in builder.config.templates_path]


def _values(builder: PrintBuilder) -> dict[str, object]:
    config, book = builder.config, builder.book_settings
    return {
        "title": config.project,
        "subtitle": book.subtitle,
        "author": "" if config.author == "Author name not set" else config.author,
        "edition": book.edition or config.release,
        "description": book.description,
        "subjects": book.subjects,
        "language": config.language.replace("_", "-"),
        "direction": direction_of(config.language),
        "generator": "sphinx-bookwork",
        "date": _date(),
    }


def _date() -> str:
    """Return the time of the edition: SOURCE_DATE_EPOCH, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# Fonts and stylesheets -------------------------------------------------------------------------


def font_folders(builder: PrintBuilder) -> tuple[Path, ...]:
    """Return the declared folders, and the package's own where a face is not chosen."""
    chosen = builder.print_settings
    own = tuple(Path(builder.confdir) / name for name in builder.book_settings.fonts)
    return own if chosen.text_faces and chosen.code_faces else (*own, fonts.DEFAULT_FOLDER)


def generic_faces(builder: PrintBuilder) -> tuple[str, str]:
    """Return the faces that stand for ``serif`` (and ``sans-serif``) and for ``monospace``."""
    chosen = builder.print_settings
    text = (chosen.text_faces or (fonts.DEFAULT_TEXT,))[0]
    return text, (chosen.code_faces or (fonts.DEFAULT_CODE,))[0]


def _css_string(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


class Typesetter:
    """Lays out units with the book's stylesheets and faces; ``prints`` says that it is in inks."""

    prints = False

    def __init__(self, builder: PrintBuilder, faces: fonts.Faces) -> None:
        self.builder = builder
        #: Where units that were laid out before may be, and how many were found there.
        self.shelf: Shelf | None = None
        self.kept = 0
        confdir, base = Path(builder.confdir), HERE.as_uri() + "/"
        chosen = builder.print_settings
        for name in ("text_faces", "code_faces"):
            place = f"{confdir / 'conf.py'}: bookpdf_{name}"
            fonts.refuse_missing(getattr(chosen, name), faces, place)
        sheets = [
            (page_css(builder.print_settings), base),
            (DEFAULT_CSS.read_text(encoding="utf-8"), base),
        ]
        sheets += [(builder.highlighter.get_stylesheet(), base)]
        own = [(confdir / name, self._read(confdir / name, faces)) for name in chosen.stylesheets]
        sheets += [(css, path.as_uri()) for path, css in own]
        folders = [confdir, Path(builder.srcdir), builder.work, HERE]
        self.base = Path(builder.srcdir).as_uri() + "/"
        self.engine = Engine(sheets, folders)
        self.plain_engine = Engine([(page_css(builder.print_settings), base)], folders)
        self.plain_engine.complaints = self.engine.complaints
        if not self.prints:
            self.complain(inks_in((str(path), css) for path, css in own))
        self.page = _templates(builder).get_template("page.xhtml")
        self.values = {
            key: escape(value) if isinstance(value, str) else value
            for key, value in _values(builder).items()
        }

    @staticmethod
    def _read(path: Path, faces: fonts.Faces, setting: str = "bookpdf_stylesheets") -> str:
        try:
            css = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{path}: the stylesheet cannot be read: {error}; correct {setting} "
                "[bookpdf.stylesheet]"
            ) from error
        for _, line, names in fonts.missing_families(css, str(path), faces):
            fonts.refuse_missing([names], faces, f"{path}:{line}")
        return css

    def lay_out(
        self, unit: Unit, text: str, folio: int, holds: Mapping[str, int]
    ) -> weasyprint.Document:
        """Return the pages of a unit whose first page has the folio ``folio``."""
        css = self._unit_css(unit, folio, holds)
        if not self.prints and unit.document is not None:
            self.complain(inks_in_text(str(unit.document["source"]), text))
        if unit.plain:
            return self.plain_engine.lay_out(self._xhtml(unit, text), css, self.base)
        if self.shelf is None:
            return self.engine.lay_out(self._xhtml(unit, text), css, self.base)
        key = self._key(self.shelf, unit, text, css)
        kept = self._taken(self.shelf, key, unit)
        if kept is not None:
            self.kept += 1
            return kept
        document = self.engine.lay_out(self._xhtml(unit, text), css, self.base)
        self.shelf.keep(unit.name, key, document.pages)
        return document

    def renumber(self, unit: Unit, laid: Laid, text: str, changes: Mapping[str, Change]) -> bool:
        """Print other page numbers in a unit that is laid out; return whether that can be done."""
        assert isinstance(unit.content, str)
        if not renumber(laid.document.pages, unit.content, changes):
            return False
        if self.shelf is not None and not unit.plain:
            css = self._unit_css(unit, laid.first, laid.holds)
            self.shelf.keep(unit.name, self._key(self.shelf, unit, text, css), laid.document.pages)
        return True

    @staticmethod
    def _key(shelf: Shelf, unit: Unit, text: str, css: str) -> str:
        return shelf.key_of(unit.name, unit.numbering, unit.side, unit.classes, text, css)

    def _xhtml(self, unit: Unit, content: str) -> str:
        return self.page.render(self.values, unit=unit, content=content)

    def _taken(self, shelf: Shelf, key: str, unit: Unit) -> weasyprint.Document | None:
        """Return the unit as it was laid out before; a page of its images brings them in again."""
        entry = shelf.find(key)
        if entry is None:
            return None
        urls, data = entry
        images = "".join(f'<img alt=" " src="{escape(url)}">' for url in urls)
        carrier = self.engine.lay_out(self._xhtml(unit, images), "", self.base)
        pages = shelf.take(unit.name, key, data)
        return None if pages is None else carrier.copy(pages)

    @staticmethod
    def _unit_css(unit: Unit, folio: int, holds: Mapping[str, int]) -> str:
        style = "lower-roman" if unit.numbering == "roman" else "decimal"
        css = [
            f"@counter-style folio {{ system: extends {style} }}",
            f"@page :first {{ counter-reset: page {folio} }}",
            f"html {{ break-before: {'left' if folio % 2 == 0 else 'right'} }}",
        ]
        if unit.classes == "cover":
            css.append("@page :first { margin: 0 } html, body { height: 100%; margin: 0 }")
            css.append("img { display: block; width: 100%; height: 100%; max-height: none }")
            css.append("img { object-fit: cover }")
        for block, how in sorted(holds.items()):
            if how == LET_GO:
                continue
            selector = f'[id="{_css_string(block)}"]'
            css.append(f"{selector} {{ break-inside: avoid }}")
            if how >= MOVED:
                css.append(f"{selector} .note {{ footnote-policy: block }}")
            if how >= NEW_PAGE:
                css.append(f":not({HEADINGS}) + {selector} {{ break-before: page }}")
                css.append(f":is({HEADINGS}):has(+ {selector}) {{ break-before: page }}")
        return "\n".join(css)

    def put_by(self) -> None:
        """Copy the pages as they are now for the next build; drawing changes them."""
        if self.shelf is not None:
            self.shelf.copy()

    def sources(self) -> list[list[tuple[str, str]]]:
        """Return the stylesheets, as text and base address, that every unit is laid out with."""
        return [self.engine.sources, self.plain_engine.sources]

    def files(self) -> dict[str, str]:
        """Return the files that were read for the layout so far, with the SHA-256 of each."""
        read = self.plain_engine.files.fetched | self.engine.files.fetched
        return {str(path): digest for path, digest in read.items()}

    def complain(self, messages: Iterable[str]) -> None:
        """Add to what was logged while laying out."""
        self.engine.complaints.update(dict.fromkeys(messages))

    def refuse_complaints(self, book: Book) -> None:
        """Raise where anything was logged that a reader would miss or see; each is said once."""
        if not self.prints:
            self.complain(inks_in_files(self.files()))
        complaints = list(self.engine.complaints)
        self.engine.complaints.clear()
        refuse(complaints, book)
