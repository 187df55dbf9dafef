"""``python -m tests.bench``: what books cost with this builder and with others, in one run."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.bench.books import write_book
from tests.bench.runs import BuildError, Run, measure

Results = dict[int, dict[str, Run]]
Builds = Iterator[tuple[str, Callable[[], Run]]]
#: The book at which builders are compared, and the share of the competitor's CPU to stay below.
COMPARED, MOST = 300, 1.0
#: How much faster than its pages the time of a book may grow.
GROWTH = 1.15


def main(arguments: list[str]) -> int:
    """Generate, build, report; return 1 where what is to be reached is not."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("_build/bench"))
    parser.add_argument("--pages", type=int, nargs="+", default=[60, 300, 1000])
    parser.add_argument("--simplepdf", help="the Python that has sphinx-simplepdf")
    options = parser.parse_args(arguments)
    results: Results = {}
    failed: list[str] = []
    for pages in options.pages:
        folder = options.out / str(pages)
        shutil.rmtree(folder, ignore_errors=True)
        chapters = write_book(folder / "src", pages)
        results[pages] = {}
        for name, build in _builds(folder, chapters, options.simplepdf):
            print(f"{pages:5} {name} ...", flush=True)
            try:
                results[pages][name] = build()
            except BuildError as error:
                failed.append(f"{pages} pages, {name}: {error}")
                print(failed[-1], file=sys.stderr)
            else:
                print(_line(pages, name, results[pages][name]), flush=True)
            _report(options.out, results, failed)  # whoever stops it has what there is
    wanting = list(_wanting(results, bool(options.simplepdf)))
    _report(options.out, results, [*failed, *wanting])
    print(*wanting, sep="\n", file=sys.stderr)
    return int(bool(wanting))


def _builds(folder: Path, chapters: int, simplepdf: str | None) -> Builds:
    """Yield the builds of one book: ours from cold and unchanged, others, ours with a change."""
    ours = partial(_build, folder, sys.executable, "bookpdf")
    yield "bookpdf", ours
    yield "bookpdf, unchanged", ours
    if simplepdf:
        yield "simplepdf", partial(_build, folder, simplepdf, "simplepdf")
    if shutil.which("latexmk") and shutil.which("xelatex"):
        yield "latexpdf", partial(_build, folder, sys.executable, "latexpdf")
    changed = folder / f"src/chapter{(chapters + 1) // 2}.rst"
    changed.write_text(changed.read_text() + "\nOne more sentence.\n")
    yield "bookpdf, one chapter changed", ours


def _build(folder: Path, python: str, builder: str) -> Run:
    how = ["-M", builder] if builder == "latexpdf" else ["-b", builder]
    out = folder / builder
    command = [python, "-m", "sphinx", *how, str(folder / "src"), str(out)]
    command += ["-d", str(folder / f"doctrees-{builder}")]
    return measure(command, out)[0]


def _line(pages: int, name: str, run: Run) -> str:
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in run.stages.items())
    return (
        f"{pages:5} {name:30} {run.pages:5} pages {run.wall:7.1f} s {run.cpu:7.1f} s CPU "
        f"{run.memory:6.0f} MiB {run.layouts_per_unit:4.2f} layouts  ({stages})"
    )


def _wanting(results: Results, compared: bool = True) -> Iterator[str]:
    """Yield what is to be reached and is not; what could not be measured is not reached."""
    for pages, runs in results.items():
        for name in ("bookpdf", "bookpdf, unchanged"):
            if name not in runs:
                yield f"at {pages} pages {name}: no book"
    books = {pages: runs["bookpdf"] for pages, runs in results.items() if "bookpdf" in runs}
    if compared and COMPARED in books:
        yield from _slower(books[COMPARED], results[COMPARED].get("simplepdf"))
    least, most = min(books, default=0), max(books, default=0)
    if most > least:
        small, large = books[least], books[most]
        growth = (large.cpu / large.pages) / (small.cpu / small.pages)
        if growth > GROWTH:
            yield f"a page costs {growth:.2f} times as much at {most} pages as at {least}"
    for pages, run in books.items():
        if run.layouts_per_unit > 1.5:
            yield f"at {pages} pages more than 1.5 layouts per chapter from cold"
        unchanged = results[pages].get("bookpdf, unchanged")
        if unchanged and unchanged.layouts:
            yield f"at {pages} pages an unchanged book is laid out"


def _slower(ours: Run, theirs: Run | None) -> Iterator[str]:
    """Yield by how much ``ours`` costs too much."""
    if theirs is None:
        yield f"at {COMPARED} pages there is nothing to compare with"
    elif ours.cpu > MOST * theirs.cpu:
        yield (
            f"at {COMPARED} pages {ours.cpu / theirs.cpu:.2f} of the CPU time of sphinx-simplepdf"
        )


def _report(out: Path, results: Results, wanting: list[str]) -> None:
    books = {
        str(pages): {name: asdict(run) for name, run in runs.items()}
        for pages, runs in results.items()
    }
    data = {"wanting": wanting, "books": books}
    (out / "report.json").write_text(json.dumps(data, indent=1) + "\n")
    lines = [_line(p, name, run) for p, runs in results.items() for name, run in runs.items()]
    (out / "report.txt").write_text("\n".join([*lines, *wanting]) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
