"""Lengths as settings have them, in points."""

from __future__ import annotations

import re

MM = 72 / 25.4
UNITS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0, "pc": 12.0}


def points(length: str) -> float:
    """Return a length such as "3mm" in points; raise ``ValueError`` for another text."""
    found = re.fullmatch(rf"(\d+(?:\.\d+)?)({'|'.join(UNITS)})", length)
    if not found:
        raise ValueError(f"not a length: {length!r}; write a number and its unit, such as 3mm")
    return float(found[1]) * UNITS[found[2]]
