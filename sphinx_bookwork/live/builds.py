"""Builds in processes of their own, forked from one that has loaded Sphinx and the extensions.

Loading Sphinx, and starting it with a project, each takes as long as building one changed
document. So it is loaded once (``forkserver`` of the standard library), and after each build the
next one is prepared: a process that has started Sphinx and waits for what will be saved. It serves
where only documents were; after another change (of settings, names, pictures) Sphinx starts anew.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import signal
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from sphinx_bookwork.gate import close_gate, has_warned

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_BLAMED = re.compile(r"^(?:(.+?):(?:\d+:)? )?(?:WARNING|ERROR|CRITICAL): ", re.MULTILINE)
#: Loaded beforehand, beside the extensions of the project: what any build needs.
LOADED = (
    "sphinx.application",
    "sphinx.builders.html",
    "sphinx.search",
    "sphinx.util.docutils",
    "sphinx_bookwork.pdf.builder",
)
#: The tag by which ``conf.py``, ``only`` and extensions know a preview.
TAG = "preview"
#: How a process ends: all is well; there were warnings; it could not build.
GOOD, WARNED, FAILED = range(3)

processes = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Order:
    """What is to be built: a builder, the folders, settings as of ``-D``.

    A strict build ends at a warning without an output; ``patience`` is a niceness.
    """

    builder: str
    source: Path
    confdir: Path
    out: Path
    settings: tuple[tuple[str, str], ...] = ()
    strict: bool = True
    patience: int = 0

    @property
    def log(self) -> Path:
        """Where goes what the build says."""
        return self.out / f"{self.builder}.log"


@dataclass(frozen=True)
class Result:
    """How a build ended: whether well, and what it said."""

    good: bool
    said: str


@dataclass(frozen=True)
class Saved:
    """What was saved since a build was prepared, and which files have to be read again anyway."""

    files: frozenset[Path]
    again: frozenset[Path] = frozenset()


class Build:
    """A process that has an order, and waits until it is told to carry it out."""

    def __init__(self, order: Order) -> None:
        self._order = order
        waiting, self._go = processes.Pipe(duplex=False)
        self._process = processes.Process(target=_run, args=(order, waiting))
        self._process.start()
        waiting.close()

    def carry_out(self, saved: Saved) -> tuple[int | None, str]:
        """Build to the end; return the exit status and what was said."""
        with suppress(OSError):  # it has ended: the settings could not be read
            self._go.send(saved)
        self._process.join()
        log = self._order.log
        said = log.read_text(encoding="utf-8") if log.is_file() else ""
        return self._process.exitcode, _COLOURS.sub("", said)

    def let_go(self) -> None:
        """Let a process that waits end; one that builds is not disturbed."""
        self._go.close()

    def end(self) -> None:
        """End a process that builds."""
        self._process.terminate()


class Builds:
    """Runs builds one after another, and stops those that run when the preview ends."""

    def __init__(self) -> None:
        self._prepared: dict[str, Build] = {}
        self._running: set[Build] = set()
        self._blamed: dict[str, frozenset[Path]] = {}
        self._stopped = False

    def run(self, order: Order, files: Iterable[Path]) -> Result:
        """Build; ``files`` are those saved since the last build of this builder began."""
        status: int | None = None
        said = ""
        again = self._blamed.pop(order.builder, frozenset())
        if prepared := self._prepared.pop(order.builder, None):
            status, said = self._carry_out(prepared, Saved(frozenset(files), again))
        if status not in (GOOD, WARNED) and not self._stopped:
            status, said = self._carry_out(Build(order), Saved(frozenset(), again))
        if status == WARNED:
            self._blamed[order.builder] = frozenset(map(Path, _BLAMED.findall(said)))
        return Result(status == GOOD, said)

    def prepare(self, order: Order) -> None:
        """Start Sphinx for the next build of this builder."""
        if not self._stopped:
            self._prepared[order.builder] = Build(order)

    def _carry_out(self, build: Build, saved: Saved) -> tuple[int | None, str]:
        self._running.add(build)
        try:
            return build.carry_out(saved)
        finally:
            self._running.discard(build)

    def stop(self) -> None:
        """End what runs and what waits."""
        self._stopped = True
        for build in list(self._running):
            build.end()
        for build in self._prepared.values():
            build.let_go()


def load_beforehand(extensions: Iterable[str]) -> None:
    """Say what the process loads from which builds are forked; before the first build."""
    processes.set_forkserver_preload([*LOADED, *extensions])


def _run(order: Order, waiting: Connection) -> None:
    """Build in this process, everything said into the log."""
    gc.disable()  # a fifth of the time of a process that ends soon
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us stops us
    os.nice(order.patience)
    with order.log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.exit(_status(order, waiting))


def _status(order: Order, waiting: Connection) -> int:
    """Start Sphinx, wait, build; return how it ended."""
    from sphinx.application import Sphinx  # noqa: PLC0415  # loaded beforehand, in the fork
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    try:
        with patch_docutils(order.confdir), docutils_namespace():
            app = Sphinx(
                order.source,
                order.confdir,
                order.out / order.builder,
                order.out / f"doctrees-{order.builder}",
                order.builder,
                dict(order.settings),
                status=None,
                warning=sys.stderr,
                warningiserror=order.strict,
                tags=[TAG],
            )
            return _built(app, waiting)
    except SphinxError as error:
        print(f"{error.category}: {error}", file=sys.stderr)
    except Exception:  # a fault of the project's own extensions: told whole, the preview goes on
        traceback.print_exc()
    return FAILED


def _built(app: Sphinx, waiting: Connection) -> int:
    """Wait for what was saved, and build, unless Sphinx has started too early for it."""
    try:
        saved: Saved = waiting.recv()
    except EOFError:  # the preview has ended
        saved = Saved(frozenset({Path()}))
    if not all(_document(app, path) for path in saved.files):
        close_gate(app, None)  # nothing was done that could not be trusted
        return FAILED
    again = {_document(app, path) for path in saved.again}

    def outdated(_app: Sphinx, env: BuildEnvironment, *_sets: set[str]) -> set[str]:
        # what is blamed on no document may come from any
        return env.found_docs if None in again else {*filter(None, again)} & env.found_docs

    app.connect("env-get-outdated", outdated)
    app.build()
    return WARNED if has_warned(app) or app.statuscode else GOOD


def _document(app: Sphinx, path: Path) -> str | None:
    """Return the name of the document in a file; None for other files."""
    return app.project.path2doc(path) if path.is_relative_to(app.srcdir) else None


def publish(built: Path, served: Path) -> None:
    """Copy to ``served`` what in ``built`` is newer: readers see whole builds only."""

    def copy_if_new(source: str, target: str) -> None:
        old = Path(target).stat() if Path(target).exists() else None
        new = Path(source).stat()
        if old is None or (old.st_mtime_ns, old.st_size) != (new.st_mtime_ns, new.st_size):
            shutil.copy2(source, target)

    shutil.copytree(built, served, copy_function=copy_if_new, dirs_exist_ok=True)
