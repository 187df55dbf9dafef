"""Draw all pictures from their data: ``python assets/figures`` (``make figures`` does so)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import chronology
import displaced
import elections
import heads_of_state
import maps
import territory
import verdicts
from data import Fault, undescribed

HERE = Path(__file__).parent
PICTURES: dict[str, Callable[[], str]] = {
    "chronology.svg": chronology.draw,
    "displaced.svg": displaced.draw,
    "districts.svg": maps.districts,
    "elections.svg": elections.draw,
    "heads-of-state.svg": heads_of_state.draw,
    "map.svg": maps.region,
    "territory.svg": territory.draw,
    "verdicts.svg": verdicts.draw,
}


def main() -> int:
    """Write every picture, or say what is wrong in data or figures and leave the old ones."""
    drawn, faults = {}, list(map(str, undescribed()))
    for name, draw in PICTURES.items():
        try:
            drawn[name] = draw()
        except Fault as fault:
            faults.append(str(fault))
        except ValueError as fault:
            faults.append(f"{HERE.parent.name}/{HERE.name}/{name}: {fault}")
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    for name, svg in drawn.items():
        (HERE / name).write_text(svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
