"""The package document and what belongs to it: container, navigation, NCX, own pages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sphinx_bookwork.doctree.language import direction_of
from sphinx_bookwork.epub.accessibility import Accessibility
from sphinx_bookwork.epub.fonts import FONT_TYPES
from sphinx_bookwork.epub.navigation import Entry, Landmark
from sphinx_bookwork.epub.pagelist import PageTarget
from sphinx_bookwork.epub.sources import IMAGE_TYPES
from sphinx_bookwork.epub.words import _

#: The folder of the publication in the container.
ROOT = "EPUB"
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    **IMAGE_TYPES,
    **FONT_TYPES,
}

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["uri"] = quote
_templates.filters["direction"] = direction_of


@dataclass(frozen=True)
class Metadata:
    """What catalogues and shelves are told of the book."""

    identifier: str
    title: str
    subtitle: str
    language: str
    creators: tuple[str, ...]
    edition: str
    description: str
    subjects: tuple[str, ...]
    rights: str
    modified: datetime
    #: What the printed pages that the book marks are pages of, empty where it marks none.
    print_edition: str = ""


@dataclass(frozen=True)
class Item:
    """A file of the publication."""

    href: str
    properties: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """Its media type, by its suffix."""
        return MEDIA_TYPES[Path(self.href).suffix.lower()]


@dataclass(frozen=True)
class SpineItem:
    """A content document in reading order; one that only links reach is not linear."""

    href: str
    linear: bool = True


@dataclass(frozen=True)
class Publication:
    """All that the package document and the navigation say."""

    metadata: Metadata
    items: tuple[Item, ...]
    spine: tuple[SpineItem, ...]
    contents: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    accessibility: Accessibility
    cover: str = ""
    pages: tuple[PageTarget, ...] = ()


def build_time() -> datetime:
    """Return the time of the build: ``SOURCE_DATE_EPOCH`` where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def render(template: str, target: Path, **context: object) -> None:
    """Write one file from its template; everything in it is escaped as XML wants it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = _templates.get_template(template).render(_=_, **context)
    target.write_text(text, encoding="utf-8")


def write_package(folder: Path, publication: Publication) -> None:
    """Write container, package document and NCX below ``folder``."""
    ids = {item.href: f"f{number}" for number, item in enumerate(publication.items, 1)}
    render("container.jinja", folder / "META-INF/container.xml", root=ROOT)
    render("package.opf", folder / ROOT / "package.opf", book=publication, ids=ids)
    render(
        "toc.ncx",
        folder / ROOT / "toc.ncx",
        book=publication,
        depth=_depth(publication.contents),
        last_page=max(
            (int(page.label) for page in publication.pages if page.kind == "normal"), default=0
        ),
    )


def _depth(entries: tuple[Entry, ...]) -> int:
    return 1 + max((_depth(entry.children) for entry in entries if entry.children), default=0)


def first_href(entry: Entry) -> str:
    """Return where an entry leads; a part leads to its first chapter."""
    return entry.href or first_href(entry.children[0])


_templates.filters["first_href"] = first_href
