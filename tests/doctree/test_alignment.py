"""Where pages begin, on plain texts: what the alignment makes of words, notes and chances."""

from __future__ import annotations

import pytest

from sphinx_bookwork.doctree.alignment import (
    MASKED,
    Block,
    align,
    fold,
    masked,
    missing_turned,
    page_starts,
)


def starts(blocks: list[str], pages: list[str]) -> dict[int, str]:
    """For each page the text of its block from the place on where the page begins."""
    made = [
        Block("doc", str(n), "doc.md", n, text, tuple(range(len(text))))
        for n, text in enumerate(blocks)
    ]
    aligned = align([fold(text).letters for text in blocks], [fold(page).letters for page in pages])
    found = page_starts(made, aligned)
    return {page: blocks[block][offset:] for page, (block, offset) in found.items()}


@pytest.mark.parametrize(
    ("text", "first", "second", "begins"),
    [
        ("One two three four.", "One two", "three four.", "three four."),
        ("One two three four.", "One two th-", "ree four.", "four."),
        ("One “two” three.", "One", "“two” three.", "“two” three."),
        ("One (two) three.", "One (two)", "three.", "three."),
        ("One—two three.", "One—", "two three.", "two three."),
        ("From 1988–92 on.", "From 1988–", "92 on.", "92 on."),
        ("One – two three.", "One –", "two three.", "two three."),
        ("Nagorno-Karabakh lay there.", "Nagorno-", "Karabakh lay there.", "lay there."),
    ],
)
def test_a_page_begins_with_a_whole_word(text, first, second, begins):
    assert starts([text], [first, second])[1] == begins


def test_a_block_begins_with_its_quotation_mark():
    assert starts(["“Yes,” he said."], ["“Yes,” he said."]) == {0: "“Yes,” he said."}


def test_first_letters_that_stand_in_a_later_line_begin_no_block():
    pages = ["The end. A line of the margin", "A vote over it"]
    assert starts(["The end.", "A vote over it"], pages)[1] == "A vote over it"


def test_a_page_of_a_long_block_begins_within_it():
    words = [f"w{number}" for number in range(30)]
    pages = [" ".join(words[:10]), " ".join(words[10:20]), " ".join(words[20:])]
    begun = starts([" ".join(words)], pages)
    assert [text.split()[0] for text in begun.values()] == ["w0", "w10", "w20"]


def test_a_page_between_may_hold_nothing():
    assert starts(["One two.", "Three."], ["One two.", "", "Three."]) == {
        0: "One two.",
        2: "Three.",
    }


def test_what_is_masked_is_found_by_no_block():
    pages = [fold("The end. 1 No.").letters, fold("No. More.").letters]
    own = [masked(page, fold("1 No.").letters) for page in pages]
    assert own == ["theend" + MASKED * 3, pages[1]]
    aligned = align([fold(text).letters for text in ("The end.", "No.", "More.")], own)
    assert [segment.page for segment in aligned.segments] == [0, 1, 1]


def test_what_is_no_source_begins_no_page():
    block = Block(
        "doc", "0", "doc.md", 1, "See (p. 9) more.", (0, 1, 2, 3, *[-1] * 6, *range(4, 10))
    )
    aligned = align([fold(block.text).letters], ["see", "p9more"])
    assert page_starts([block], aligned)[1] == (0, 5)


def test_what_is_no_block_of_the_source_begins_no_page():
    made = [Block("doc", name, "doc.md", 1, "Text", (0, 1, 2, 3)) for name in ("", "7")]
    aligned = align(["text", "text"], ["texttext"])
    assert page_starts(made, aligned) == {0: (1, 0)}


def test_a_block_that_is_not_there_is_not_put_together_from_far_letters():
    pages = ["abc" + "x" * 50, "x" * 50 + "def", "ghi"]
    assert align(["abcdef", "ghi"], pages).missing == []
    strict = align(["abcdef", "ghi"], pages, gap=20)
    assert strict.missing == [0] and [s.page for s in strict.segments] == [2]


def test_marks_are_one_with_their_letters_or_not():
    assert fold("Cafe\u0301 a\u034e").letters == fold("Caf\u00e9 a").letters == "caf\u00e9a"
    assert fold("Cafe\u0301 x").offsets == (0, 1, 2, 3, 6)


HEBREW = ["שלום עולם abc 12", "גם זה", "English"]


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        ("12 abc עולם שלום English זה גם", []),
        ("12 abc שלום English זה גם", [0]),
        ("12 עולם שלום English זה גם", [0]),
        ("12 abc עולם שלום", [1]),
    ],
)
def test_words_from_right_to_left_may_stand_in_another_order(page: str, missing: list[int]):
    assert missing_turned(HEBREW, [page]) == missing


def test_letters_of_a_ligature_may_be_turned():
    assert not missing_turned(["السلام"], ["السالم"])
