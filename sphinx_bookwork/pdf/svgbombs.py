"""Small SVG files that would grow without end: refused before anything draws them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

#: Elements that a drawing may come to when every ``use`` is followed; large maps have some 10,000.
MOST_ELEMENTS = 500_000
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


def fault_of(data: bytes) -> str | None:
    """Return what is wrong with an SVG file that would take for ever, None where nothing is.

    A file that is no XML is none of our business: whoever draws it will say so.
    """
    if ENTITY.search(data):
        return "it declares entities, which can multiply without end"
    try:
        root = fromstring(data)
    except (ParseError, ValueError, RecursionError):
        return None
    return _Count(root).fault()


class _Count:
    """Counts the elements of a drawing with every ``use`` followed."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.named = {element.get("id", ""): element for element in root.iter()}
        self.counted: dict[Element, int] = {}
        self.open: set[Element] = set()

    def fault(self) -> str | None:
        """Return what is wrong, None where nothing is."""
        try:
            total = self._of(self.root)
        except RecursionError:
            return "its elements use one another in a circle, or are nested without end"
        if total > MOST_ELEMENTS:
            return f"with every <use> followed it has more than {MOST_ELEMENTS:,} elements"
        return None

    def _of(self, element: Element) -> int:
        if element in self.open:
            raise RecursionError
        if element not in self.counted:
            self.open.add(element)
            used = self._used(element)
            inner = [*element, *([used] if used is not None else [])]
            self.counted[element] = 1 + sum(map(self._of, inner))
            self.open.remove(element)
        return self.counted[element]

    def _used(self, element: Element) -> Element | None:
        if not element.tag.endswith("}use"):
            return None
        href = next((element.get(name) for name in HREFS if element.get(name)), "") or ""
        return self.named.get(href[1:]) if href.startswith("#") else None
