"""Which builders make which edition, and how a builder is loaded: when a build asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx.builders import Builder

from sphinx_bookwork.gate import plainly

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Pages of the print edition: the book, its chapters, the file for a print shop.
PRINT = ("bookpdf", "bookchapters", "bookpress")
SITES = ("html", "dirhtml", "singlehtml")


def is_site(app: Sphinx) -> bool:
    """Tell whether this build makes a site."""
    return app.builder.name in SITES


def on_demand(name: str, load: Callable[[], type[Builder]]) -> type[Builder]:
    """Return a builder ``name`` that turns into the class ``load`` returns when a build makes it.

    What sets pages takes as long to import as a small site takes to build, and a machine that
    builds nothing but the site may lack it.
    """

    @plainly
    def made(_cls: type[Builder], app: Sphinx, env: BuildEnvironment) -> Builder:
        return load()(app, env)

    return type("OnDemand", (Builder,), {"name": name, "__new__": made})
