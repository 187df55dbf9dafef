"""Images of the book: found below the project, in a format that paper takes, with a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.images import get_image_size

if TYPE_CHECKING:
    from sphinx_bookwork.pdf.printing import PrintBuilder

logger = logging.getLogger(__name__)

#: Pillow reads no image with more: it may be a bomb.
MOST_PIXELS = 178_956_970


def find_images(builder: PrintBuilder, document: nodes.document) -> None:
    """Give each image of ``document`` the address of its file.

    An image without alternative text is a warning (PDF/UA-1, 7.3), and so is one whose format
    cannot be printed; a missing file and a remote one have been reported while reading.
    """
    builder.post_process_images(document)
    builder.images.clear()  # nothing is copied: the layout reads the files where they are
    for image in document.findall(nodes.image):
        path = builder.srcdir / image["uri"]
        if "://" in image["uri"] or not path.is_file():
            continue
        if "alt" not in image:
            logger.warning(
                "image without alternative text: %r; say in :alt: what it shows, "
                "or give it an empty one if it is decoration",
                image["uri"],
                location=image,
                type="bookpdf",
                subtype="alt",
            )
        size = get_image_size(str(path))
        if size is not None and size[0] * size[1] > MOST_PIXELS:
            logger.warning(
                "image of %d x %d pixels: %r; make it smaller, paper shows 300 to an inch",
                *size,
                image["uri"],
                location=image,
                type="bookpdf",
                subtype="image",
            )
        _scale(image, str(path))
        image["uri"] = path.resolve().as_uri()


def _scale(image: nodes.image, path: str) -> None:
    """Turn ``:scale:`` into a size, as the HTML writer would, while the path is still known."""
    scale = image.attributes.pop("scale", 100)
    size = get_image_size(path)
    if scale != 100 and size is not None and "width" not in image:
        image["width"] = f"{round(size[0] * scale / 100)}px"
