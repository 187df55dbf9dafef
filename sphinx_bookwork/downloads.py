"""The site offers the files of the other editions: the directive ``{downloads}``.

The environment variable ``BOOK_DOWNLOADS`` names the files that exist (paths, separated as in a
shell, absolute or relative to ``conf.py``). They are copied to ``downloads/`` of the site. The
directive lists them with their sizes; its lines give patterns and names, in the order to list::

    ```{downloads}
    *.pdf: The print edition
    *.epub: The e-book
    ```

Where there is no file, and in every other edition, it shows nothing.
"""

from __future__ import annotations

import os
import shlex
import shutil
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from sphinx_bookwork.gate import plainly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

VARIABLE = "BOOK_DOWNLOADS"
FOLDER = "downloads"
SITES = ("html", "dirhtml", "singlehtml")


class downloads(nodes.General, nodes.Element):  # docutils names nodes so
    """Stands for the list until a builder says whether it offers files (``offered``: the lines)."""


@dataclass(frozen=True)
class Offer:
    """One file to offer, under the name that readers see."""

    path: Path
    name: str

    @property
    def label(self) -> str:
        """The name with format and size: "The print edition (PDF, 2.4 MB)"."""
        kind = self.path.suffix.removeprefix(".").upper()
        return f"{self.name} ({kind}, {spelt_size(self.path.stat().st_size)})"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and the copying after a site is built."""
    app.add_node(downloads)
    app.add_directive("downloads", DownloadsDirective)
    app.connect("config-inited", plainly(refuse_missing_files))
    app.connect("doctree-resolved", show_or_drop)
    app.connect("build-finished", copy_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class DownloadsDirective(SphinxDirective):
    """``{downloads}``: lines ``pattern: name``; a line without a name is an error."""

    has_content = True
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
        node = downloads(offered=names)
        self.set_source_info(node)
        return [node]


def refuse_missing_files(app: Sphinx, _config: Config) -> None:
    """Raise ``ConfigError`` where a file to offer does not exist, before anything is read."""
    existing_files(app.confdir)


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

    A file that no pattern fits is offered last, under its file name.
    """
    left, found = list(files), []
    for pattern, name in [*names, ("*", "")]:
        fitting = [file for file in left if fnmatch(file.name, pattern)]
        found += [Offer(file, name or file.name) for file in fitting]
        left = [file for file in left if file not in fitting]
    return found


def spelt_size(size: int) -> str:
    """Spell a size in bytes as readers know it, in decimal units: "840 kB", "2.4 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"


def show_or_drop(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the list in the place of each mark on a site; take the mark out of other editions."""
    site = app.builder.name in SITES
    files = existing_files(app.confdir) if site else []
    here = app.builder.get_target_uri(docname) if site else ""
    for node in list(doctree.findall(downloads)):
        found = offers(files, node["offered"])
        node.replace_self([_listed(found, here)] if found else [])


def _listed(found: Sequence[Offer], here: str) -> nodes.bullet_list:
    items = []
    for offer in found:
        uri = relative_uri(here, f"{FOLDER}/{offer.path.name}")
        link = nodes.reference("", offer.label, refuri=uri, internal=True, classes=["download"])
        items.append(nodes.list_item("", nodes.paragraph("", "", link)))
    return nodes.bullet_list("", *items, classes=["book-downloads"])


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Make ``downloads/`` of a site hold just the files offered (when the variable is set)."""
    if exception or app.builder.name not in SITES or VARIABLE not in os.environ:
        return
    folder = Path(app.outdir) / FOLDER
    files = existing_files(app.confdir)
    shutil.rmtree(folder, ignore_errors=True)
    if files:
        folder.mkdir()
    for file in files:
        shutil.copy2(file, folder / file.name)
