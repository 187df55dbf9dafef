"""What a document is to a reading system: chapter, glossary, preface ... (EPUB SSV, DPUB-ARIA)."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_bookwork.doctree.identity import Matter

MATTER_TYPES = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
#: Structure of EPUB 3 -> role of DPUB-ARIA, empty where it has none.
ROLES = {
    "abstract": "doc-abstract",
    "acknowledgments": "doc-acknowledgments",
    "afterword": "doc-afterword",
    "appendix": "doc-appendix",
    "bibliography": "doc-bibliography",
    "chapter": "doc-chapter",
    "colophon": "doc-colophon",
    "conclusion": "doc-conclusion",
    "copyright-page": "",
    "dedication": "doc-dedication",
    "epilogue": "doc-epilogue",
    "foreword": "doc-foreword",
    "glossary": "doc-glossary",
    "index": "doc-index",
    "introduction": "doc-introduction",
    "part": "doc-part",
    "preface": "doc-preface",
    "prologue": "doc-prologue",
}


def mark_document(document: nodes.document, kind: str) -> None:
    """Put type and role of ``kind`` on the document's first section, for the translator."""
    section = next(iter(document.findall(nodes.section)), None)
    if section is not None and kind:
        section["semantics"] = attributes(kind)


def attributes(kind: str) -> dict[str, str]:
    """Return the attributes that say ``kind`` to reading systems and to assistive technology."""
    role = ROLES[kind]
    return {"epub:type": kind} | ({"role": role} if role else {})


def kind_of(document: nodes.document, matter: Matter, declared: str, is_top: bool) -> str:
    """Return the kind of a document, empty for none.

    ``declared`` is the document's own ``epub-type``, one of ``ROLES``; otherwise a glossary and a
    bibliography are known by what they hold, and a document of the body that stands in the
    root's toctree is a chapter.
    """
    if declared:
        return declared
    if matter == "back" and next(iter(document.findall(addnodes.glossary)), None) is not None:
        return "glossary"
    if matter == "back" and next(iter(document.findall(nodes.citation)), None) is not None:
        return "bibliography"
    return "chapter" if matter == "body" and is_top else ""
