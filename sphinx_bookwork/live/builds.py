"""Builds in processes of their own, forked from one that has loaded Sphinx and the extensions.

Loading takes longer than building one changed document, so it is done once (``forkserver`` of the
standard library). What a build says goes to a file, to be shown in the terminal and in the page.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
#: Loaded beforehand, beside the extensions of the project: what any build needs.
LOADED = (
    "sphinx.cmd.build",
    "sphinx.builders.html",
    "sphinx.search",
    "sphinx_bookwork.pdf.builder",
)

processes = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Result:
    """How a build ended: whether well, and what it said."""

    good: bool
    said: str


def load_beforehand(extensions: Iterable[str]) -> None:
    """Say what the process loads from which builds are forked; before the first build."""
    processes.set_forkserver_preload([*LOADED, *extensions])


class Builds:
    """Runs builds, and stops those that run when the preview ends."""

    def __init__(self) -> None:
        self._running: set[BaseProcess] = set()

    def run(self, arguments: Sequence[str], log: Path, patience: int = 0) -> Result:
        """Run ``sphinx-build`` with ``arguments`` to its end; ``patience`` is a niceness."""
        process = processes.Process(target=_run, args=(tuple(arguments), log, patience))
        process.start()
        self._running.add(process)
        process.join()
        self._running.discard(process)
        said = log.read_text(encoding="utf-8") if log.is_file() else ""
        return Result(process.exitcode == 0, _COLOURS.sub("", said))

    def stop(self) -> None:
        """End what runs."""
        for process in list(self._running):
            process.terminate()


def _run(arguments: tuple[str, ...], log: Path, patience: int) -> None:
    """Build in this process, everything said into ``log``; the exit status is Sphinx's."""
    from sphinx.cmd.build import build_main  # noqa: PLC0415  # loaded beforehand, in the fork

    gc.disable()  # a fifth of the time of a process that ends soon
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us stops us
    os.nice(patience)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.exit(build_main(list(arguments)))


def publish(built: Path, served: Path) -> None:
    """Copy to ``served`` what in ``built`` is newer: readers see whole builds only."""

    def copy_if_new(source: str, target: str) -> None:
        old = Path(target).stat() if Path(target).exists() else None
        new = Path(source).stat()
        if old is None or (old.st_mtime_ns, old.st_size) != (new.st_mtime_ns, new.st_size):
            shutil.copy2(source, target)

    shutil.copytree(built, served, copy_function=copy_if_new, dirs_exist_ok=True)
