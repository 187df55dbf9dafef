"""No edition loads an image from another host: a book has to hold all that it shows.

A remote image makes a page depend on a host that changes, tracks or dies, and cannot be printed
or packed without a download. Warning type: ``bookwork.remote-image``.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.util import logging

from sphinx_bookwork.doctree.blocks import location_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

# The attributes through which HTML shows something at once, without a click.
SHOWN_BY = frozenset({"src", "srcset", "poster", "data"})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look at every document's images when it has been read."""
    app.connect("doctree-read", warn_of_remote_images)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def warn_of_remote_images(_app: Sphinx, doctree: nodes.document) -> None:
    """Warn of each image, in markup or in raw HTML, that another host would have to deliver."""
    for node in doctree.findall(lambda n: isinstance(n, (nodes.image, nodes.raw))):
        for uri in _shown(node):
            if is_remote(uri):
                logger.warning(
                    "image on another host: '%s'; "
                    "save the file beside the document, with its licence, and name that file",
                    uri,
                    location=location_of(node),
                    type="bookwork",
                    subtype="remote-image",
                )


def is_remote(uri: str) -> bool:
    """Tell whether ``uri`` names a host (``//host/x`` does too; ``data:`` and paths do not)."""
    return bool(urlsplit(uri).netloc)


def _shown(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.image):
        return [node["uri"]] if _is_shown(node) else []
    if isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
        return shown_in_html(node.astext())
    return []


def _is_shown(node: nodes.Node) -> bool:
    """Tell whether a picture is more than the definition of a substitution, which nobody sees."""
    around = node.parent
    while around is not None and not isinstance(around, nodes.substitution_definition):
        around = around.parent
    return around is None


def shown_in_html(html: str) -> list[str]:
    """Return the addresses of all that a piece of HTML shows by itself, in their order."""
    reader = _Reader()
    reader.feed(html)
    return reader.uris


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.uris: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SHOWN_BY and value:
                # ``srcset`` lists addresses with widths: "a.png 1x, b.png 2x".
                parts = value.split(",") if name == "srcset" else [value]
                self.uris += [part.split()[0] for part in parts if part.strip()]
