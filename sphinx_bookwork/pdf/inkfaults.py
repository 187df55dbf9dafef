"""Inks in an edition for screens: its file is in sRGB alone (PDF/A-3, ISO 19005-3, 6.2.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

INKS = "device-cmyk("
COMPLAINT = (
    f"a colour is mixed of inks: '{INKS}...'; name a colour of screens, or put the style into "
    "bookpress_stylesheets"
)
#: Where a page says of what colour something is: everywhere else the words are text.
SAID = re.compile(
    r"""<[^<>]*\s(?:style|fill|stroke|color|bgcolor|stop-color|flood-color)=["'][^"'<>]*device-cmyk\("""
    r"|<style\b[^>]*>[^<]*device-cmyk\("
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: Files that may say of what colour something is.
SAYING = {".css", ".svg"}


def inks_in(sheets: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a complaint for each of ``sheets`` (its path, its text) that mixes inks."""
    for name, text in sheets:
        said = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        if (found := said.find(INKS)) >= 0:
            line = said.count("\n", 0, found) + 1
            yield f"{name}:{line}: {COMPLAINT}"


def inks_in_text(source: str, xhtml: str) -> Iterator[str]:
    """Yield a complaint where the text of the document ``source`` mixes inks."""
    if SAID.search(xhtml):
        yield f"{source}: {COMPLAINT}"


def inks_in_files(paths: Iterable[str]) -> Iterator[str]:
    """Yield a complaint for each stylesheet and drawing among ``paths`` that mixes inks."""
    files = [path for path in map(Path, paths) if path.suffix.lower() in SAYING]
    return inks_in((str(path), path.read_text("utf-8", errors="replace")) for path in files)
