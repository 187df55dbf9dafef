from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.page import Note, notes, page
from tests.evidence.test_rebuild import edit


def test_note_cites_primary_source_first_and_never_the_origin(book):
    build = book.build("html")
    assert build.status == 0, build.log
    assert notes(build, "night") == [
        Note("1", frozenset({"claim"}), "Rights Watch 1991, para 1; The Daily n.d.")
    ]


def test_citation_links_to_its_entry_in_the_bibliography(book):
    build = book.build("html")
    href = page(build, "night").xpath("//a[text()='Rights Watch 1991']/@href")[0]
    docname, _, ident = href.partition(".html#")
    entry = page(build, docname).get_element_by_id(ident)
    assert entry.text_content().strip().startswith("Rights Watch. 1991. Night in the City.")


def test_contested_claim_marks_call_and_begins_the_note(book):
    book.write("night.md", "# Night\n\nTo help.{claim}`s02`\n")
    assert notes(book.build("html"), "night") == [
        Note(
            "1",
            frozenset({"claim", "contested"}),
            "Contested. Rights Watch 1991, para 5; Marsh 2003.",
        )
    ]


def test_claims_of_one_note_share_citations_and_join_locators(book):
    book.write("night.md", "# Night\n\nTroops.{claim}`s01 s02  s01`\n")
    [note] = notes(book.build("html"), "night")
    assert note.text == ("Contested. Rights Watch 1991, para 1, para 5; Marsh 2003; The Daily n.d.")


def test_unseen_source_is_cited_only_alone_and_says_so(book):
    book.write("night.md", "# Night\n\nA law.{claim}`f04`\n")
    [note] = notes(book.build("html"), "night")
    assert note.text == "Outdated. Marsh 2003, chapter 2 (not seen by us)."


def test_all_notes_of_a_document_are_numbered_in_the_order_of_their_calls(book):
    book.write(
        "night.md",
        """
        # Night

        One[^late] two.{claim}`s01` Three.[^1] Four.{claim}`s02`
        Late again.[^late] Five.{claim}`s01`

        [^1]: Numbered by hand.
        [^late]: Named.
        """,
    )
    build = book.build("html")
    assert build.status == 0, build.log
    found = [(note.number, note.text.split()[0]) for note in notes(build, "night")]
    words = ["Named.", "Rights", "Numbered", "Contested.", "Named.", "Rights"]
    assert found == list(zip(["1", "2", "3", "4", "1", "5"], words, strict=True))


def test_restructuredtext_counts_all_notes_too(book):
    Path(book.root / "src" / "night.md").unlink()
    book.write(
        "night.rst",
        """
        Night
        =====

        One [#]_ two.\\ :claim:`s01` Three [#name]_ four [#]_.

        .. [#name] Named.
        .. [#] First.
        .. [#] Second.
        """,
    )
    build = book.build("html")
    assert build.status == 0, build.log
    found = [(note.number, note.text.split()[0]) for note in notes(build, "night")]
    assert found == [("1", "First."), ("2", "Rights"), ("3", "Named."), ("4", "Second.")]


def test_ids_of_notes_tell_their_claims_and_stay_unique(book):
    book.write("night.md", "# Night\n\nOne.{claim}`s01` Two.{claim}`s01` Both.{claim}`s01 s02`\n")
    tree = page(book.build("html"), "night")
    targets = tree.xpath("//span[@class='target']/@id")
    assert targets == ["claim-s01", "claim-s01-2", "claim-s01-s02"]


@pytest.mark.parametrize(
    ("role", "subtype", "words"),
    [
        ("{claim}`s01 f99`", "E102", "no such claim in the ledger: 'f99'"),
        ("{claim}`f03`", "E103", "another status in claims/night.yml:19"),
        ("{claim}` `", "empty", "name at least one id"),
        ("{told}`f99`", "E102", "no such claim in the ledger: 'f99'"),
    ],
)
def test_mistake_is_an_error_with_line_in_every_build(book, role, subtype, words):
    book.write("night.md", f"# Night\n\nTroops came.\n\nThen.{role}\n")
    for _ in range(2):
        build = book.build("html")
        assert build.status != 0
        [line] = [line for line in build.log.splitlines() if f"[evidence.{subtype}]" in line]
        assert "night.md:5: WARNING: " in line
        assert words in line


def test_claim_that_rests_on_the_origin_alone_is_an_error(book):
    ledger = Path(book.root / "src/claims/night.yml").read_text(encoding="utf-8")
    alone = ledger.replace('- {key: daily, seen: "yes"}', "").replace(
        '- {key: rights1991, seen: "yes", locator: para 1}', ""
    )
    book.write("claims/night.yml", alone.encode())
    build = book.build("html")
    assert build.status != 0
    assert "night.md:3: WARNING: no source to cite for s01" in build.log


def test_role_without_ledger_names_the_setting(book):
    conf = Path(book.root / "src/conf.py")
    settings = conf.read_text(encoding="utf-8").replace("['claims/*.yml']", "[]")
    book.write("conf.py", settings.encode())
    build = book.build("html")
    assert build.status != 0
    assert "there is no ledger (setting evidence_ledger): 's01'" in build.log


def test_works_of_one_author_stand_together_and_name_the_author_once(book):
    edit(
        book,
        "references.bib",
        "@misc{seed",
        "@techreport{rights1992, author={{Rights Watch}}, "
        "title={Day in the City}, number={2}, year={1992}}\n@misc{seed",
    )
    edit(
        book,
        "claims/night.yml",
        '  - {key: daily, seen: "yes"}',
        '  - {key: daily, seen: "yes"}\n  - {key: rights1992, seen: "yes", locator: para 9}',
    )
    [note] = notes(book.build("html"), "night")
    assert note.text == "Rights Watch 1992, para 9; 1991, para 1; The Daily n.d."
