from __future__ import annotations

import re

import pytest

from sphinx_bookwork.pdf.chapters.names import LONGEST, file_names


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("salt", "salt"),
        ("chapters/black-january", "black-january"),
        ("guide/index", "guide"),
        ("index", "index"),
        ("<index>", "index"),
        ("API Reference/The Röads_2", "the-roads-2"),
    ],
)
def test_name_is_the_last_part_of_the_documents_name(unit: str, name: str):
    assert file_names([unit]) == {unit: name}


def test_two_that_would_share_a_name_have_their_folders_in_it():
    names = file_names(["a/setup", "b/setup", "c"])
    assert list(names.values()) == ["a-setup", "b-setup", "c"]


def test_names_differ_also_where_only_lost_letters_do():
    units = ["a/setup", "a-setup", "b/setup", "A/Setup", "книга/глава", "книга/глава 2", "<index>"]
    names = list(file_names([*units, "index"]).values())
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) for name in names)


@pytest.mark.parametrize("unit", ["x" * 300, "aux", "com1", "глава", "..", "a/..", "-"])
def test_names_are_safe_on_every_system(unit: str):
    [name] = file_names([unit]).values()
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", name)
    assert len(name) <= LONGEST
    assert name not in {"aux", "com1"}


def test_name_stays_whatever_other_chapters_there_are():
    assert file_names(["a/one", "глава"]).items() <= file_names(["b/two", "a/one", "глава"]).items()


def test_index_of_the_book_gives_way_to_a_document_of_its_name():
    assert file_names(["<index>", "salt"]) == {"<index>": "index", "salt": "salt"}
    assert file_names(["index", "<index>"]) == {"index": "index", "<index>": "genindex"}
