"""The typesetter: lays units out with the stylesheets and faces of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from sphinx_bookwork.doctree.assembly import Book
from sphinx_bookwork.pdf import fonts
from sphinx_bookwork.pdf.compose import LET_GO, MOVED, NEW_PAGE, Laid
from sphinx_bookwork.pdf.engine import Engine
from sphinx_bookwork.pdf.faults import refuse
from sphinx_bookwork.pdf.inkfaults import inks_in, inks_in_files, inks_in_text
from sphinx_bookwork.pdf.pages import page_templates, page_values
from sphinx_bookwork.pdf.pagestyle import page_css
from sphinx_bookwork.pdf.renumber import Change, renumber
from sphinx_bookwork.pdf.units import Unit
from sphinx_bookwork.settings import place_of

if TYPE_CHECKING:
    import weasyprint

    from sphinx_bookwork.pdf.printing import PrintBuilder
    from sphinx_bookwork.pdf.shelf import Shelf

HERE = Path(__file__).parent
DEFAULT_CSS = HERE / "default.css"
HEADINGS = "h2, h3, h4, h5, h6"  # a heading goes to the next page with its paragraph


def drawn(builder: PrintBuilder) -> tuple[Path, ...]:
    """Return where extensions put what they draw outside the project: Matplotlib's, notebooks'."""
    beside_doctrees, beside_output = Path(builder.doctreedir).parent, builder.output.parent
    return beside_doctrees / "plot_directive", beside_output / "jupyter_execute"


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
            place = f"{place_of(builder.config, f'bookpdf_{name}')}: bookpdf_{name}"
            fonts.refuse_missing(getattr(chosen, name), faces, place)
        of_settings = page_css(chosen), base
        sheets = [of_settings, (DEFAULT_CSS.read_text(encoding="utf-8"), base)]
        sheets += [(builder.highlighter.get_stylesheet(), base)]
        own = [(confdir / name, self._read(confdir / name, faces)) for name in chosen.stylesheets]
        sheets += [(css, path.as_uri()) for path, css in own]
        folders = [confdir, Path(builder.srcdir), builder.work, HERE, *drawn(builder)]
        self.base = Path(builder.srcdir).as_uri() + "/"
        self.engine = Engine(sheets, folders)
        self.plain_engine = Engine([of_settings], folders)
        self.plain_engine.complaints = self.engine.complaints
        if not self.prints:
            self.complain(inks_in((str(path), css) for path, css in own))
        self.page = page_templates(builder).get_template("page.xhtml")
        self.values = {
            key: escape(value) if isinstance(value, str) else value
            for key, value in page_values(builder).items()
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


def _css_string(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
