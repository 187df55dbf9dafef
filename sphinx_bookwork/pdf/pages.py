"""The pages around the text, and what every page has: its template, its stylesheet, its faces."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.nodes import make_id
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from sphinx.errors import ConfigError

from sphinx_bookwork.doctree.assembly import Chapter
from sphinx_bookwork.doctree.language import direction_of
from sphinx_bookwork.pdf import fonts, hostfonts
from sphinx_bookwork.pdf.contents import part_id
from sphinx_bookwork.pdf.units import Numbering, Unit, generated
from sphinx_bookwork.settings import place_of

if TYPE_CHECKING:
    from sphinx_bookwork.pdf.printing import PrintBuilder

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"


# Units around the text -------------------------------------------------------------------------


def front_pages(builder: PrintBuilder) -> Iterator[Unit]:
    """Yield cover, half-title and title page, as the settings ask for them."""
    if builder.book_settings.cover:
        yield cover(builder, builder.book_settings.cover, "cover")
    if builder.print_settings.title_pages:
        templates, values = page_templates(builder), page_values(builder)
        for name in ("halftitle", "titlepage"):
            xhtml = templates.get_template(f"{name}.xhtml").render(values)
            yield Unit(generated(name), xhtml, "roman", classes=f"front {name}", omitted=name)


def cover(builder: PrintBuilder, name: str, numbering: Numbering) -> Unit:
    """Return a cover page: one image to the edges; raise ``ConfigError`` where it is missing."""
    path = Path(builder.confdir) / name
    if not path.is_file():
        setting = "book_cover" if numbering == "cover" else "book_back_cover"
        raise ConfigError(
            f"{place_of(builder.config, setting)}: no such cover: {name!r}; "
            f"correct {setting} [bookpdf.cover]"
        )
    front = numbering == "cover"
    alt = builder.book_settings.cover_alt if front else ""
    alt = alt or builder.config.project
    xhtml = f'<img class="cover" src="{path.as_uri()}" alt="{escape(alt)}">'
    side = "recto" if front else "verso"
    return Unit(generated(numbering), xhtml, numbering, side, "cover", omitted="cover", plain=True)


def part(chapter: Chapter) -> Unit:
    """Return the title page of the part that begins with ``chapter``."""
    title = escape(chapter.part or "")
    xhtml = (
        f'<section class="part" id="{part_id(chapter)}">'
        f'<h1 class="part-title" data-outline="{title}" data-head="{title}">{title}</h1></section>'
    )
    return Unit(part_id(chapter), xhtml, "arabic", classes="part-page")


def chapter(builder: PrintBuilder, chapter: Chapter, xhtml: str) -> Unit:
    """Return a chapter as a unit, with the wishes of its document's front matter."""
    has_parts = any(c.part for c in builder.book.chapters)
    classes = [
        chapter.matter,
        "has-parts" if has_parts and chapter.matter == "body" else "",
        make_id(chapter.docname),
        chapter.metadata.get("print-class", ""),
    ]
    numbering: Numbering = "roman" if chapter.matter == "front" else "arabic"
    side = chapter.metadata.get("print-start", builder.print_settings.chapter_start)
    if side not in ("recto", "verso", "any"):
        raise ConfigError(
            f"{builder.env.doc2path(chapter.docname)}:1: print-start has to be recto, verso or "
            f"any: {side!r} [bookpdf.start]"
        )
    return Unit(chapter.docname, xhtml, numbering, side, " ".join(filter(None, classes)))


# The page template -----------------------------------------------------------------------------


def page_templates(builder: PrintBuilder) -> Environment:
    """Return the templates of pages, the project's own before the package's."""
    loaders = [FileSystemLoader(template_folders(builder)), FileSystemLoader(TEMPLATES)]
    return Environment(loader=ChoiceLoader(loaders), autoescape=False, trim_blocks=True)


def template_folders(builder: PrintBuilder) -> list[Path]:
    """Return where the project's own templates may be."""
    return [Path(builder.confdir) / name / "bookpdf" for name in builder.config.templates_path]


def page_values(builder: PrintBuilder) -> dict[str, object]:
    """Return what templates may show of the book."""
    config, book = builder.config, builder.book_settings
    return {
        "title": config.project,
        "subtitle": book.subtitle,
        "author": "" if config.author == "Author name not set" else config.author,
        "edition": book.edition or config.release,
        "description": book.description,
        "subjects": book.subjects,
        "language": config.language.replace("_", "-"),
        "direction": direction_of(config.language),
        "generator": "sphinx-bookwork",
        "date": _date(),
    }


def _date() -> str:
    """Return the time of the edition: SOURCE_DATE_EPOCH, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# Fonts and stylesheets -------------------------------------------------------------------------


def font_folders(builder: PrintBuilder) -> tuple[Path, ...]:
    """Return the declared folders, and the package's own where a face is not chosen."""
    chosen = builder.print_settings
    own = tuple(Path(builder.confdir) / name for name in builder.book_settings.fonts)
    return own if chosen.text_faces and chosen.code_faces else (*own, fonts.DEFAULT_FOLDER)


def host_folders(builder: PrintBuilder, units: Iterable[Unit]) -> tuple[Path, ...]:
    """Return where faces of this machine are that a project has to have which declares none."""
    if builder.book_settings.fonts:
        return ()
    texts = [builder.config.project, *(u.content for u in units if isinstance(u.content, str))]
    made = builder.work / "host-fonts"
    return hostfonts.put_into(made, texts, font_folders(builder), builder.config.language)


def generic_faces(builder: PrintBuilder) -> tuple[str, str]:
    """Return the faces that stand for ``serif`` (and ``sans-serif``) and for ``monospace``."""
    chosen = builder.print_settings
    text = (chosen.text_faces or (fonts.DEFAULT_TEXT,))[0]
    return text, (chosen.code_faces or (fonts.DEFAULT_CODE,))[0]
