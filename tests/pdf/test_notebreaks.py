"""The fault of WeasyPrint that ``notebreaks`` mends. Where the first test fails, it is gone (or
its function has changed): delete the module then."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
import weasyprint

from sphinx_bookwork.pdf.fonts import DEFAULT_CODE, DEFAULT_FOLDER, DEFAULT_TEXT, find_faces, only
from sphinx_bookwork.pdf.notebreaks import notes_stay

CSS = """
@page { size: 100mm 60mm; margin: 5mm }
html { font: 12px/16px 'Source Serif 4'; orphans: 2; widows: 2 }
p { margin: 0; width: 60mm }
span { float: footnote; footnote-policy: line }
"""
NOTED = '<p>Rain fell.<a id="call">1</a><span id="note">A note.</span></p>'


@pytest.fixture(autouse=True)
def faces(tmp_path: Path):
    """Only the package's faces, so that every machine measures the same."""
    with only(find_faces((DEFAULT_FOLDER,)), tmp_path, DEFAULT_TEXT, DEFAULT_CODE):
        yield


def parted(mend) -> list[int]:
    """For how many lines before a long paragraph at the page's end the note leaves its call."""
    found = []
    for lines in range(12):
        html = NOTED + "<p>One line.</p>" * lines + f"<p>{'Words that fill lines. ' * 12}</p>"
        with mend():
            pages = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=CSS)])
        if not any({"call", "note"} <= set(page.anchors) for page in pages.pages):
            found.append(lines)
    return found


def test_weasyprint_parts_notes_from_their_calls():
    assert parted(nullcontext)


def test_notes_stay_with_their_calls():
    assert parted(notes_stay) == []
