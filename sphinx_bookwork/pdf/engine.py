"""WeasyPrint, and nothing else of the package touches it.

Everything worth knowing goes to the logger ``weasyprint``; here it becomes findings. Files are
read only from the project and the package, never from the network.
"""

from __future__ import annotations

import atexit
import gc
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from traceback import extract_tb
from typing import BinaryIO
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from sphinx_bookwork.doctree.fingerprint import file_fingerprints
from sphinx_bookwork.pdf.linebreaks import hanging_spaces
from sphinx_bookwork.pdf.notebreaks import notes_stay
from sphinx_bookwork.pdf.pagemargins import margins_cut
from sphinx_bookwork.pdf.plainstyles import plain_first
from sphinx_bookwork.pdf.remeasuring import measured_once
from sphinx_bookwork.pdf.svgfaults import SVG, fault_of, fault_of_drawing
from sphinx_bookwork.pdf.tagging.boxes import own_tags

LOGGER = logging.getLogger("weasyprint")


class EngineFault(Exception):
    """WeasyPrint gave up: says where in it, for a report to its makers."""


def library_versions() -> str:
    """Return the versions of WeasyPrint and of the library that it draws text with."""
    return f"WeasyPrint {weasyprint.__version__}, Pango {pango.pango_version()}"


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let Python look for garbage less often: boxes are many, and hardly any of them is garbage.

    It would cost a tenth of the time, and more at the end of the process, where nobody needs the
    memory. What is done is looked through once more, by ``set_aside``.
    """
    before = gc.get_threshold()
    gc.set_threshold(100 * before[0], *before[1:])
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
        atexit.unregister(gc.freeze)
        atexit.register(gc.freeze)


def set_aside() -> None:
    """Free what is garbage, and look for none in what is left: it is needed to the end."""
    gc.collect()
    gc.freeze()


class ProjectFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches ``file:`` below the allowed folders and ``data:``; refuses everything else."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)
        self.folders = [folder.resolve() for folder in folders]
        #: The files on whose content the pages depend, with its SHA-256 when they were first read.
        self.fetched: dict[Path, str] = {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file; raise ``ValueError`` for one outside the project and for a bomb."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = self._allowed(url)
            if path not in self.fetched:
                [self.fetched[path]] = file_fingerprints([path]).values()
        elif parts.scheme != "data":
            raise ValueError(f"not a file of the project: {url}")
        response = super().fetch(url, headers)
        data = response.read()
        if fault := fault_of(data, url, self.read):
            raise ValueError(f"not drawn: {fault}")
        return URLFetcherResponse(response.url, data, response.headers, response.status)

    def read(self, url: str) -> bytes | None:
        """Return the content of a file of the project, None where there is none."""
        try:
            return self._allowed(url).read_bytes()
        except (OSError, ValueError):
            return None

    def _allowed(self, url: str) -> Path:
        path = _path_of(urlsplit(url).path)
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise ValueError(f"outside the project: {path}")
        return path

    @staticmethod
    def path_of(url: str) -> Path | None:
        """Return the file that ``url`` names, None where it names none."""
        parts = urlsplit(url)
        return _path_of(parts.path) if parts.scheme == "file" else None


def _path_of(path: str) -> Path:
    return Path(url2pathname(unquote(path))).resolve()


class Engine:
    """One book's layout engine: its faces and stylesheets are read once.

    ``complaints`` collects what WeasyPrint logged, in order, each once.
    """

    def __init__(self, stylesheets: Iterable[tuple[str, str]], folders: Iterable[Path]) -> None:
        """Take stylesheets as (text, base URL) in cascading order, and the readable folders."""
        self.complaints: dict[str, None] = {}
        self.files = ProjectFiles(folders)
        self.font_config = FontConfiguration()
        self.images: dict[str, object] = {}
        self.sources = list(stylesheets)
        with self._listening():
            self.stylesheets = [self._css(text, base) for text, base in self.sources]

    def _css(self, text: str, base: str, counters: CounterStyle | None = None) -> weasyprint.CSS:
        return weasyprint.CSS(
            string=text,
            base_url=base,
            url_fetcher=self.files,
            font_config=self.font_config,
            counter_style=counters,
        )

    def add_stylesheet(self, text: str, base: str) -> None:
        """Put a stylesheet on top of those given so far."""
        self.sources.append((text, base))
        with self._listening():
            self.stylesheets.append(self._css(text, base))

    def lay_out(self, xhtml: str, css: str, base: str) -> weasyprint.Document:
        """Return the pages of one chapter; ``css`` holds what is particular to it.

        Raises ``EngineFault`` where WeasyPrint cannot lay it out.
        """
        with self._listening(), _in_less_time(), hanging_spaces(), notes_stay(), margins_cut():
            html = weasyprint.HTML(string=xhtml, base_url=base, url_fetcher=self.files)
            self._refuse_drawings(html.etree_element, base)
            # counter styles reach the pages only through a collection handed to both
            counters = CounterStyle()
            sheets = [*self.stylesheets, self._css(css, base, counters)]
            try:
                document = html.render(
                    font_config=self.font_config,
                    counter_style=counters,
                    stylesheets=sheets,
                    cache=self.images,
                )
            except Exception as error:  # it has no error of its own for what it cannot lay out
                place = extract_tb(error.__traceback__)[-1]
                where = f"{Path(place.filename).name}:{place.lineno}"
                raise EngineFault(f"{type(error).__name__} in {where}") from error
        for page in document.pages:
            # what an <a> holds is given a link of its own as well, which is tagged as none
            page.links = [link for link in page.links if link[3].link]
        return document

    def _refuse_drawings(self, root: Element, base: str) -> None:
        """Empty the drawings in the text that cannot be drawn."""
        for drawing in list(root.iter(f"{SVG}svg")):
            if fault := fault_of_drawing(drawing, base, self.files.read):
                drawing.clear()
                LOGGER.error("Failed to load image in the text: not drawn: %s", fault)

    def write(
        self,
        pages: list[weasyprint.Page],
        first: weasyprint.Document,
        path: Path,
        title: str | None = None,
    ) -> None:
        """Write ``pages`` as one tagged PDF/A-3a file with the metadata of ``first``.

        ``title`` is another title than the one of ``first``.

        Its colours are those of sRGB, whose profile WeasyPrint brings along; the International
        Color Consortium lets everybody copy it unchanged.

        The file is not compressed and has no identifier: whoever finishes it gives it both, once
        and faster than here, where all is compressed for the file and again for its identifier.
        """
        document = first.copy(pages)
        document.metadata = copy(document.metadata)
        document.metadata.title = title or document.metadata.title
        with self._listening(), plain_first(), own_tags():
            document.write_pdf(
                path, pdf_variant="pdf/a-3a", pdf_identifier=False, uncompressed_pdf=True
            )

    def write_bare(
        self, pages: list[weasyprint.Page], first: weasyprint.Document, path: Path | BinaryIO
    ) -> None:
        """Write ``pages`` for a press: no tags, no links; the metadata of ``first``."""
        for page in pages:
            page.links, page.anchors, page.bookmarks = [], {}, []
        with self._listening():
            first.copy(pages).write_pdf(path)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        handler = _Collector(self.complaints)
        propagate, LOGGER.propagate = LOGGER.propagate, False
        handlers, LOGGER.handlers = LOGGER.handlers, [handler]
        try:
            yield
        finally:
            LOGGER.handlers, LOGGER.propagate = handlers, propagate


@contextmanager
def _in_less_time() -> Iterator[None]:
    """Lay out as WeasyPrint would, in a tenth less of the time."""
    with plain_first(), measured_once():
        yield


class _Collector(logging.Handler):
    def __init__(self, complaints: dict[str, None]) -> None:
        super().__init__(logging.WARNING)
        self.complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        self.complaints[record.getMessage()] = None
