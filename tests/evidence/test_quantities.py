"""The table of rule E104, row by row: what stands in a claim, and what does not."""

from __future__ import annotations

import pytest

from sphinx_bookwork.evidence.rules.quantities import Facts, Moment, Number, quantities


def missing(sentence, *claims, dates=()):
    """The dates and numbers of a sentence that its claims do not give."""
    facts = Facts(claims, dates)
    return [found.text for found in quantities(sentence) if not facts.give(found.meaning)]


GIVEN = [
    ("It came on 20 January 1990.", "On 20 January 1990 it came."),
    ("It came on 20 January 1990.", "In 1990, on 20 January, it came."),
    ("It came on 19 January.", "It came on 19 January 1990."),
    ("It came on the 26th.", "Killings on 25 January and 26 January 1990."),
    ("It came in January 1990.", "It came on 20 January 1990."),
    ("In November Moscow answered.", "In November 1989 Moscow answered."),
    ("By 1990 it had come.", "It came on 20 January 1990."),
    ("In the 1990s it came.", "It came in 1993."),
    ("The winter of 1991–92 was cold.", "The winters of 1991 and 1992 were cold."),
    ("In the night of 8–9 May they came.", "On 8 May and on 9 May."),
    ("From 19 to 21 August a coup was tried.", "It was tried from 19 to 21 August 1991."),
    ("About 26,000 men.", "26,000 men."),
    ("They won 98.5 per cent.", "98.5 per cent was reported."),
    ("Half a million fled.", "500,000 fled."),
    ("Forty-four days of war.", "44 days."),
    ("A dozen amendments.", "12 amendments."),
    ("About 77 per cent.", "76.9 per cent."),
    ("Some 700 injured.", "744 injured."),
    ("More than 130 dead.", "131 dead."),
    ("700 or more injured.", "744 injured."),
    ("Almost 10,000 people.", "9,800 people."),
    ("Two million people.", "2,000,000 people."),
    ("On 8 Sept. 1991 they voted.", "On 8 September 1991 they voted."),
    ("The two states signed.", "They signed."),
    ("Their four leaders and both armies.", "They fought."),
    ("The first of all, half of them, hundreds.", "Nothing."),
    ("By resolution 46/230 they joined.", "Resolution 46/230 let them join."),
    ("Number 822 said so.", "Resolution 822 said so."),
]

NOT_GIVEN = [
    ("It came on 20 January 1990.", "It came in January 1990.", "20 January 1990"),
    ("It came on 20 January 1990.", "It came on 20 January 1991.", "20 January 1990"),
    ("It came on 20 January 1990.", "It came on 12 January 1990.", "20 January 1990"),
    ("It came in January 1990.", "It came in 1990.", "January 1990"),
    ("In November Moscow answered.", "On 1 December 1989 it did.", "In November"),
    ("By 1989 it had come.", "It came in 1990.", "1989"),
    ("In the 1990s it came.", "It came in 1989.", "1990s"),
    ("The winter of 1991–92 was cold.", "The winter of 1991 was cold.", "1991–92"),
    ("26,000 men.", "25,900 men.", "26,000"),
    ("98.5 per cent.", "98.4 per cent.", "98.5"),
    ("Exactly 77 per cent.", "76.9 per cent.", "77"),
    ("Some 700 injured.", "780 injured.", "700"),
    ("More than 130 dead.", "128 dead.", "130"),
    ("More than 130 dead.", "170 dead.", "130"),
    ("Almost 10,000 people.", "11,000 people.", "10,000"),
    ("Two states signed.", "They signed.", "Two"),
    ("Half a million fled.", "509,497 fled.", "Half a million"),
    ("366 men.", "365 men.", "366"),
]


@pytest.mark.parametrize(("sentence", "claim"), GIVEN)
def test_stands_in_the_claim(sentence, claim):
    assert missing(sentence, claim) == []


@pytest.mark.parametrize(("sentence", "claim", "what"), NOT_GIVEN)
def test_does_not_stand_in_the_claim(sentence, claim, what):
    assert missing(sentence, claim) == [what]


def test_dates_of_the_ledger_count_and_of_a_span_the_ends():
    assert missing("From 1988 to 1991.", dates=["1988/1991"]) == []
    assert missing("In 1989.", dates=["1988/1991"]) == ["1989"]
    assert missing("On 20 January 1990.", dates=["1990-01-20"]) == []
    assert missing("Since 1990.", dates=["1990-01-19/.."]) == []
    assert missing("In 1990.", dates=["n.d."]) == ["1990"]


@pytest.mark.parametrize(
    ("words", "dates", "given"),
    [
        ("Six days later it fell.", ["1991-11-20", "1991-11-26"], True),
        ("Nine days later it fell.", ["1991-11-20", "1991-11-26"], False),
        ("Eight weeks after that.", ["1992-01-30", "1992-03-24"], True),
        ("Four months later.", ["2023-05", "2023-09-20"], True),
        ("Two years later.", ["1991", "1993"], True),
        ("Two days later.", ["1991", "1993"], False),
    ],
)
def test_time_between_two_dates(words, dates, given):
    assert (missing(words, dates=dates) == []) is given


def test_meanings():
    found = [item.meaning for item in quantities("On 3 May 1990 about 5 men; 2.5 million")]
    assert found == [Moment(1990, 5, 3), Number(5, "about"), Number(2_500_000)]


def test_names_of_months_that_are_words_are_no_dates():
    assert list(quantities("It may march on; April showers augur well.")) == []
