from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from tests.harness import Project

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path, capsys) -> Project:
    """An empty Sphinx project that a test fills and builds."""
    return Project(tmp_path, capsys)


@pytest.fixture(scope="session")
def printed_book(tmp_path_factory, worker_id) -> Path:
    """The print edition of this book, made once for all that look at it; its page map beside it.

    Workers of pytest-xdist that come later find what the first one made.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "printed-book"
    if not shared.is_dir():
        work = tmp_path_factory.mktemp("book")
        options = ["-q", "--fail-on-warning", "-b", "bookpdf", "-c", str(ROOT)]
        options += ["-d", str(work / "trees"), str(ROOT / "docs"), str(work / "out")]
        assert build_main(options) == 0
        if not shared.is_dir():  # else another worker was as slow, and first
            (work / "out").rename(shared)
    [path] = shared.glob("*.pdf")
    return path
