from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from sphinx_bookwork.pdf.finish import finish
from tests.pdf.paper import Paper


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PDF of nine empty pages that says nothing of itself."""
    path = tmp_path / "bare.pdf"
    with pikepdf.new() as pdf:
        for _ in range(9):
            pdf.add_blank_page()
        pdf.save(path)
    return path


LABELS = ["", "", "i", "ii", "1", "2", "3", "4", ""]


def test_labels_are_a_number_tree_of_runs(bare: Path):
    finish(bare, LABELS, "en")
    with pikepdf.open(bare) as pdf:
        nums = list(pdf.Root.PageLabels.Nums)
    assert [int(n) for n in nums[::2]] == [0, 2, 4, 8]
    assert [str(n.get("/S", "")) for n in nums[1::2]] == ["", "/r", "/D", ""]
    assert int(nums[5].St) == 1


def test_readers_see_the_labels(bare: Path):
    finish(bare, LABELS, "en")
    assert Paper(bare).labels == LABELS


def test_book_that_begins_later_than_one_keeps_its_folios(bare: Path):
    finish(bare, [str(number) for number in range(7, 16)], "en")
    assert Paper(bare).labels == [str(number) for number in range(7, 16)]


def test_roman_folios_that_begin_later_keep_their_numbers(bare: Path):
    labels = ["", "iv", "v", "vi", "1", "2", "3", "4", "5"]
    finish(bare, labels, "en")
    assert Paper(bare).labels == labels


def test_language_and_opening_view(bare: Path):
    finish(bare, LABELS, "pt_BR")
    with pikepdf.open(bare) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "pt-BR"
        assert root.ViewerPreferences.DisplayDocTitle
        assert (str(root.PageLayout), str(root.PageMode)) == ("/TwoPageRight", "/UseOutlines")


def test_the_same_file_comes_out_twice(bare: Path):
    other = bare.with_name("other.pdf")
    other.write_bytes(bare.read_bytes())
    finish(bare, LABELS, "en")
    finish(other, LABELS, "en")
    assert bare.read_bytes() == other.read_bytes()
