"""Laid-out chapters put by for the next build: an unchanged chapter is not laid out again.

The pages of a unit are pickled under a hash of all that they come from: its text with the page
numbers in it, its first folio, stylesheets, settings, faces, this package and the distributions
beside it. They are used where this hash and the content of the files that they show are the same,
and are put by only when a build had nothing to complain of. What belongs to a running engine, its
faces and images, is left out of the pickle and put in again. Whatever cannot be put by, or cannot
be taken back, is laid out.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from weasyprint.layout.absolute import AbsolutePlaceholder

from sphinx_bookwork.doctree.fingerprint import file_fingerprints
from sphinx_bookwork.files import swap

if TYPE_CHECKING:
    import weasyprint

    from sphinx_bookwork.pdf.engine import Engine

logger = logging.getLogger(__name__)

SUFFIX = ".pages"
FACES, IMAGE = "faces", "image"
#: What pickling raises for something that it cannot write.
UNWRITABLE = (pickle.PicklingError, TypeError, AttributeError, RecursionError)

#: Addresses of the images that pages show, and the pages as pickled.
Entry = tuple[list[str], bytes]


class Shelf:
    """The laid-out units of one edition, in ``folder``; ``makers`` is a hash of what makes them."""

    def __init__(self, folder: Path, makers: str, engine: Engine) -> None:
        self.folder, self.makers, self.engine = folder, makers, engine
        #: The key that each unit has now, its pages where they are new, and what is new under it.
        self.keys: dict[str, str] = {}
        self.noted: dict[str, list[weasyprint.Page]] = {}
        self.new: dict[str, Entry] = {}

    def key_of(self, *parts: str) -> str:
        """Return the name under which the pages are put by that come from ``parts``."""
        return hashlib.sha256(repr((self.makers, parts)).encode()).hexdigest()

    def find(self, key: str) -> Entry | None:
        """Return what is put by under ``key`` and shows the files as they are now, if anything."""
        try:
            files, urls, data = pickle.loads(self._path(key).read_bytes())
        except Exception as error:  # a broken pickle may raise anything
            logger.debug("laid-out pages cannot be read: %s", error)
            return None
        return (urls, data) if files == file_fingerprints(map(Path, files)) else None

    def take(self, name: str, key: str, data: bytes) -> list[weasyprint.Page] | None:
        """Return the pages of an entry for the unit ``name``; None where they cannot be read."""
        try:
            pages: list[weasyprint.Page] = _Reader(data, self.engine).load()
        except Exception as error:
            logger.debug("laid-out pages cannot be taken: %s", error)
            return None
        self.keys[name] = key
        self.noted.pop(name, None)
        return pages

    def keep(self, name: str, key: str, pages: list[weasyprint.Page]) -> None:
        """Note the pages of the unit ``name`` down; the last ones are put by."""
        self.keys[name] = key
        self.noted[name] = pages

    def copy(self) -> None:
        """Copy what was noted down: pages as they are laid out, before they are drawn."""
        for name, pages in self.noted.items():
            writer = _Writer(self.engine)
            try:
                writer.dump(pages)
            except UNWRITABLE as error:
                logger.debug("laid-out pages cannot be put by: %s", error)
                continue
            self.new[self.keys[name]] = list(writer.urls), writer.buffer.getvalue()
        self.noted.clear()

    def commit(self) -> None:
        """Put by what was copied, and throw away what this edition did not use."""
        self.folder.mkdir(parents=True, exist_ok=True)
        files = self.engine.files
        images = {files.path_of(url) for url in self.engine.images}
        common = {path for path in files.fetched if path not in images}
        for key, (urls, data) in self.new.items():
            read = common | {path for path in map(files.path_of, urls) if path in files.fetched}
            hashes = {str(path): files.fetched[path] for path in read}
            with swap(self._path(key)) as new:
                new.write_bytes(pickle.dumps((hashes, urls, data)))
        for path in self.folder.glob(f"*{SUFFIX}"):
            if path.stem not in self.keys.values():
                path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{SUFFIX}"


class _Writer(pickle.Pickler):
    """Writes pages without the faces and images of the engine."""

    def __init__(self, engine: Engine) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, pickle.HIGHEST_PROTOCOL)
        self.faces = engine.font_config
        self.images = {id(image): url for url, image in engine.images.items() if image is not None}
        self.urls: dict[str, None] = {}

    def reducer_override(self, thing: Any) -> Any:
        """Name faces and images instead of writing them, and write placeholders' states apart.

        A placeholder that has no box as yet looks for all in its box.
        """
        if isinstance(thing, AbsolutePlaceholder):
            state = vars(thing)
            return object.__new__, (AbsolutePlaceholder,), state, None, None, _set_state
        if thing is self.faces:
            return _lent, (FACES, "")
        url = self.images.get(id(thing))
        if url is None:
            return NotImplemented
        self.urls[url] = None
        return _lent, (IMAGE, url)


def _set_state(thing: Any, state: dict[str, Any]) -> None:
    vars(thing).update(state)


def _lent(kind: str, url: str) -> Any:
    """Stand in a pickle for what a reader lends from its engine."""
    raise pickle.UnpicklingError(f"no engine: {kind} {url}")


class _Reader(pickle.Unpickler):
    """Reads pages and gives them the faces and images of the engine."""

    def __init__(self, data: bytes, engine: Engine) -> None:
        super().__init__(io.BytesIO(data))
        self.engine = engine

    def find_class(self, module: str, name: str) -> Any:
        """Return what a pickle names; what lends from the engine is our own."""
        named = super().find_class(module, name)
        return self._lend if named is _lent else named

    def _lend(self, kind: str, url: str) -> Any:
        """Return what was named; raise ``KeyError`` for an image that the engine has not."""
        return self.engine.font_config if kind == FACES else self.engine.images[url]
