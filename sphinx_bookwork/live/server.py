"""The server of the preview: the site with a script that follows, and a page that shows the PDF."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sphinx_bookwork.live.preview import Preview

STATIC = Path(__file__).parent / "static"
SCRIPT = '<script src="/_live/live.js" defer></script>'
#: Never an old page: what is served changes under the browser's eyes.
FRESH = {"Cache-Control": "no-store"}


def application(preview: Preview) -> Starlette:
    """Return the server's application, which builds as long as it runs."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        building = asyncio.create_task(preview.run())
        building.add_done_callback(_raise)
        yield
        building.cancel()
        with suppress(asyncio.CancelledError):
            await building

    async def events(_request: Request) -> Response:
        return StreamingResponse(preview.events(), media_type="text/event-stream", headers=FRESH)

    async def pdf(_request: Request) -> Response:
        if preview.pdf is None:
            return _page("The first pages are being made.", 503)
        return FileResponse(preview.pdf, headers=FRESH)

    async def site(request: Request) -> Response:
        return _answer(preview.project.site, request.path_params["path"])

    routes = [
        Route("/_live/events", events),
        Route("/_live/book.pdf", pdf),
        Mount("/_live", StaticFiles(directory=STATIC, html=True)),
        Route("/{path:path}", site),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def _raise(task: asyncio.Task[None]) -> None:
    """Let a fault of the preview itself be seen: nothing would be built any more."""
    if not task.cancelled() and (error := task.exception()):
        raise error


def _answer(root: Path, path: str) -> Response:
    """Return a file of the site; pages with the script that follows."""
    file = (root / path).resolve()
    if file.is_dir():
        file /= "index.html"
    if not file.is_relative_to(root.resolve()) or not file.is_file():
        started = (root / "index.html").is_file()
        return _page("There is no such page." if started else "The site is being made.", 404)
    if file.suffix != ".html":
        return FileResponse(file, headers=FRESH)
    text = file.read_text(encoding="utf-8")
    before, body, after = text.rpartition("</body>")
    return HTMLResponse(before + SCRIPT + body + after, headers=FRESH)


def _page(text: str, status: int) -> Response:
    page = f"<!DOCTYPE html><title>Preview</title><p>{text}</p>{SCRIPT}"
    return HTMLResponse(page, status, headers=FRESH)
