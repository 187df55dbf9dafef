"""The documentation of sphinx-bookwork, which is also the package's second test book."""

import sys
from pathlib import Path

from sphinx_bookwork import __version__

sys.path.insert(0, str(Path(__file__).parent))

project = "sphinx-bookwork"
author = "The contributors"
copyright = "The contributors. Licence: MIT"
version = release = __version__

extensions = ["myst_parser", "sphinx_bookwork", "settings_directive"]
myst_enable_extensions = ["colon_fence", "deflist"]

html_theme = "sphinx_book_theme"
html_title = project
html_copy_source = False
html_show_sourcelink = False

# Everything else is the default, so that every build shows what a project gets that sets nothing.
book_subtitle = "Print editions and e-books from any Sphinx project"
book_edition = f"Version {__version__}"
