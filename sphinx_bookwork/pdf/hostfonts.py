"""Faces of this machine, for a project that declares none and has letters the package's lack.

Japanese, Hebrew or Thai would need megabytes that the package does not bring. What fontconfig finds
for the book's language stands in, and is named, so that whoever wants the same pages everywhere
can declare it.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from sphinx.util import logging

logger = logging.getLogger(__name__)

#: How many faces are looked for.
MOST_FACES = 40
#: General categories of what is not drawn: controls, marks of direction, what is not assigned.
NOT_DRAWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
#: Selectors of variants: faces draw the usual form without them.
SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
WEIGHTS = ("regular", "bold")


@dataclass(frozen=True)
class StandIn:
    """A face of this machine: its family, its files, the characters that it stands in for."""

    family: str
    files: tuple[Path, ...]
    characters: str


def lacking(texts: Iterable[str], folders: Iterable[Path]) -> set[str]:
    """Return the characters of ``texts`` that no font file in ``folders`` has."""
    characters = {character for text in texts for character in set(text)}
    wanted = {
        c for c in characters - SELECTORS if not c.isascii() and _category(c) not in NOT_DRAWN
    }
    files = (path for folder in folders for path in sorted(folder.rglob("*")))
    for path in files:
        if not wanted:
            break
        if path.suffix.lower() in {".ttf", ".otf"}:
            wanted -= _characters(path)
    return wanted


def _category(character: str) -> str:
    return unicodedata.category(character)


def stand_ins(characters: set[str], language: str) -> Iterator[StandIn]:
    """Yield faces of this machine that together have what they can of ``characters``."""
    command = shutil.which("fc-match")
    wanted = sorted(characters)
    for _ in range(MOST_FACES if command else 0):
        if not wanted:
            break
        first = wanted[0]
        path, family = _match(f":lang={language}:charset={ord(first):x}")
        found = set(wanted) & (_characters(path) if path.is_file() else set())
        if first in found:
            pattern = f"{family}:lang={language}:charset={ord(first):x}"
            matches = [_match(f"{pattern}:weight={weight}") for weight in WEIGHTS]
            files = [path, *(file for file, name in matches if name == family)]
            yield StandIn(family, tuple(dict.fromkeys(files)), "".join(sorted(found)))
        wanted = [c for c in wanted if c not in found and c != first]


def _match(pattern: str) -> tuple[Path, str]:
    """Return file and family of the face that fontconfig holds best for ``pattern``."""
    format_ = "%{file}\n%{family[0]}\n"
    run = subprocess.run(
        ["fc-match", "--format", format_, pattern], capture_output=True, text=True, check=False
    )
    path, family, *_ = [*run.stdout.splitlines(), "", ""]
    return Path(path), family


def _characters(path: Path) -> set[str]:
    """Return the characters that a font file has; none where it cannot be read."""
    try:
        if path.suffix.lower() in {".ttc", ".otc"}:
            with TTCollection(path, lazy=True) as faces:
                return set(map(chr, faces.fonts[0].getBestCmap() or ()))
        with TTFont(path, lazy=True) as face:
            return set(map(chr, face.getBestCmap() or ()))
    except (TTLibError, OSError, KeyError, AssertionError):
        return set()


def put_into(
    folder: Path, texts: Iterable[str], declared: tuple[Path, ...], language: str
) -> tuple[Path, ...]:
    """Fill ``folder`` with what stands in for faces that lack letters; return it, or nothing."""
    wanted = lacking(texts, declared)
    found = list(stand_ins(wanted, language)) if wanted else []
    for face in found:
        logger.info(
            "for %d characters such as %s stands a face of this machine: %s (%s); put its files "
            "into a folder of book_fonts for the same pages everywhere [bookpdf.host-face]",
            len(face.characters), face.characters[:3], face.family, face.files[0],
        )  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in {path.name: path for face in found for path in face.files}.values():
        try:
            (folder / path.name).symlink_to(path)
        except OSError:  # where links are a privilege
            shutil.copy(path, folder)
    return (folder,) if found else ()
