"""The builder ``bookchapters``: every chapter of the print edition as a file of its own."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from errno import EISDIR
from os import strerror
from pathlib import Path

from sphinx.locale import __
from sphinx.util import logging

from sphinx_bookwork.files import swap
from sphinx_bookwork.pdf.chapters.writer import ChapterFile, ChapterWriter
from sphinx_bookwork.pdf.compose import Compositor, Edition
from sphinx_bookwork.pdf.printing import PrintBuilder, PrintError
from sphinx_bookwork.pdf.typesetter import Typesetter

logger = logging.getLogger(__name__)

#: What is in the folder: which files are ours, and what they hold.
LIST_NAME = "chapters.json"


class BookChaptersBuilder(PrintBuilder):
    """Makes ``<slug>.pdf`` for each chapter, and ``chapters.json``, in the output folder."""

    name = "bookchapters"
    epilog = __("The chapters are in %(outdir)s.")

    def write_edition(
        self, typesetter: Typesetter, compositor: Compositor, edition: Edition
    ) -> None:
        """Write all files beside the old ones, then put them in their place."""
        writer = ChapterWriter(self, typesetter, compositor, edition)
        new = self.output / ".new"
        try:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            files = [writer.write(unit, new) for unit in writer.units]
            self._replace(new, files)
        except OSError as error:
            raise PrintError(
                f"{error.filename or self.output}: cannot be written: {error.strerror}; "
                "free the path or choose another output folder [bookpdf.output]"
            ) from error
        finally:
            shutil.rmtree(new, ignore_errors=True)
        self.remember_places(edition)
        layouts = sum(edition.layouts.values()) - typesetter.kept
        logger.info(
            "%d chapters, %d units in %d layouts", len(files), len(edition.layouts), layouts
        )

    def outputs(self) -> list[Path]:
        """Return the files that the last build made, and their list."""
        return [self.output / name for name in (LIST_NAME, *sorted(_listed(self.output)))]

    def _replace(self, new: Path, files: list[ChapterFile]) -> None:
        """Move the files to their places; delete those of chapters that are gone."""
        gone = _listed(self.output) - {file.file for file in files}
        for file in files:
            if (self.output / file.file).is_dir():
                raise IsADirectoryError(EISDIR, strerror(EISDIR), str(self.output / file.file))
        for file in files:
            (new / file.file).replace(self.output / file.file)
        with swap(self.output / LIST_NAME) as path:
            data = [asdict(file) for file in files]
            path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for name in gone:
            (self.output / name).unlink(missing_ok=True)


def _listed(folder: Path) -> set[str]:
    """Return the names of the files that the last build made; no other is ours to delete."""
    try:
        data = json.loads((folder / LIST_NAME).read_text(encoding="utf-8"))
        names = {str(item["file"]) for item in data}
    except (OSError, ValueError, TypeError, KeyError):
        return set()
    return {name for name in names if name == Path(name).name and name.endswith(".pdf")}
