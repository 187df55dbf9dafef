"""Links that authors write by hand, as places of the book; those that lead nowhere become text.

``page.html#id`` and ``#id`` work on a site, because of what its files are called. A book has one
file: they become references within it, where it prints what they name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx.util import logging

from sphinx_bookwork.doctree.blocks import location_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: The ids that raw HTML gives.
RAW_ID = re.compile(r"""<[^>]*\s(?:id|name)\s*=\s*["']?([^"'\s>]+)""")
#: Pages that a site has and a book has in its own way or not at all; nobody mends links to them.
SITE_PAGES = frozenset({"genindex", "py-modindex", "modindex", "search"})


def know_written_links(
    env: BuildEnvironment, docname: str, document: nodes.document, prefix: str
) -> None:
    """Write hand-written links of a document as ``<prefix>docname#id``, where they are that."""
    own = raw_ids([document])
    for reference in document.findall(nodes.reference):
        parts = urlsplit(str(reference.get("refuri", "")))
        if (
            "refuri" not in reference
            or parts.scheme
            or parts.netloc
            or parts.path.startswith(prefix)
        ):
            continue
        name, ident = _docname(docname, parts.path), unquote(parts.fragment)
        if name in env.found_docs and not (name == docname and ident in own):
            reference["refuri"] = f"{prefix}{name}#{ident}" if ident else f"{prefix}{name}"


def _docname(docname: str, path: str) -> str:
    """Return the document whose page a relative ``path`` is, seen from that of ``docname``."""
    folder, plain = posixpath.dirname(docname), unquote(path).removesuffix(".html")
    return posixpath.normpath(posixpath.join(folder, plain)) if plain else docname


def raw_ids(documents: Iterable[nodes.document]) -> set[str]:
    """Return the ids that raw HTML in the documents gives."""
    raw = (node.astext() for document in documents for node in document.findall(nodes.raw))
    return {ident for text in raw for ident in RAW_ID.findall(text)}


def dead_links(
    env: BuildEnvironment, documents: list[nodes.document], targets: Iterable[str], prefix: str
) -> None:
    """Take the link from each reference to what is not in the book; its words stay.

    It is a warning, unless the project leaves out the document it leads to, or has no such.
    """
    printed = set(targets) | raw_ids(documents)
    for document in documents:
        for reference in list(document.findall(nodes.reference)):
            uri = str(reference.get("refuri", ""))
            target = str(reference.get("refid", uri.removeprefix(prefix).removeprefix("#")))
            parts = urlsplit(uri)
            if not target or parts.scheme or parts.netloc or target in printed:
                continue
            if not _is_left_out(env, target):
                logger.warning(
                    "a link leads to what the book does not print: %r; correct its target",
                    target, location=location_of(reference), type="bookwork", subtype="link",
                )  # fmt: skip
            reference.replace_self(nodes.inline("", "", *reference.children, ids=reference["ids"]))


def _is_left_out(env: BuildEnvironment, target: str) -> bool:
    docname, _, ident = target.partition("#")
    known = docname in env.found_docs and (not ident or ident in _ids(env, docname))
    return known or docname in SITE_PAGES


def _ids(env: BuildEnvironment, docname: str) -> set[str]:
    found: set[str] = set()
    for node in env.get_doctree(docname).findall(nodes.Element):
        found.update(node.get("ids", ()))
    return found
