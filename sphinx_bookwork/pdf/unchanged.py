"""A book of which nothing has changed is not laid out again.

All that a page can depend on is hashed: units and doctrees, stylesheets and templates, settings,
faces, the content of every file that the last layout read, this package, and every distribution
installed beside it. What was made of it is hashed too. Only where all is as it was, and the last
build had nothing to complain of, the files that lie there are the edition. When in doubt it is
laid out.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bookwork.doctree.fingerprint import file_fingerprints
from sphinx_bookwork.files import swap
from sphinx_bookwork.pagemap import Place
from sphinx_bookwork.pdf import pages
from sphinx_bookwork.pdf.engine import library_versions
from sphinx_bookwork.pdf.typesetter import Typesetter

if TYPE_CHECKING:
    from sphinx_bookwork.pdf.printing import PrintBuilder
    from sphinx_bookwork.pdf.units import Unit

PACKAGE = Path(__file__).parents[1]
#: Of the values of conf.py, those whose text says all of them.
PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True)
class Record:
    """How an edition came about: ``key`` of what it was made from, and the hashes of files.

    ``read`` are those that the layout read, ``made`` those that it wrote, by their paths.
    """

    key: str
    read: dict[str, str]
    made: dict[str, str]

    @property
    def holds(self) -> bool:
        """Whether all its files are there and are what they were."""
        files = self.read | self.made
        return bool(self.made) and files == file_fingerprints(map(Path, files))

    def write(self, path: Path) -> None:
        """Write the record; the old one stays until the new one is whole."""
        with swap(path) as new:
            new.write_text(json.dumps(vars(self), indent=1), encoding="utf-8")


def is_current(path: Path, key: str) -> bool:
    """Tell whether the record at ``path`` is of this key, and its files are as they were."""
    try:
        last = Record(**json.loads(path.read_text(encoding="utf-8")))
        return last.key == key and last.holds
    except (OSError, TypeError, ValueError):  # none, or none that can be read
        return False


def makers_of(builder: PrintBuilder, typesetter: Typesetter) -> str:
    """Return a hash of all that makes pages out of texts, but for the files that they show."""
    digest = hashlib.sha256()
    for part in (
        (sys.version, library_versions()),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        sorted(f"{dist.name} {dist.version}" for dist in distributions()),
        sorted((item.name, _plain(item.value)) for item in builder.config),
        file_fingerprints(_own_files(builder)),
        typesetter.sources(),
    ):
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def key_of(builder: PrintBuilder, units: list[Unit], makers: str) -> str:
    """Return a hash of all that makes the edition, but for the files that its pages show."""
    digest = hashlib.sha256(repr((builder.name, str(builder.output), makers)).encode())
    for part in _texts(builder, units):
        digest.update(f"{len(part)}\n{part}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _texts(builder: PrintBuilder, units: list[Unit]) -> Iterator[str]:
    yield repr(sorted(builder.fingerprints.items()))
    yield repr((sorted(builder.book.targets), sorted(builder.book.aliases.items())))
    places = _places()
    for unit in units:
        yield repr((unit.name, unit.numbering, unit.side, unit.classes, unit.omitted, unit.notes))
        yield unit.text(places)
        yield unit.document.pformat() if unit.document is not None else ""


def _own_files(builder: PrintBuilder) -> list[Path]:
    """Return the package's files, the faces, and the project's templates."""
    folders = [PACKAGE, *pages.font_folders(builder), *pages.template_folders(builder)]
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]


def _plain(value: object) -> object:
    """Return a value of conf.py so that its text is the same in every run."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, dict):
        return sorted((str(name), repr(_plain(part))) for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, (set, frozenset)):
        return sorted(repr(_plain(part)) for part in value)
    return getattr(value, "__qualname__", type(value).__qualname__)


def _places() -> Callable[[str], Place | None]:
    """Return a function that gives each target a page of its own, none beside another."""
    known: dict[str, Place] = {}

    def place_of(target: str) -> Place | None:
        return known.setdefault(target, Place(2 * len(known), target))

    return place_of
