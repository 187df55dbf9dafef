"""Whole-file swap: an output is either the old file or the new one, never half of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR
from os import strerror
from pathlib import Path


@contextmanager
def swap(target: Path) -> Iterator[Path]:
    """Yield a path beside ``target`` to write to; put it in ``target``'s place on success.

    When the block raises, the new file is removed and ``target`` stays as it was. The caller sees
    the ``OSError`` of a place that cannot be written.
    """
    if target.is_dir():  # seen before any work is done, not when the new file is to go there
        raise IsADirectoryError(EISDIR, strerror(EISDIR), str(target))
    new = target.with_name(f".{target.name}.new")
    try:
        yield new
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def portable(name: str) -> str:
    """Return a path without what not every system can have in one (OCF 3.3, 4.2.4)."""
    return re.sub(r'[\s"*:<>?\\|]', "_", name)
