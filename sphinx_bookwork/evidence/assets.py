"""What a site needs to show notes beside their calls: a stylesheet and a small script.

Both are files of their own, so that a content security policy may forbid inline code. Other
editions bring notes to their readers in their own ways.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from sphinx_bookwork.editions import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE, SCRIPT = "bookwork-notes.css", "bookwork-notes.js"


def add_assets(app: Sphinx) -> None:
    """Put both files into a site, and make every page load them."""
    if not is_site(app):
        return
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    for name in (STYLE, SCRIPT):
        copyfile(Path(__file__).with_name(name), static / name)
    app.add_css_file(STYLE)
    app.add_js_file(SCRIPT, loading_method="defer")
