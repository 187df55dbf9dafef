"""Books to measure with: made from a seed, so that they are the same on every machine.

reStructuredText, and nothing that needs an extension: every builder gets the same sources.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

#: What a chapter comes to on A4, about.
PAGES_OF_A_CHAPTER = 20
SECTIONS = 8
PARAGRAPHS = 12

CONSONANTS, VOWELS = "bcdfghjklmnprstvwxyz", "aeiou"
CONF = """\
project = "A Book of {pages} Pages"
author = "The generator"
extensions = []
numfig = True
bookpdf_page_size = "A4"
bookpdf_margins = "25mm 25mm 25mm 25mm"
simplepdf_vars = {{}}
latex_elements = {{"papersize": "a4paper"}}
"""
FIGURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect width="300" '
    'height="120" fill="#ddd"/><path d="M0 120 L80 40 L160 90 L300 10" fill="none" '
    'stroke="#333"/></svg>\n'
)


def write_book(folder: Path, pages: int, seed: int = 1988) -> int:
    """Write the sources of a book of about ``pages`` pages; return the number of chapters."""
    chapters = max(1, round(pages / PAGES_OF_A_CHAPTER))
    folder.mkdir(parents=True, exist_ok=True)
    names = "\n".join(f"   chapter{number}" for number in range(1, chapters + 1))
    (folder / "conf.py").write_text(CONF.format(pages=pages))
    (folder / "index.rst").write_text(f"Book\n====\n\n.. toctree::\n   :numbered:\n\n{names}\n")
    (folder / "curve.svg").write_text(FIGURE)
    for number in range(1, chapters + 1):
        author = _Author(random.Random(f"{seed} {number}"), number, chapters)
        (folder / f"chapter{number}.rst").write_text("\n\n".join(author.chapter()) + "\n")
    return chapters


class _Author:
    """Writes one chapter: sections, notes, references, tables, code, figures, index entries."""

    def __init__(self, chance: random.Random, number: int, chapters: int) -> None:
        self.chance, self.number, self.chapters = chance, number, chapters
        self.notes: list[str] = []

    def chapter(self) -> Iterator[str]:
        yield f".. _c{self.number}:\n\nChapter {self._words(3)}\n{'=' * 60}"
        for section in range(1, SECTIONS + 1):
            yield f".. _c{self.number}s{section}:\n\n{self._words(4).title()}\n{'-' * 60}"
            for paragraph in range(PARAGRAPHS):
                yield self._paragraph()
                if paragraph == 4:
                    yield self._extra(section)
        yield from self.notes

    def _words(self, count: int) -> str:
        return " ".join(self._word() for _ in range(count))

    def _word(self) -> str:
        syllables = self.chance.randint(1, 4)
        choose = self.chance.choice
        return "".join(choose(CONSONANTS) + choose(VOWELS) for _ in range(syllables))

    def _paragraph(self) -> str:
        sentences = [self._words(self.chance.randint(8, 22)).capitalize() + "." for _ in range(6)]
        if self.chance.random() < 0.8:
            self.notes.append(f".. [#n{len(self.notes)}] {self._words(18).capitalize()}.")
            sentences[2] += f" [#n{len(self.notes) - 1}]_"
        if self.chance.random() < 0.4:
            there = f"c{self.chance.randint(1, self.chapters)}s{self.chance.randint(1, SECTIONS)}"
            sentences[4] += f" See :ref:`{there}`."
        if self.chance.random() < 0.3:
            sentences[5] += f" :index:`{self._words(1)}`"
        return " ".join(sentences)

    def _extra(self, section: int) -> str:
        kinds = (self._table, self._code, self._figure, self._list)
        return kinds[section % len(kinds)]()

    def _table(self) -> str:
        rows = "\n".join(f'"{self._words(1)}", {n}, "{self._words(8)}"' for n in range(14))
        return f".. csv-table:: {self._words(3)}\n   :header: a, b, c\n\n{indent(rows, '   ')}"

    def _code(self) -> str:
        lines = "\n".join(f"{self._words(1)} = call({n}, '{self._words(3)}')" for n in range(15))
        return f".. code-block:: python\n\n{indent(lines, '   ')}"

    def _figure(self) -> str:
        return f".. figure:: curve.svg\n   :alt: A curve\n\n   {self._words(6)}"

    def _list(self) -> str:
        return "\n".join(f"* {self._words(14)}" for _ in range(8))
