"""Section numbers that run through the book, where several toctrees are numbered.

Sphinx begins again at 1 in each ``:numbered:`` toctree, so a book in parts has several chapters 1
and several figures 1.1. Here each toctree goes on where the one before it ended, in reading order;
figures, tables and equations follow. It is done where Sphinx keeps its numbers, so headings,
contents and references say the same in every edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector

from sphinx_bookwork.doctree.lists import reading_order
from sphinx_bookwork.doctree.settings import CONTINUOUS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Numbers of sections, and of figures, by document.
Numbers = tuple[dict[str, Any], dict[str, Any]]

# Around Sphinx's own count, which compares with the last one to see what has to be written again.
BEFORE, AFTER = 100, 900
COUNTED_BY_SPHINX, SHOWN = "bookwork_numbers_counted", "bookwork_numbers_shown"


def setup(app: Sphinx) -> None:
    """Count after Sphinx has counted."""
    app.connect("env-get-updated", restore_sphinx_numbers, priority=BEFORE)
    app.connect("env-get-updated", number_through, priority=AFTER)


def restore_sphinx_numbers(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put back what Sphinx counted last time, for it to compare with; change no document."""
    if hasattr(env, COUNTED_BY_SPHINX):
        setattr(env, SHOWN, _numbers(env))
        env.toc_secnumbers, env.toc_fignumbers = getattr(env, COUNTED_BY_SPHINX)
    return []


def number_through(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number through the book; return the documents whose numbers are not those of last time."""
    shown: Numbers = getattr(env, SHOWN, ({}, {}))
    setattr(env, COUNTED_BY_SPHINX, _numbers(env))
    if app.config.book_numbering == CONTINUOUS and _shift_sections(env):
        TocTreeCollector().assign_figure_numbers(env)
    return sorted(
        {
            docname
            for now, before in zip(_numbers(env), shown, strict=True)
            for docname in now
            if now[docname] != before.get(docname)
        }
    )


def _numbers(env: BuildEnvironment) -> Numbers:
    return dict(env.toc_secnumbers), dict(env.toc_fignumbers)


def _shift_sections(env: BuildEnvironment) -> bool:
    """Let each numbered toctree go on from the last; tell whether any number has changed."""
    shift = 0
    seen: set[str] = set()
    shifted = False
    for toctree in _numbered_toctrees(env):
        reached = list(_reached(env, toctree, seen))
        numbers = [n for doc in reached for n in env.toc_secnumbers[doc].values() if n]
        for docname in reached if shift else ():
            _shift(env, docname, shift)
            shifted = True
        shift += max((number[0] for number in numbers), default=0)
    return shifted


def _numbered_toctrees(env: BuildEnvironment) -> Iterator[addnodes.toctree]:
    for docname in reading_order(env):
        if docname in env.numbered_toctrees:
            for toctree in env.get_doctree(docname).findall(addnodes.toctree):
                if toctree.get("numbered"):
                    yield toctree


def _reached(env: BuildEnvironment, toctree: addnodes.toctree, seen: set[str]) -> Iterator[str]:
    """Yield the documents numbered by a toctree and by those below it, each once."""
    for _, docname in toctree["entries"]:
        if docname in env.toc_secnumbers and docname not in seen:
            seen.add(docname)
            yield docname
            for below in env.tocs[docname].findall(addnodes.toctree):
                yield from _reached(env, below, seen)


def _shift(env: BuildEnvironment, docname: str, shift: int) -> None:
    numbers = env.toc_secnumbers[docname]
    env.toc_secnumbers[docname] = {
        anchor: (number[0] + shift, *number[1:]) if number else number
        for anchor, number in numbers.items()
    }
    for node in (env.titles[docname], *env.tocs[docname].findall(nodes.reference)):
        if node.get("secnumber"):
            first, *rest = node["secnumber"]
            node["secnumber"] = [first + shift, *rest]
