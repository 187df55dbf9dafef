"""The report of the evidence as one picture: an SVG page, A4, that can be printed and pinned up.

Rows are chapters in reading order: how many of the factual sentences are covered, and how the
claims they call stand. Below, the claims by status and the findings by rule. Plain data in, text
out; the same data give the same bytes. Greys and patterns, so that it survives any printer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 40.0, 555.0
NAMES = 150.0
"""Width of the column of names."""
SHADES = {
    "established": "#cfcfcf",
    "contested": "#1a1a1a",
    "imprecise": "#777",
    "outdated": "url(#stripes)",
    "unverified": "#fff",
}
STYLE = (
    "text{font-family:'Source Serif 4',Georgia,serif;fill:#1a1a1a}"
    "rect{stroke:#1a1a1a;stroke-width:.5}.end{text-anchor:end}.head{font-weight:600}"
)
STRIPES = (
    '<defs><pattern id="stripes" width="3" height="3" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="3" height="3" fill="#fff" stroke="none"/>'
    '<rect width="1.2" height="3" fill="#1a1a1a" stroke="none"/></pattern></defs>'
)


@dataclass(frozen=True)
class Chapter:
    """A row: the title, how many sentences are factual and covered, its claims by status."""

    title: str
    factual: int
    covered: int
    claims: Mapping[str, int]


@dataclass(frozen=True)
class Report:
    """All that the picture shows; ``rules``: code, what it is about, number of findings."""

    title: str
    summary: Sequence[str]
    chapters: Sequence[Chapter]
    claims: Mapping[str, Mapping[str, int]]
    rules: Sequence[tuple[str, str, int]]


def draw(report: Report) -> str:
    """The whole picture."""
    rows = len(report.chapters) + len(report.claims) + len(report.rules)
    step = min(17.0, (HEIGHT - 270.0) / max(rows, 1))
    parts = list(_head(report))
    y = 168.0
    for section in (_chapters(report, step), _claims(report, step), _rules(report, step)):
        drawn, height = section
        parts.append(f'<g transform="translate(0 {_n(y)})">{"".join(drawn)}</g>')
        y += height + 26
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}pt" height="{HEIGHT}pt"'
    start = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="t d">'
    name = f'<title id="t">{escape(report.title)}</title>'
    told = f'<desc id="d">{escape(". ".join(report.summary))}.</desc>'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff" stroke="none"/>'
    style = f"<style>{STYLE}</style>"
    return "\n".join([start, name, told, style, STRIPES, ground, *parts, "</svg>"]) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield _text(report.title, LEFT, 58, 21)
    for number, line in enumerate(report.summary):
        yield _text(line, LEFT + (number % 2) * 258, 84 + number // 2 * 17, 11)
    x = LEFT
    for status, shade in SHADES.items():
        yield _bar(x, 134, 16, 9, shade) + _text(status, x + 21, 142, 9.5)
        x += 96


def _chapters(report: Report, step: float) -> tuple[list[str], float]:
    """A row for each chapter: bars of sentences on the left, of claims on the right."""
    middle, room = 330.0, 140.0
    most = max([chapter.factual for chapter in report.chapters], default=0) or 1
    told = max([sum(chapter.claims.values()) for chapter in report.chapters], default=0) or 1
    drawn = [
        _text("Factual sentences, covered", LEFT + NAMES, 0, 10, "head"),
        _text("Claims told, by status", middle + 45, 0, 10, "head"),
    ]
    for number, chapter in enumerate(report.chapters):
        y = 9 + number * step
        end = LEFT + NAMES + chapter.factual / most * (room - 20)
        drawn.append(_name(chapter.title, y, step))
        drawn.append(_bar(LEFT + NAMES, y, end - LEFT - NAMES, step * 0.6, "#fff"))
        done = chapter.covered / most * (room - 20)
        drawn.append(_bar(LEFT + NAMES, y, done, step * 0.6, SHADES["imprecise"]))
        shown = f"{chapter.covered} of {chapter.factual}"
        drawn.append(_text(shown, end + 4, y + step * 0.52, _size(step)))
        drawn += _stack(chapter.claims, middle + 45, y, step, room / told)
    return drawn, 9 + len(report.chapters) * step


def _stack(claims: Mapping[str, int], x: float, y: float, step: float, scale: float) -> list[str]:
    drawn = []
    for status, shade in SHADES.items():
        width = claims.get(status, 0) * scale
        drawn.append(_bar(x, y, width, step * 0.6, shade) if width else "")
        x += width
    drawn.append(_text(str(sum(claims.values())), x + 4, y + step * 0.52, _size(step)))
    return drawn


def _claims(report: Report, step: float) -> tuple[list[str], float]:
    """A bar for each status: the claims of the ledger, and filled those that are told."""
    most = max([counts["in the ledger"] for counts in report.claims.values()], default=0) or 1
    drawn = [_text("Claims of the ledger, and told", LEFT + NAMES, 0, 10, "head")]
    for number, (status, counts) in enumerate(report.claims.items()):
        y, scale = 9 + number * step, 250 / most
        every, told = counts["in the ledger"], counts["told"]
        drawn.append(_name(status, y, step))
        drawn.append(_bar(LEFT + NAMES, y, every * scale, step * 0.6, "#fff"))
        drawn.append(_bar(LEFT + NAMES, y, told * scale, step * 0.6, SHADES[status]))
        shown = f"{told} of {every}"
        drawn.append(_text(shown, LEFT + NAMES + every * scale + 4, y + step * 0.52, _size(step)))
    return drawn, 9 + len(report.claims) * step


def _rules(report: Report, step: float) -> tuple[list[str], float]:
    """A line for each rule: its code, how often it found something, what it is about."""
    drawn = [_text("Findings by rule (E errors, N notes)", LEFT, 0, 10, "head")]
    for number, (code, about, count) in enumerate(report.rules):
        y = 9 + (number + 0.5) * step
        drawn.append(_text(code, LEFT, y, _size(step)))
        drawn.append(_text(str(count), LEFT + 62, y, _size(step), "end head"))
        drawn.append(_text(_shortened(about, RIGHT - LEFT - 74, step), LEFT + 74, y, _size(step)))
    return drawn, 9 + len(report.rules) * step


def _name(text: str, y: float, step: float) -> str:
    short = _shortened(text, NAMES, step)
    return _text(short, LEFT + NAMES - 8, y + step * 0.52, _size(step), "end")


def _shortened(text: str, room: float, step: float) -> str:
    """A text that fits into ``room``: a letter is about half as wide as it is high."""
    longest = int(room / (_size(step) * 0.5))
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _size(step: float) -> float:
    """The size of the letters in a row."""
    return min(10.0, step * 0.62)


def _text(text: str, x: float, y: float, size: float, kind: str = "") -> str:
    klass = f' class="{kind}"' if kind else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"{klass}>{escape(text)}</text>'


def _bar(x: float, y: float, width: float, height: float, fill: str) -> str:
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    return f'<rect {place} fill="{fill}"/>'


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def plural(numbers: Iterable[tuple[int, str]]) -> str:
    """Counts in words: "1 error, 2 notes"."""
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in numbers)
