"""The builder ``bookpress``: the print edition as two files for a print shop, pages and cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pikepdf
from sphinx.locale import __
from sphinx.util import logging

from sphinx_bookwork import settings as declared
from sphinx_bookwork.doctree.identity import slug_of
from sphinx_bookwork.files import swap
from sphinx_bookwork.pdf import fonts
from sphinx_bookwork.pdf.compose import Compositor, Edition
from sphinx_bookwork.pdf.lengths import MM, points
from sphinx_bookwork.pdf.press import profile, spine
from sphinx_bookwork.pdf.press.colour import ColourError, Inks, Use
from sphinx_bookwork.pdf.press.cover import assemble
from sphinx_bookwork.pdf.press.geometry import Sheet
from sphinx_bookwork.pdf.press.identity import identify, save, strip
from sphinx_bookwork.pdf.press.origins import origins
from sphinx_bookwork.pdf.press.rules import Limits, judge
from sphinx_bookwork.pdf.press.separate import separate
from sphinx_bookwork.pdf.press.settings import PREFIX, PressSettings
from sphinx_bookwork.pdf.press.sheets import fill_up, set_page, stand_up
from sphinx_bookwork.pdf.press.typesetting import PressTypesetter
from sphinx_bookwork.pdf.printing import PrintBuilder, PrintError
from sphinx_bookwork.pdf.typesetter import Typesetter
from sphinx_bookwork.pdf.units import Unit

if TYPE_CHECKING:
    import weasyprint

logger = logging.getLogger(__name__)


class BookPressBuilder(PrintBuilder):
    """Makes ``<slug>-press.pdf`` and, of a book with a cover, ``<slug>-press-cover.pdf``."""

    name = shelf = "bookpress"
    epilog = __("The files for the print shop are in %(outdir)s.")

    def init(self) -> None:
        """Take the settings of the press too; what is ``only`` for ``bookpdf`` is on its pages."""
        super().init()
        self.tags.add("builder_bookpdf")
        self.press_settings = declared.read(self.config, PressSettings, PREFIX)

    def _read_condition(self) -> profile.Condition:
        chosen = self.press_settings
        if not chosen.profile:
            return profile.shipped()
        path = Path(self.confdir) / chosen.profile
        place = declared.place_of(self.config, "bookpress_profile")
        return profile.read(path, chosen.condition, place)

    def outputs(self) -> list[Path]:
        """Return the files that are kept where nothing has changed."""
        return [self._file(), *([self._file("-cover")] if self._cover_files() else [])]

    def typesetter(self, faces: fonts.Faces) -> Typesetter:
        """Return a typesetter with bleed and press stylesheets."""
        self.condition = self._read_condition()
        return PressTypesetter(self, faces)

    def _units(self) -> Iterator[Unit]:
        """Leave out the covers, which are a file of their own."""
        return (unit for unit in super()._units() if not unit.numbering.endswith("cover"))

    def write_edition(
        self, typesetter: Typesetter, compositor: Compositor, edition: Edition
    ) -> None:
        """Write pages and cover, prove and judge them; else the old files stay."""
        assert isinstance(typesetter, PressTypesetter)
        first = compositor.laid[compositor.units[0].name].document
        width = self._spine_width(len(edition.pages))
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            with ExitStack() as files:
                new = files.enter_context(swap(self._file()))
                page = self._block(typesetter, edition, first, new)
                spans, labels = edition.spans, edition.labels
                self.prove(new, spans, compositor.units, edition, labels)
                if self._cover_files():
                    new = files.enter_context(swap(self._file("-cover")))
                    self._cover(typesetter, page, width, new)
            if not self._cover_files():
                self._file("-cover").unlink(missing_ok=True)
                logger.info(__("no file for a cover: the book has no book_cover"))
        except OSError as error:
            raise PrintError(
                f"{error.filename or self.output}: cannot be written: {error.strerror}; "
                "free the path or choose another output folder [bookpdf.output]"
            ) from error
        self.remember_places(edition)

    def _file(self, part: str = "") -> Path:
        slug = slug_of(self.book_settings, self.config.project)
        return self.output / f"{slug}-press{part}.pdf"

    def _cover_files(self) -> list[Path]:
        given = (self.book_settings.cover, self.book_settings.back_cover)
        return [Path(self.confdir) / name for name in given if name]

    def _block(
        self,
        typesetter: PressTypesetter,
        edition: Edition,
        first: weasyprint.Document,
        path: Path,
    ) -> Sheet:
        """Write the pages of the book at ``path``; return the size of one."""
        typesetter.engine.write_bare(edition.pages, first, path)
        typesetter.refuse_complaints(self.book)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            stand_up(pdf)
            fill_up(pdf)
            sheets = [self._sheet(page) for page in pdf.pages]
            self._press(pdf, sheets, self._file(), path, cast(Use, self.press_settings.inks))
        return sheets[0]

    def _sheet(self, page: pikepdf.Page) -> Sheet:
        chosen = self.press_settings
        _, _, width, height = (float(value) for value in page.trimbox.as_list())
        return Sheet(width, height, points(chosen.bleed), chosen.marks)

    def _cover(
        self, typesetter: PressTypesetter, page: Sheet, spine_width: float, path: Path
    ) -> None:
        """Write the cover of a book of pages like ``page`` at ``path``."""
        with pikepdf.new() as pdf:
            sheet = assemble(self, typesetter, page, spine_width, pdf)
            typesetter.refuse_complaints(self.book)
            self._press(pdf, [sheet], self._file("-cover"), path, "colour")

    def _spine_width(self, count: int) -> float:
        """Return the width of the spine in points, as given or as wide as the paper makes it."""
        chosen = self.press_settings
        leaf = spine.thickness(chosen.grammage, chosen.bulk)
        if chosen.caliper:
            leaf = points(chosen.caliper)
        width = spine.width(count, spine.Paper(leaf, points(chosen.cover_caliper)))
        if chosen.spine:
            width = points(chosen.spine)
        logger.info(__("%d pages: a spine of %.1f mm"), count, width / MM)
        return width

    def _press(
        self, pdf: pikepdf.Pdf, sheets: Sequence[Sheet], target: Path, path: Path, use: Use
    ) -> None:
        """Turn colours into inks, set the pages on ``sheets``, save at ``path`` and judge.

        Messages name ``target``, where the file goes when it breaks no rule.
        """
        strip(pdf)
        try:
            separate(pdf, Inks(self.condition.data, use))
        except ColourError as error:
            raise PrintError(
                f"{target}: {error} cannot be turned into inks; "
                "save it in another form or colour [bookpress.colour]"
            ) from error
        for leaf, sheet in zip(pdf.pages, sheets, strict=True):
            set_page(pdf, leaf, sheet)
        identify(pdf, self.condition, target.stem)
        save(pdf, path)
        chosen = self.press_settings
        bleed = points(chosen.bleed)
        limits = Limits(chosen.resolution, bleed, chosen.ink_limit, use != "colour")
        with pikepdf.open(path) as written:
            places = origins(self.book, self._cover_files())
            findings = judge(written, str(target), limits, places)
        if findings:
            raise PrintError("\n".join(map(str, findings)))
