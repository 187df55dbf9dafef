"""Each rule with samples that fail and samples that pass: plain data in, findings out."""

from __future__ import annotations

import pytest

from sphinx_bookwork.evidence.ledger import Claim, SourceRef, Value
from sphinx_bookwork.evidence.rules import RULES, judge
from sphinx_bookwork.evidence.rules.calls import unknown, unverified
from sphinx_bookwork.evidence.rules.model import Accepted, Book, Document, Sentence, Source, Words

SEEN = SourceRef("un", seen=True, locator="para 1")
SEED = SourceRef("seed", seen=True)


def claim(name="f01", text="Troops came.", status="established", **more):
    fields = {"date": "1990", "note": "", "sources": (SEEN,), "values": ()} | more
    return Claim(
        id=name, chapter="night", claim=text, status=status, path="night.yml", line=7, **fields
    )


def found(rule, *sentences, claims=(), **more):
    """The lines that a rule finds in a book of these sentences: (text, ids) or Sentence."""
    made = [s if isinstance(s, Sentence) else Sentence(s[0], s[1], 3, s[0]) for s in sentences]
    book = Book((Document("night", "night.md", tuple(made)),), {c.id: c for c in claims}, **more)
    return [str(finding) for finding in RULES[rule](book)]


FACTUAL = [
    "Troops came in 1990.",
    "Troops came on 20 January.",
    "They won 98 per cent.",
    "Some 12,000 came.",
    "Seven people died.",
    "Observers found fault.",
    "Moscow said that it had to.",
]


@pytest.mark.parametrize("text", FACTUAL)
def test_e101_factual_sentence_needs_a_claim(text):
    [line] = found("E101", (text, ()))
    assert line.startswith("night.md:3: a factual sentence (")
    assert line.endswith("[evidence.E101]")
    assert found("E101", (text, ("f01",))) == []


@pytest.mark.parametrize(
    "text", ["This chapter tells both.", "He “said 7” once.", "The two states."]
)
def test_e101_other_sentences_need_none(text):
    assert found("E101", (text, ())) == [] or "7" in text


def test_e102_suggests_the_nearest_id():
    assert "did you mean 'f014'" in unknown("f14", "{claim}`f14`", ["f014", "s01"])
    assert "mend the id or add the claim" in unknown("xyz", "{claim}`xyz`", ["f014"])


def test_e103_names_the_place_in_the_ledger():
    assert unverified(claim(status="unverified"), "{claim}`f01`").endswith("night.yml:7")


def test_e104_number_has_to_stand_in_sentence_date_or_values():
    text = ("In 1990 about 26,000 came.", ("f01",))
    [line] = found("E104", text, claims=[claim()])
    assert line.startswith("night.md:3: stands in no claim of the sentence (f01): '26,000' in ")
    assert found("E104", text, claims=[claim(text="26,000 came.")]) == []
    assert found("E104", text, claims=[claim(values=(Value("26,000", "army"),))]) == []


def test_e104_never_looks_at_the_note():
    text = ("Some 26,000 came.", ("f01",))
    assert len(found("E104", text, claims=[claim(note="26,000 came.")])) == 1


def test_e104_leaves_sentences_without_claims_to_e101():
    assert found("E104", ("Some 26,000 came.", ())) == []


WORDS = Words(loaded=("liberat(?:ed|ion)", "regime"))


@pytest.mark.parametrize("text", ["The town was liberated.", "The regime fell."])
def test_e105_word_that_takes_sides(text):
    [line] = found("E105", (text, ()), words=WORDS)
    assert "a word that takes sides: '" in line


@pytest.mark.parametrize(
    "text",
    [
        "The town was “liberated”.",
        "Azerbaijan calls it liberation.",
        "They met in Liberation Square.",
        "The town was taken.",
    ],
)
def test_e105_quoted_attributed_or_a_name(text):
    assert found("E105", (text, ()), words=WORDS) == []


def test_e105_words_come_from_the_settings_alone():
    assert found("E105", ("The town was liberated.", ())) == []


def test_e106_contested_claim_is_given_to_somebody():
    contested = claim(status="contested")
    [line] = found("E106", ("A great many left.", ("f01",)), claims=[contested])
    assert "contested (f01) and told as agreed: 'A great many left.'" in line
    for text in ("The UN counted many.", "By one account many left.", "Moscow denied it."):
        assert found("E106", (text, ("f01",)), claims=[contested]) == []
    assert found("E106", ("A great many left.", ("f01",)), claims=[claim()]) == []


def test_e106_judges_the_passage_and_words_in_quotation_marks_are_not_attribution():
    contested = claim(status="contested")
    first = Sentence("Many left.", ("f01",), 3, "Many left. The UN counted them.")
    assert found("E106", first, claims=[contested]) == []
    assert len(found("E106", ("They left “as he said”.", ("f01",)), claims=[contested])) == 1
    words = Words(attributing=("per the file",))
    assert (
        found("E106", ("Many left, per the file.", ("f01",)), claims=[contested], words=words) == []
    )


def test_e107_every_claim_of_the_text_under_examination_is_dealt_with():
    seed = {"claims": [claim(sources=(SEED, SEEN))], "origin": frozenset({"seed"})}
    told, listed = frozenset({"f01"}), frozenset({"f01"})
    assert "is told nowhere" in found("E107", answered=listed, **seed)[0]
    assert "has no entry" in found("E107", answered=frozenset(), told=told, **seed)[0]
    assert found("E107", answered=listed, told=told, **seed) == []
    assert found("E107", **seed) == [], "the project keeps no list"
    assert found("E107", claims=[claim()], answered=listed, origin=frozenset({"seed"})) == []


def test_e107_unverified_claim_is_listed_only():
    seed = {"claims": [claim(sources=(SEED,), status="unverified")], "origin": frozenset({"seed"})}
    assert found("E107", answered=frozenset({"f01"}), **seed) == []
    assert len(found("E107", answered=frozenset(), **seed)) == 1


def source(title="Night", fields=("url",), printed="Night.", key="un"):
    return Source(key, title, frozenset(fields), "refs.bib", 4, printed)


@pytest.mark.parametrize(
    "printed", ["The UN. “A page.”", "The UN. <em>A page</em>.", "[A page].", "&quot;A page&quot;"]
)
def test_e108_description_printed_as_a_title(printed):
    [line] = found("E108", sources=[source("{[A page]}", printed=printed)])
    assert line.startswith("refs.bib:4: a description is printed as a title: '{[A page]}'")


def test_e108_plain_description_and_true_title():
    assert found("E108", sources=[source("[A page]", printed="The UN. A page.")]) == []
    assert found("E108", sources=[source("A page", printed="The UN. “A page.”")]) == []


def test_e109_source_that_no_reader_can_find():
    bare = source(fields=("title", "year"))
    unlocated = claim(sources=(SourceRef("un", seen=True),))
    assert "'un' ('Night')" in found("E109", sources=[bare], claims=[unlocated])[0]
    assert found("E109", sources=[bare], claims=[claim()]) == [], "a citation has a locator"
    assert found("E109", sources=[source(fields=("doi",))]) == []
    assert found("E109", sources=[source(fields=(), printed="")]) == [], "not printed"


def test_n201_claim_never_used():
    assert "told nowhere: 'f01'" in found("N201", claims=[claim()])[0]
    assert found("N201", claims=[claim()], told=frozenset({"f01"})) == []
    assert found("N201", claims=[claim(status="unverified")]) == []


def test_n202_source_never_cited():
    assert "no note cites this source: 'un'" in found("N202", sources=[source()])[0]
    assert found("N202", sources=[source()], cited=frozenset({"un"})) == []
    assert found("N202", sources=[source()], origin=frozenset({"un"})) == []


def test_n203_citation_without_a_locator():
    use = {"told": frozenset({"f01"}), "cited": frozenset({"un"})}
    bare = claim(sources=(SourceRef("un", seen=True),))
    assert "does not say where in its sources: un" in found("N203", claims=[bare], **use)[0]
    assert found("N203", claims=[claim()], **use) == []
    assert found("N203", claims=[bare], cited=use["cited"]) == [], "not told"


def judged(accepted, reason="It is so."):
    text = "In 1990 some 26,000 came."
    sentence = Sentence(text, ("f01",), 5, text, accepted if reason else ())
    document = Document("night", "night.md", (sentence,), (Accepted(accepted, reason, 4),))
    book = Book((document,), {"f01": claim()}, told=frozenset({"f01"}))
    return [(finding.rule, finding.line, finding.severity) for finding in judge(book)]


def test_n204_exception_with_a_reason_silences_and_is_needed():
    assert judged(("E104",)) == []


def test_n204_exception_without_a_reason_has_no_effect():
    assert judged(("E104",), "") == [("evidence.N204", 4, "note"), ("evidence.E104", 5, "error")]


def test_n204_exception_that_nothing_needs():
    assert judged(("E104", "E105")) == [("evidence.N204", 4, "note")]


def test_only_n_rules_are_notes():
    for code, rule in RULES.items():
        assert rule.__doc__, code
        assert rule.__doc__.startswith(f"{code}: "), code
