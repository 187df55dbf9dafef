"""What WeasyPrint 70.0 measures again and again, measured once; no page changes by it.

The notes of a page are laid out anew with each note that joins them, and paragraphs near a page's
end several times: so a third of all lines is measured more than once. What is asked again is
remembered, for as long as a unit is laid out.

For the least width of a cell, each of its words is tried with every hyphen that it may have, though
only the first can be the answer where nothing at all fits. One expression of ``split_first_line``
lists these hyphens, and is replaced here. ``tests/pdf/test_remeasuring.py`` fails when WeasyPrint
has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from sphinx_bookwork.pdf.mending import mended, replaced

#: How much is remembered, in lines and in letters: what is asked again was asked lately.
MOST_LINES, LONGEST_TEXT = 4096, 5000

ALL_HYPHENS = "previous_words + start for start, end in dictionary.iterate(next_word)]"
FIRST_HYPHEN = f"{ALL_HYPHENS}[-1 if max_width <= 0 else 0:]"

Split = Callable[..., tuple[Any, ...]]


@contextmanager
def measured_once() -> Iterator[None]:
    """Lay out without measuring anything twice while the block runs."""
    with (
        mended(preferred, "split_first_line", ALL_HYPHENS, FIRST_HYPHEN),
        mended(inline, "split_first_line", ALL_HYPHENS, FIRST_HYPHEN),
        replaced(inline, "split_first_line", _remembered_line(inline.split_first_line)),
        replaced(inline, "strut", _remembered(inline.strut)),
        replaced(line_break, "get_font_description", _remembered(line_break.get_font_description)),
    ):
        yield


def _remembered(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return ``function`` of a style, which is not called twice with the same one."""
    known: dict[int, tuple[Any, Any]] = {}

    def remembered(style: Any) -> Any:
        found = known.get(id(style))
        if found is None:  # the style is kept with the answer: its id is not given away
            found = known[id(style)] = style, function(style)
        return found[1]

    return remembered


def _remembered_line(split: Split) -> Split:
    """Return ``split_first_line`` with a memory; each line that comes out of it is its own."""
    known: dict[Any, tuple[Any, tuple[Any, ...]]] = {}

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, **how: bool
    ) -> tuple[Any, ...]:
        if len(text) > LONGEST_TEXT:
            return split(text, style, context, max_width, spacing, **how)
        key = text, id(style), max_width, spacing, tuple(how.items())
        found = known.get(key)
        if found is not None:
            layout, *rest = found[1]
            return copy(layout), *rest
        if len(known) >= MOST_LINES:
            known.clear()
        line = split(text, style, context, max_width, spacing, **how)
        known[key] = style, line
        return line

    return split_first_line
