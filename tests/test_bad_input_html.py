from __future__ import annotations

import pytest

from tests.bad_input import BAD_INPUT, CONF, GOOD, Mistake
from tests.harness import Project


@pytest.fixture
def built(project: Project) -> Project:
    """A project whose site is built and good."""
    project.conf(**CONF)
    for name, text in GOOD.items():
        project.write(name, text)
    assert project.build("html").status == 0
    return project


@pytest.mark.parametrize("mistake", BAD_INPUT, ids=lambda mistake: mistake.name)
def test_mistake_stops_site_again_and_again(built: Project, mistake: Mistake):
    for name, text in mistake.files.items():
        built.write(name, text)
    for _run in ("first", "second"):
        build = built.build("html")
        assert build.status != 0
        for word in mistake.words:
            assert word in build.log
        assert "Traceback" not in build.log


@pytest.mark.parametrize("mistake", BAD_INPUT, ids=lambda mistake: mistake.name)
def test_mended_mistake_is_forgotten(built: Project, mistake: Mistake):
    for name, text in mistake.files.items():
        built.write(name, text)
    assert built.build("html").status != 0
    for name, text in mistake.good.items():
        built.write(name, text)
    assert built.build("html").status == 0


def test_output_path_that_is_a_file(project: Project):
    project.write("index.md", "# A Book\n")
    (project.root / "out").mkdir()
    (project.root / "out/html").write_text("mine")
    build = project.build("html")
    assert build.status != 0
    assert "out/html) is not a directory" in build.log
    assert (project.root / "out/html").read_text() == "mine"


def test_doctree_path_that_is_a_file(project: Project):
    project.write("index.md", "# A Book\n")
    (project.root / "doctrees").write_text("mine")
    build = project.build("html")
    assert build.status != 0
    assert "doctrees: cannot be written: File exists; free the path" in build.log
