"""Converted by calibre without loss: every block of the e-book is in what calibre makes of it.

    python tests/validators/calibre.py FILE.epub ...

calibre (program ``ebook-convert``) is what readers convert with for devices that do not read EPUB.
It writes the book as plain text; each paragraph, heading, term, cell and line of code of each
document in the e-book has to be in that, in its order or elsewhere. That the e-book has every block
of the source is seen by ``make check``. Exit status: 0 all found, 1 something lost, 2 no calibre.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
BLOCKS = tuple(
    f"{XHTML}{name}"
    for name in (
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "pre",
        "caption",
        "figcaption",
    )
)
#: Shorter texts may stand anywhere by chance.
SHORTEST = 8


def main(files: list[str]) -> int:
    """Convert every file; print what was lost."""
    absent = [file for file in files if not Path(file).is_file()]
    if absent or not files:
        print(f"validators: no such file: {absent[0]!r}" if absent else __doc__, file=sys.stderr)
        return 2
    if shutil.which("ebook-convert") is None:
        print("validators: no ebook-convert on the path: install calibre", file=sys.stderr)
        return 2
    lost = [text for file in map(Path, files) for text in lost_in(file)]
    for text in lost:
        print(text)
    print(f"{len(files)} e-books: {len(lost)} blocks lost by calibre")
    return 1 if lost else 0


def lost_in(file: Path) -> Iterator[str]:
    """Yield a line for every block of an e-book that its conversion is without."""
    converted = letters(convert(file))
    at = 0
    for name, text in blocks(file):
        place = converted.find(text, at)
        place = place if place >= 0 else converted.find(text)
        if place < 0:
            yield f"{file.name}/{name}: lost in conversion: {text[:60]!r} [calibre]"
        else:
            at = place


def convert(file: Path) -> str:
    """Return an e-book as the plain text that calibre makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.txt"
        command = ["ebook-convert", str(file), str(target), "--txt-output-formatting", "plain"]
        # As root its browser engine wants no sandbox; without a screen it draws none.
        environment = os.environ | {
            "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
            "QT_QPA_PLATFORM": "offscreen",
        }
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        return target.read_text(encoding="utf-8")


def blocks(file: Path) -> Iterator[tuple[str, str]]:
    """Yield document and letters of every block that holds no other, but for formulas."""
    with ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml") and not name.endswith(("nav.xhtml", "cover.xhtml")):
                body = etree.fromstring(archive.read(name)).find(f"{XHTML}body")
                for element in body.iter(BLOCKS):
                    inner = any(child.tag in BLOCKS for child in element.iterdescendants())
                    text = "" if inner else letters("".join(_said(element)))
                    if len(text) >= SHORTEST:
                        yield name, text


def _said(element: etree._Element) -> Iterator[str]:
    if isinstance(element.tag, str) and not element.tag.endswith("}math"):
        yield element.text or ""
        for child in element:
            yield from _said(child)
            yield child.tail or ""


def letters(text: str) -> str:
    """Return the letters and digits of a text: spaces, breaks and marks are the format's."""
    return "".join(filter(str.isalnum, text.casefold()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
