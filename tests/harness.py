"""A Sphinx project in a temporary folder, built in this process: the tests' one way to build."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from sphinx.cmd.build import build_main
from sphinx.locale import translators


@dataclass(frozen=True)
class Build:
    """How a build ended: exit status, all that it said (without colours), output folder."""

    status: int
    log: str
    out: Path


class Project:
    """A tiny Sphinx project; ``write`` its files, ``conf`` its settings, ``build`` it."""

    def __init__(self, root: Path, capsys) -> None:
        self.root = root
        self._capsys = capsys
        self.conf()

    def conf(self, **values: object) -> Project:
        """Write conf.py: MyST and this package, and ``values``."""
        settings = {
            "project": "A Test Book",
            "author": "The testers",
            "extensions": ["myst_parser", "sphinx_bookwork"],
            "html_theme": "basic",
        } | values
        return self.write("conf.py", "".join(f"{k} = {v!r}\n" for k, v in settings.items()))

    def write(self, name: str, text: str | bytes) -> Project:
        """Write one file of the source (text is dedented); return the project, to chain."""
        path = self.root / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode()
        path.write_bytes(data)
        return self

    def build(self, builder: str = "bookpdf", *options: str) -> Build:
        """Build strictly (a warning is a failure), incrementally, as ``make`` does."""
        return self.lenient(builder, "--fail-on-warning", *options)

    def lenient(self, builder: str, *options: str) -> Build:
        """Build without making warnings failures, incrementally."""
        out = self.root / "out" / builder
        args = ["-b", builder, "-d", str(self.root / "doctrees")]
        translators.clear()  # Sphinx keeps the catalogues of earlier builds in one process
        try:
            status = build_main([*args, *options, str(self.root / "src"), str(out)])
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = self._capsys.readouterr()
        log = re.sub(r"\x1b\[[0-9;]*m", "", said.out + said.err)
        return Build(status, log, out)
