from __future__ import annotations

import pytest
from lxml import etree

from sphinx_bookwork.epub.drawings import files_loaded, leave_out_files

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'
FACE = "@font-face {{ font-family: A; src: url({}) }} text {{ fill: red }}"


@pytest.mark.parametrize(
    ("drawing", "loaded"),
    [
        ("<image href='https://example.org/a.png'/>", ["https://example.org/a.png"]),
        ("<use x:href='b.svg#part'/>", ["b.svg#part"]),
        (f"<style>{FACE.format('a.woff2')}</style>", ["a.woff2"]),
        ("<style>@import 'a.css'; text { fill: red }</style>", ["a.css"]),
        ("<style>@import url('a.css'); text { fill: red }</style>", ["a.css"]),
        ("<path fill='url(b.svg#shade)'/>", ["b.svg#shade"]),
        ("<path style=\"fill: url('b.svg#shade')\"/>", ["b.svg#shade"]),
        ("<a href='https://example.org/'><use href='#a'/></a><path fill='url(#b)'/>", []),
        ("<image href='data:image/png;base64,AA'/>", []),
        (f"<style>{FACE.format('data:font/woff2;base64,AA')}</style>", []),
    ],
)
def test_what_a_drawing_loads_is_named_and_left_out(drawing: str, loaded: list[str]):
    root = etree.fromstring(SVG.format(drawing))
    before = etree.tostring(root)
    assert list(files_loaded(root)) == loaded
    leave_out_files(root)
    assert list(files_loaded(root)) == []
    assert (etree.tostring(root) == before) == (not loaded)
    assert b"red" not in before or b"red" in etree.tostring(root)
