"""SVG that would grow without end or ask for what it does not get: refused before it is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

#: Elements that a drawing may come to when all that it uses is followed; large maps have some 10,000.
MOST_ELEMENTS = 500_000
SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("{http://www.w3.org/1999/xlink}href", "href")
BASE = "{http://www.w3.org/XML/1998/namespace}base"
PAINT = re.compile(r"""url\(\s*['"]?(#[^'")]+)""")
#: How much of an address is quoted.
QUOTE = 200

#: Returns the content of the file at an address, None where it is none to be read.
Read = Callable[[str], bytes | None]


def fault_of(data: bytes, url: str, read: Read) -> str | None:
    """Return why the SVG ``data`` from the address ``url`` is not drawn, None where it may be.

    What is no XML is none of our business: whoever draws it will say so.
    """
    if _declares_entities(data):
        return "it declares entities, which can multiply without end"
    try:
        root = fromstring(data)
    except (ParseError, ValueError, RecursionError):
        return None
    return fault_of_drawing(root, url, read)


def fault_of_drawing(root: Element, url: str, read: Read) -> str | None:
    """Return why the element and all in it is not drawn, None where it may be."""
    for element in root.iter(f"{SVG}use"):
        if (href := _href(element)) and not href.startswith("#"):
            return f"its <use> asks for another file, which is not read: {href[:QUOTE]!r}"
    for element in root.iter(f"{SVG}image"):
        address = urljoin(element.get(BASE) or url, href := _href(element))
        if href and address.startswith("file:") and _is_svg(read(address) or b""):
            return f"its <image> is a drawing, which may hold others without end: {href[:QUOTE]!r}"
    return _Count(root).fault()


def _href(element: Element) -> str:
    return next((found.strip() for name in HREFS if (found := element.get(name))), "")


def _declares_entities(data: bytes) -> bool:
    """Tell it in every encoding; the parser that draws would follow them."""
    declared: list[str] = []
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = lambda name, *_rest: declared.append(name)
    # nothing behind the declarations is looked at
    parser.StartElementHandler = lambda *_rest: _stop()
    with suppress(expat.ExpatError, _Stop):
        parser.Parse(data, True)
    return bool(declared)


class _Stop(Exception):
    """The first element has begun."""


def _stop() -> None:
    raise _Stop


def _is_svg(data: bytes) -> bool:
    try:
        return _declares_entities(data) or fromstring(data).tag == f"{SVG}svg"
    except (ParseError, ValueError, RecursionError):
        return False


class _Count:
    """Counts the elements of a drawing with everything followed that it uses."""

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
            return f"with all that it uses followed it has more than {MOST_ELEMENTS:,} elements"
        return None

    def _of(self, element: Element) -> int:
        if element in self.open:
            raise RecursionError
        if element not in self.counted:
            self.open.add(element)
            inner = [*element, *self._used(element)]
            self.counted[element] = 1 + sum(map(self._of, inner))
            self.open.remove(element)
        return self.counted[element]

    def _used(self, element: Element) -> Iterator[Element]:
        """Yield what is drawn where the element is: used, or its pattern, mask or marker."""
        if element.tag == f"{SVG}use":
            yield from self._named(_href(element))
        for value in element.attrib.values():
            for address in PAINT.findall(value):
                yield from self._named(address)

    def _named(self, address: str) -> Iterator[Element]:
        if address.startswith("#") and address[1:] in self.named:
            yield self.named[address[1:]]
