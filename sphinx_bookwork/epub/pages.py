"""The written content documents, read back: what they hold, what they use, whether links arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag

from lxml import etree

from sphinx_bookwork.epub.markup import EPUB, XHTML
from sphinx_bookwork.epub.names import is_external

NAMESPACES = {
    "h": XHTML,
    "m": "http://www.w3.org/1998/Math/MathML",
    "s": "http://www.w3.org/2000/svg",
}
_USES = (
    "//h:img/@src | //h:link/@href | //s:image/@href | //h:source/@src | //h:audio/@src"
    " | //h:video/@src | //h:video/@poster"
)


@dataclass(frozen=True)
class Page:
    """A content document: its path in the book and its markup."""

    href: str
    root: etree._Element

    @classmethod
    def read(cls, path: Path, href: str) -> Page:
        """Read one; raise ``etree.XMLSyntaxError`` where it is not well-formed."""
        return cls(href, etree.parse(path).getroot())

    def find(self, xpath: str) -> list[etree._Element]:
        """Return the elements of an XPath with prefixes h (XHTML), m (MathML), s (SVG)."""
        return list(self.root.xpath(xpath, namespaces=NAMESPACES))

    @property
    def properties(self) -> list[str]:
        """The properties that its manifest item has to declare (EPUB 3.3, D.4)."""
        return [
            name for name, xpath in (("mathml", "//m:math"), ("svg", "//s:svg")) if self.find(xpath)
        ]

    @property
    def uses(self) -> list[str]:
        """The files that it shows or is styled by, as paths in the book."""
        return [self.path_of(uri) for uri in map(str, self.find(_USES)) if not is_external(uri)]

    @property
    def loads(self) -> list[str]:
        """What it would load from elsewhere."""
        shown = map(str, self.find(_USES))
        return [uri for uri in shown if is_external(uri) and not uri.startswith("data:")]

    @property
    def linking(self) -> list[tuple[etree._Element, str, str]]:
        """Its links within the book: element, path of the file, fragment (or empty)."""
        found = []
        for element in self.find("//h:a[@href]"):
            path, fragment = urldefrag(str(element.get("href")))
            if not is_external(path):
                place = self.path_of(path) if path else self.href
                found.append((element, place, unquote(fragment)))
        return found

    @property
    def links(self) -> list[tuple[str, str]]:
        """Where its links within the book lead: path of the file, fragment (or empty)."""
        return [(path, fragment) for _, path, fragment in self.linking]

    def write(self, folder: Path) -> None:
        """Write it anew below ``folder``, after a change of its markup."""
        data = etree.tostring(self.root.getroottree(), encoding="utf-8", xml_declaration=True)
        (folder / self.href).write_bytes(data)

    @property
    def ids(self) -> set[str]:
        """All ids on the page."""
        return set(map(str, self.find("//@id")))

    @property
    def kinds(self) -> Iterator[str]:
        """The ``epub:type`` s on the page."""
        for value in self.find(f"//@*[namespace-uri()='{EPUB}']"):
            yield from str(value).split()

    def path_of(self, uri: str) -> str:
        """Return the path in the book of what the page calls ``uri``."""
        return normpath(join(dirname(self.href), unquote(uri)))


def linked_from(start: list[Page], pages: dict[str, Page]) -> list[Page]:
    """Return the pages outside ``start`` that links from it reach, at once or by way of others."""
    reached = {page.href for page in start}
    waiting, found = list(start), []
    while waiting:
        for path, _ in waiting.pop(0).links:
            if path in pages and path not in reached:
                reached.add(path)
                found.append(pages[path])
                waiting.append(pages[path])
    return found
