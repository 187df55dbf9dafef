"""The verdicts as ClaimReview: only what is known, only of the text under examination."""

from __future__ import annotations

import json

import pytest

from tests.evidence.page import page
from tests.evidence.test_rebuild import edit

ANSWERS = "# List\n\n[1]{#answer-s01} Troops.\n\n[2]{#answer-s02} Help.\n\n"


@pytest.fixture
def examined(book):
    """The book with a list that answers two claims; the second is of the embassy's page too."""
    more = "evidence_entry = 'answer-{claim}'\nmyst_enable_extensions = ['attrs_inline']\n"
    edit(book, "conf.py", "evidence_origin", f"{more}evidence_origin")
    first = '  - {key: marsh2003, seen: "yes"}\n  - {key: rights'
    edit(book, "claims/night.yml", first, f'  - {{key: seed, seen: "yes"}}\n{first}')
    book.write("night.md", "# Night\n\nTroops.{claim}`s01` To help, they said.{claim}`s02`\n")
    return book.write("back/list.md", ANSWERS + "```{bibliography}\n:all:\n```\n")


def reviews(build, name="back/list"):
    found = page(build, name).xpath("//head/script[@type='application/ld+json']")
    return [item for script in found for item in json.loads(script.text)["@graph"]]


def test_each_judged_claim_of_the_text_has_a_review(examined):
    build = examined.build("html")
    assert build.status == 0, build.log
    first, second = reviews(build)
    assert first == {
        "@type": "ClaimReview",
        "claimReviewed": "Troops came.",
        "author": {"@type": "Organization", "name": "The testers"},
        "inLanguage": "en",
        "isPartOf": {"@type": "Book", "name": "A Test Book"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": "Embassy"},
            "appearance": {"@type": "CreativeWork", "url": "https://embassy.example/"},
        },
        "reviewRating": {"@type": "Rating", "alternateName": "Established"},
    }
    assert second["reviewRating"]["alternateName"] == "Contested"
    assert reviews(build, "night") == []


def test_address_is_given_where_the_site_has_one(examined):
    edit(
        examined,
        "conf.py",
        "evidence_origin",
        "html_baseurl = 'https://book.example/en/'\nevidence_origin",
    )
    assert reviews(examined.build("html"))[1]["url"] == (
        "https://book.example/en/back/list.html#answer-s02"
    )


def test_unverified_claim_has_no_review(examined):
    edit(examined, "claims/night.yml", "status: contested", "status: unverified")
    assert [item["claimReviewed"] for item in reviews(examined.build("html"))] == ["Troops came."]


def test_values_explain_the_verdict_and_no_text_ends_the_script(examined):
    value = '  values: [{value: "</script>", who: the army}]\n  sources:\n  - {key: seed'
    edit(
        examined,
        "claims/night.yml",
        '  sources:\n  - {key: seed, seen: "yes"}\n  - {key: m',
        value + ', seen: "yes"}\n  - {key: m',
    )
    second = reviews(examined.build("html"))[1]
    assert second["reviewRating"]["ratingExplanation"] == "the army: </script>"


def test_book_without_such_a_list_has_none(book):
    assert reviews(book.build("html")) == []


def test_reviews_follow_the_ledger(examined):
    examined.build("html")
    edit(examined, "claims/night.yml", "They came to help.", "They came to protect.")
    assert reviews(examined.build("html"))[1]["claimReviewed"] == "They came to protect."
