"""What to do about the warnings of Sphinx, MyST and docutils, which tell only what is wrong.

The warnings of this package name their remedy themselves. For the common ones of others a filter on
Sphinx's log adds it, so that whoever writes a chapter reads file, line, cause and remedy.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE, WarningStreamHandler

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# By the type of the warning, as it is printed in square brackets.
BY_TYPE = {
    "image.not_readable": "put the file there, or mend the path: it starts at the document, "
    "or with '/' at the source folder",
    "ref.ref": "write that label before its section, or mend the name here",
    "ref.doc": "mend the name, or add the document",
    "ref.term": "add the term to the glossary, or mend the spelling here",
    "myst.xref_missing": "mend the path or the label, or add the document",
    "myst.directive_unknown": "mend the name, or add its extension to conf.py",
    "myst.role_unknown": "mend the name, or add its extension to conf.py",
    "bibtex.key_not_found": "add the entry to a bibliography file, or mend the key here",
    "toc.not_readable": "mend the name in the toctree, or add the document",
    "toc.not_included": "add the document to a toctree",
}
# By its first words, where it has no type of its own.
BY_WORDS = {
    "Duplicate explicit target name": "give one of the two another name",
    "duplicate label": "give one of the two another name",
    "Directive '": "mend what follows its name: arguments and options are in its manual",
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the filter to the handler that prints warnings."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            # Before Sphinx's own filters: they put the type of the warning after its text.
            handler.filters.insert(0, add_remedy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_remedy(record: logging.LogRecord) -> bool:
    """Append the remedy to a warning that has one; let every record pass."""
    text = str(record.msg) % record.args if record.args else str(record.msg)
    remedy = remedy_for(f"{getattr(record, 'type', '')}.{getattr(record, 'subtype', '')}", text)
    if remedy:
        record.msg, record.args = f"{text.removesuffix('.')}; {remedy}", ()
    return True


def remedy_for(kind: str, text: str) -> str:
    """Return what to do about a warning of type ``kind`` that says ``text``; empty if unknown."""
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    return next((remedy for words, remedy in BY_WORDS.items() if text.startswith(words)), "")
