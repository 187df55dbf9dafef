"""What a document may bring into the e-book: pictures with words for them, links that arrive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from pathlib import Path
from posixpath import dirname, join, normpath, splitext
from urllib.parse import unquote, urlsplit

from docutils import nodes
from lxml import etree
from sphinx.util import logging

from sphinx_bookwork.doctree.blocks import location_of
from sphinx_bookwork.epub.drawings import files_loaded, leave_out_files
from sphinx_bookwork.epub.names import is_external, xml_name

logger = logging.getLogger(__name__)

#: The core media types for pictures of EPUB 3.3, by suffix.
IMAGE_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)
_REFERENCE = re.compile(r"#([^\s)'\"]+)")
_FORMATS = "SVG, PNG, JPEG, GIF or WebP"


def check_images(document: nodes.document, srcdir: Path) -> None:
    """Warn of pictures without alternative text, or in formats that EPUB does not have."""
    for image in document.findall(nodes.image):
        if not image.get("alt") and "decorative" not in image["classes"]:
            _warn(
                image,
                "image-alt",
                "image without alternative text: %r; say in 'alt' what it shows, "
                "or give it the class 'decorative' if it shows nothing",
            )
        if (srcdir / image["uri"]).is_file() and image_type(srcdir / image["uri"]) is None:
            _warn(
                image,
                "image-format",
                f"no image that an e-book may hold: %r; save it as {_FORMATS}",
            )
        for name in _loaded(srcdir / image["uri"]):
            _warn(image, "image-file", "the drawing %r loads %r; put it into the drawing", name)


def _loaded(path: Path) -> list[str]:
    """Return what a drawing loads, nothing for what is none."""
    is_drawing = path.suffix.lower() == ".svg" and path.is_file() and image_type(path)
    return list(files_loaded(etree.fromstring(path.read_bytes()))) if is_drawing else []


def leave_out_images(document: nodes.document, srcdir: Path) -> None:
    """Put words where a picture cannot be shown: one of another host is linked.

    All such pictures have been warned of.
    """
    for image in list(document.findall(nodes.image)):
        uri = str(image["uri"])
        path = srcdir / uri
        if not is_external(uri) and path.is_file() and image_type(path):
            continue
        words = image.get("alt") or uri
        place = image.parent if isinstance(image.parent, nodes.reference) else image
        text: nodes.Element = nodes.inline("", words)
        if place is not image or is_external(uri):
            text = nodes.reference("", words, refuri=place.get("refuri", uri))
        in_line = isinstance(place.parent, nodes.TextElement)
        place.replace_self(text if in_line else nodes.paragraph("", "", text))


def drop_dead_links(document: nodes.document) -> None:
    """Take out links within a document that lead nowhere, keeping their words.

    They are docutils' links to messages of its own, which are in no edition.
    """
    ids: set[str] = set()
    for node in document.findall(nodes.Element):
        ids.update(node.get("ids", ()))
    kinds = (nodes.problematic, nodes.reference)
    for link in list(document.findall(nodes.Element)):
        if isinstance(link, kinds) and "refid" in link and link["refid"] not in ids:
            link.replace_self(nodes.inline("", "", *link.children, ids=link["ids"]))


def drop_links_to_the_site(document: nodes.document, uri: str, pages: Set[str]) -> None:
    """Take out links to pages that only a site has, keeping their words.

    ``uri`` is the document's own address, ``pages`` are those of the book. What an extension put
    in for the site (viewcode's links) goes in silence; a link of the author's is warned of, unless
    it names a page of the site that is a document of the book.
    """
    for link in list(document.findall(nodes.reference)):
        target = link.get("refuri", "")
        path, mark, fragment = target.partition("#")
        if not path or is_external(target) or normpath(join(dirname(uri), path)) in pages:
            continue
        ours = f"{splitext(path)[0]}{splitext(uri)[1]}"
        if path.endswith(".html") and normpath(join(dirname(uri), ours)) in pages:
            link["refuri"] = f"{ours}{mark}{fragment}"
            continue
        viewcode = any("viewcode-link" in n["classes"] for n in link.findall(nodes.inline))
        if not link.get("internal"):
            logger.warning(
                "link to what is not in the book: %r; use a cross-reference or a full address",
                target,
                location=location_of(link),
                type="bookepub",
                subtype="link",
            )
        link.parent.replace(link, [] if viewcode else link.children)


def image_type(path: Path) -> str | None:
    """Return the media type of a picture; None where its name or its bytes say another format."""
    named = IMAGE_TYPES.get(path.suffix.lower())
    if named == "image/svg+xml":
        return named if _is_drawing(path.read_bytes()) else None
    with path.open("rb") as file:
        head = file.read(16)
    found = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), None)
    return named if named == found else None


def _is_drawing(data: bytes) -> bool:
    try:
        return bool(etree.QName(etree.fromstring(data)).localname == "svg")
    except etree.XMLSyntaxError:
        return False


def picture_of_the_site(
    name: str, docname: str, srcdir: Path, static: Iterable[Path]
) -> Path | None:
    """Return the file that raw HTML of a document means by ``name``; None where there is none.

    It may lie beside the document, below the project or among the site's static files.
    """
    path = unquote(urlsplit(name).path)
    inside = path.partition("_static/")[2]
    places = [srcdir / dirname(docname) / path, srcdir / path.lstrip("/")]
    places += [folder / inside for folder in static if inside]
    found = (place.resolve() for place in places if place.is_file())
    return next((place for place in found if image_type(place)), None)


def copy_image(source: Path, target: Path) -> None:
    """Copy a picture; a drawing gets a light ground, or it is dark on dark in a reader's night."""
    data = source.read_bytes()
    if source.suffix.lower() == ".svg":
        root = etree.fromstring(data)
        _drop_scripts(root)
        leave_out_files(root)
        _use_xml_names(root)
        root.insert(0, _ground(root))
        data = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _drop_scripts(root: etree._Element) -> None:
    """Take out what only runs: no shop takes a book with a script, and few readers run it."""
    for script in root.xpath("//*[local-name()='script']"):
        script.getparent().remove(script)
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if name.startswith("on")]:
            del element.attrib[name]


def _use_xml_names(root: etree._Element) -> None:
    """Make the ids of a drawing, and its references to them, names without colons."""
    ids = {str(ident) for ident in root.xpath("//@id")}
    wrong = {ident: xml_name(ident) for ident in ids if xml_name(ident) != ident}
    for element in root.iter(etree.Element) if wrong else ():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, wrong.get(value, value))
            elif "#" in value:
                element.set(name, _REFERENCE.sub(lambda m: "#" + wrong.get(m[1], m[1]), value))


def _ground(root: etree._Element) -> etree._Element:
    """Return a white rectangle as large as the drawing; a CSS background would be inverted."""
    box = root.get("viewBox", "").replace(",", " ").split()
    sizes = zip(("x", "y", "width", "height"), box or ("0", "0", "100%", "100%"), strict=False)
    return etree.Element("{http://www.w3.org/2000/svg}rect", {**dict(sizes), "fill": "#fff"})


def _warn(image: nodes.image, subtype: str, message: str, *values: str) -> None:
    logger.warning(
        message,
        image["uri"],
        *values,
        location=location_of(image),
        type="bookepub",
        subtype=subtype,
    )
