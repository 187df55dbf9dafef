"""The fault of WeasyPrint that ``linebreaks`` mends. Where the first test fails, it is gone (or
its function has moved): delete the module then."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
import weasyprint

from sphinx_bookwork.pdf.fonts import DEFAULT_CODE, DEFAULT_FOLDER, DEFAULT_TEXT, find_faces, only
from sphinx_bookwork.pdf.linebreaks import hanging_spaces

WORDS = "one two three four five six"
PAGE = "@page { size: 120mm; margin: 10mm } html { font: 12px 'Source Serif 4' }"


@pytest.fixture(autouse=True)
def faces(tmp_path: Path):
    """Only the package's faces, so that every machine measures the same."""
    with only(find_faces((DEFAULT_FOLDER,)), tmp_path, DEFAULT_TEXT, DEFAULT_CODE):
        yield


def first_line(width: float, tail: str = "<b>seven</b>") -> tuple[str, float]:
    """The text of the first line of a paragraph ``width`` px wide, and the width it needs."""
    html = f'<p style="width: {width}px">{WORDS} {tail}</p>'
    [page] = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=PAGE)]).pages
    lines = [box for box in page._page_box.descendants() if type(box).__name__ == "LineBox"]
    texts = [box for box in lines[0].descendants() if hasattr(box, "text")]
    return "".join(box.text for box in texts).strip(), sum(box.width for box in texts)


def tight() -> float:
    """A width that holds the words and not the space behind them."""
    _, width = first_line(400, tail="")
    return width + 0.5


@pytest.mark.parametrize(
    ("mended", "line"), [(nullcontext, "one"), (hanging_spaces, WORDS)], ids=["fault", "mended"]
)
def test_line_that_holds_its_words_but_not_the_space_behind_them(mended, line: str):
    width = tight()
    with mended():
        assert first_line(width)[0] == line


@pytest.mark.parametrize("more", [-40, -3, 6, 30, 60])
def test_other_lines_break_as_before(more: float):
    width = tight() + more
    before = first_line(width)[0]
    with hanging_spaces():
        assert first_line(width)[0] == before


def test_the_mend_is_taken_back():
    split = weasyprint.layout.inline.split_first_line
    with pytest.raises(ValueError, match="stop"), hanging_spaces():
        assert weasyprint.layout.inline.split_first_line is not split
        raise ValueError("stop")
    assert weasyprint.layout.inline.split_first_line is split
