"""Make the site's faces from the book's: ``python assets/fonts/webfonts.py``
writes ``assets/web/fonts/*.woff2``.

A whole cut is 80 kB and a page needs four. So each is parted: the letters of the Latin script that
the languages of the Caucasus, of Europe and Turkish need, and Cyrillic, which a browser loads only
where a page has some (``unicode-range`` in ``assets/css/web.css``). The licence reserves the name
"Source" for files that nobody changed: these are named Restored Serif.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
CUTS = (
    "SmText-Regular",
    "SmText-It",
    "SmText-Semibold",
    "Display-Regular",
    "Display-It",
)
#: Part of the file's name to the characters in it, as CSS writes them.
PARTS = {
    "latin": "U+20-17F, U+18F, U+218-21B, U+259, U+2BB-2BC, U+2C6-2C7, U+2D8-2DD, U+300-30C, "
    "U+327-328, U+2009-2027, U+202F-2033, U+2039-203A, U+2044, U+2070-2089, U+20AC, U+20BC-20BD, "
    "U+2122, U+2190-2193, U+2212, U+2248, U+2264-2265, U+FB00-FB04",
    "cyrillic": "U+400-45F, U+490-491, U+4AE-4AF, U+4D8-4D9, U+4E8-4E9, U+2116",
}
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "onum", "lnum", "tnum", "pnum"]
FEATURES += ["sups"]


def characters(part: str) -> set[int]:
    """The code points of a part."""
    found: set[int] = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", PARTS[part]):
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def subset(cut: str, part: str) -> bytes:
    """One part of a cut as WOFF2."""
    options = Options(layout_features=FEATURES, hinting=False, flavor="woff2")
    source = HERE / f"SourceSerif4{cut}.ttf"
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters(part))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = f"Restored Serif {cut}".replace(" ", "" if record.nameID == 6 else " ")
    font.flavor = "woff2"
    data = BytesIO()
    font.save(data)
    return data.getvalue()


def fonts() -> dict[Path, bytes]:
    """File name to content of all that this script makes."""
    return {
        HERE.parent / "web" / "fonts" / f"RestoredSerif{cut}-{part}.woff2": subset(cut, part)
        for cut in CUTS
        for part in PARTS
    }


if __name__ == "__main__":
    for path, content in fonts().items():
        path.write_bytes(content)
