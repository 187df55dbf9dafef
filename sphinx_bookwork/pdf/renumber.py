"""Page numbers put right in pages that are laid out, where nothing else would move.

A reference forwards is laid out with a likely number. Where the true one has as many digits and
is exactly as wide and as high, laying the chapter out again would change these digits and nothing
else. WeasyPrint shapes each run of text again when it draws it, so the run's text is all there is
to change; ``tests/pdf/test_renumber.py`` fails when that is no longer so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size

from sphinx_bookwork.pdf.references import LIST_PLACEHOLDER, TARGET, placeholder

if TYPE_CHECKING:
    import weasyprint

NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Change:
    """The number that is printed for a target, and the one that is true."""

    printed: str
    true: str


def renumber(pages: list[weasyprint.Page], content: str, changes: Mapping[str, Change]) -> bool:
    """Print the true numbers in ``pages``, made from ``content`` with its placeholders.

    Returns False, with nothing changed, where the pages have to be laid out again.
    """
    if not all(_is_alike(change) for change in changes.values()):
        return False
    if any(
        target in found[1] for found in LIST_PLACEHOLDER.finditer(content) for target in changes
    ):
        return False
    texts: list[tuple[Any, str]] = []
    seen: dict[str, set[Any]] = {target: set() for target in changes}
    for box, target in _references(pages):
        if target not in changes:
            continue
        text = _renumbered(box, changes[target])
        if text is None:
            return False
        texts.append((box, text))
        seen[target].add(box.element)
    if any(len(found) != content.count(placeholder(to)) for to, found in seen.items()):
        return False  # a number stands where it is not seen: in an attribute, in what is not shown
    for box, text in texts:
        box.text = box.pango_layout.text = text
    return True


def _is_alike(change: Change) -> bool:
    return (
        change.printed.isdecimal()
        and change.true.isdecimal()
        and len(change.printed) == len(change.true)
    )


def _references(pages: list[weasyprint.Page]) -> Iterator[tuple[Any, str]]:
    """Yield the text of each reference to a page, with its target."""
    for page in pages:
        for box in _shown(page._page_box):
            if isinstance(box, boxes.TextBox) and box.element is not None:
                target = box.element.get(TARGET)
                if target is not None and NUMBER.search(box.text):
                    yield box, target


def _shown(box: Any) -> Iterator[Any]:
    """Yield the boxes in ``box`` but for those whose text is copied to another place."""
    for child in getattr(box, "children", ()):
        if not _is_copied(child.style):
            yield child
            yield from _shown(child)


def _is_copied(style: Any) -> bool:
    """Tell whether a running head or the outline takes its text from what has this style."""
    if style["bookmark_level"] != "none":
        return True
    strings = style["string_set"]
    return strings != "none" and "content()" in repr(strings)


def _renumbered(box: Any, change: Change) -> str | None:
    """Return the text of ``box`` with the true number, None where it would be another size."""
    if NUMBER.findall(box.text) != [change.printed] or box.pango_layout.text != box.text:
        return None
    text = NUMBER.sub(change.true, box.text)
    return text if _size(text, box) == _size(box.text, box) else None


def _size(text: str, box: Any) -> tuple[float, float]:
    """Return the width and the height of a text in the style of ``box``, in CSS pixels."""
    layout = create_layout(text, box.style, None, None, box.justification_spacing)
    line, _ = layout.get_first_line()
    width, height = line_size(line, box.style)
    return float(width), float(height)
