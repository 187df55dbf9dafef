"""Images of the book: found below the project, in a format that paper takes, with a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.images import get_image_size

from sphinx_bookwork.doctree.blocks import location_of

if TYPE_CHECKING:
    from sphinx_bookwork.pdf.printing import PrintBuilder

logger = logging.getLogger(__name__)

#: Pillow reads no image with more: it may be a bomb.
MOST_PIXELS = 178_956_970


def find_images(builder: PrintBuilder, document: nodes.document) -> None:
    """Give each image of ``document`` the address of its file.

    An image without alternative text is a warning (PDF/UA-1, 7.3). In the place of one that is not
    at hand stand its words: a missing file, a remote one and a format that cannot be printed have
    been warned of already.
    """
    builder.post_process_images(document)
    builder.images.clear()  # nothing is copied: the layout reads the files where they are
    for image in list(document.findall(nodes.image)):
        if image["uri"].startswith("data:"):
            continue
        path = builder.srcdir / image["uri"]
        if "://" in image["uri"] or not path.is_file():
            image.replace_self(_in_words(image))
            continue
        if "decorative" in image["classes"]:
            image["alt"] = ""
        elif not str(image.get("alt", "")).strip():  # Markdown's ![](file) has an empty one
            logger.warning(
                "image without alternative text: %r; say in 'alt' what it shows, "
                "or give it the class 'decorative' if it shows nothing",
                image["uri"],
                location=location_of(image),
                type="bookpdf",
                subtype="alt",
            )
        size = get_image_size(str(path))
        if size is not None and size[0] * size[1] > MOST_PIXELS:
            logger.warning(
                "image of %d x %d pixels: %r; make it smaller, paper shows 300 to an inch",
                *size,
                image["uri"],
                location=location_of(image),
                type="bookpdf",
                subtype="image",
            )
        _scale(image, str(path))
        image["uri"] = path.resolve().as_uri()


def _in_words(image: nodes.image) -> nodes.Element:
    """Return what is printed for an image that is not at hand: what it shows, or its address."""
    candidates: dict[str, str] = image.get("candidates", {})
    uri = str(candidates.get("?") or image["uri"])
    words = str(image.get("alt", "")).strip() or uri.removesuffix(".*")
    inside: nodes.Element = nodes.inline("", words, ids=image["ids"], classes=["absent-image"])
    if "://" in uri and not isinstance(image.parent, nodes.reference):
        inside = nodes.reference("", "", inside, refuri=uri)
    inline = isinstance(image.parent, nodes.TextElement) or isinstance(
        image.parent.parent, nodes.TextElement
    )
    return inside if inline else nodes.paragraph("", "", inside)


def _scale(image: nodes.image, path: str) -> None:
    """Turn ``:scale:`` into a size, as the HTML writer would, while the path is still known."""
    scale = image.attributes.pop("scale", 100)
    size = get_image_size(path)
    if scale != 100 and size is not None and "width" not in image:
        image["width"] = f"{round(size[0] * scale / 100)}px"
