"""A fault of WeasyPrint 70.0 mended: notes driven from the page of their call, or out of the book.

Where the second line of a paragraph (with ``orphans: 2``) no longer fits, WeasyPrint makes room by
moving notes that were already placed to the next page, though their calls stay; a note moved twice
can vanish. CSS asks for the obvious instead: the paragraph goes to the next page. One expression in
``_linebox_layout`` decides it, and is replaced here. ``tests/pdf/test_notebreaks.py`` fails when
WeasyPrint no longer has the fault or has changed the function; then this module goes.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from weasyprint.layout import block

from sphinx_bookwork.pdf.mending import mended

FAULT = "report = not context.in_column and can_break_now and not could_break_before"
#: Only where nothing else is on the page, and so nothing else can move.
MENDED = "report = page_is_empty and not new_children and not context.in_column and can_break_now"


def notes_stay() -> AbstractContextManager[None]:
    """Lay out with the fault mended while the block runs."""
    return mended(block, "_linebox_layout", FAULT, MENDED)
