"""The front cover as a picture that every reading system and shop can show."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pypdfium2
from lxml import etree
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_bookwork import pango
from sphinx_bookwork.doctree.settings import BookSettings
from sphinx_bookwork.epub.fonts import Face
from sphinx_bookwork.epub.sources import image_type
from sphinx_bookwork.epub.stylesheet import font_faces
from sphinx_bookwork.settings import place_of

WIDTH = 1600  # pixels; shops ask for about 1600 by 2560


def cover_source(config: Config, settings: BookSettings, confdir: Path) -> Path | None:
    """Return the file of the front cover, None for a book without one.

    Raises ``ConfigError`` where the file is missing, is no picture or has no words for it.
    """
    if not settings.cover:
        return None
    path, place = confdir / settings.cover, f"{place_of(config, 'book_cover')}: book_cover"
    if not path.is_file():
        raise ConfigError(f"{place}: no such file: {settings.cover!r} [bookwork.setting]")
    if image_type(path) is None:
        raise ConfigError(
            f"{place}: neither SVG, nor PNG, nor JPEG: {settings.cover!r} [bookwork.setting]"
        )
    if not settings.cover_alt.strip():
        raise ConfigError(
            f"{place}_alt: empty; say what the cover shows, for those who do not see it "
            "[bookwork.setting]"
        )
    return path


def write_cover(source: Path, folder: Path, faces: list[Face]) -> str:
    """Put the cover into ``folder`` and return its file name; a drawing is painted as PNG.

    A drawing in an e-book cannot use the book's faces, and most shelves show no SVG.
    """
    if source.suffix.lower() != ".svg":
        name = f"cover{source.suffix.lower()}"
        (folder / name).write_bytes(source.read_bytes())
        return name
    paint(source, folder / "cover.png", faces)
    return "cover.png"


def paint(drawing: Path, target: Path, faces: list[Face]) -> None:
    """Paint an SVG, ``WIDTH`` pixels wide, in the book's faces."""
    # Loading it takes half a second, which only a book with a drawn cover should pay.
    weasyprint = pango.imported("weasyprint")
    html = (
        f"<style>{font_faces(faces, lambda face: face.path.as_uri())}"
        f"@page {{ margin: 0; size: 160mm {160 * _ratio(drawing)}mm }} body {{ margin: 0 }}"
        f'img {{ display: block; width: 160mm }}</style><img src="{escape(drawing.as_uri())}">'
    )
    page = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())[0]
    page.render(scale=WIDTH / page.get_width()).to_pil().save(target, optimize=True)


def _ratio(drawing: Path) -> float:
    """Return height by width of an SVG."""
    root = etree.parse(drawing).getroot()
    numbers = root.get("viewBox", "").replace(",", " ").split()[2:]
    numbers = numbers or [
        re.sub(r"[^0-9.]", "", root.get(name, "")) for name in ("width", "height")
    ]
    try:
        width, height = map(float, numbers)
        return height / width
    except (ValueError, ZeroDivisionError) as error:
        raise ConfigError(
            f"{drawing}: has no size; give it a viewBox [bookwork.setting]"
        ) from error
