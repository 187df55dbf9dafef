"""What `make validate` asks of calibre, on conversions made up here."""

from __future__ import annotations

import pytest

from tests.epub.opened import built
from tests.validators import calibre


@pytest.fixture
def book(project):
    project.write("index.md", "# A Test Book\n\nThe first paragraph.\n\n- one item of a list\n")
    return built(project).path


def lost(book, monkeypatch, converted: str) -> list[str]:
    monkeypatch.setattr(calibre, "convert", lambda _file: converted)
    return list(calibre.lost_in(book))


def test_nothing_is_lost_that_is_set_otherwise(book, monkeypatch):
    text = "A TEST BOOK\nThe testers\n\nThe first para-\ngraph.\n  * One item   of a list"
    assert lost(book, monkeypatch, text) == []


def test_a_block_that_is_gone_is_named_with_its_document(book, monkeypatch):
    [line] = lost(book, monkeypatch, "A Test Book\nThe testers\nThe first paragraph.")
    assert line.endswith("index.xhtml: lost in conversion: 'oneitemofalist' [calibre]")


def test_half_a_block_is_not_enough(book, monkeypatch):
    assert lost(book, monkeypatch, "A Test Book The testers The first one item of a list")


def test_without_calibre_nobody_is_acquitted(book, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert calibre.main([str(book)]) == 2
    assert "install calibre" in capsys.readouterr().err
