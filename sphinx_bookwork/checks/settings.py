"""The settings ``bookcheck_*``: where the built editions lie."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_bookwork.settings import setting

PREFIX = "bookcheck"


@dataclass(frozen=True)
class CheckSettings:
    """The editions to compare; one without a path is not compared, and the report says so."""

    site: str = setting("", "The folder of the built site, relative to conf.py.")
    print: str = setting("", "The print edition (PDF) with its page map beside it, or its folder.")
    ebook: str = setting("", "The e-book (EPUB), or its folder.")
