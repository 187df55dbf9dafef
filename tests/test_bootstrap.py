"""The set-up for people who have nothing yet; tests/fresh runs it for real on a bare Debian."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

import bootstrap


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("docs/a.md", "docs/b.md", "docs/look.css"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    ("group", "change", "differs"),
    [
        ("docs", lambda docs: (docs / "a.md").write_text("other"), True),
        ("docs", lambda docs: (docs / "a.md").unlink(), True),
        ("docs", lambda docs: (docs / "a.md").rename(docs / "c.md"), True),
        ("docs/a.md", lambda docs: (docs / "a.md").write_text("other"), True),
        ("docs", lambda docs: (docs / "a.md").touch(), False),
        ("docs", lambda docs: (docs / ".#a.md").write_text("an editor's"), False),
        ("docs", lambda docs: (docs / "a.md~").write_text("an editor's"), False),
        ("docs -docs/look.css", lambda docs: (docs / "look.css").write_text("other"), False),
        ("names:docs", lambda docs: (docs / "a.md").write_text("other"), False),
        ("names:docs", lambda docs: (docs / "a.md").unlink(), True),
    ],
)
def test_fingerprint_differs_where_content_does(tree: Path, group: str, change, differs: bool):
    before = bootstrap.fingerprint(group)
    change(tree / "docs")
    assert (bootstrap.fingerprint(group) != before) is differs


def test_fingerprint_here_tells_pythons_apart(tree: Path, monkeypatch: pytest.MonkeyPatch):
    here = bootstrap.fingerprint("here docs")
    monkeypatch.setattr(bootstrap, "machine", lambda: "3.99 elsewhere")
    assert bootstrap.fingerprint("here docs") != here


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that a set-up would run, instead of running them."""
    ran: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "run", lambda command, *_: ran.append(list(map(str, command))))
    monkeypatch.setattr(bootstrap, "require_weasyprint", lambda python: None)
    monkeypatch.setattr(
        bootstrap.venv, "create", lambda folder, with_pip: folder.mkdir(parents=True)
    )
    return ran


def test_environment_is_stamped_last(tree: Path, commands, monkeypatch: pytest.MonkeyPatch):
    def fail(command, *_):
        raise subprocess.CalledProcessError(1, command)

    stamp = tree / ".venv/ready-1"
    with monkeypatch.context() as broken:
        broken.setattr(bootstrap, "run", fail)
        assert bootstrap.main(["environment", str(stamp)]) == 1
    assert not stamp.exists()
    (tree / ".venv/half-installed").write_text("")
    assert bootstrap.main(["environment", str(stamp)]) == 0
    assert stamp.exists()
    assert not (tree / ".venv/half-installed").exists()


def test_whole_environment_is_updated_in_place(tree: Path, commands):
    bootstrap.set_up(tree / ".venv/ready-1", quiet=True)
    (tree / ".venv/installed").write_text("")
    bootstrap.set_up(tree / ".venv/ready-2", quiet=True)
    assert sorted(path.name for path in (tree / ".venv").iterdir()) == ["installed", "ready-2"]
    assert commands[-1][-4:] == ["install", "--quiet", "-r", "requirements.txt"]


def test_environment_of_another_python_is_made_anew(tree: Path, commands, monkeypatch):
    bootstrap.set_up(tree / ".venv/ready-1", quiet=True)
    (tree / ".venv/installed").write_text("")
    monkeypatch.setattr(bootstrap, "machine", lambda: "3.99 elsewhere")
    bootstrap.set_up(tree / ".venv/ready-2", quiet=True)
    assert [path.name for path in (tree / ".venv").iterdir()] == ["ready-2"]


def test_old_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert bootstrap.main(["environment", str(tmp_path / ".venv/ready")]) == 1
    said = capsys.readouterr().err
    assert "3.11 or later is needed" in said
    assert "make PYTHON=python3.12" in said


def missing(monkeypatch: pytest.MonkeyPatch, root: bool) -> None:
    """Pretend that Pango is missing until something is installed."""
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "loads", lambda library: False)


def test_missing_pango_is_told_to_who_cannot_install_it(commands, monkeypatch, capsys, tmp_path):
    missing(monkeypatch, root=False)
    assert bootstrap.main(["environment", str(tmp_path / ".venv/ready")]) == 1
    said = capsys.readouterr().err
    assert "needs libpango-1.0.so.0" in said
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in said
    for line in ("sudo dnf install pango", "brew install pango", "pacman -S mingw"):
        assert line in said
    assert not (tmp_path / ".venv").exists()


def test_missing_pango_is_installed_by_root(commands, monkeypatch):
    missing(monkeypatch, root=True)
    with pytest.raises(bootstrap.Stop, match="Still missing"):
        bootstrap.require_pango()
    assert commands[0] == ["apt-get", "-qq", "update"]
    assert commands[1][-3:] == ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def test_missing_tools_are_named_together(monkeypatch, capsys):
    missing(monkeypatch, root=False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    assert bootstrap.main(["tools", "java", "qpdf"]) == 1
    said = capsys.readouterr().err
    assert "Not on this machine: java, qpdf." in said
    assert "sudo apt-get install default-jre-headless qpdf" in said


def test_a_tool_that_is_a_file_is_looked_for_in_its_place(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "TOOL_FILES", {"jaxb": tmp_path / "jaxb.jar"})
    assert not bootstrap.is_there("jaxb")
    (tmp_path / "jaxb.jar").touch()
    assert bootstrap.is_there("jaxb")


def test_tools_that_are_there_need_nothing(commands, monkeypatch):
    missing(monkeypatch, root=False)
    assert bootstrap.main(["tools", "java", "qpdf"]) == 0
    assert commands == []


def test_pins_are_for_the_oldest_python():
    oldest = ".".join(map(str, bootstrap.OLDEST)) + ".0"
    needs = {
        found.name: found.metadata.get("Requires-Python") or ">=3" for found in distributions()
    }
    assert [name for name, need in needs.items() if oldest not in SpecifierSet(need)] == []
