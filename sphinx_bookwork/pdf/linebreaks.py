"""A fault of WeasyPrint 70.0 mended: lines broken after their first word.

Where a run of text ends in a space, and text fits the line but its space does not, and an inline
element follows, ``split_first_line`` takes the whole run for one that cannot be broken and cuts it
after its first word. A space at the end of a line hangs (CSS Text 3, 4.1.2); such a run is one
that fits. ``tests/pdf/test_linebreaks.py`` fails when WeasyPrint no longer has the fault or has
moved the function; then this module goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

from sphinx_bookwork.pdf.mending import replaced

Split = Callable[..., tuple[Any, int, int | None, float, float, float]]
COLLAPSING = ("normal", "pre-line")


@contextmanager
def hanging_spaces() -> Iterator[None]:
    """Lay out with the fault mended while the block runs."""
    with replaced(inline, "split_first_line", _with_hanging_space(inline.split_first_line)):
        yield


def _with_hanging_space(split: Split) -> Split:
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, spacing: float, **how: bool
    ) -> tuple[Any, int, int | None, float, float, float]:
        line = split(text, style, context, max_width, spacing, **how)
        words = text.rstrip(" ")
        cut, hangs = line[2] is not None, bool(words) and words != text
        if not cut or not hangs or style["white_space"] not in COLLAPSING:
            return line
        _, _, resume, width, _, _ = split(words, style, context, max_width, spacing, **how)
        if resume is None and max_width is not None and width <= max_width:
            return split(text, style, context, None, spacing, **how)
        return line

    return split_first_line
