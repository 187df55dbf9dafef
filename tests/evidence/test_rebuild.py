from __future__ import annotations

import re
from pathlib import Path

from tests.evidence.page import notes, page


def edit(book, name, old, new):
    path = Path(book.root / "src" / name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    book.write(name, text.replace(old, new).encode())


def test_changed_ledger_is_read_again_by_the_documents_that_use_it(book):
    book.build("html")
    edit(book, "claims/night.yml", "locator: para 1}", "locator: para 99}")
    build = book.build("html")
    assert build.status == 0, build.log
    assert notes(build, "night")[0].text.startswith("Rights Watch 1991, para 99;")


def test_second_build_without_a_change_reads_and_writes_nothing(book):
    edit(book, "back/list.md", "# List", "# List\n\n{told}`s01`")
    book.build("html")
    build = book.build("html")
    assert "0 added, 0 changed, 0 removed" in build.log
    assert "no targets are out of date" in build.log


def test_new_work_of_an_author_changes_the_short_citation_everywhere(book):
    book.build("html")
    book.build("dirhtml")
    again = "@misc{again, author={{Rights Watch}}, title={Another}, year={1991}, number={2}}"
    more = f"{again}\n@misc{{seed,"
    edit(book, "references.bib", "@misc{seed,", more)
    for builder, docname in (("html", "night"), ("dirhtml", "night/index")):
        build = book.build(builder)
        assert build.status == 0, build.log
        assert notes(build, docname)[0].text.startswith("Rights Watch 1991b, para 1;")


NEW = """
- id: f70
  chapter: night
  claim: More.
  date: "1990"
  status: established
  sources: [{key: marsh2003, seen: "yes"}]
"""


def test_missing_claim_is_found_when_a_new_file_brings_it(book):
    book.write("night.md", "# Night\n\nMore.{claim}`f70`\n")
    assert book.build("html").status != 0
    book.write("claims/new.yml", NEW)
    build = book.build("html")
    assert build.status == 0, build.log
    assert [note.text for note in notes(build, "night")] == ["Marsh 2003."]


def test_build_that_is_not_strict_looks_for_missing_claims_again(book):
    book.write("night.md", "# Night\n\nMore.{claim}`f70`\n")
    for _ in range(2):
        build = book.lenient("html")
        assert build.status == 0
        assert build.log.count("no such claim in the ledger: 'f70'") == 1
        assert "{claim}`f70`" in page(build, "night").text_content().replace(":claim:", "{claim}")
    book.write("claims/new.yml", NEW)
    assert [note.text for note in notes(book.lenient("html"), "night")] == ["Marsh 2003."]


def test_ledger_mistakes_fail_every_build_and_are_all_named(book):
    edit(book, "claims/night.yml", "status: established", "status: sure")
    edit(book, "claims/night.yml", '"1989/.."', '"1989-20-01"')
    for _ in range(2):
        build = book.build("html")
        assert build.status != 0
        said = [line for line in build.log.splitlines() if "WARNING" in line]
        assert len(said) == 2, "the role that uses a claim with a mistake repeats it"
        assert "claims/night.yml:5: WARNING: status: 'sure' is none of them; use one of" in said[0]
        assert "claims/night.yml:29: WARNING: '1989-20-01' is not a day, month or year" in said[1]
    edit(book, "claims/night.yml", "status: sure", "status: established")
    edit(book, "claims/night.yml", '"1989-20-01"', '"1989"')
    build = book.build("html")
    assert build.status == 0, build.log
    assert len(notes(build, "night")) == 1


def test_pattern_without_a_file_is_a_mistake_of_the_settings(book):
    edit(book, "conf.py", "claims/*.yml", "claim/*.yml")
    build = book.build("html")
    assert build.status != 0
    assert re.search(r"conf.py:\d+: evidence_ledger: no file matches \('claim/", build.log)
