"""``python -m sphinx_bookwork.live SOURCE OUT``: build, serve, watch, build again."""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util.tags import Tags

from sphinx_bookwork.live.builds import load_beforehand
from sphinx_bookwork.live.preview import Preview, Project, watched_paths
from sphinx_bookwork.live.server import application

HOST = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the preview until it is stopped; return 0, or 2 for what the caller has to mend."""
    given = _parser().parse_args(arguments)
    source, out = given.source.resolve(), given.out.resolve()
    confdir = (given.confdir or source).resolve()
    try:
        if not (confdir / "conf.py").is_file():
            raise ValueError(f"there is no conf.py in {str(confdir)!r}; name its folder with -c")
        watched = watched_paths(Path.cwd(), given.watch)
        extensions = Config.read(confdir, overrides={}, tags=Tags()).extensions
        taken = _listen(given.port)
    except (ValueError, ConfigError) as error:
        print(error, file=sys.stderr)
        return 2
    load_beforehand(extensions)
    project = Project(source, confdir, out, watched, tuple(given.define), not given.no_pages)
    _serve(Preview(project), taken)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sphinx_bookwork.live", description=__doc__)
    parser.add_argument("source", type=Path, help="the folder of the texts")
    parser.add_argument("out", type=Path, help="the folder for all that is built")
    parser.add_argument("-c", "--confdir", type=Path, help="the folder of conf.py, if another")
    parser.add_argument("--watch", action="append", default=[], help="a further path to watch")
    parser.add_argument("--port", type=int, default=8000, help="8000 by default; 0: any free one")
    parser.add_argument("-D", "--define", action="append", default=[], type=_setting,
                        metavar="NAME=VALUE", help="as of sphinx-build")  # fmt: skip
    parser.add_argument("--no-pages", action="store_true", help="make the site alone")
    return parser


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is no setting; write NAME=VALUE")
    return name, value


def _listen(port: int) -> socket.socket:
    """Take the port, or raise ``ValueError`` that says who may have it."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((HOST, port))
        taken.listen()  # a browser may come as soon as the address is said
    except (OSError, OverflowError) as error:
        taken.close()
        raise ValueError(
            f"port {port} of this machine cannot be used: {error}; "
            "stop the program that has it, or choose another with --port (make live PORT=8001)"
        ) from error
    return taken


def _serve(preview: Preview, taken: socket.socket) -> None:
    address = f"http://{HOST}:{taken.getsockname()[1]}"
    print(f"The site:  {address}/\nThe pages: {address}/_live/\nCtrl-C ends it.", flush=True)
    settings = uvicorn.Config(
        application(preview), log_level="critical", timeout_graceful_shutdown=1
    )
    try:
        asyncio.run(uvicorn.Server(settings).serve(sockets=[taken]))
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    sys.exit(main())
