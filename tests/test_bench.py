"""The benchmark: the same book every time, built, measured, reported; it says what is wanting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench.books import write_book
from tests.bench.runs import BuildError, Run, stages


def test_books_are_the_same_every_time(tmp_path: Path):
    first, second = tmp_path / "a", tmp_path / "b"
    assert write_book(first, 40) == write_book(second, 40) == 2
    names = sorted(path.name for path in first.iterdir())
    assert names == ["chapter1.rst", "chapter2.rst", "conf.py", "curve.svg", "index.rst"]
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_a_book_is_built_and_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("tests.bench.books.SECTIONS", 2)
    monkeypatch.setattr("tests.bench.__main__.shutil.which", lambda _name: None)
    assert bench.main(["--out", str(tmp_path), "--pages", "40"]) == 0
    runs = json.loads((tmp_path / "report.json").read_text())["books"]["40"]
    cold, unchanged, changed = runs.values()
    assert "40 bookpdf, unchanged ...\n" in capsys.readouterr().out
    assert cold["layouts"] >= cold["units"] > changed["layouts"] > unchanged["layouts"] == 0
    assert cold["cpu"] > unchanged["cpu"] > 0 and cold["memory"] > 50 and cold["pages"] > 6
    assert {"reading", "layout", "proof"} <= set(cold["stages"])
    assert (tmp_path / "report.txt").read_text().startswith("   40 bookpdf")


def run(cpu: float, pages: int, layouts: int = 4) -> Run:
    return Run(wall=cpu, cpu=cpu, memory=100, pages=pages, units=4, layouts=layouts)


def test_what_is_wanting_is_said():
    names = ("bookpdf", "bookpdf, unchanged", "simplepdf")
    small = dict(zip(names, (run(10, 60), run(1, 60, 0), run(9, 60)), strict=True))
    large = dict(zip(names, (run(80, 300, 8), run(1, 300, 2), run(40, 300)), strict=True))
    assert list(bench._wanting({60: small, 300: large})) == [
        "at 300 pages 2.00 of the CPU time of sphinx-simplepdf",
        "a page costs 1.60 times as much at 300 pages as at 60",
        "at 300 pages more than 1.5 layouts per chapter from cold",
        "at 300 pages an unchanged book is laid out",
    ]
    assert not list(bench._wanting({60: small}))


def test_what_was_not_measured_is_not_reached():
    ours = {"bookpdf": run(10, 300), "bookpdf, unchanged": run(1, 300, 0)}
    assert list(bench._wanting({300: ours})) == ["at 300 pages there is nothing to compare with"]
    assert not list(bench._wanting({300: ours}, compared=False))
    del ours["bookpdf"]
    assert list(bench._wanting({300: ours})) == ["at 300 pages bookpdf: no book"]


def test_a_build_that_fails_is_said_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def measure(command: list[str], _folder: Path) -> tuple[Run, str]:
        if "simplepdf" in command:
            raise BuildError("no such module")
        return run(1, 60, 0), ""

    monkeypatch.setattr(bench, "measure", measure)
    out = ["--out", str(tmp_path), "--simplepdf", "python"]
    assert bench.main([*out, "--pages", "60"]) == 0
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["wanting"] == ["60 pages, simplepdf: no such module"]
    assert "bookpdf, one chapter changed" in report["books"]["60"]
    assert bench.main([*out, "--pages", "300"]) == 1


def test_stages_last_until_the_next_begins():
    said = [(1.0, "reading sources... a"), (3.0, "laying out... [1]"), (9.0, "proving the book")]
    assert stages(said, 10.0) == {"starting": 1, "reading": 2, "layout": 6, "proof": 1}
