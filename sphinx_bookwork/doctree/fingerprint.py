"""Fingerprints of texts, by which an edition knows whether another was made from the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_bookwork.doctree.blocks import is_block, source_texts
from sphinx_bookwork.doctree.lists import reading_order

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def block_fingerprint(block: nodes.Element) -> str:
    """Return the SHA-256 of the text of a block, in hexadecimal."""
    return _sha256("".join(text.astext() for text in source_texts(block)))


def book_fingerprints(env: BuildEnvironment) -> dict[str, str]:
    """Return for each document of the book the SHA-256 of its blocks' texts, as they were read.

    Before references are resolved, so that it is the same for every builder.
    """
    return {docname: _document(env.get_doctree(docname)) for docname in reading_order(env)}


def file_fingerprints(paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file by its path; empty where it cannot be read."""
    found = {}
    for path in paths:
        try:
            with path.open("rb") as file:
                found[str(path)] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            found[str(path)] = ""
    return found


def _document(document: nodes.document) -> str:
    blocks = filter(is_block, document.findall(nodes.TextElement))
    return _sha256("\n".join(block.astext() for block in blocks))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
