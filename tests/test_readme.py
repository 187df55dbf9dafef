"""What the README and its companions promise is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_bookwork import __version__

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
TEXTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "sphinx_bookwork/README.md")
PICTURES = ("cover.png", "spread.png")


def targets_with_help() -> list[str]:
    """The commands that ``make help`` lists."""
    return re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def paths_named(text: str) -> set[str]:
    """Every path of the repository in code marks or as the target of a link."""
    in_marks = re.findall(r"(?<!`)`([a-z_.]+(?:/[\w.-]*)+)`(?!`)", text)
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    return {path for path in [*in_marks, *linked] if not path.startswith("_build")}


def test_the_table_of_commands_is_that_of_the_makefile():
    assert re.findall(r"^\| `make ([a-z-]+)` \|", README, re.MULTILINE) == targets_with_help()


def test_the_first_commands_are_targets():
    named = set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))
    assert named == {"pdf", "test"} <= set(targets_with_help())


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_that_is_named_exists(name):
    missing = {p for p in paths_named((ROOT / name).read_text("utf-8")) if not (ROOT / p).exists()}
    assert not missing


def test_outputs_are_named_as_conf_py_says():
    slug = re.search(r'^book_slug = "(.*)"', (ROOT / "conf.py").read_text("utf-8"), re.MULTILINE)
    assert slug
    assert f"`_build/pdf/{slug[1]}.pdf`" in README
    assert f"`_build/epub/{slug[1]}.epub`" in README


def test_the_three_lines_are_those_of_the_reference_and_of_the_package():
    lines = re.search(r"```sh\n(pip install .*?)```", README, re.DOTALL)
    assert lines and lines[1].count("\n") == 3
    assert lines[1] in (ROOT / "reference/start.md").read_text("utf-8")
    _install, builds = lines[1].split("\n", 1)
    assert builds in (ROOT / "sphinx_bookwork/README.md").read_text("utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_there_and_small(name):
    path = ROOT / "assets/pictures" / name
    assert f"assets/pictures/{name}" in README
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size < 150_000


def test_the_version_is_the_same_everywhere():
    declared = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert declared and declared[1] == __version__
    assert __version__ in (ROOT / "CHANGELOG.md").read_text("utf-8")
