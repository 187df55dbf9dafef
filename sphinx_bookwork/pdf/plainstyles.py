"""Properties that nobody has set, which WeasyPrint 70.0 computes at length.

Of twenty properties that a layout asks for, nineteen have their initial value or the parent's.
``ComputedStyle.__missing__`` finds that out after all other cases; here it is seen first, and what
is not as simple is left to WeasyPrint. ``tests/pdf/test_plainstyles.py`` holds every property of a
page against WeasyPrint's own answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

#: Computed from the values of other elements or properties, or noted down besides.
UNLIKE = {"page", "position", "float", "display"} | {
    key for key in INITIAL_VALUES if key.startswith("text_decoration_")
}


def other_names(key: str) -> tuple[str, str]:
    """Return under which other names ``key`` may be set, in either direction of text."""
    logical = PHYSICAL_FUNCTIONS.get(key)
    if logical is None:
        return key, key
    return logical(block="ttb", inline="ltr"), logical(block="ttb", inline="rtl")


#: Properties that are as simple as that: whether inherited, and the other names.
PLAIN = {
    key: (key in INHERITED, *other_names(key))
    for key in INITIAL_VALUES
    if key not in UNLIKE and (key in INHERITED or key not in INITIAL_NOT_COMPUTED)
}


@contextmanager
def plain_first() -> Iterator[None]:
    """Compute styles faster while the block runs."""
    missing = ComputedStyle.__missing__
    ComputedStyle.__missing__ = _plain_first(missing)
    try:
        yield
    finally:
        ComputedStyle.__missing__ = missing


def _plain_first(missing: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Return ``missing``, asked only for what is not plain."""

    def __missing__(self: Any, key: str) -> Any:
        plain, cascaded, parent = PLAIN.get(key), self.cascaded, self.parent_style
        if plain is None or parent is None:
            return missing(self, key)
        inherited, name, other = plain
        if key in cascaded or name in cascaded or other in cascaded:
            return missing(self, key)
        value = self[key] = parent[key] if inherited else INITIAL_VALUES[key]
        return value

    return __missing__
