"""Where a target is likely to be printed before it is laid out: by the length of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from sphinx_bookwork.pdf.lengths import points
from sphinx_bookwork.pdf.settings import PrintSettings, page_lengths
from sphinx_bookwork.pdf.units import Unit

TAG = re.compile(r"<[^>]*>")
ID = re.compile(r'\sid="([^"]+)"')
#: Characters of text on a square of the type's size: less where lines are open or white.
DENSITY = 1.3
#: How much of a unit's last page is empty, in the mean.
UNFILLED = 0.5


def characters_on_a_page(settings: PrintSettings) -> float:
    """Return how much text a page of this size and type holds, about."""
    top, outer, bottom, inner = map(points, settings.margins.split())
    width, height = map(points, page_lengths(settings.page_size))
    area = (width - inner - outer) * (height - top - bottom)
    return max(1.0, DENSITY * area / points(settings.font_size) ** 2)


class Estimates:
    """Estimates the folios of what stands in ``units``.

    ``usual`` is the characters of text on a page before any page is known.
    """

    def __init__(self, units: list[Unit], usual: float) -> None:
        self.usual = usual
        self.units = [unit for unit in units if unit.numbering == "arabic"]
        self.lengths: dict[str, int] = {}
        #: The unit that holds a target, and the characters of text before it there.
        self.targets: dict[str, tuple[str, int]] = {}
        for unit in self.units:
            self.lengths[unit.name] = self._read(unit) if isinstance(unit.content, str) else 0

    def _read(self, unit: Unit) -> int:
        """Note down where the targets of a unit are; return the length of its text."""
        assert isinstance(unit.content, str)
        before = end = 0
        for tag in TAG.finditer(unit.content):
            before += tag.start() - end
            end = tag.end()
            if found := ID.search(tag[0]):
                self.targets.setdefault(unescape(found[1]), (unit.name, before))
        return before + len(unit.content) - end

    def folio(self, target: str, pages: Mapping[str, int]) -> int | None:
        """Return the likely folio of ``target``, None where it is in no unit.

        ``pages`` is how many pages each unit has that is laid out.
        """
        name, before = self.targets.get(target, ("", 0))
        density = self._density(pages)
        folio = 1
        for unit in self.units:
            folio += unit.side == "recto" and folio % 2 == 0
            if unit.name == name:
                return folio + int(before / density)
            folio += pages.get(unit.name) or 1 + int(self.lengths[unit.name] / density)
        return None

    def _density(self, pages: Mapping[str, int]) -> float:
        """Return the characters of text on a page."""
        known = [name for name, length in self.lengths.items() if length and name in pages]
        length = sum(self.lengths[name] for name in known)
        return length / sum(pages[name] - UNFILLED for name in known) if known else self.usual
