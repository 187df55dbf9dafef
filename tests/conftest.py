from __future__ import annotations

import pytest

from tests.harness import Project


@pytest.fixture
def project(tmp_path, capsys) -> Project:
    """An empty Sphinx project that a test fills and builds."""
    return Project(tmp_path, capsys)
