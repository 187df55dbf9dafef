from __future__ import annotations

import pytest

from sphinx_bookwork.pdf.lengths import MM
from sphinx_bookwork.pdf.press.spine import Paper, thickness, type_sizes, width


def test_a_leaf_is_as_thick_as_weight_and_volume_make_it():
    assert thickness(80, 1.25) / MM == pytest.approx(0.1)
    assert thickness(90, 1.5) / MM == pytest.approx(0.135)


@pytest.mark.parametrize(
    ("pages", "leaf", "board", "spine"),
    [(200, 0.1, 0.3, 10.6), (201, 0.1, 0.3, 10.7), (1, 0.1, 0, 0.1), (320, 0.135, 0.25, 22.1)],
)
def test_two_pages_are_a_leaf_and_the_board_counts_twice(pages, leaf, board, spine):
    paper = Paper(leaf * MM, board * MM)
    assert width(pages, paper) / MM == pytest.approx(spine)


def test_type_fits_between_the_folds():
    assert type_sizes(5 * MM, 18) == []
    assert type_sizes(40 * MM, 18)[0] == 18
    sizes = type_sizes(8 * MM, 18)
    assert sizes == sorted(sizes, reverse=True)
    assert all(size >= 6 and size * 1.2 <= 5 * MM + 0.01 for size in sizes)
