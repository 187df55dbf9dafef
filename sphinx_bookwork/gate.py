"""The gate: a strict build that failed fails again, and sources are UTF-8.

Sphinx reports most warnings while it reads a document, and keeps what it has read. The next run
reads nothing anew, finds no warning and passes: the gate heals itself. (Sphinx itself forgets only
after an exception, not after warnings that ``--fail-on-warning`` turned into a failure, and not
after an interrupt.) So a note beside the doctrees says how the last run ended, whichever builder
it was, and a run that cannot trust what was read reads it all again.
"""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

NOTE = "bookwork-gate"
UNFINISHED = "unfinished"  # stopped by an error, by strictness or by hand: trust nothing
WARNED = "warned"  # finished with warnings that a strict run has to repeat

# After every other handler of the event: their warnings count too.
LAST = 10_000


def setup(app: Sphinx) -> ExtensionMetadata:
    """Watch how builds end, and read the bytes of every source before Sphinx decodes them."""
    app.connect("config-inited", plainly(open_gate), priority=0)
    app.connect("env-before-read-docs", refuse_undecodable)
    app.connect("build-finished", close_gate, priority=LAST)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def open_gate(app: Sphinx, _config: Config) -> None:
    """Forget what was read when the last run gives no reason to trust it; note that we began.

    Raises ``ConfigError`` when the folder of the doctrees cannot be written.
    """
    folder = Path(app.doctreedir)
    ended = _note(folder)
    try:
        if ended == UNFINISHED or (ended == WARNED and app._fail_on_warnings):
            (folder / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        # A lenient run says nothing of what an earlier one warned of: remember both.
        (folder / NOTE).write_text(f"{UNFINISHED} {ended}", encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{folder}: cannot be written: {error.strerror}; "
            "free the path or choose another with -d [bookwork.output]"
        ) from error


def close_gate(app: Sphinx, exception: Exception | None) -> None:
    """Note how this run ended; a failed one leaves the note that it did not finish."""
    if exception:
        _stop_workers()
    if exception or is_failing(app):
        return
    note = Path(app.doctreedir) / NOTE
    if has_warned(app) or _before(note) == WARNED:
        note.write_text(WARNED, encoding="utf-8")
    else:
        note.unlink(missing_ok=True)


def plainly(step: Callable[P, T]) -> Callable[P, T]:
    """Let a step before reading say an author's mistake in its own words, and stop with status 2.

    Sphinx prints each exception with versions, a trace and the request to report it, which is
    right for a fault of the program and wrong for a misspelt setting.
    """

    @functools.wraps(step)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return step(*args, **kwargs)
        except SphinxError as error:
            logger.error("%s", error)
            raise SystemExit(2) from None

    return told


def is_failing(app: Sphinx) -> bool:
    """Tell whether this run has failed already: by an error, or strictly by a warning."""
    return bool(app.statuscode or (has_warned(app) and app._fail_on_warnings))


def has_warned(app: Sphinx) -> bool:
    """Tell whether this run has warned of anything."""
    return bool(app._warncount)


def _stop_workers() -> None:
    """End the processes that still write: nobody reads what they send, and Python waits for them.

    Without this a parallel build that stops at an error never exits.
    """
    for worker in multiprocessing.active_children():
        worker.terminate()


def _note(folder: Path) -> str:
    """How the last run in ``folder`` ended: UNFINISHED, WARNED, or nothing to say."""
    try:
        words = (folder / NOTE).read_text(encoding="utf-8").split()
    except OSError:
        return ""
    return words[0] if words else UNFINISHED


def _before(note: Path) -> str:
    """What ``open_gate`` found, from its own note."""
    words = note.read_text(encoding="utf-8").split() if note.is_file() else []
    return words[1] if len(words) > 1 else ""


def refuse_undecodable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn of every source that is not text in the project's encoding, and leave it out.

    Sphinx would stop at the first with a traceback that names neither file nor place.
    """
    for docname in list(docnames):
        path = Path(env.doc2path(docname))
        wrong = undecodable(path.read_bytes(), app.config.source_encoding)
        if wrong:
            line, what = wrong
            logger.warning(
                "%s; save the file as UTF-8",
                what,
                location=f"{path}:{line}",
                type="bookwork",
                subtype="encoding",
            )
            docnames.remove(docname)
            env.found_docs.discard(docname)


def undecodable(data: bytes, encoding: str) -> tuple[int, str] | None:
    """Return the line (from 1) and a description of what in ``data`` is not ``encoding``."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        # Counted from the end: ``utf-8-sig`` does not count the byte order mark.
        at = len(data) - len(error.object) + error.start
        line = data.count(b"\n", 0, at) + 1
        name = encoding.removesuffix("-sig").upper()
        return line, f"not {name}: byte 0x{data[at]:02x} at offset {at} of the file"
    return None
