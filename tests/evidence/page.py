"""What a reader sees of notes on a built HTML page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from tests.harness import Build


@dataclass(frozen=True)
class Note:
    """A note as printed: its call's number and classes, its text without number."""

    number: str
    classes: frozenset[str]
    text: str


def page(build: Build, docname: str) -> HtmlElement:
    """The parsed page of a document."""
    return html.fromstring(Path(build.out / f"{docname}.html").read_text(encoding="utf-8"))


def text(element: HtmlElement) -> str:
    """The text of an element, white space made single."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def notes(build: Build, docname: str) -> list[Note]:
    """The notes of a page in the order of their calls; each call leads to its note and back."""
    tree = page(build, docname)
    found = []
    for call in tree.xpath("//a[@role='doc-noteref']"):
        note = tree.get_element_by_id(call.get("href").removeprefix("#"))
        back = note.xpath(".//a[@role='doc-backlink']/@href")
        assert f"#{call.get('id')}" in back, f"no way back to {call.get('id')}"
        classes = frozenset(call.get("class").split()) - {"footnote-reference", "brackets"}
        paragraph = note.xpath("./p")[0]
        found.append(Note(text(call).strip("[]"), classes, text(paragraph)))
    return found
