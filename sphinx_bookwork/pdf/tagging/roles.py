"""Which structure type an element of the page's XHTML has (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from collections.abc import Container

ROLES = {
    "article": "Art", "aside": "Sect", "main": "Part", "nav": "Sect", "section": "Sect",
    "div": "Div", "figure": "Div", "header": "Div", "footer": "Div", "details": "Div",
    "blockquote": "BlockQuote", "p": "P", "address": "P", "summary": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption",
    "pre": "P", "code": "Code", "q": "Quote", "img": "Figure", "a": "Link",
    "{http://www.w3.org/2000/svg}svg": "Figure", "li::marker": "Lbl",
}  # fmt: skip

#: Headings, by which readers who hear a text move about in it.
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
#: Blocks of text that hold no other: a note comes behind the one that calls it.
TEXTS = ("P", *HEADINGS)
#: Kept also where nothing is in them: a table has to be regular.
CELLS = ("TR", "TH", "TD")


def role_of(tag: str, classes: Container[str]) -> str | None:
    """Return the structure type, None for an element that only its content matters of."""
    if tag == "span":
        return _role_of_span(classes)
    if tag == "ul" and "contents" in classes:
        return "TOC"
    if tag == "img" and "formula" in classes:
        return "Formula"
    return ROLES.get(tag)


def _role_of_span(classes: Container[str]) -> str | None:
    if "note" in classes:
        return "Note"
    return "P" if any(f"note-{kind}" in classes for kind in ("p", "li", "pre")) else None
