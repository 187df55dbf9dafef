"""SVG that would grow without end or ask for what it does not get: refused before it is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

#: Elements that a drawing may come to when all that it uses is followed.
#: Large maps have some 10,000.
MOST_ELEMENTS = 500_000
SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("{http://www.w3.org/1999/xlink}href", "href")
BASE = "{http://www.w3.org/XML/1998/namespace}base"
PAINT = re.compile(r"""url\(\s*['"]?(#[^'")]+)""")
#: Properties that what is in an element has from it (SVG 2, 13 and 14).
INHERITED = {"fill", "stroke", "marker", "marker-start", "marker-mid", "marker-end"}
#: Of a style sheet: comments, rules without those in other rules, and what a selector is made of.
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SIMPLE = re.compile(r"[.#]?[\w-]+|\*")
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
    return _Count(root, url, read).fault()


def _href(element: Element) -> str:
    return next((found.strip() for name in HREFS if (found := element.get(name))), "")


def _drawing(data: bytes | None) -> Element | None:
    """Return the root of an SVG file; one with entities is refused when it is fetched."""
    try:
        return fromstring(data) if data and not _declares_entities(data) else None
    except (ParseError, ValueError, RecursionError):
        return None


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


class _Count:
    """Counts the elements of a drawing with everything followed that it uses.

    ``files`` are the counts of the drawings that are shown in it, None while they are counted.
    """

    def __init__(
        self, root: Element, url: str, read: Read, files: dict[str, int | None] | None = None
    ) -> None:
        self.root, self.url, self.read = root, url, read
        self.files: dict[str, int | None] = {url: None} if files is None else files
        self.rules = _rules(root)
        self.named = {element.get("id", ""): element for element in root.iter()}
        self.counted: dict[Element, int] = {}
        self.open: set[Element] = set()

    def fault(self) -> str | None:
        """Return what is wrong, None where nothing is."""
        try:
            total = self.of(self.root)
        except RecursionError:
            return "its elements or files show one another in a circle, or are nested without end"
        if total > MOST_ELEMENTS:
            return f"with all that it uses it has more than {MOST_ELEMENTS:,} elements"
        return None

    def of(self, element: Element) -> int:
        """Return how many elements are drawn; raise ``RecursionError`` where they have no end."""
        if element in self.open:
            raise RecursionError
        if element not in self.counted:
            self.open.add(element)
            once, inherited = self._painted(element)
            inner = [*element, *self._used(element), *once]
            drawn = 1 + sum(map(self.of, inner)) + self._shown(element)
            # what all in a group inherits paints each of it
            self.counted[element] = drawn * (1 + sum(map(self.of, inherited)))
            self.open.remove(element)
        return self.counted[element]

    def _shown(self, element: Element) -> int:
        """Return the elements of the drawing that an ``image`` shows, 0 where it shows none."""
        href = _href(element) if element.tag == f"{SVG}image" else ""
        address = urljoin(element.get(BASE) or self.url, href)
        if not href or not address.startswith("file:"):
            return 0
        if address not in self.files:
            self.files[address] = None
            root = _drawing(self.read(address))
            inner = root is not None and _Count(root, address, self.read, self.files).of(root)
            self.files[address] = int(inner)
        count = self.files[address]
        if count is None:
            raise RecursionError
        return count

    def _used(self, element: Element) -> Iterator[Element]:
        """Yield what a ``use`` shows."""
        if element.tag == f"{SVG}use":
            yield from self._named(_href(element))

    def _painted(self, element: Element) -> tuple[list[Element], list[Element]]:
        """Return what an element is drawn through (mask ...), and what it and all in it paint with.

        Gradients are no elements that are drawn.
        """
        once: list[Element] = []
        inherited: list[Element] = []
        for name, value in self._declarations(element):
            for address in PAINT.findall(value):
                found = [e for e in self._named(address) if not e.tag.endswith("Gradient")]
                (inherited if name in INHERITED else once).extend(found)
        return once, inherited

    def _declarations(self, element: Element) -> Iterator[tuple[str, str]]:
        """Yield the properties that are declared for an element, wherever, and their values."""
        yield from element.attrib.items()
        names = {"*", element.tag.removeprefix(SVG), f"#{element.get('id', '')}"}
        names |= {f".{name}" for name in element.get("class", "").split()}
        blocks = [block for selectors, block in self.rules if names & selectors]
        for declaration in ";".join([element.get("style", ""), *blocks]).split(";"):
            name, _, value = declaration.partition(":")
            yield name.strip().lower(), value

    def _named(self, address: str) -> Iterator[Element]:
        if address.startswith("#") and address[1:] in self.named:
            yield self.named[address[1:]]


def _rules(root: Element) -> list[tuple[frozenset[str], str]]:
    """Return the rules of a drawing's style sheets that paint: what they select, roughly; block."""
    css = "".join(text for style in root.iter(f"{SVG}style") for text in style.itertext())
    found = RULE.findall(COMMENT.sub("", css))
    return [
        (frozenset(SIMPLE.findall(selectors)), block)
        for selectors, block in found
        if PAINT.search(block)
    ]
