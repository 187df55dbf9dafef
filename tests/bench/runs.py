"""One build, measured from outside: time, CPU, memory, pages, and when each stage began."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

#: What a builder says when a stage begins, and what the stage is called in the report.
STAGES = (
    (re.compile(r"reading sources"), "reading"),
    (re.compile(r"pickling environment|preparing documents"), "preparing"),
    (re.compile(r"assembling"), "assembling"),
    (re.compile(r"laying out|Convert|[Ww]easy[Pp]rint|processing .*\.tex"), "layout"),
    (re.compile(r"writing the pages|Step 6|Creating PDF"), "writing"),
    (re.compile(r"proving"), "proof"),
)
LAYOUTS = re.compile(r"(\d+) pages, (\d+) units in (\d+) layouts, (\d+) rounds for notes")


class BuildError(RuntimeError):
    """A build that failed, with the end of its log."""


@dataclass
class Run:
    """What one build cost: seconds, MiB; ``stages`` are seconds by the clock."""

    wall: float
    cpu: float
    memory: float
    pages: int
    stages: dict[str, float] = field(default_factory=dict)
    units: int = 0
    layouts: int = 0
    note_rounds: int = 0

    @property
    def layouts_per_unit(self) -> float:
        """Layouts of a unit on average, those that brought notes back apart."""
        return (self.layouts - self.note_rounds) / self.units if self.units else 0.0


def measure(command: Sequence[str], folder: Path) -> tuple[Run, str]:
    """Run ``command``, which leaves one PDF below ``folder``; return its cost and all it said.

    Raises ``BuildError`` where it fails.
    """
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONUNBUFFERED": "1"}
    begin = time.monotonic()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env=environment,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    lines = [(time.monotonic() - begin, line) for line in process.stdout]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall, said = time.monotonic() - begin, "".join(line for _, line in lines)
    if process.returncode:
        raise BuildError(f"{' '.join(command)} failed:\n{said[-2000:]}")
    run = Run(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss / 1024,
        pages=_pages(folder),
        stages=stages(lines, wall),
    )
    if found := LAYOUTS.search(said):
        _, run.units, run.layouts, run.note_rounds = map(int, found.groups())
    return run, said


def stages(lines: Sequence[tuple[float, str]], end: float) -> dict[str, float]:
    """Return how long each stage took: from its first line to the first of the next one."""
    begun = {"starting": 0.0}
    for moment, line in lines:
        for pattern, name in STAGES:
            if name not in begun and pattern.search(line):
                begun[name] = moment
    moments = [*begun.values(), end]
    return {
        name: round(after - before, 2)
        for name, before, after in zip(begun, moments, moments[1:], strict=False)
    }


def _pages(folder: Path) -> int:
    [path] = folder.rglob("*.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)
