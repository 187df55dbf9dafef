"""``changes.atom``: what changed from edition to edition, for feed readers (RFC 4287).

Made from the file of changes (``book_changes``), which ``book-changes`` prints and which is judged
there. An edition that is dated by its month or year counts from the first day of it: a feed needs
a day.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bookwork.changes import Edition, load
from sphinx_bookwork.files import swap
from sphinx_bookwork.gate import is_failing
from sphinx_bookwork.web.address import base, page_url, url
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NAME = "changes.atom"
#: The field of a document's metadata that says that it lists the changes (``book-changes``).
LISTED = "book-changes"
#: A role of MyST or reST with its words, and the target that it may have.
ROLE = re.compile(r"(?:\{[\w:-]+\}|:[\w:-]+:)`([^`<]*?)\s*(?:<[^`>]*>)?`")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the feed when the site is built."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def is_offered(app: Sphinx) -> bool:
    """Tell whether the site has a feed: ids and links in it have to be whole addresses."""
    return bool(is_site(app) and settings(app).feed and app.config.book_changes and base(app))


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the feed of a site whose address is known."""
    if exception or is_failing(app) or not is_offered(app):
        return
    root = Path(app.confdir)
    if editions := load(root / app.config.book_changes, root).editions:
        with swap(Path(app.outdir, NAME)) as new:
            new.write_text(atom(app, list(editions)), encoding="utf-8")


def atom(app: Sphinx, editions: list[Edition]) -> str:
    """Return the feed as XML."""
    lists = [name for name, told in app.env.metadata.items() if LISTED in told]
    page = page_url(app, lists[0] if lists else app.config.root_doc)
    entries = "".join(_entry(app, edition, page) for edition in editions)
    newest = max(_time(edition.date) for edition in editions)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(app.config.language)}">\n'
        f"<title>{escape(app.config.project)}</title>\n"
        f"<id>{escape(base(app))}</id>\n"
        f"<author><name>{escape(app.config.author)}</name></author>\n"
        f'<link rel="self" href="{escape(url(app, NAME))}"/>\n'
        f'<link rel="alternate" href="{escape(page)}"/>\n'
        f"<updated>{newest}</updated>\n{entries}</feed>\n"
    )


def _entry(app: Sphinx, edition: Edition, page: str) -> str:
    place = re.sub(r"\W+", "-", edition.name.lower()).strip("-")
    told = "".join(f"<li>{escape(plain(change.text))}</li>" for change in edition.changes)
    return (
        f"<entry><title>{escape(edition.name)}</title>"
        f"<id>{escape(url(app, NAME))}#{place}</id>"
        f'<link href="{escape(page)}"/>'
        f"<updated>{_time(edition.date)}</updated>"
        f'<content type="html">{escape(f"<ul>{told}</ul>")}</content></entry>\n'
    )


def plain(text: str) -> str:
    """Return a sentence without its markup, in one line."""
    return " ".join(ROLE.sub(r"\1", text).replace("*", "").split())


def _time(day: str) -> str:
    whole = "-".join([*day.split("-"), "01", "01"][:3])
    return f"{whole}T00:00:00Z"
