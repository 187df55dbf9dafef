"""The builder ``bookpdf``: the print edition as one PDF, proved whole, and its page map."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import __
from sphinx.util import logging

from sphinx_bookwork.doctree.identity import edition_of, slug_of
from sphinx_bookwork.files import swap
from sphinx_bookwork.pagemap import PageMap, Place
from sphinx_bookwork.pdf import finish, proof
from sphinx_bookwork.pdf.compose import Compositor, Edition
from sphinx_bookwork.pdf.descriptions import Descriptions
from sphinx_bookwork.pdf.printing import MAP_NAME, PrintBuilder, PrintError
from sphinx_bookwork.pdf.typesetter import Typesetter

logger = logging.getLogger(__name__)


class BookPdfBuilder(PrintBuilder):
    """Makes ``<slug>.pdf`` and ``page-map.json`` in the output folder."""

    name = "bookpdf"
    epilog = __("The book is in %(outdir)s.")

    def outputs(self) -> list[Path]:
        """Return the paths of the PDF and of its page map."""
        slug = slug_of(self.book_settings, self.config.project)
        return [self.output / f"{slug}.pdf", self.output / MAP_NAME]

    def write_edition(
        self, typesetter: Typesetter, compositor: Compositor, edition: Edition
    ) -> None:
        """Write the file, read it back for the proof, and write the page map."""
        pdf, page_map = self.outputs()
        first = compositor.laid[compositor.units[0].name].document
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            # The map is written before the file takes its place: both are new, or neither is.
            with swap(pdf) as new:
                typesetter.engine.write(edition.pages, first, new)
                typesetter.refuse_complaints(self.book)
                logger.info(__("proving the book..."))
                proved = self.prove(new, edition.spans, compositor.units, edition, edition.labels)
                describe = Descriptions(self.book, compositor.units, edition.targets.get)
                finish.finish(new, edition.labels, self.config.language, describe)
                self._page_map(edition, proved).write(page_map)
        except OSError as error:
            raise PrintError(
                f"{error.filename or self.output}: cannot be written: {error.strerror}; "
                "free the path or choose another output folder [bookpdf.output]"
            ) from error
        self.remember_places(edition)
        layouts = sum(edition.layouts.values()) - typesetter.kept
        logger.info(
            "%d pages, %d units in %d layouts, %d rounds for notes",
            len(edition.pages), len(edition.layouts), layouts, edition.note_rounds,
        )  # fmt: skip

    def _page_map(self, edition: Edition, proved: proof.Proof) -> PageMap:
        omitted = dict(edition.omitted)
        begun = {start.page for start in proved.starts}
        for page in set(range(1, len(edition.labels) + 1)) - begun - set(omitted):
            omitted[page] = "no text of the source begins here"
        return PageMap(
            edition=edition_of(self.book_settings, self.config.release, self.config.project),
            labels=tuple(edition.labels),
            targets=self._named_targets(edition),
            starts=tuple(proved.starts),
            omitted=omitted,
            texts=self.fingerprints | proved.texts,
        )

    def _named_targets(self, edition: Edition) -> dict[str, Place]:
        """Return the places of all targets of the source, under every name they have."""
        targets = {key: place for key, place in edition.targets.items() if key in self.book.targets}
        aliases = self.book.aliases.items()
        return targets | {alias: targets[key] for alias, key in aliases if key in targets}
