"""Each rule with samples that fail and samples that pass: plain data in, findings out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_bookwork.checks.facts import Declaration, Edition, Fact, Source, letters
from sphinx_bookwork.checks.rules import RULES, Comparison, judge

NOTE = Fact("note", "1#n", "Marsh 2003.", "1.md", 9, runs=("marsh2003",), longer="1#c")
CALL = Fact("call", "1#n", "Troops came.", "1.md", 3, before="troopscame", number="1")
SOURCE = (
    Fact("heading", "11night", "1.1 Night", "1.md", 1),
    Fact("caption", "fig1rain", "Fig. 1 Rain", "1.md", 5),
    Fact("text", "", "Troops came", "1.md", 3, runs=("troopscame", "bynight")),
    NOTE,
    CALL,
    Fact("alt", "achart", "A chart", "1.md", 5, longer="achartitrains"),
    Fact("description", "itrains", "It rains", "1.md", 6, runs=("itrains",)),
    Fact("formula", "x2", "x^2", "1.md", 7),
    Fact("link", "2#b", "Two", "1.md", 8),
    Fact("address", "https://a.example/", "https://a.example/", "1.md", 8),
)
KINDS = [fact.kind for fact in SOURCE]
FOUND = tuple(
    replace(fact, path="1.html", line=0, before="inthenighttroopscame" if fact is CALL else "")
    for fact in SOURCE
    if fact.kind not in ("text", "description")
)
TEXT = "nighttroopscamebynightitrains"


def compared(facts=FOUND, text=TEXT, source=None, name="site", **more) -> Comparison:
    return Comparison(source or Source(SOURCE), (Edition(name, tuple(facts), text, **more),))


def codes(comparison: Comparison) -> list[str]:
    return [finding.rule.removeprefix("bookcheck.") for finding in judge(comparison)]


def test_an_edition_that_has_it_all_is_without_findings():
    assert judge(compared()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_edition_lacks_is_named_with_its_line(kind):
    facts = [fact for fact in FOUND if fact.kind != kind]
    text = {"text": "itrains", "description": "troopscamebynight"}.get(kind, TEXT)
    [finding] = judge(compared(facts, text))
    [lacking] = [fact for fact in SOURCE if fact.kind == kind]
    assert (finding.path, finding.line) == ("1.md", lacking.line)
    assert finding.rule == f"bookcheck.{kind}"
    assert finding.message.startswith("the site has no ") and lacking.shown in finding.message


@pytest.mark.parametrize("kind", ["heading", "caption", "alt", "address", "note"])
def test_what_an_edition_has_and_the_source_has_not_is_named(kind):
    added = Fact(kind, "other", "Other", "1.html")
    [finding] = judge(compared([*FOUND, added]))
    assert (finding.path, finding.rule) == ("1.html", f"bookcheck.{kind}")
    assert "that the source has not: 'Other'" in finding.message


def test_a_heading_that_stands_once_too_seldom_is_missed():
    again = replace(SOURCE[0], line=20)
    [finding] = judge(compared(source=Source((*SOURCE, again))))
    assert (finding.line, finding.rule) == (20, "bookcheck.heading")


def test_a_note_with_other_words_is_missed():
    facts = [replace(f, shown="Marsh 2004.") if f.kind == "note" else f for f in FOUND]
    assert codes(compared(facts)) == ["note"]


def test_on_paper_a_note_is_known_by_its_call():
    facts = [replace(f, key="1#c") if f.kind == "note" else f for f in FOUND]
    assert judge(compared(facts, name="print")) == []


def test_a_call_behind_other_words_is_missed():
    facts = [replace(f, before="otherwords") if f.kind == "call" else f for f in FOUND]
    assert codes(compared(facts)) == ["call"]


def test_a_note_may_lack_on_paper_what_is_set_apart_in_it():
    brief = replace(NOTE, runs=("contested", "marsh2003"), shown="Contested. ... Marsh 2003.")
    for words in ("Contested. Marsh 2003.", "Contested. UN: 7; Army: 9. Marsh 2003."):
        facts = [replace(f, shown=words) if f.kind == "note" else f for f in FOUND]
        source = Source(tuple(brief if fact is NOTE else fact for fact in SOURCE))
        assert judge(compared(facts, source=source)) == []


def test_numbers_of_notes_are_the_same():
    facts = [replace(f, number="2") if f.kind == "call" else f for f in FOUND]
    [finding] = judge(compared(facts))
    assert finding.rule == "bookcheck.note-number"
    assert "another number for note 1: '2'" in finding.message


def test_on_paper_the_notes_of_documents_below_a_chapter_go_on():
    facts = [replace(f, number="2") if f.kind == "call" else f for f in FOUND]
    below = Source(tuple(replace(fact, alone=False) for fact in SOURCE))
    assert judge(compared(facts, source=below, name="print")) == []
    assert codes(compared(facts, source=below)) == ["note-number"]


def test_a_description_may_be_spoken_with_the_alternative_text():
    facts = [replace(f, key="achartitrains") if f.kind == "alt" else f for f in FOUND]
    assert judge(compared(facts, "troopscamebynight", name="print")) == []


def test_a_formula_may_be_a_picture_with_the_formula_as_its_text():
    facts = [replace(f, kind="alt") if f.kind == "formula" else f for f in FOUND]
    assert judge(compared(facts)) == []


def test_a_link_may_lead_to_a_further_name_of_its_target():
    facts = [replace(f, key="2#alias") if f.kind == "link" else f for f in FOUND]
    assert judge(compared(facts, source=Source(SOURCE, names={"2#alias": "2#b"}))) == []
    assert codes(compared(facts)) == ["link"]


# Declared differences ------------------------------------------------------------------------

PLACE = ("1.md", 2)


def declaring(*editions: str, reason="of use on a screen only") -> Source:
    """The source with a heading that it declares not to be in ``editions``."""
    heading = replace(SOURCE[0], absent=frozenset(editions), declared=(PLACE,))
    return Source((heading, *SOURCE[1:]), (Declaration(*PLACE, editions, reason),))


def test_what_is_declared_to_be_absent_is_not_missed():
    assert judge(compared(FOUND[1:], source=declaring("site"))) == []


def test_what_is_declared_for_another_edition_is_missed():
    assert codes(compared(FOUND[1:], source=declaring("print"))) == ["heading"]


def test_of_two_alike_the_declared_one_is_absent():
    source = declaring("site")
    source = replace(source, facts=(*source.facts, replace(SOURCE[0], line=30)))
    assert judge(compared(source=source)) == []


def test_a_declaration_that_excuses_nothing_is_a_finding():
    [finding] = judge(compared(source=declaring("site")))
    assert (finding.path, finding.line, finding.rule) == (*PLACE, "bookcheck.unused")
    assert judge(compared(source=declaring("print"))) == [], "no print edition is compared"


@pytest.mark.parametrize(
    ("declaration", "words"),
    [
        (Declaration(*PLACE, ("site",), ""), "a difference without a reason"),
        (Declaration(*PLACE, ("paper",), "x"), "unknown edition: 'paper'; the editions are site"),
        (Declaration(*PLACE, (), ""), "no declaration of a difference"),
    ],
)
def test_a_declaration_says_what_and_why(declaration, words):
    source = replace(declaring("site"), declarations=(declaration,))
    [finding] = [f for f in judge(compared(FOUND[1:], source=source)) if "declar" in f.rule]
    assert (finding.line, finding.rule) == (2, "bookcheck.declaration")
    assert words in finding.message


def test_a_condition_without_a_declaration_is_a_finding():
    only = Fact("text", "", "builder_html", "1.md", 4)
    [finding] = judge(compared(source=Source(SOURCE, undeclared=(only,))))
    assert (finding.line, finding.rule) == (4, "bookcheck.undeclared")
    assert "without a reason: 'builder_html'" in finding.message


# What reaches a reader in place of what was meant ---------------------------------------------


@pytest.mark.parametrize("words", ["chart.svg", "../_images/chart.svg", "Chart.SVG"])
def test_a_files_name_is_no_alternative_text(words):
    [finding] = judge(compared(pictures=(("1.html", "chart.svg", words),)))
    assert (finding.path, finding.rule) == ("1.html", "bookcheck.file-name")


@pytest.mark.parametrize("words", ["A chart.", "chart", "See chart.svg for more."])
def test_words_are_an_alternative_text(words):
    assert judge(compared(pictures=(("1.html", "chart.svg", words),))) == []


@pytest.mark.parametrize("tex", [r"\(x^2\)", r"\[x\]", "$$x$$", r"\begin{split} x"])
def test_tex_in_running_text_is_a_finding(tex):
    plain = (("1.html", f"As {tex} says"),)
    assert codes(compared(plain=plain)) == ["raw-tex"]
    assert judge(compared(plain=plain, source=Source(SOURCE, code=(f"Write {tex} here",)))) == []


def test_prices_and_paths_are_no_tex():
    assert judge(compared(plain=(("1.html", r"It cost $5 and $$; C:\begin it (so)."),))) == []


def test_every_rule_says_what_it_is_for():
    assert [code for code, rule in RULES.items() if not rule.__doc__] == []


def test_letters_leave_aside_what_is_each_editions_own():
    assert letters("“Təvə” — ﬁn-\nished…") == letters('"təvə" finished')
