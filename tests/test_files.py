from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_bookwork.files import swap


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    return path


def test_new_file_takes_the_place_of_the_old(target: Path):
    with swap(target) as new:
        new.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


def test_old_file_stays_when_writing_fails(target: Path):
    with pytest.raises(ValueError, match="stop"), swap(target) as new:
        new.write_text("half")
        raise ValueError("stop")
    assert target.read_text() == "old"
    assert list(target.parent.iterdir()) == [target]


def test_old_file_stays_when_the_user_interrupts(target: Path):
    with pytest.raises(KeyboardInterrupt), swap(target) as new:
        new.write_text("half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert list(target.parent.iterdir()) == [target]


def test_place_that_cannot_be_written_is_an_os_error(tmp_path: Path):
    with pytest.raises(OSError, match="No such file"), swap(tmp_path / "none" / "a.txt") as new:
        new.write_text("new")


def test_folder_in_the_place_of_the_file_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(IsADirectoryError), swap(tmp_path / "a.txt") as new:
        new.write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_folder_in_the_way_is_seen_before_any_work(tmp_path: Path):
    with pytest.raises(IsADirectoryError, match="Is a directory"), swap(tmp_path):
        pytest.fail("the work was begun")
