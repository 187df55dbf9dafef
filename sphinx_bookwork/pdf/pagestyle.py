"""The stylesheet that the settings amount to: page, margins, columns, faces, colours."""

from __future__ import annotations

from sphinx_bookwork.pdf import fonts
from sphinx_bookwork.pdf.settings import PrintSettings, page_lengths


def page_css(chosen: PrintSettings) -> str:
    """Return the stylesheet that the settings amount to: page, margins, faces."""
    top, outer, bottom, inner = chosen.margins.split()
    width, height = page_lengths(chosen.page_size)
    text = ", ".join(f'"{name}"' for name in (*chosen.text_faces, *_fallback(chosen)))
    code = ", ".join(f'"{name}"' for name in (*chosen.code_faces, *_fallback(chosen, code=True)))
    return (
        f"@page {{ size: {chosen.page_size}; margin: {top} {outer} {bottom} {inner} }}\n"
        f"@page :left {{ margin-left: {outer}; margin-right: {inner} }}\n"
        f"@page :right {{ margin-left: {inner}; margin-right: {outer} }}\n"
        # turned as print has it: on both sides of a leaf the head is at the left
        f"@page landscape {{ size: {height} {width} }}\n"
        f"@page landscape:left {{ margin: {outer} {top} {inner} {bottom} }}\n"
        f"@page landscape:right {{ margin: {inner} {top} {outer} {bottom} }}\n"
        f"img {{ max-height: calc({height} - {top} - {bottom} - 4em) }}\n"
        f".landscape img, img.landscape {{ max-height: calc({width} - {inner} - {outer} - 4em) }}\n"
        f"html {{ font-family: {text}; font-size: {chosen.font_size} }}\n"
        f"pre, code, kbd, samp, .sig {{ font-family: {code} }}\n"
        + _columns_css(chosen.columns)
        + _accent_css(chosen.accent)
    )


def _columns_css(count: int) -> str:
    text = "body:is(.front, .body, .back):not(.index-page) > section"
    columns = f"{text} {{ columns: {count}; column-gap: 1.6em }} {text} > h1 {{ column-span: all }}"
    return columns + "\n" if count > 1 else ""


def _accent_css(colour: str) -> str:
    titles = "h1, h2, h3, h4, h5, h6, .book-title, .admonition-title, .rubric"
    boxes = ".admonition, .sidebar, .topic, .sd-card, .tab, .dropdown"
    accent = f"{titles} {{ color: {colour} }} {boxes} {{ border-color: {colour} !important }}\n"
    return accent if colour else ""


def _fallback(chosen: PrintSettings, code: bool = False) -> tuple[str, ...]:
    if chosen.text_faces and chosen.code_faces:
        return ()
    first = fonts.DEFAULT_CODE if code else fonts.DEFAULT_TEXT
    declared = chosen.code_faces if code else chosen.text_faces
    return (() if declared else (first,)) + fonts.DEFAULT_SYMBOLS
