"""The package as others install it: a wheel, in an environment that has nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest

ROOT = Path(__file__).parent.parent
NOT_SHIPPED = (".pyc", ".md")

CONF = 'project = "A Foreign Book"\nauthor = "Somebody"\nlanguage = "de"\n'
INDEX = """
A Foreign Book
==============

.. toctree::

   first
   second
"""
FIRST = """
The First Chapter
=================

More of it in :ref:`later`. [#n]_ And :index:`apples <apple>`: :math:`a^2`.

.. [#n] A note at the foot.
"""
SECOND = """
.. _later:

The Second Chapter
==================

The end, with ``code``.
"""


def run(*command: object, cwd: Path) -> str:
    """Run a command as a stranger would; return all that it said."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy: setuptools leaves its traces in the source."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, source)
    package = source / "sphinx_bookwork"
    shutil.copytree(ROOT / package.name, package, ignore=shutil.ignore_patterns("__pycache__"))
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", folder, source, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def foreign(wheel, tmp_path_factory) -> Path:
    """A project of reStructuredText that lists no extension, and the wheel's own environment."""
    folder = tmp_path_factory.mktemp("foreign")
    venv.create(folder / "venv")
    pip = (sys.executable, "-m", "pip", "--python", folder / "venv/bin/python")
    run(*pip, "install", "-q", wheel, cwd=folder)
    (folder / "src").mkdir()
    files = {"conf.py": CONF, "index.rst": INDEX, "first.rst": FIRST, "second.rst": SECOND}
    for name, text in files.items():
        (folder / "src" / name).write_text(text, encoding="utf-8")
    return folder


def build(foreign: Path, builder: str) -> Path:
    """Build strictly; return the output folder."""
    sphinx, out = foreign / "venv/bin/sphinx-build", foreign / builder
    run(sphinx, "--fail-on-warning", "-b", builder, "src", out, cwd=foreign)
    return out


def test_the_wheel_holds_all_that_is_no_code(wheel):
    package = ROOT / "sphinx_bookwork"
    paths = [p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    wanted = {p.relative_to(ROOT).as_posix() for p in paths if p.suffix not in NOT_SHIPPED}
    with ZipFile(wheel) as archive:
        assert wanted <= set(archive.namelist())


def test_the_wheel_tells_the_licences_of_all_that_is_in_it(wheel):
    package = ROOT / "sphinx_bookwork"
    licences = {p.relative_to(ROOT).as_posix() for p in package.rglob("*.txt")} | {"LICENSE"}
    with ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith("dist-info/METADATA"))
        metadata = archive.read(path).decode()
    assert set(re.findall(r"^License-File: (.*)$", metadata, re.MULTILINE)) == licences
    assert metadata.partition("\n\n")[2].startswith("# sphinx-bookwork\n")


def printed_text(pdf: Path) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    return text.replace("\N{NO-BREAK SPACE}", " ")


# One test, so that parallel testing installs the environment once.
def test_a_foreign_project_is_printed_and_becomes_an_e_book(foreign):
    out = build(foreign, "bookpdf")
    text = printed_text(out / "a-foreign-book.pdf")
    for words in ("Inhalt", "(S. 3)", "A note at the foot.", "Register"):
        assert words in text
    with pikepdf.open(out / "a-foreign-book.pdf") as pdf:
        assert pdf.Root.Lang == "de"
    assert (out / "page-map.json").is_file()
    out = build(foreign, "bookpress")
    assert "A note at the foot." in printed_text(out / "a-foreign-book-press.pdf")
    out = build(foreign, "bookepub")
    with ZipFile(out / "a-foreign-book.epub") as book:
        chapter = book.read("EPUB/text/first.xhtml").decode()
    assert "Anmerkungen" in chapter and "<math" in chapter
