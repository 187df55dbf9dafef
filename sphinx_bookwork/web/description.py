"""What a page says, in a sentence or two: for search engines and for those who share a link."""

from __future__ import annotations

import re
from textwrap import shorten

from docutils import nodes

LONGEST = 200
SHORTEST = 50
#: What stands in a sentence and is not of its words.
NOT_WORDS = (nodes.footnote_reference, nodes.citation_reference, nodes.image, nodes.raw)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\w|[“‘„«])")


def description(doctree: nodes.document) -> str:
    """Return the first sentences of the first paragraph that is long enough, or nothing."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = words(paragraph)
        if isinstance(paragraph.parent, (nodes.section, nodes.document)) and len(text) >= SHORTEST:
            return first_sentences(text)
    return ""


def words(node: nodes.Element) -> str:
    """Return the text of a node without calls of notes, in one line."""
    texts = (text for text in node.findall(nodes.Text) if not _is_aside(text, node))
    return " ".join("".join(texts).split())


def _is_aside(text: nodes.Node, top: nodes.Element) -> bool:
    node = text.parent
    while node is not None and node is not top:
        if isinstance(node, NOT_WORDS):
            return True
        node = node.parent
    return False


def first_sentences(text: str) -> str:
    """Return as many whole sentences as are short enough, else the beginning of the first."""
    told = ""
    for sentence in SENTENCE_END.split(text):
        longer = f"{told} {sentence}".strip()
        if len(longer) > LONGEST:
            break
        told = longer
    return told or shorten(text, LONGEST, placeholder=" …")
