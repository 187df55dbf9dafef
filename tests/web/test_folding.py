from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_bookwork.web.folding import LETTERS, fold, folded_words, other_names, spread

FOLDING = json.loads(Path(__file__).with_name("folding.json").read_text("utf-8"))


@pytest.mark.parametrize(("word", "folded"), FOLDING)
def test_words_are_folded(word: str, folded: str):
    assert fold(word) == folded


def test_every_letter_of_the_table_is_folded():
    for letter, plain in LETTERS.items():
        assert fold(f"a{letter}a") == f"a{plain}a" == fold(f"A{letter.upper()}A")


@given(st.text())
def test_a_folded_word_stays_as_it_is(word: str):
    assert fold(fold(word)) == fold(word)


def test_letters_and_their_marks_may_come_apart():
    assert folded_words("S\u0327us\u0327a") == ("susa",)


def test_each_name_knows_the_others():
    others = other_names([["Xankəndi", "Khankendi", "Stepanakert"]])
    assert others["stepanakert"] == ["khankendi", "xankendi"]
    assert others["xankendi"] == ["khankendi", "stepanakert"]


def test_names_of_as_many_words_know_each_other_word_for_word():
    others = other_names([["Heydər Əliyev", "Heydar Aliyev"], ["İlham Əliyev", "Ilham Aliyev"]])
    assert others == {
        "aliyev": ["eliyev"],
        "eliyev": ["aliyev"],
        "heydar": ["heyder"],
        "heyder": ["heydar"],
    }


def test_names_of_more_words_and_fewer_know_each_other_whole():
    others = other_names([["Dağlıq Qarabağ", "Artsakh"]])
    assert others == {"artsakh": ["dagliq", "qarabag"], "dagliq qarabag": ["artsakh"]}
    words = list(spread(["In", "Dağlıq", "Qarabağ"], others))
    assert words == ["in", "dagliq", "artsakh", "qarabag"]
    assert list(spread(["Qarabağ"], others)) == ["qarabag"]
