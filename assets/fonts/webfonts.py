"""Make the site's faces from the book's: ``python assets/fonts/webfonts.py``
writes ``assets/web/fonts/*.woff2`` and the stylesheet that names them, ``assets/web/faces.css``.

A whole cut is 80 kB and a page needs four. So each is parted: the letters of the Latin script that
the languages of the Caucasus, of Europe and Turkish need, Cyrillic, and Armenian, which a browser
loads only where a page has some (``unicode-range``). The licence reserves the name "Source" for
files that nobody changed: these are named Restored Serif.

A face that is late takes the place of another. That one is a face of the reader's machine, made as
wide and as high as ours, so that the words stay where they are (CSS Fonts 5, ``size-adjust``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
WEB = HERE.parent / "web"
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
    "armenian": "U+531-556, U+559-58A, U+58D-58F, U+FB13-FB17",
}
#: In one cut of another family, smaller, as on paper (``assets/css/print.css``).
ARMENIAN, SMALLER = "NotoSerifArmenian-Regular", "90%"
#: What text is set in, and titles: style, weight and cut.
FAMILIES = {
    "Text": (
        ("normal", "400", "SmText-Regular"),
        ("italic", "400", "SmText-It"),
        ("normal", "600 700", "SmText-Semibold"),
    ),
    "Display": (("normal", "400", "Display-Regular"), ("italic", "400", "Display-It")),
}
#: How a face comes, by what its family is called (CSS Fonts 4, ``font-display``). One that a host
#: is late with does not move the text under who reads: it is there from the next page on. From a
#: disk a browser loads none early, and late is a moment.
DISPLAYS = {"": "optional", " on Disk": "fallback"}
SAMPLE = (
    "In February the assembly of the region, most of whose people were Armenians, asked to be "
    "moved from Soviet Azerbaijan to Soviet Armenia; Moscow refused. People of both nations were "
    "killed and villages emptied; then came war."
)
#: Faces that machines have, and the mean width of SAMPLE's characters in an em, regular, italic and
#: bold: of Gelasio (as wide as Georgia), Noto Serif, Liberation Serif (as wide as Times New Roman).
STAND_INS = {
    "Georgia": (("Georgia", "Gelasio"), (0.4528, 0.4614, 0.5275)),
    "Noto Serif": (("Noto Serif",), (0.4914, 0.4758, 0.5212)),
    "Times": (("Times New Roman", "Liberation Serif"), (0.4163, 0.4141, 0.4397)),
}
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "onum", "lnum", "tnum", "pnum"]
FEATURES += ["sups"]


def characters(part: str) -> set[int]:
    """The code points of a part."""
    found: set[int] = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", PARTS[part]):
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def source(cut: str) -> Path:
    """The file that a cut is taken from."""
    return HERE / f"{cut if cut == ARMENIAN else f'SourceSerif4{cut}'}.ttf"


def subset(cut: str, part: str) -> bytes:
    """One part of a cut as WOFF2."""
    options = Options(layout_features=FEATURES, hinting=False, flavor="woff2")
    font = TTFont(source(cut), recalcTimestamp=False)
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


def files() -> dict[str, tuple[str, str]]:
    """File name of each part of a face to its cut and part."""
    scripts = [part for part in PARTS if part != "armenian"]
    parts = {f"RestoredSerif{cut}-{part}.woff2": (cut, part) for cut in CUTS for part in scripts}
    return {**parts, "RestoredSerifArmenian.woff2": (ARMENIAN, "armenian")}


def fonts() -> dict[Path, bytes]:
    """File name to content of all faces that this script makes."""
    return {WEB / "fonts" / name: subset(*of) for name, of in files().items()}


def rule(**descriptors: str) -> str:
    """One ``@font-face`` of a stylesheet."""
    told = (f"{name.replace('_', '-')}: {value};" for name, value in descriptors.items())
    return f"@font-face {{ {' '.join(told)} }}"


def faces() -> Iterator[str]:
    """The rules for the files; the family of text has the Armenian letters for titles too."""
    for where, display in DISPLAYS.items():
        for family, styles in FAMILIES.items():
            for style, weight, cut in styles:
                yield from (
                    rule(font_family=f'"Restored {family}{where}"', font_display=display,
                         src=f'url("fonts/{name}") format("woff2")', font_weight=weight,
                         font_style=style, unicode_range=PARTS[part])
                    for name, (of, part) in files().items() if of == cut
                )  # fmt: skip
        yield rule(font_family=f'"Restored Text{where}"', font_display=display,
                   size_adjust=SMALLER, unicode_range=PARTS["armenian"],
                   src='url("fonts/RestoredSerifArmenian.woff2") format("woff2")')  # fmt: skip


def stand_ins() -> Iterator[str]:
    """The rules for faces of the reader's machine, each in the size and height of one of ours."""
    for family, styles in FAMILIES.items():
        for name, (local, widths) in STAND_INS.items():
            for style, weight, cut in styles:
                kind = "Italic" if style == "italic" else "Bold" if weight != "400" else ""
                width = widths[("", "Italic", "Bold").index(kind)]
                named = [
                    f'local("{face} {kind}")' if kind else f'local("{face}")' for face in local
                ]
                yield rule(font_family=f'"{family} as {name}"', src=", ".join(named),
                           font_weight=weight, font_style=style,
                           **metrics(source(cut), width))  # fmt: skip


def metrics(font: Path, width: float) -> dict[str, str]:
    """How a face of mean ``width`` (in ems) becomes as wide and as high as ``font``."""
    ours = TTFont(font)
    glyphs, em = ours.getBestCmap(), ours["head"].unitsPerEm
    mean = sum(ours["hmtx"][glyphs[ord(letter)]][0] for letter in SAMPLE) / len(SAMPLE) / em
    size, hhea = mean / width, ours["hhea"]
    shares = {
        "size_adjust": size,
        "ascent_override": hhea.ascent / em / size,
        "descent_override": -hhea.descent / em / size,
        "line_gap_override": hhea.lineGap / em / size,
    }
    return {name: f"{share:.2%}" for name, share in shares.items()}


def sheet() -> str:
    """The stylesheet ``faces.css``."""
    said = (
        "/* Made by assets/fonts/webfonts.py: the faces, and what stands in while they are late. */"
    )
    return "\n".join([said, *faces(), *stand_ins(), ""])


if __name__ == "__main__":
    for path, content in fonts().items():
        path.write_bytes(content)
    (WEB / "faces.css").write_text(sheet(), encoding="utf-8")
