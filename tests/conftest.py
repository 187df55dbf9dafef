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
def printed_book(tmp_path_factory) -> Path:
    """The print edition of this book, made once for all that look at it; its page map beside it."""
    work = tmp_path_factory.mktemp("book")
    options = ["-q", "--fail-on-warning", "-b", "bookpdf", "-c", str(ROOT), "-d", str(work / "d")]
    assert build_main([*options, str(ROOT / "docs"), str(work / "out")]) == 0
    [path] = (work / "out").glob("*.pdf")
    return path
