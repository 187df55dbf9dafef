"""The site offers the files of the other editions: the directive ``{downloads}``.

The environment variable ``BOOK_DOWNLOADS`` names the files that exist (paths, separated as in a
shell, absolute or relative to ``conf.py``). They are copied to ``downloads/`` of the site. The
directive lists them with their sizes; its lines give patterns and names, in the order to list::

    ```{downloads}
    *.pdf: The print edition
    *.epub: The e-book
    chapters/*.pdf: {title} (pp. {pages})
    ```

A pattern with a folder is for the files that ``bookchapters`` made there, and for nothing else:
they come in the order of the book, and their names may say ``{title}`` and ``{pages}``. Words
after the name of the directive stand above the list, where there is one. The page of a chapter that
has a file offers it too, beside its reading time (``bookweb_reading_speed``).
Where there is no file, and in every other edition, it shows nothing.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from sphinx_bookwork.editions import is_site
from sphinx_bookwork.gate import plainly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

VARIABLE = "BOOK_DOWNLOADS"
FOLDER = "downloads"
#: What ``bookchapters`` leaves beside its files.
CHAPTERS = "chapters.json"


class downloads(nodes.General, nodes.Element):  # docutils names nodes so
    """Stands for the list until a builder says whether it offers files (``offered``: the lines)."""


@dataclass(frozen=True)
class Offer:
    """One file to offer, under the name that readers see."""

    path: Path
    name: str
    folder: str = ""

    @property
    def place(self) -> str:
        """Where the file lies in the folder of downloads; chapters lie together."""
        return f"{self.folder}/{self.path.name}" if self.folder else self.path.name

    @property
    def label(self) -> str:
        """The name with format and size: "The print edition (PDF, 2.4 MB)"."""
        kind = self.path.suffix.removeprefix(".").upper()
        return f"{self.name} ({kind}, {self.size})"

    @property
    def size(self) -> str:
        """The size as readers know it."""
        return spelt_size(self.path.stat().st_size)


@dataclass(frozen=True)
class PageFile:
    """The file that holds one page of the site, as the page offers it: link and words."""

    uri: str
    label: str


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and the copying after a site is built."""
    app.add_node(downloads)
    app.add_directive("downloads", DownloadsDirective)
    app.connect("config-inited", plainly(refuse_missing_files))
    app.connect("doctree-resolved", show_or_drop)
    # before sphinx_bookwork.web, which shows it
    app.connect("html-page-context", offer_page, priority=100)
    app.connect("build-finished", copy_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class DownloadsDirective(SphinxDirective):
    """``{downloads} title``: lines ``pattern: name``; a line without a name is an error."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Leave a mark in the document; which files exist is known when the site is written."""
        names = []
        for line in self.content:
            pattern, colon, name = line.partition(":")
            if not colon or not name.strip():
                raise self.error(f"no name for readers: {line!r}; write 'pattern: name'")
            names.append((pattern.strip(), name.strip()))
        # The files change without the source: read, and so written, anew in every build.
        self.env.note_reread()
        node = downloads(offered=names, title=self.arguments[0] if self.arguments else "")
        self.set_source_info(node)
        return [node]


def refuse_missing_files(app: Sphinx, _config: Config) -> None:
    """Raise ``ConfigError`` where a file to offer does not exist, before anything is read."""
    list(chapter_files(existing_files(app.confdir)))


def existing_files(
    root: str | os.PathLike[str], environ: Mapping[str, str] = os.environ
) -> list[Path]:
    """Return the files that ``BOOK_DOWNLOADS`` names; ``ConfigError`` where one does not exist."""
    files = [Path(root, name) for name in shlex.split(environ.get(VARIABLE, ""))]
    for file in files:
        if not file.is_file():
            raise ConfigError(
                f"{VARIABLE}: there is no such file: '{file}'; "
                "build it first or leave it out [bookwork.downloads]"
            )
    return files


def offers(files: Sequence[Path], names: Sequence[tuple[str, str]]) -> list[Offer]:
    """Pair files with the names of the first pattern that fits, in the order of the patterns.

    A file that no pattern fits is offered last, under its file name; but chapters only where a
    pattern with their folder is, and where there are only such, nothing else.
    """
    chapters = list(chapter_files(files))
    left = [file for file in files if file not in {chapter.path for chapter in chapters}]
    found: list[Offer] = []
    plain = any("/" not in pattern for pattern, _ in names) or not names
    for pattern, name in [*names, ("*", "")] if plain else names:
        if "/" in pattern:
            fitting = [c for c in chapters if fnmatch(c.place, pattern)]
            found += [replace(c, name=c.spelt(name)) for c in fitting]
            chapters = [chapter for chapter in chapters if chapter not in fitting]
        else:
            paths = [file for file in left if fnmatch(file.name, pattern)]
            found += [Offer(file, name or file.name) for file in paths]
            left = [file for file in left if file not in paths]
    return found


@dataclass(frozen=True)
class ChapterOffer(Offer):
    """A chapter's file; ``name`` is its title, ``pages`` its folios ("5–9")."""

    pages: str = ""

    def spelt(self, name: str) -> str:
        """Put title and pages into the name that the author gave."""
        return name.replace("{title}", self.name).replace("{pages}", self.pages)


def chapter_files(files: Sequence[Path]) -> Iterator[ChapterOffer]:
    """Yield those of ``files`` that a ``chapters.json`` beside them lists, in its order.

    Raises ``ConfigError`` for a list that is none.
    """
    for folder in dict.fromkeys(file.parent for file in files):
        path = folder / CHAPTERS
        try:
            listed = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
            chapters = [
                (folder / c["file"], c["title"], dict.fromkeys([c["first"], c["last"]]))
                for c in listed
            ]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ConfigError(
                f"{path}: not a list of chapters: {error}; build them anew [bookwork.downloads]"
            ) from error
        for file, title, span in chapters:
            if file in files:
                yield ChapterOffer(file, title, folder.name, "\N{EN DASH}".join(span))


def spelt_size(size: int) -> str:
    """Spell a size in bytes as readers know it, in decimal units: "840 kB", "2.4 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"


def show_or_drop(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the list in the place of each mark on a site; take the mark out of other editions."""
    site = is_site(app)
    files = existing_files(app.confdir) if site else []
    here = app.builder.get_target_uri(docname) if site else ""
    for node in list(doctree.findall(downloads)):
        found = offers(files, node["offered"])
        node.replace_self([*_titled(node["title"]), _listed(found, here)] if found else [])


def offer_page(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Tell templates of the file that is one page: ``bookwork_download``, a ``PageFile`` or None.

    ``bookchapters`` names files after the last part of the documents' names.
    """
    context["bookwork_download"] = None
    if not is_site(app) or doctree is None:
        return
    for chapter in chapter_files(existing_files(app.confdir)):
        if chapter.path.stem == pagename.rpartition("/")[2]:
            uri = relative_uri(app.builder.get_target_uri(pagename), f"{FOLDER}/{chapter.place}")
            kind = chapter.path.suffix.removeprefix(".").upper()
            context["bookwork_download"] = PageFile(uri, f"{kind}, {chapter.size}")


def _titled(title: str) -> list[nodes.Node]:
    return [nodes.paragraph("", title, classes=["book-downloads-title"])] if title else []


def _listed(found: Sequence[Offer], here: str) -> nodes.bullet_list:
    items = []
    for offer in found:
        uri = relative_uri(here, f"{FOLDER}/{offer.place}")
        link = nodes.reference("", offer.label, refuri=uri, internal=True, classes=["download"])
        items.append(nodes.list_item("", nodes.paragraph("", "", link)))
    return nodes.bullet_list("", *items, classes=["book-downloads"])


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Make ``downloads/`` of a site hold just the files offered (when the variable is set)."""
    if exception or not is_site(app) or VARIABLE not in os.environ:
        return
    folder = Path(app.outdir) / FOLDER
    files = existing_files(app.confdir)
    shutil.rmtree(folder, ignore_errors=True)
    places = {chapter.path: chapter.place for chapter in chapter_files(files)}
    for file in files:
        place = folder / places.get(file, file.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, place)
