"""Links from one chapter's file into another's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import TYPE_CHECKING

from sphinx_bookwork.pdf.finish import SIBLING

if TYPE_CHECKING:
    import weasyprint

#: Returns ``file#target`` for a target that another file has, None where none has it.
Elsewhere = Callable[[str], str | None]


def parted(
    pages: Iterable[weasyprint.Page], own: frozenset[str], elsewhere: Elsewhere
) -> list[weasyprint.Page]:
    """Return ``pages`` as those of a file that has only the targets ``own``.

    A link to another target leads to the file that has it; where none has, its text stays.
    """
    result = []
    for page in pages:
        single = copy(page)
        single.links = [
            new for link in page.links if (new := _redirected(link, own, elsewhere)) is not None
        ]
        result.append(single)
    return result


Link = tuple[str, str, tuple[float, float, float, float], object]


def _redirected(link: Link, own: frozenset[str], elsewhere: Elsewhere) -> Link | None:
    kind, target, *rest = link
    if kind != "internal" or target in own:
        return link
    place = elsewhere(target)
    return ("external", f"{SIBLING}{place}", *rest) if place else None  # type: ignore[return-value]


def targets_abroad(pages: Iterable[weasyprint.Page], own: frozenset[str]) -> list[str]:
    """Return what the links of ``pages`` lead to outside of ``own``, each once, in order."""
    found = (
        target for page in pages for kind, target, *_ in page.links
        if kind == "internal" and target not in own
    )  # fmt: skip
    return list(dict.fromkeys(found))
