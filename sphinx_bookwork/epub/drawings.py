"""Files that a drawing loads: an e-book holds only what its package lists (EPUB 3.3, 3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

#: Attributes that load what they name, on every element but a link.
LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
LINK = "{http://www.w3.org/2000/svg}a"
_INSIDE = r"(?!\s*[\"']?\s*(?:#|data:))"
_URL = re.compile(rf"url\({_INSIDE}\s*[\"']?([^)\"']*)[\"']?\s*\)")
_IMPORT = re.compile(r"@import\s+(?:url\()?\s*[\"']?([^;\"')]*)[^;]*;?")
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def files_loaded(root: etree._Element) -> Iterator[str]:
    """Yield the addresses of what a drawing loads from outside: pictures, faces, style sheets."""
    for element in root.iter(etree.Element):
        yield from (element.get(name) or "" for name in _links_out(element))
        style = element.text or "" if etree.QName(element).localname == "style" else ""
        for css in (style, *map(str, element.attrib.values())):
            yield from (match[1].strip() for match in _URL.finditer(css))
        yield from (match[1].strip() for match in _IMPORT.finditer(style) if "url(" not in match[0])


def leave_out_files(root: etree._Element) -> None:
    """Take out what loads them: such elements, rules for such faces, and such values of styles."""
    for element in list(root.iter(etree.Element)):
        if _links_out(element) and element is not root:
            element.getparent().remove(element)
            continue
        if etree.QName(element).localname == "style" and element.text:
            css = _FACE.sub(lambda face: "" if _URL.search(face[0]) else face[0], element.text)
            element.text = _URL.sub("none", _IMPORT.sub("", css))
        for name, value in element.attrib.items():
            element.set(name, _URL.sub("none", str(value)))


def _links_out(element: etree._Element) -> list[str]:
    if element.tag == LINK:
        return []
    named = ((name, (element.get(name) or "").strip()) for name in LINKS)
    return [name for name, value in named if value and not value.startswith(("#", "data:"))]
