"""Paint what cannot be SVG: ``python assets/cover/icons.py`` writes the site's
card.png and touch-icon.png.

The card is what a link to the book looks like where somebody shares it; the icon is for home
screens. Both are drawn with what the cover is drawn with.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from weasyprint import HTML

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # scripts, not a package

import cover  # noqa: E402
from cover import INK, svg  # noqa: E402
from lettering import Style, text  # noqa: E402

CARD = (600, 315)  # half of the pixels that services ask for
ICON = (180, 180)
COLOURS = 32
SUBTITLE = Style("SourceSerif4Display-It", 14.5, ("onum",))  # beside the title and its call


def card() -> list[str]:
    """Title, subtitle and the rule of years, on white."""
    scale = (CARD[0] - 2 * cover.MARGIN) / (cover.PAGE[0] - 2 * cover.MARGIN)
    title = cover.front()[: len(cover.TITLE) + 1]
    return [
        f'<path fill="#fff" d="M0 0h{CARD[0]}v{CARD[1]}h-{CARD[0]}z"/>',
        f'<g transform="translate(6 -10) scale(.84)">{"".join(title)}</g>',
        *(
            text(line, CARD[0] - cover.MARGIN, 202 + 19 * i, SUBTITLE, "end", fill=INK)
            for i, line in enumerate(cover.SUBTITLE)
        ),
        f'<g transform="translate({cover.MARGIN * (1 - scale):.2f} {286 - 20 * scale:.2f}) '
        f'scale({scale:.4f})">{"".join(cover.years(20))}</g>',
    ]


def icon() -> list[str]:
    """The site's icon with a margin, on white."""
    ground = f'<path fill="#fff" d="M0 0h{ICON[0]}v{ICON[1]}h-{ICON[0]}z"/>'
    return [ground, f'<g transform="translate(18 14) scale(4.5)">{"".join(cover.icon())}</g>']


def painted(size: tuple[int, int], parts: list[str], scale: int) -> bytes:
    """A picture as PNG, ``scale`` pixels for each of its units."""
    width, height = size
    look = f"@page {{ size: {width}pt {height}pt; margin: 0 }} svg {{ display: block }}"
    pdf = HTML(string=f"<style>{look}</style>{svg(size, '', '', parts)}").write_pdf()
    image: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil()
    few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    data = BytesIO()
    few.save(data, "PNG", optimize=True)
    return data.getvalue()


def pictures() -> dict[Path, bytes]:
    """File name to content of all that this script paints."""
    return {
        HERE.parent / "web" / "card.png": painted(CARD, card(), 2),
        HERE.parent / "web" / "touch-icon.png": painted(ICON, icon(), 1),
    }


if __name__ == "__main__":
    for path, content in pictures().items():
        path.write_bytes(content)
