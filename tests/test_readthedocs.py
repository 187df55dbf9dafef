"""What Read the Docs does with .readthedocs.yaml, in an empty clone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

import bootstrap

ROOT = Path(__file__).parent.parent
CONFIG = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
# In this order, whatever the order of the file.
FORMATS = ("html", "pdf", "epub")


def test_python_environment_is_left_to_make():
    assert CONFIG["version"] == 2
    assert "sphinx" not in CONFIG  # else it installs its own Sphinx, and builds with it
    assert set(CONFIG["formats"]) == set(FORMATS) - {"html"}
    assert set(CONFIG["build"]["jobs"]["build"]) == set(FORMATS)


def test_system_libraries_are_those_of_the_setup():
    assert CONFIG["build"]["apt_packages"] == bootstrap.PANGO["debian"].split()


@pytest.mark.weekly
def test_each_format_is_one_file(tmp_path: Path):
    clone, output = tmp_path / "clone", tmp_path / "output"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    environment = os.environ | {"READTHEDOCS": "True", "READTHEDOCS_OUTPUT": str(output)}
    for name in FORMATS:
        for command in CONFIG["build"]["jobs"]["build"][name]:
            subprocess.run(["sh", "-c", command], cwd=clone, env=environment, check=True)
    assert (output / "html/index.html").is_file()
    for name in ("pdf", "epub"):
        files = list((output / name).iterdir())
        assert [file.suffix for file in files] == [f".{name}"]
        assert files[0].name.count(".") == 1
        assert (output / "html/downloads" / files[0].name).is_file()
