"""The way of a claim from the source page to its verdict and into the book, with real numbers."""

from __future__ import annotations

import re
from collections import Counter

from data import DOCS, ledger, read
from drawing import DARK, INK, MEASURE, PALE, SIZE, SMALL, TINT, canvas, svg
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

NAME = "verdicts"
#: Every verdict's tone, from what is sure to what is left out.
TONES = {
    "established": PALE,
    "contested": TINT,
    "imprecise": DARK,
    "outdated": INK,
    "unverified": "none",
}
PARTS = ("frontmatter", "chapters", "backmatter")
_TOLD = re.compile(r"\{claim\}`([^`]*)`")
BOX, HALF = 24.0, (MEASURE - 12) / 2


def counts() -> dict[str, int]:
    """Count claims, sources and notes in the ledger and in the text."""
    claims = ledger().claims.values()
    sources = {source.key: False for claim in claims for source in claim.sources}
    for claim in claims:
        sources.update({source.key: True for source in claim.sources if source.seen})
    pages = [path for folder in PARTS for path in sorted((DOCS / folder).glob("*.md"))]
    notes = [_TOLD.findall(path.read_text(encoding="utf-8")) for path in pages]
    notes = [note.split() for page in notes for note in page]
    verdicts = Counter(claim.status for claim in claims)
    own = Counter(claim.status for claim in claims if claim.id.startswith("s"))
    return {
        **{status: verdicts[status] for status in TONES},
        **{f"page {status}": own[status] for status in TONES},
        **{
            f"page {name}": n
            for name, n in Counter(c.status for c in claims if c.id[0] == "s").items()
        },
        "page": own.total(),
        "found": len(claims) - own.total(),
        "all": len(claims),
        "sources": len(sources),
        "seen": sum(sources.values()),
        "told": len({claim for note in notes for claim in note}),
        "notes": len(notes),
    }


def draw() -> str:
    """Draw the four steps, one below the other."""
    data, number = read(NAME), counts()
    figure, paper = canvas(157)
    box(paper, 0, 0, HALF, f"{number['page']} claims", "of the source page")
    box(paper, HALF + 12, 0, HALF, f"{number['found']} further facts", "found while checking them")
    for x in (HALF / 2, MEASURE - HALF / 2):
        arrow(paper, x, BOX)
    sources = f"{number['sources']} sources, of which we saw {number['seen']}"
    box(paper, 0, 34, MEASURE, f"{number['all']} claims in the ledger", sources)
    arrow(paper, MEASURE / 2, 34 + BOX)
    shares(paper, 76, "Of the page’s", [number[f"page {status}"] for status in TONES])
    shares(paper, 104, "Of all", [number[status] for status in TONES])
    arrow(paper, MEASURE / 2, 121)
    box(paper, 0, 132, MEASURE, f"{number['told']} claims in this book",
        f"told in {number['notes']} notes; what was not verified is left out")  # fmt: skip
    words = data.need("alt", str).format_map(number)
    return svg(figure, data.need("title", str), words)


def box(paper: Axes, x: float, y: float, width: float, *words: str) -> None:
    """Draw a step: what it holds, and under it what that is."""
    style = {"facecolor": "none", "edgecolor": INK}
    paper.add_patch(Rectangle((x + 0.25, y + 0.25), width - 0.5, BOX - 0.5, **style))
    paper.text(x + width / 2, y + 10, words[0], ha="center", weight=600, fontsize=SIZE)
    paper.text(x + width / 2, y + 19.5, words[1], ha="center", fontsize=SMALL)


def arrow(paper: Axes, x: float, y: float) -> None:
    """Draw an arrow down to the next step."""
    paper.plot([x, x], [y, y + 8], color=INK, linewidth=0.8)
    paper.fill([x - 2.2, x + 2.2, x], [y + 5, y + 5, y + 9.5], color=INK, linewidth=0)


def shares(paper: Axes, y: float, heading: str, numbers: list[int]) -> None:
    """Draw how many claims got each verdict, as numbers and as parts of a bar."""
    named = ", ".join(
        f"{n} {status.replace('unverified', 'not verified')}"
        for status, n in zip(TONES, numbers, strict=True)
    )
    paper.text(0, y, f"{heading} {sum(numbers)}: {named}", fontsize=SMALL)
    left = 0.25
    for tone, number in zip(TONES.values(), numbers, strict=True):
        width = (MEASURE - 0.5) * number / sum(numbers)
        paper.add_patch(Rectangle((left, y + 4), width, 10, facecolor=tone, edgecolor=INK))
        left += width
