from __future__ import annotations

import pytest

from sphinx_bookwork.evidence.rules.sentences import Call, parts, spans_of


def cut(text, *calls):
    return [text[start:end].strip() for start, end in spans_of(text, calls)]


@pytest.mark.parametrize(
    "text",
    [
        "On 8 Sept. 1991 he won.",
        "The court ruled in Sargsyan v. Azerbaijan. ",
        "Vice President J.D. Vance came.",
        "It rose by 2.5 per cent (see p. 7).",
        "“Why?” he asked.",
        "Without an end",
    ],
)
def test_one_sentence_stays_one(text):
    assert cut(text) == [text.strip()]


def test_sentences_end_at_marks_and_closing_quotes():
    text = "He said “no.” She left! Did he? “Yes.” (So.) 1990 came… Then it ended."
    assert cut(text) == [
        "He said “no.”",
        "She left!",
        "Did he?",
        "“Yes.”",
        "(So.)",
        "1990 came…",
        "Then it ended.",
    ]


def test_call_ends_a_sentence_before_a_small_letter_and_after_an_abbreviation():
    assert cut("It was in Sept. iPads came.", 15) == ["It was in Sept.", "iPads came."]


def covered(text, *calls):
    return [(part.text, part.claims) for part in parts(text, calls)]


def test_call_covers_back_to_the_call_before_and_not_further_on():
    text = "One. Two. Three. Four."
    assert covered(text, Call(4, ("a",)), Call(16, ("b", "c"))) == [
        ("One.", ("a",)),
        ("Two.", ("b", "c")),
        ("Three.", ("b", "c")),
        ("Four.", ()),
    ]


def test_calls_within_a_sentence_cover_it_together():
    text = "One here, and two there. Three."
    assert covered(text, Call(9, ("a",)), Call(24, ("b",)))[0] == (
        "One here, and two there.",
        ("a", "b"),
    )
    assert covered(text, Call(9, ("a",))) == [("One here, and two there.", ("a",)), ("Three.", ())]


def test_passages_and_targets():
    found = list(parts("One. Two. Three.", [Call(9, ("a",), "t1"), Call(16, ("b",), "t2")]))
    assert [(part.passage, part.targets) for part in found] == [(0, ()), (0, ("t1",)), (1, ("t2",))]
