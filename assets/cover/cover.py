"""Draw the covers: ``python assets/cover/cover.py`` writes front.svg, back.svg and the site's icon.

The idea: the title has a footnote, as every sentence of the book has. The rule between text and
note, which any footnote has, is here a line of the years since 1918, thick where the republic was
independent. The ground stays white, so an office printer's margin does not show.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # a script, not a package: its module lies beside it

from lettering import Style, text, width  # noqa: E402

PAGE = (419.53, 595.28)  # A5 in points
MARGIN = 36.0
INK, ACCENT = "#1a1a1a", "#a8321f"

TITLE = ("The", "Republic", "Restored")
SUBTITLE = (
    "A sourced short history of Azerbaijan’s",
    "sovereignty, independence, occupation",
    "and presidencies, 1988–2026",
)
NOTE = (
    "“Restoration” is the word of the Declaration of 30 August",
    "1991 on the Restoration of the State Independence of the",
    "Republic of Azerbaijan. The first republic was that of 1918.",
    "Every claim in this book has a note, as this one has.",
)
FRONT_DESCRIPTION = (
    "The title in large black letters ends in a red footnote call. Below a rule that is thick for "
    "the years of independence, 1918 to 1920 and from 1991, and thin between, stands the note."
)
BLURB = (
    ("Two peoples and several states tell", ""),
    ("the recent history of Azerbaijan", ""),
    ("each in its own way.", ""),
    ("This book begins with one account,", ""),
    ("claim by claim,", "2"),
    ("and sets beside it", ""),
    ("what the others say.", "3"),
)
BACK_NOTES = (
    ("2", ("It is a consulate’s web page: 53 claims. Each is told, made",)),
    ("", ("precise, or set beside what others found.",)),
    ("3", ("Who says so stands at the foot of the page. Where sources",)),
    ("", ("disagree, the text says so, and the call of the note is marked.",)),
)
IMPRINT = ("Nobody’s official publication.", "First edition, 2026. Text and figures CC BY 4.0.")
BACK_DESCRIPTION = "What the book is, in two sentences with their footnotes, and its licence."

DISPLAY = Style("SourceSerif4Display-Regular", 90, tracking=-0.015)
SUBTITLE_STYLE = Style("SourceSerif4Display-It", 20, ("onum",))
BLURB_STYLE = Style("SourceSerif4Display-Regular", 23.5, ("onum",))
NOTE_STYLE = Style("SourceSerif4SmText-Regular", 11.2, ("onum",))
YEAR_STYLE = Style("SourceSerif4Caption-Regular", 7.6, ("onum",))
NOTE_LEADING = 15.4

FIRST_YEAR, LAST_YEAR = 1918, 2027  # the rule's ends: New Year's Days
INDEPENDENT = ((1918.4, 1920.32, "1918–20"), (1991.8, 2027, "1991–"))


def raised(style: Style) -> Style:
    """``style`` with superior figures, for a note's number."""
    return Style(style.face, style.size, ("sups",))


def years(y: float) -> list[str]:
    """The rule as a line of years, with its two labels."""
    length = PAGE[0] - 2 * MARGIN
    parts = [f'<path fill="{ACCENT}" d="M{MARGIN} {y - 0.4}h{length:.2f}v.8h{-length:.2f}z"/>']
    for start, end, label in INDEPENDENT:
        x, x2 = (
            MARGIN + (year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR) * length
            for year in (start, end)
        )
        box = f"M{x:.2f} {y - 5}h{x2 - x:.2f}v10h{x - x2:.2f}z"
        parts.append(f'<path fill="{ACCENT}" d="{box}"/>')
        parts.append(text(label, x, y - 10, YEAR_STYLE, fill=ACCENT))
    return parts


def front() -> list[str]:
    """The front cover's elements."""
    hang = 0.03 * DISPLAY.size  # large letters have large side bearings: align what the eye sees
    parts = [
        text(line, MARGIN - hang, 122 + 84 * i, DISPLAY, fill=INK) for i, line in enumerate(TITLE)
    ]
    call = MARGIN - hang + width(TITLE[-1], DISPLAY) + 2
    parts.append(text("1", call, 122 + 84 * 2 - 4, raised(DISPLAY), fill=ACCENT))
    for i, line in enumerate(SUBTITLE):
        parts.append(text(line, MARGIN, 338 + 25 * i, SUBTITLE_STYLE, fill=INK))
    parts += years(461)
    parts.append(text("1", MARGIN, 492, raised(NOTE_STYLE), fill=ACCENT))
    for i, line in enumerate(NOTE):
        parts.append(text(line, MARGIN + 8, 492 + NOTE_LEADING * i, NOTE_STYLE, fill=INK))
    return parts


def back() -> list[str]:
    """The back cover's elements."""
    parts = []
    for i, (line, call) in enumerate(BLURB):
        y = 104 + 32 * i + (14 if i > 2 else 0)
        parts.append(text(line, MARGIN, y, BLURB_STYLE, fill=INK))
        if call:
            end = MARGIN + width(line, BLURB_STYLE) + 1.5
            parts.append(text(call, end, y, raised(BLURB_STYLE), fill=ACCENT))
    parts.append(f'<path fill="{ACCENT}" d="M{MARGIN} 460.6h116v.8h-116z"/>')
    line_number = count()
    for number, lines in BACK_NOTES:
        for line in lines:
            y = 484 + NOTE_LEADING * next(line_number)
            if number:
                parts.append(text(number, MARGIN, y, raised(NOTE_STYLE), fill=ACCENT))
            parts.append(text(line, MARGIN + 8, y, NOTE_STYLE, fill=INK))
    for i, line in enumerate(IMPRINT):
        parts.append(text(line, MARGIN + 8, 557 + 11 * i - 4, YEAR_STYLE, fill=INK))
    return parts


def icon() -> list[str]:
    """A note's number above its rule, on a square of 32."""
    style = Style("SourceSerif4Caption-Semibold", 44, ("sups",))
    return [
        text("1", 16, 36, style, "middle", fill=ACCENT),
        f'<path fill="{ACCENT}" d="M4 26h24v2.5h-24z"/>',
    ]


def svg(size: tuple[float, float], title: str, description: str, parts: Iterable[str]) -> str:
    """The whole picture, ``size`` points wide and high, named for those who do not see it."""
    width, height = (f"{length:g}" for length in size)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}pt" height="{height}pt" role="img" aria-labelledby="title description">'
    )
    name = f'<title id="title">{escape(title)}</title>'
    told = f'<desc id="description">{escape(description)}</desc>'
    return "\n".join([head, name, told, *parts, "</svg>"]) + "\n"


def pictures() -> dict[Path, str]:
    """File name to content of all that this script draws."""
    name = " ".join(TITLE)
    ground = f'<path fill="#fff" d="M0 0h{PAGE[0]}v{PAGE[1]}h-{PAGE[0]}z"/>'
    return {
        HERE / "front.svg": svg(
            PAGE, f"{name}: front cover", FRONT_DESCRIPTION, [ground, *front()]
        ),
        HERE / "back.svg": svg(PAGE, f"{name}: back cover", BACK_DESCRIPTION, [ground, *back()]),
        HERE.parent / "web" / "favicon.svg": svg((32, 32), name, "A footnote’s number.", icon()),
    }


if __name__ == "__main__":
    for path, content in pictures().items():
        path.write_text(content, encoding="utf-8")
