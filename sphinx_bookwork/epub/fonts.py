"""Faces: what the font files of a project are, and which of them the pages really show."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import cssselect2
import tinycss2
from fontTools.ttLib import TTFont, TTLibError
from sphinx.errors import ConfigError

Token: TypeAlias = Any  # tinycss2 has no types

FONT_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}
_LICENCES = ("OFL*", "LICEN[CS]E*", "COPYING*")
_READING_SYSTEM = """
em, i, cite, dfn, var, address { font-style: italic }
b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: bold }
code, pre, kbd, samp { font-family: monospace }
"""


@dataclass(frozen=True)
class Face:
    """One font file: its names, its place in the family, the characters it has."""

    path: Path
    family: str
    weight: int
    italic: bool
    characters: frozenset[int]
    notice: str


@dataclass(frozen=True)
class Style:
    """How a run of text is set, as far as it chooses a face."""

    families: tuple[str, ...] = ()
    weight: int = 400
    italic: bool = False


def read_faces(folders: Iterable[Path]) -> list[Face]:
    """Return the faces in the folders; raise ``ConfigError`` for a folder or file that is none."""
    faces = []
    for folder in folders:
        if not folder.is_dir():
            raise ConfigError(f"book_fonts: no such folder: {str(folder)!r} [bookwork.setting]")
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in FONT_TYPES)
        faces += [_face(path) for path in files]
    return faces


def licences(folders: Iterable[Path]) -> list[Path]:
    """Return the licence files that lie beside the fonts."""
    return sorted({path for folder in folders for mask in _LICENCES for path in folder.glob(mask)})


def _face(path: Path) -> Face:
    try:
        with TTFont(path, lazy=True) as font:
            names, style = font["name"], font["OS/2"]
            notice = [names.getDebugName(number) or "" for number in (0, 13)]
            return Face(
                path,
                names.getDebugName(16) or names.getDebugName(1) or path.stem,
                style.usWeightClass,
                bool(style.fsSelection & 1),
                frozenset(font.getBestCmap()),
                " ".join(" ".join(notice).split()),
            )
    except (TTLibError, KeyError) as error:
        raise ConfigError(f"{path}: no font file: {error} [bookwork.setting]") from error


def faces_shown(pages: Iterable[ET.Element], css: str, faces: list[Face]) -> list[Face]:
    """Return the faces that text on the pages is set in, by the stylesheet's own cascade."""
    matcher = _matcher(css)
    text: dict[Style, set[int]] = defaultdict(set)
    for page in pages:
        root = cssselect2.ElementWrapper.from_html_root(page)
        for style, characters in _runs(root, Style(), matcher):
            text[style] |= characters
    by_family: dict[str, list[Face]] = defaultdict(list)
    for face in faces:
        by_family[face.family].append(face)
    shown = {face for style, chars in text.items() for face in _chosen(style, chars, by_family)}
    return [face for face in faces if face in shown]


def _chosen(style: Style, chars: set[int], families: dict[str, list[Face]]) -> Iterator[Face]:
    """Yield the faces that the characters come from: the families in order, as CSS says."""
    left = {char for char in chars if not chr(char).isspace()}
    for family in style.families:
        if left and families.get(family):
            face = min(families[family], key=lambda face: _distance(face, style))
            if left & face.characters:
                yield face
                left -= face.characters


def _distance(face: Face, style: Style) -> tuple[bool, int, int]:
    """Order faces by CSS Fonts 4, 5.2: slant first, then weight, bolder first for bold text."""
    bolder = face.weight > style.weight
    return (
        face.italic != style.italic,
        abs(face.weight - style.weight),
        bolder != (style.weight > 500),
    )


def _runs(
    element: cssselect2.ElementWrapper, inherited: Style, matcher: cssselect2.Matcher
) -> Iterator[tuple[Style, set[int]]]:
    style = inherited
    for _, _, pseudo, change in sorted(matcher.match(element), key=lambda match: match[:2]):
        if pseudo is None:
            style = replace(style, **change)
    node = element.etree_element
    tails = [child.tail or "" for child in node]
    yield style, set(map(ord, "".join([node.text or "", *tails])))
    for child in element.iter_children():
        if child.local_name != "head":
            yield from _runs(child, style, matcher)


def _matcher(css: str) -> cssselect2.Matcher:
    matcher = cssselect2.Matcher()
    rules = tinycss2.parse_stylesheet(
        _READING_SYSTEM + css, skip_comments=True, skip_whitespace=True
    )
    for prelude, content in _rules(rules):
        change = _changes(content)
        if change:
            for selector in cssselect2.compile_selector_list(prelude):
                matcher.add_selector(selector, change)
    return matcher


def _rules(rules: Iterable[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield the style rules, those for some media too: a face that may be shown is shown."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule.prelude, rule.content
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            yield from _rules(tinycss2.parse_rule_list(rule.content))


def _changes(content: list[Token]) -> dict[str, object]:
    changes: dict[str, object] = {}
    for item in tinycss2.parse_blocks_contents(content):
        if item.type != "declaration":
            continue
        words = [token for token in item.value if token.type not in ("whitespace", "comment")]
        if item.lower_name == "font-family":
            changes["families"] = tuple(_families(item.value))
        elif item.lower_name == "font-style":
            changes["italic"] = words[0].lower_value in ("italic", "oblique")
        elif item.lower_name == "font-weight":
            changes["weight"] = _weight(words[0])
    return {name: value for name, value in changes.items() if value is not None}


def _families(tokens: list[Token]) -> Iterator[str]:
    family: list[str] = []
    for token in [*tokens, tinycss2.ast.LiteralToken(0, 0, ",")]:
        if token.type in ("ident", "string"):
            family.append(token.value)
        elif token == "," and family:
            yield " ".join(family)
            family = []


def _weight(token: Token) -> int | None:
    if token.type == "number":
        return int(token.value)
    return {"normal": 400, "bold": 700, "bolder": 700, "lighter": 400}.get(token.lower_value)
