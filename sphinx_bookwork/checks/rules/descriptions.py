"""What reaches a reader in place of what was meant: a file's name for words, TeX for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_bookwork.checks.facts import names_file
from sphinx_bookwork.checks.rules.comparison import Comparison
from sphinx_bookwork.findings import Finding

_TEX = re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$|\\begin\{\w+\*?\}", re.DOTALL)


def file_name(comparison: Comparison) -> Iterator[Finding]:
    """An alternative text that is the name of the picture's file (WCAG 2.2, F30)."""
    for edition in comparison.editions:
        for path, picture, words in edition.pictures:
            if names_file(words, picture):
                message = (
                    f"the {edition.name} has a file's name for an alternative text: {words!r}; "
                    "say in 'alt' what the picture shows"
                )
                yield Finding(path, 0, "bookcheck.file-name", message)


def raw_tex(comparison: Comparison) -> Iterator[Finding]:
    """TeX that a reader sees: a formula that nothing sets."""
    written = " ".join(" ".join(run.split()) for run in comparison.source.code)
    for edition in comparison.editions:
        for path, text in edition.plain:
            for match in _TEX.finditer(text):
                if match[0] not in written:
                    message = (
                        f"the {edition.name} shows TeX in place of a formula: {match[0][:60]!r}; "
                        "let a formula be set there: see 'math' in the manual of its builder"
                    )
                    yield Finding(path, 0, "bookcheck.raw-tex", message)
