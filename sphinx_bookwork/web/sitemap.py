"""``sitemap.xml`` (sitemaps.org 0.9) and a ``robots.txt`` that names it, for search engines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sphinx_bookwork.files import swap
from sphinx_bookwork.gate import is_failing
from sphinx_bookwork.web.address import base, page_url, url
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write both when the site is built."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the two files of a site whose address is known; addresses in them have to be whole."""
    if exception or is_failing(app) or not (is_site(app) and settings(app).sitemap and base(app)):
        return
    addresses = [page_url(app, docname) for docname in sorted(app.env.found_docs)]
    locations = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    texts = {
        "sitemap.xml": '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="{NAMESPACE}">\n{locations}</urlset>\n',
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {url(app, 'sitemap.xml')}\n",
    }
    for name, text in texts.items():
        with swap(Path(app.outdir, name)) as new:
            new.write_text(text, encoding="utf-8")
