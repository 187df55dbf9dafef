"""Where the images of a press file come from: what an author has to open to mend one.

WeasyPrint names an image in a page's resources after the address of its file. That is its own
affair; a test fails when it changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import md5
from pathlib import Path

from docutils import nodes

from sphinx_bookwork.doctree.assembly import Book
from sphinx_bookwork.doctree.blocks import place_of


def origins(book: Book, covers: Iterable[Path]) -> dict[str, tuple[str, int]]:
    """Return path and line of each image of ``book`` by its name in the resources of pages.

    ``covers`` are image files themselves, of no line.
    """
    found = {name: (str(path), 0) for path in covers for name in names(path.as_uri())}
    for chapter in book.chapters:
        for image in chapter.document.findall(nodes.image) if chapter.document is not None else ():
            path, line = place_of(image)
            for name in names(image["uri"]):
                found.setdefault(name, (path, line))
    return found


def names(address: str) -> tuple[str, str]:
    """Return the names that an image at ``address`` can have, smoothed or not."""
    digest = md5(address.encode(), usedforsecurity=False).hexdigest()
    return f"i{digest}0", f"i{digest}1"
