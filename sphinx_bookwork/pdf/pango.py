"""Without Pango nothing can be printed, and a site can be built all the same.

WeasyPrint loads Pango when it is imported. A project that lists this package builds its site on
machines without Pango too; only who asks for printed pages is told there what is missing.
"""

from __future__ import annotations

from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from typing import cast

from sphinx.builders import Builder
from sphinx.errors import ExtensionError

from sphinx_bookwork.gate import plainly

REMEDY = (
    "install Pango (Debian, Ubuntu: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora, Homebrew: pango)"
)


def builder(name: str, module: str, cls: str) -> type[Builder]:
    """Return the class ``cls`` of ``module``, or, without Pango, a builder that only says so."""
    try:
        with redirect_stdout(StringIO()):  # WeasyPrint prints advice, which a site has no use for
            return cast("type[Builder]", getattr(import_module(module), cls))
    except OSError as error:
        missing = str(error).partition(":")[0]
        return type("WithoutPango", (_WithoutPango,), {"name": name, "missing": missing})


class _WithoutPango(Builder):
    missing = ""

    @plainly
    def init(self) -> None:
        """Stop before anything is read."""
        why = f"WeasyPrint, which sets the pages, does not find Pango: {self.missing}"
        raise ExtensionError(f"{why}; {REMEDY} [bookpdf.pango]")
