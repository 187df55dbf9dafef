"""What is watched, built and told: a save makes the site, the site makes the pages."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchfiles import awatch

from sphinx_bookwork.live.builds import Builds, Order, Result, publish

#: The pages are made in the background, and leave the processor to the site.
PATIENCE = 10


@dataclass(frozen=True)
class Project:
    """A Sphinx project: where it lies, what to watch, where to build, what to hand to Sphinx."""

    source: Path
    confdir: Path
    out: Path
    watched: tuple[Path, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    pages: bool = True

    @property
    def site(self) -> Path:
        """The folder that is served."""
        return self.out / "site"

    def order(self, builder: str, **kind: Any) -> Order:
        """Return the order for a build; builders run at once, so each has its own folders."""
        return Order(builder, self.source, self.confdir, self.out, self.settings, **kind)


@dataclass
class Preview:
    """Builds what changed and tells every open page of it."""

    project: Project
    saved: set[Path] = field(default_factory=set)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    printed: asyncio.Event = field(default_factory=asyncio.Event)
    builds: Builds = field(default_factory=Builds)
    listeners: set[asyncio.Queue[str]] = field(default_factory=set)
    #: The last thing told of each builder, for pages that are opened later.
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def pdf(self) -> Path | None:
        """The last pages that were made; None before the first."""
        return next(iter(sorted((self.project.out / "bookpdf").glob("*.pdf"))), None)

    async def run(self) -> None:
        """Watch and build until cancelled."""
        self.project.out.mkdir(parents=True, exist_ok=True)
        self.changed.set()
        tasks = [self._watch(), self._make_site()]
        if self.project.pages:
            tasks.append(self._make_pages())
        try:
            await asyncio.gather(*tasks)
        finally:
            self.builds.stop()

    async def _watch(self) -> None:
        paths = (self.project.source, self.project.confdir / "conf.py", *self.project.watched)
        async for changes in awatch(*paths, step=20, debounce=200):
            self.saved |= {Path(path) for _kind, path in changes}
            self.changed.set()

    async def _make_site(self) -> None:
        # Not strict: a strict build that failed would read every document again the next time.
        order = self.project.order("html", strict=False)
        while True:
            await self.changed.wait()
            self.changed.clear()
            saved, self.saved = self.saved, set()
            result = await asyncio.to_thread(self.builds.run, order, saved)
            if result.good:
                publish(self.project.out / "html", self.project.site)
                self.printed.set()
            self._tell("site", result)
            await asyncio.to_thread(self.builds.prepare, order)

    async def _make_pages(self) -> None:
        order = self.project.order("bookpdf", patience=PATIENCE)
        while True:
            await self.printed.wait()
            self.printed.clear()
            self._tell("pages", await asyncio.to_thread(self.builds.run, order, ()))

    def _tell(self, what: str, result: Result) -> None:
        """Say in the terminal and in every page that something was made, or why not."""
        self.failures.pop(what, None)
        if result.good:
            print(f"{what}: made anew", flush=True)
        else:
            self.failures[what] = result.said.strip()
            print(
                f"{what}: not made, the last one stays\n{result.said}", file=sys.stderr, flush=True
            )
        for listener in self.listeners:
            listener.put_nowait(_event(what, self.failures.get(what)))

    async def events(self) -> AsyncIterator[str]:
        """Yield what happens, as server-sent events (HTML, 9.2), first what is wrong just now."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self.listeners.add(queue)
        try:
            yield "retry: 500\n\n"
            for what, said in self.failures.items():
                yield _event(what, said)
            while True:
                yield await queue.get()
        finally:
            self.listeners.discard(queue)


def _event(what: str, said: str | None) -> str:
    name = "made" if said is None else "failed"
    return f"event: {name}\ndata: {json.dumps({'what': what, 'said': said})}\n\n"


def watched_paths(root: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """Return the paths to watch; raise ``ValueError`` that names one that does not exist."""
    for name in names:
        if not (root / name).exists():
            raise ValueError(f"there is nothing to watch: {str(root / name)!r}; mend --watch")
    return tuple(root / name for name in names)
