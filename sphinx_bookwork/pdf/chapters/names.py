"""The files' names: safe on every system, each given once, and not moved by other chapters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

#: Longer than this, names are cut: addresses and archives have limits.
LONGEST = 80
#: No file may have these names on Windows, whatever its suffix.
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d")


def file_names(units: Sequence[str]) -> dict[str, str]:
    """Return a name without suffix for each unit, made from its document's name.

    That is the last part of it (``chapters/salt`` gives ``salt``, ``guide/index`` gives
    ``guide``), all of it where two would share one, and a mark of its own where that is not
    enough.
    """
    names = {unit: _plain(_last_part(unit)) for unit in units}
    # what the builder makes gives way to a document: <index> is genindex then, as on a site
    names = _where_shared(names, {unit: _plain(unit.replace("<", "gen")) for unit in units})
    return _where_shared(names, {unit: f"{names[unit]}-{_mark(unit)}" for unit in units})


def _where_shared(names: dict[str, str], longer: dict[str, str]) -> dict[str, str]:
    times = Counter(names.values())
    return {unit: longer[unit] if times[name] > 1 else name for unit, name in names.items()}


def _last_part(unit: str) -> str:
    parts = unit.split("/")
    return parts[-2] if len(parts) > 1 and parts[-1] == "index" else parts[-1]


def _plain(text: str) -> str:
    """Return lower-case Latin letters, digits and hyphens; marked where letters are lost."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    if not name or len(name) > LONGEST or DEVICES.fullmatch(name):
        name = f"{name or 'chapter'}"[: LONGEST - 9].strip("-") + f"-{_mark(text)}"
    return name


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]
