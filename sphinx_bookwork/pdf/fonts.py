"""The faces of a book: only the declared font files exist for the layout, and for the PDF.

Pango asks fontconfig for faces. A configuration of our own names the declared folders and nothing
else, so a face or a glyph that they lack is an error instead of a silent substitute from the host.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import tinycss2
from fontTools.ttLib import TTFont, TTLibError
from sphinx.errors import SphinxError

#: The faces that come with the package, for projects that declare none.
DEFAULT_FOLDER = Path(__file__).parent / "fonts"
DEFAULT_TEXT, DEFAULT_CODE = "Source Serif 4", "DejaVu Sans Mono"
DEFAULT_SYMBOLS = ("DejaVu Sans", "Noto Emoji")

GENERIC = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math"}
SIZES = {"small", "medium", "large", "smaller", "larger"} | {
    f"{x}-{size}" for x in ("x", "xx") for size in ("small", "large")
}
KEYWORDS = {"inherit", "initial", "unset", "revert"}


class FontError(SphinxError):
    """A font that is missing, broken or not declared."""

    category = "Fonts"


@dataclass(frozen=True)
class Faces:
    """The families at hand (name in lower case -> name as in the file) and their folders."""

    families: dict[str, str]
    folders: tuple[Path, ...]


def find_faces(folders: tuple[Path, ...]) -> Faces:
    """Return the faces in ``folders``; raise ``FontError`` for a broken file."""
    families: dict[str, str] = {}
    for folder in folders:
        if not folder.is_dir():
            raise FontError(
                f"{folder}: no such folder of fonts; correct book_fonts in conf.py [bookpdf.font]"
            )
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in {".ttf", ".otf"}:
                families.update((name.lower(), name) for name in _family_names(path))
    return Faces(families, folders)


def _family_names(path: Path) -> set[str]:
    try:
        with TTFont(path, lazy=True) as font:
            names = font["name"]
            found = {names.getDebugName(1), names.getDebugName(16)}
    except (TTLibError, OSError, KeyError, AssertionError) as error:
        raise FontError(
            f"{path}: not a readable font: {error}; replace the file [bookpdf.font]"
        ) from error
    return {name for name in found if name}


@contextmanager
def only(faces: Faces, work: Path, text: str, code: str) -> Iterator[None]:
    """Let fontconfig see only ``faces`` while the block runs; ``work`` holds its configuration."""
    config = work / "fonts.conf"
    work.mkdir(parents=True, exist_ok=True)
    config.write_text(_configuration(faces, work, text, code), encoding="utf-8")
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(config)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _configuration(faces: Faces, work: Path, text: str, code: str) -> str:
    folders = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in faces.folders)
    generics = {"serif": text, "sans-serif": text, "monospace": code}
    aliases = "".join(
        f"<alias><family>{name}</family><prefer><family>{escape(family)}</family></prefer></alias>"
        for name, family in generics.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{folders}<cachedir>{escape(str(work / 'cache'))}</cachedir>{aliases}</fontconfig>\n"
    )


def refuse_missing(names: Iterable[str], faces: Faces, place: str) -> None:
    """Raise ``FontError`` for the first of ``names`` that is no face at hand."""
    for name in names:
        if name.lower() not in faces.families:
            known = ", ".join(sorted(faces.families.values()))
            raise FontError(
                f"{place}: no such face: {name!r}; put its files into a folder of "
                f"book_fonts or name one of {known} [bookpdf.font]"
            )


def missing_families(css: str, path: str, faces: Faces) -> Iterator[tuple[str, int, str]]:
    """Yield path, line and value of each ``font-family`` none of whose families is at hand."""
    for line, value in _font_families(tinycss2.parse_stylesheet(css, skip_comments=True)):
        names = _names(value)
        if names and not any(_known(name, faces) for name in names):
            yield path, line, ", ".join(names)


def _known(name: str, faces: Faces) -> bool:
    return name.lower() in GENERIC | KEYWORDS or name.lower() in faces.families


def _font_families(
    rules: Iterable[tinycss2.ast.Node],
) -> Iterator[tuple[int, list[tinycss2.ast.Node]]]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
            continue
        if getattr(rule, "content", None):
            for item in tinycss2.parse_blocks_contents(rule.content):
                if item.type == "declaration" and item.lower_name == "font-family":
                    yield item.source_line, item.value
                elif item.type == "declaration" and item.lower_name == "font":
                    yield item.source_line, _after_size(item.value)
                else:
                    yield from _font_families([item])


def _after_size(value: list[tinycss2.ast.Node]) -> list[tinycss2.ast.Node]:
    """Return what follows size and line height in the shorthand ``font``: the families."""
    sizes = [
        place
        for place, token in enumerate(value)
        if token.type in {"dimension", "percentage", "number"}
        or (token.type == "ident" and token.lower_value in SIZES)
    ]
    return value[sizes[-1] + 1 :] if sizes else []


def _names(value: list[tinycss2.ast.Node]) -> list[str]:
    names: list[str] = []
    words: list[str] = []
    for token in [*value, None]:
        if token is None or (token.type == "literal" and token.value == ","):
            names += [" ".join(words)] if words else []
            words = []
        elif token.type in {"ident", "string"}:
            words.append(token.value)
        elif token.type == "function":
            return []  # var(): the value stands elsewhere and is looked at there
    return names
