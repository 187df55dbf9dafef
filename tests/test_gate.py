from __future__ import annotations

import subprocess
import sys

import pytest

from sphinx_bookwork.gate import undecodable
from tests.harness import Project

BROKEN = "# A Book\n\nSee {ref}`nowhere`.\n"
MALFORMED = "# A Book\n\n```{figrue} a.png\n```\n"

# Warns where findings Sphinx 1 was measured: after the environment was pickled.
INCONSISTENT = """
    from sphinx.util import logging

    extensions = ["myst_parser", "sphinx_bookwork"]

    def warn(app, env):
        logging.getLogger("sphinx.ours").warning("inconsistent", type="ours")

    def setup(app):
        app.connect("env-check-consistency", warn)
"""

INTERRUPTED = """
    extensions = ["myst_parser", "sphinx_bookwork"]

    def interrupt(app, builder):
        raise KeyboardInterrupt

    def setup(app):
        if {now}:
            app.connect("write-started", interrupt)
"""

# A worker has more to say than a pipe holds when the process that should listen stops.
STOPPED = """
    from sphinx.errors import SphinxError
    from sphinx.util import logging

    extensions = ["myst_parser", "sphinx_bookwork"]
    html_theme = "basic"

    def talk(app, page, *_):
        logging.getLogger("sphinx.ours").info("x" * 200_000)

    def stop(app, doctree, docname):
        if docname == "p9":
            raise SphinxError("stopped")

    def setup(app):
        app.connect("html-page-context", talk)
        app.connect("doctree-resolved", stop)
"""


@pytest.mark.parametrize("source", [BROKEN, MALFORMED])
@pytest.mark.parametrize("second", ["html", "text", "xml"])
def test_failed_build_fails_again_in_every_builder(project: Project, source: str, second: str):
    project.write("index.md", source)
    assert project.build("html").status == 1
    again = project.build(second)
    assert again.status == 1
    assert "index.md:3: WARNING: " in again.log


def test_warning_after_pickling_is_given_again(project: Project):
    project.write("conf.py", INCONSISTENT).write("index.md", "# A Book\n")
    for _run in range(3):
        build = project.build("html", "-j", "4")
        assert build.status == 1
        assert "inconsistent" in build.log


def test_interrupted_build_does_not_swallow_warnings(project: Project):
    project.write("index.md", MALFORMED)
    project.write("conf.py", INTERRUPTED.format(now=True))
    assert "Interrupted!" in project.build("html").log
    project.write("conf.py", INTERRUPTED.format(now=False))
    assert project.build("html").status == 1


def test_parallel_build_that_stops_ends(project: Project):
    pages = [f"p{number}" for number in range(10)]
    project.write("conf.py", STOPPED)
    project.write("index.md", "\n".join(["# A Book", "```{toctree}", *pages, "```"]))
    for page in pages:
        project.write(f"{page}.md", "# A Page\n")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "--jobs",
        "4",
        project.root / "src",
        project.root / "o",
    ]
    done = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert done.returncode == 2
    assert b"stopped" in done.stderr


def test_strict_build_repeats_what_lenient_ones_warned_of(project: Project):
    project.write("index.md", MALFORMED)
    assert [project.lenient("html").status for _run in range(2)] == [0, 0]
    assert project.build("html").status == 1


def test_good_build_is_not_read_again(project: Project):
    project.write("index.md", "# A Book\n")
    assert project.build("html").status == 0
    assert "0 added, 0 changed, 0 removed" in project.build("html").log


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"plain\n", None),
        ("ə\n".encode(), None),
        (b"\xef\xbb\xbfone\ntwo \xe9\n", (2, "not UTF-8: byte 0xe9 at offset 11 of the file")),
        (b"cut \xc9", (1, "not UTF-8: byte 0xc9 at offset 4 of the file")),
    ],
)
def test_undecodable_names_line_byte_and_offset(data: bytes, found: tuple[int, str] | None):
    assert undecodable(data, "utf-8-sig") == found


@pytest.mark.parametrize("builder", ["bookpdf", "bookepub"])
def test_builder_brings_its_gate_into_a_project_that_lists_nothing(project: Project, builder: str):
    project.conf(extensions=["myst_parser"]).write("index.md", MALFORMED)
    for _run in ("first", "second"):
        build = project.build(builder)
        assert build.status == 1
        assert "'figrue'; mend the name" in build.log
