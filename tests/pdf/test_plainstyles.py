"""Every property of every box of a page is what WeasyPrint makes of it, with less work."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import pytest
import weasyprint
from weasyprint.css import ComputedStyle
from weasyprint.css.properties import INITIAL_VALUES

from sphinx_bookwork.pdf.fonts import DEFAULT_CODE, DEFAULT_FOLDER, DEFAULT_TEXT, find_faces, only
from sphinx_bookwork.pdf.plainstyles import PLAIN, other_names, plain_first

#: The properties that a box has; those that depend on the direction of text only stand for them.
KEYS = sorted(INITIAL_VALUES.keys() - {n for k in INITIAL_VALUES for n in other_names(k) if n != k})

CSS = """
@page { size: 100mm 60mm; margin: 5mm; @bottom-center { content: counter(page) } }
html { font: 12px/1.4 'Source Serif 4'; --gap: 3mm; text-indent: calc(1em + 2%); page: text }
p { margin-inline: var(--gap) 2em; padding-block-start: 1pt; border-inline-end: 1px solid red }
p[dir=rtl] { direction: rtl; inset-inline-start: 2px; border-start-start-radius: 3px }
b { text-decoration: underline; color: inherit; display: inline-block; float: left }
i { position: relative; color: initial } u { width: calc(2 * 7px); height: initial }
table { border-collapse: collapse; min-inline-size: 50%; page: wide } td { border: 1px solid }
aside { position: absolute; float: right; columns: 2; hyphens: auto; transform: rotate(3deg) }
p::before { content: "a"; margin-inline-start: inherit } .note { float: footnote }
"""
BODY = """
<p>Rain <b>fell</b> on <i>the</i> <u>mountains</u><span class=note>A note.</span>.</p>
<p dir=rtl lang=ar style="width: initial">Rain <b>fell <u>again</u></b>.</p>
<table><tr><td>One<td>Two</table><aside>Beside <a href="https://example.org">it</a></aside>
"""


@pytest.fixture(autouse=True)
def faces(tmp_path: Path):
    """Only the package's faces, so that every machine measures the same."""
    with only(find_faces((DEFAULT_FOLDER,)), tmp_path, DEFAULT_TEXT, DEFAULT_CODE):
        yield


def styles(how) -> list[dict[str, str]]:
    """Every property of every box, as text."""
    with how():
        sheet = weasyprint.CSS(string=CSS)
        document = weasyprint.HTML(string=f"<html lang=en>{BODY}").render(stylesheets=[sheet])
        return [
            {key: re.sub(r" at 0x\w+", "", repr(box.style[key])) for key in KEYS}
            for page in document.pages
            for box in page._page_box.descendants()
        ]


def test_every_property_is_what_it_was(monkeypatch: pytest.MonkeyPatch):
    plain = styles(nullcontext)
    assert styles(plain_first) == plain and len(plain) > 50
    monkeypatch.setitem(PLAIN, "margin_left", (False, "margin_left", "margin_left"))
    assert styles(plain_first) != plain  # the comparison sees what is missed


def test_weasyprint_is_asked_for_little(monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    missing = ComputedStyle.__missing__

    def counted(self: ComputedStyle, key: str) -> object:
        asked.append(key)
        return missing(self, key)

    monkeypatch.setattr(ComputedStyle, "__missing__", counted)
    styles(nullcontext)
    before = len(asked)
    asked.clear()
    styles(plain_first)
    assert len(asked) < before / 5
    assert ComputedStyle.__missing__ is counted
