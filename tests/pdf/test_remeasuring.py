"""What ``remeasuring`` spares WeasyPrint: the same pages, with fewer lines measured. Where the
tests of the faults fail, WeasyPrint no longer has them (or has moved the functions)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import weasyprint
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from sphinx_bookwork.pdf import remeasuring
from sphinx_bookwork.pdf.fonts import DEFAULT_CODE, DEFAULT_FOLDER, DEFAULT_TEXT, find_faces, only
from sphinx_bookwork.pdf.remeasuring import measured_once

CSS = """
@page { size: 100mm 60mm; margin: 5mm }
html { font: 12px/16px 'Source Serif 4'; hyphens: auto; text-align: justify }
p { margin: 0 }
.note { float: footnote }
"""
NOTED = (
    "Rain fell on the mountains<span class=note>A note on extraordinarily heavy rain.</span>. " * 9
)
CELLS = "<td>Extraordinarily</td><td>uncharacteristic vegetation</td><td>in <b>Nakhchivan</b></td>"
PAGES = {
    "notes": f"<p>{NOTED}</p>" * 3,
    "cells": f"<table><tr>{CELLS}</tr></table>" * 3,
}


@pytest.fixture(autouse=True)
def faces(tmp_path: Path):
    """Only the package's faces, so that every machine measures the same."""
    with only(find_faces((DEFAULT_FOLDER,)), tmp_path, DEFAULT_TEXT, DEFAULT_CODE):
        yield


def laid(body: str) -> list[tuple[str, float, float, float]]:
    """Every text of the pages, with its place and width."""
    html = f'<html lang="en"><body>{body}</body></html>'
    document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=CSS)])
    return [
        (box.text, box.position_x, box.position_y, box.width)
        for page in document.pages
        for box in page._page_box.descendants()
        if hasattr(box, "pango_layout")
    ]


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts that are set in lines while the block runs."""
    texts: list[str] = []
    create = line_break.create_layout

    def create_layout(text: str, *how: object) -> object:
        texts.append(text)
        return create(text, *how)

    with monkeypatch.context() as patch:
        patch.setattr(line_break, "create_layout", create_layout)
        yield texts


@pytest.mark.parametrize("kind", PAGES)
def test_pages_are_the_same_and_less_is_measured(kind: str, monkeypatch: pytest.MonkeyPatch):
    with counted(monkeypatch) as before:
        plain = laid(PAGES[kind])
    with counted(monkeypatch) as after, measured_once():
        assert laid(PAGES[kind]) == plain
    assert len(after) < len(before) * 0.8


def test_little_is_remembered_and_no_long_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(remeasuring, "MOST_LINES", 2)
    monkeypatch.setattr(remeasuring, "LONGEST_TEXT", 90)
    plain = laid(PAGES["notes"])
    with measured_once():
        assert laid(PAGES["notes"]) == plain


def test_each_line_is_its_own():
    with measured_once():
        html = weasyprint.HTML(string=f'<html lang="en"><p>{NOTED}</p></html>')
        style = next(
            box.style
            for box in html.render().pages[0]._page_box.descendants()
            if hasattr(box, "pango_layout")
        )
        one, other = (inline.split_first_line("Rain", style, None, None, 0) for _ in range(2))
    assert one[1:] == other[1:] and one[0] is not other[0] and vars(one[0]) == vars(other[0])


def test_all_is_taken_back():
    names = [(inline, "split_first_line"), (inline, "strut"), (preferred, "split_first_line")]
    names.append((line_break, "get_font_description"))
    before = [getattr(module, name) for module, name in names]
    with pytest.raises(ValueError, match="stop"), measured_once():
        assert all(
            getattr(module, name) is not function
            for (module, name), function in zip(names, before, strict=True)
        )
        raise ValueError("stop")
    assert [getattr(module, name) for module, name in names] == before
