"""A fault of WeasyPrint 70.0 mended: margins kept at the top of pages that have a name.

A margin is cut at the top of a page, but after a forced break it is kept (CSS Fragmentation 3,
5.2). WeasyPrint takes every page with a name for one after a forced break, though its name is
only that of the page before; where names differ, the break itself says so. One expression in
``remake_page`` decides it, and is replaced here. ``tests/pdf/test_pagemargins.py`` fails when
WeasyPrint no longer has the fault or has changed the function; then this module goes.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from weasyprint.layout import page

from sphinx_bookwork.pdf.mending import mended

FAULT = "context.forced_break = (next_page['break'] != 'any' or next_page['page'])"
MENDED = "context.forced_break = next_page['break'] != 'any'"


def margins_cut() -> AbstractContextManager[None]:
    """Lay out with the fault mended while the block runs."""
    return mended(page, "remake_page", FAULT, MENDED)
