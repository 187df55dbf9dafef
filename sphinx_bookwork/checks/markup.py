"""Facts out of HTML and XHTML: the pages of a site, whatever its theme, and those of an e-book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from sphinx_bookwork.checks.facts import BEFORE, Edition, Fact, Kind, letters, names_file

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
#: No text of the page: what only programs read, and what themes add to headings.
_SILENT = frozenset(("script", "style", "template"))
_ADDED = frozenset(("headerlink", "fn-backref", "backrefs", "viewcode-back", "viewcode-link"))
#: Lists that an e-book makes itself; their headings are its own.
_OWN_LISTS = frozenset(("notes", "descriptions"))
_DELIMITERS = re.compile(r"\\[()\[\]]|\\(?:begin|end)\{(?:split|aligned|gather|equation)\*?\}")

#: Address within the book of a link on a page: letters of ``docname#id``, or None for no document.
Resolve = Callable[[str], str | None]


class PageReader:
    """Reads one page; ``resolve`` knows where links lead; ``sets_tex``: a script sets formulas."""

    def __init__(self, path: str, resolve: Resolve, sets_tex: bool = False) -> None:
        self.path, self.resolve, self.sets_tex = path, resolve, sets_tex
        self.facts: list[Fact] = []
        self.pictures: list[tuple[str, str, str]] = []
        self._text: list[str] = []
        self._plain: list[str] = []
        self._tail = ""

    def read(self, content: etree._Element) -> PageReader:
        """Take in ``content``, whose tags are without namespaces; return the reader."""
        self._walk(content, plain=True)
        return self

    def part_of(self, name: str) -> Edition:
        """Return what was read as a part of the edition ``name``."""
        text, plain = "".join(self._text), ((self.path, " ".join(self._plain)),)
        return Edition(name, tuple(self.facts), text, tuple(self.pictures), plain)

    def _walk(self, element: etree._Element, plain: bool) -> None:
        if _is_silent(element):
            return
        if _is_call(element):
            self._call(element)
        elif _is_formula(element):
            self._formula(element)
        elif element.tag == "svg":  # what is written in a drawing is no text of the page
            self._picture(element)
        else:
            self._notice(element)
            plain = plain and element.tag not in ("pre", "code")
            self._say(element.text, plain)
            for child in element:
                self._walk(child, plain)
                self._say(child.tail, plain)

    def _say(self, text: str | None, plain: bool) -> None:
        said = letters(text or "")
        self._text.append(said)
        self._tail = (self._tail + said)[-BEFORE:]
        if plain and text and text.strip():
            self._plain.append(" ".join(text.split()))

    def _add(self, kind: Kind, shown: str, key: str | None = None) -> None:
        short = " ".join(shown.split())
        self.facts.append(Fact(kind, letters(shown) if key is None else key, short, self.path))

    def _notice(self, element: etree._Element) -> None:
        classes = _classes(element)
        if element.tag in HEADINGS and not _in_own_list(element):
            self._add("heading", said(element))
        elif element.tag == "caption" or "code-block-caption" in classes or _heads_figure(element):
            self._add("caption", said(element))
        elif element.tag == "img":
            self._picture(element)
        elif element.tag == "a" and element.get("href"):
            self._link(element.get("href", ""))
        if element.get("id") and _is_note(element):
            key = self.resolve(f"#{element.get('id')}") or ""
            self._add("note", said(element), key)

    def _formula(self, element: etree._Element) -> None:
        self._add("formula", _latex(element))
        if not self.sets_tex and next(element.iter("math", "img"), None) is None:
            self._plain.append("".join(element.itertext()))

    def _picture(self, element: etree._Element) -> None:
        alt = element.get("alt") or element.get("aria-label") or ""
        if "math" in _classes(element):
            self._add("formula", alt)
        elif alt.strip() and element.get("role") != "presentation":
            name = PurePosixPath(unquote(element.get("src") or "")).name
            if not names_file(alt, name):  # which is a fault of its own
                self._add("alt", alt)
            self.pictures.append((self.path, name, alt))

    def _link(self, href: str) -> None:
        target = self.resolve(href)
        if target:
            self._add("link", href, target)
        elif re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE):
            self._add("address", href, address(href))

    def _call(self, element: etree._Element) -> None:
        target = self.resolve(element.get("href") or "") or ""
        number = letters("".join(element.itertext()))
        self.facts.append(Fact("call", target, number, self.path, before=self._tail, number=number))


def address(uri: str) -> str:
    """Return a URI as it is compared: what is escaped in one edition may be not in another."""
    return unquote(uri)


def said(element: etree._Element) -> str:
    """Return the text of an element without calls of notes, formulas and what themes add."""
    return " ".join("".join(_said(element)).split())


def _said(element: etree._Element) -> Iterator[str]:
    if _is_silent(element) or _is_call(element) or _is_formula(element) or element.tag == "svg":
        return
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""


def _classes(element: etree._Element) -> list[str]:
    return str(element.get("class") or "").split()


def _is_silent(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):  # a comment
        return True
    backlink = element.get("role") == "doc-backlink" and element.getparent().tag not in HEADINGS
    return element.tag in _SILENT or backlink or not _ADDED.isdisjoint(_classes(element))


def _is_call(element: etree._Element) -> bool:
    return element.tag == "a" and (
        element.get("role") == "doc-noteref" or "footnote-reference" in _classes(element)
    )


def _is_note(element: etree._Element) -> bool:
    return element.get("role") == "doc-footnote" or "footnote" in _classes(element)


def _is_formula(element: etree._Element) -> bool:
    return element.tag == "math" or (element.tag in ("span", "div") and "math" in _classes(element))


def _latex(element: etree._Element) -> str:
    inner = element if element.tag == "math" else next(element.iter("math"), None)
    if inner is not None:
        return str(inner.get("alttext") or "")
    return _DELIMITERS.sub("", "".join(_without_number(element)))


def _without_number(element: etree._Element) -> Iterator[str]:
    if "eqno" not in _classes(element):
        yield element.text or ""
        for child in element:
            yield from _without_number(child)
            yield child.tail or ""


def latex_key(latex: str) -> str:
    """Return a formula of the source as it is compared."""
    return letters(_DELIMITERS.sub("", latex))


def _heads_figure(element: etree._Element) -> bool:
    parent = element.getparent()
    return (
        element.tag == "p"
        and parent is not None
        and parent.tag == "figcaption"
        and element.getprevious() is None
    )


def _in_own_list(element: etree._Element) -> bool:
    return any(not _OWN_LISTS.isdisjoint(_classes(parent)) for parent in element.iterancestors())
