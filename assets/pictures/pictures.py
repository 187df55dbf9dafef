"""Make the README's pictures from the real print edition: ``python assets/pictures/pictures.py``.

Writes cover.png (the first page) and spread.png (the pair of pages with ``TARGET`` on it).
"""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

HERE = Path(__file__).parent
PRINT = HERE.parent.parent / "_build/pdf"
TARGET = "chapters/occupation#figure-districts"
COVER_HEIGHT, SPREAD_HEIGHT = 560, 760  # pixels
COLOURS = 32
EDGE = "#bbb"


def draw() -> None:
    """Write both pictures."""
    (path,) = PRINT.glob("*.pdf")
    pdf = pypdfium2.PdfDocument(path)
    save(page(pdf, 0, COVER_HEIGHT), "cover.png")
    targets = json.loads((PRINT / "page-map.json").read_text("utf-8"))["targets"]
    place = targets[TARGET]
    left = place["page"] - 1 - int(place["label"]) % 2  # odd folios are on the right
    save(pair(page(pdf, left, SPREAD_HEIGHT), page(pdf, left + 1, SPREAD_HEIGHT)), "spread.png")


def page(pdf: pypdfium2.PdfDocument, number: int, height: int) -> Image.Image:
    """Paint one page, ``height`` pixels high."""
    scale = height / pdf[number].get_height()
    picture: Image.Image = pdf[number].render(scale=scale).to_pil()
    return picture.convert("RGB")


def pair(left: Image.Image, right: Image.Image) -> Image.Image:
    """Put two pages side by side, with the fold between them."""
    both = Image.new("RGB", (left.width + 1 + right.width, left.height), EDGE)
    both.paste(left, (0, 0))
    both.paste(right, (left.width + 1, 0))
    return both


def save(picture: Image.Image, name: str) -> None:
    """Write a picture with an edge, in few colours: it lies in the repository."""
    framed = ImageOps.expand(picture, 1, EDGE)
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


if __name__ == "__main__":
    draw()
