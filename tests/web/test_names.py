from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_bookwork.web.names import NamesError, read_names
from tests.harness import Project

WRONG = (
    ("- Bakı\n", 1, "not kinds with their things"),
    ("", 1, "not kinds with their things"),
    ("Places: Bakı\n", 1, "no list of things: 'Places'"),
    ("Places:\n- [Bakı]\n- []\n", 3, "not a list of names"),
    ("Places:\n- [Bakı, [Baku]]\n", 2, "not a list of names"),
    ("Places:\n- [Bakı, Baku]\n- [Baku]\n", 3, "two things have one name: 'Baku'"),
    ("Places:\n- [Bakı\n- x: [\n", 3, "not YAML"),
)


def test_things_are_known_by_every_name(tmp_path: Path):
    path = tmp_path / "names.yml"
    path.write_text("People:\n- [Heydər Əliyev, Heydar Aliyev]\nPlaces:\n- Hadrut\n", "utf-8")
    names = read_names(path)
    assert names.by_name["Heydar Aliyev"].name == "Heydər Əliyev"
    assert [(thing.kind, thing.slug) for thing in names.things] == [
        ("People", "heyder-eliyev"),
        ("Places", "hadrut"),
    ]


@pytest.mark.parametrize(("text", "line", "what"), WRONG)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int, what: str):
    path = tmp_path / "names.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(NamesError) as error:
        read_names(path)
    assert f"{path}:{line}: {what}" in str(error.value)
    assert "[bookweb.names]" in str(error.value)


@pytest.mark.parametrize("name", ["absent.yml", "latin.yml"])
def test_a_file_that_cannot_be_read_stops_the_build(project: Project, name: str):
    project.conf(bookweb_names=name).write("index.md", "# A Book\n")
    project.write("latin.yml", "Places: [B\xe9]\n".encode("latin-1"))
    build = project.build("html")
    assert build.status == 2
    assert f"{name}: " in build.log and "[bookweb.names]" in build.log
    assert "Traceback" not in build.log
