"""A fault of WeasyPrint 70.0 mended: notes driven from the page of their call, or out of the book.

Where the second line of a paragraph (with ``orphans: 2``) no longer fits, WeasyPrint makes room by
moving notes that were already placed to the next page, though their calls stay; a note moved twice
can vanish. CSS asks for the obvious instead: the paragraph goes to the next page. One expression in
``_linebox_layout`` decides it, and is replaced here. ``tests/pdf/test_notebreaks.py`` fails when
WeasyPrint no longer has the fault or has changed the function; then this module goes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from weasyprint.layout import block

FAULT = "report = not context.in_column and can_break_now and not could_break_before"
#: Only where nothing else is on the page, and so nothing else can move.
MENDED = "report = page_is_empty and not new_children and not context.in_column and can_break_now"


@cache
def mended() -> Callable[..., Any]:
    """Return ``_linebox_layout`` without the fault; raise ``RuntimeError`` if it has changed."""
    source = inspect.getsource(block._linebox_layout)
    if source.count(FAULT) != 1:
        raise RuntimeError(f"WeasyPrint has changed: not found once in _linebox_layout: {FAULT!r}")
    names: dict[str, Any] = {}
    exec(compile(source.replace(FAULT, MENDED), block.__file__, "exec"), vars(block), names)
    function: Callable[..., Any] = names["_linebox_layout"]
    return function


@contextmanager
def notes_stay() -> Iterator[None]:
    """Lay out with the fault mended while the block runs."""
    faulty = block._linebox_layout
    block._linebox_layout = mended()
    try:
        yield
    finally:
        block._linebox_layout = faulty
