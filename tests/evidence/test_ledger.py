from __future__ import annotations

from textwrap import dedent

import pytest

from sphinx_bookwork.evidence.ledger import SourceRef, Value, date_fault, load

GOOD = """
- id: f01
  chapter: night
  claim: It happened.
  date: "1990/.."
  status: established
  note: For us.
  sources:
  - key: marsh2003
    locator: 27
    seen: "yes"
    keep: "yes"
"""


def read(tmp_path, *texts):
    for number, words in enumerate(texts, start=1):
        path = tmp_path / f"{number}.yml"
        path.write_bytes(words if isinstance(words, bytes) else dedent(words).lstrip().encode())
    return load(tmp_path.glob("*.yml"), ["marsh2003"], tmp_path)


def found(tmp_path, *texts):
    return [str(finding) for finding in read(tmp_path, *texts).findings]


def test_claim_is_read_with_its_place(tmp_path):
    ledger = read(tmp_path, GOOD)
    claim = ledger.claims["f01"]
    assert ledger.findings == ()
    assert (claim.path, claim.line, claim.date, claim.note) == ("1.yml", 1, "1990/..", "For us.")
    assert claim.sources == (SourceRef("marsh2003", seen=True, locator="27", keep=True),)
    assert ledger.file(claim) == tmp_path / "1.yml"


def test_empty_file_holds_no_claims(tmp_path):
    assert found(tmp_path, "# nothing yet\n") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "established",
            "sure",
            "1.yml:5: status: 'sure' is none of them; use one of established, ",
        ),
        ("  chapter: night\n", "", "1.yml:1: a claim lacks 'chapter'; add it"),
        ("  note:", "  remark:", "1.yml:6: a claim has no field 'remark'; known are id, chapter"),
        ("locator:", "page:", "1.yml:9: a source has no field 'page'; known are key, seen"),
        ('    seen: "yes"\n', "", "1.yml:8: a source lacks 'seen'; add it"),
        ('seen: "yes"', "seen: maybe", "1.yml:10: seen: 'maybe' is none of them; use one of yes"),
        ("marsh2003", "marsh", "1.yml:8: key: 'marsh' is not in the bibliography"),
        ('"1990/.."', "1990/1889", "1.yml:4: '1889' is before '1990'"),
        ("id: f01", "id: F 01", "1.yml:1: id: 'F 01'; use small letters, digits and hyphens"),
        ("  note:", "  claim:", "1.yml:6: field 'claim' stands twice in a claim; drop one"),
        ("note: For us.", "note: [a]", "1.yml:6: a field's value has to be text"),
        ("  - key: marsh2003\n", "  - marsh2003\n  - key: marsh2003\n", "1.yml:8: a source has to"),
        ("- id: f01", "id: f01", "1.yml:1: a ledger file is a list of claims"),
        ("night\n", "night: day: week\n", "1.yml:2: not YAML: mapping values are not allowed"),
    ],
)
def test_mistake_is_named_with_its_line(tmp_path, old, new, message):
    assert old in GOOD
    words = GOOD.replace(old, new, 1)
    if old == "- id: f01":
        words = "id: f01\nchapter: night\n"
    [line] = found(tmp_path, words)
    assert line.startswith(message)


def test_sources_have_to_be_a_list(tmp_path):
    words = GOOD.partition("  sources:")[0] + "  sources: none\n"
    assert found(tmp_path, words) == [
        "1.yml:7: sources: has to be a list with at least one '- key:' [evidence.schema]"
    ]


VALUES = """  values:
  - value: "250,000"
    who: the government
    until: "1999-05"
  - value: 25 September
"""


def with_values(*edits, status="established"):
    words = GOOD.replace("established", status).replace("  sources:", VALUES + "  sources:")
    for old, new in edits:
        assert old in words
        words = words.replace(old, new)
    return words


def test_values_say_who_gives_them_and_until_when(tmp_path):
    ledger = read(tmp_path, with_values())
    assert ledger.findings == ()
    assert ledger.claims["f01"].values == (
        Value("250,000", "the government", "1999-05"),
        Value("25 September"),
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (with_values(status="contested"), "1.yml:11: a value lacks 'who'; add it"),
        (with_values(("1999-05", "May")), "1.yml:10: until: 'May' is not a day, month or year"),
        (with_values(("  - value: 25", "  - number: 25")), "1.yml:11: a value has no field 'num"),
        (with_values((VALUES, "  values: none\n")), "1.yml:7: values: has to be a list with"),
    ],
)
def test_mistake_in_a_value_is_named_with_its_line(tmp_path, words, message):
    assert found(tmp_path, words)[0].startswith(message)


def test_id_taken_in_another_file_is_named_with_both_places(tmp_path):
    assert found(tmp_path, GOOD, "\n\n" + GOOD) == [
        "2.yml:1: id 'f01' is taken at 1.yml:1; give one a new id [evidence.duplicate]"
    ]


def test_text_that_is_not_utf8_is_named(tmp_path):
    assert found(tmp_path, GOOD.encode("utf-16"))[0].startswith("1.yml: not UTF-8 text")


def test_all_mistakes_are_found_at_once(tmp_path):
    wrong = GOOD.replace("established", "sure").replace("marsh2003", "x").replace("1990/..", "soon")
    assert len(found(tmp_path, wrong)) == 3


@pytest.mark.parametrize(
    "date",
    ["1990", "1990-01", "1990-01-20", "1988/1991", "1990-01-19/1990-01-20", "1990/..", "n.d."],
)
def test_good_dates(date):
    assert date_fault(date) is None


@pytest.mark.parametrize(
    "date",
    ["", "20 January 1990", "1990-13", "1990-02-30", "1990/", "../1990", "1990-05/1990-04", "90"],
)
def test_bad_dates(date):
    assert date_fault(date)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- id: f01", "- &all [*all]\n- id: f01", "1.yml:1: a claim has to be fields and values"),
        ("  sources:\n", "  sources: &s\n  - *s\n", "1.yml:7: a source has to be fields and valu"),
        ("note: For us.", "note: *gone", "1.yml:6: not YAML: found undefined alias"),
    ],
)
def test_reference_that_goes_in_a_circle_or_nowhere_is_named(tmp_path, old, new, message):
    assert found(tmp_path, GOOD.lstrip().replace(old, new, 1))[0].startswith(message)
