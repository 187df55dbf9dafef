"""What WeasyPrint does not write, added to the finished file: page labels, how it opens."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from roman_numerals import RomanNumeral

from sphinx_bookwork.files import swap


def finish(path: Path, labels: list[str], language: str) -> None:
    """Add page labels (ISO 32000-1, 12.4.2), language and opening view to the file at ``path``."""
    with pikepdf.open(path) as pdf:
        pdf.Root.PageLabels = Dictionary(Nums=Array(_label_ranges(labels)))
        pdf.Root.PageLayout = Name.TwoPageRight
        pdf.Root.PageMode = Name.UseOutlines
        pdf.Root.Lang = String(language.replace("_", "-"))
        preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
        preferences.DisplayDocTitle = True
        pdf.Root.ViewerPreferences = preferences
        with swap(path) as new:
            pdf.save(
                new, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
            )


def _label_ranges(labels: list[str]) -> list[object]:
    """Return the number tree's pairs: where a style of labels begins, and how it counts."""
    ranges: list[object] = []
    index = 0
    for style, run in groupby(labels, key=_style):
        pages = list(run)
        ranges += [index, _range(style, pages[0])]
        index += len(pages)
    return ranges


def _style(label: str) -> str:
    if not label:
        return ""
    return "D" if label.isdecimal() else "r"


def _range(style: str, first: str) -> Dictionary:
    if not style:
        return Dictionary(P=String(""))
    if style == "D":
        return Dictionary(S=Name.D, St=int(first))
    return Dictionary(S=Name.r, St=int(RomanNumeral.from_string(first)))
