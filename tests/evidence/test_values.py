"""What notes say of who counts what."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.evidence.page import notes
from tests.evidence.test_rebuild import edit

VALUES = """
  values:
  - {value: "250,000", who: government}
  - {value: "about 200,000", who: UNHCR}
  - {value: a matter of words, who: others}
"""


@pytest.fixture
def counted(book):
    """The book with values for the contested claim, which one chapter tells."""
    edit(book, "claims/night.yml", "  note: A working note, never printed.", VALUES.strip("\n"))
    return book.write("night.md", "# Night\n\nThe UNHCR counts some 200,000.{claim}`s02`\n")


def printed(build) -> str:
    pages = pypdfium2.PdfDocument(build.out / "a-test-book.pdf")
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_site_shows_every_value_after_the_status(counted):
    [note] = notes(counted.build("html"), "night")
    assert note.text == (
        "Contested. Government: 250,000; UNHCR: about 200,000; others: a matter of words. "
        "Rights Watch 1991, para 5; Marsh 2003."
    )


def test_paper_leaves_out_what_the_text_says(counted):
    build = counted.build("bookpdf")
    assert build.status == 0, build.log
    assert "Contested. Government: 250,000; others: a matter of words. Rights" in printed(build)


def test_paper_gives_them_no_more_room_than_the_setting_says(counted):
    edit(counted, "conf.py", "evidence_matter", "evidence_brief_length = 30\nevidence_matter")
    assert "Contested. Government: 250,000. Rights Watch" in printed(counted.build("bookpdf"))
    edit(counted, "conf.py", "evidence_brief_length = 30", "evidence_brief_length = 0")
    assert "Contested. Rights Watch" in printed(counted.build("bookpdf"))


def test_site_is_brief_where_the_settings_say_so(counted):
    edit(
        counted, "conf.py", "evidence_matter", "evidence_brief_builders = ['html']\nevidence_matter"
    )
    [note] = notes(counted.build("html"), "night")
    assert note.text.startswith("Contested. Government: 250,000; others: a matter of words. Rights")


def test_words_count_as_said_whatever_the_quotation_marks(counted):
    counted.write("night.md", '# Night\n\nIt is "a matter of words".{claim}`s02`\n')
    edit(
        counted, "conf.py", "evidence_matter", "evidence_brief_builders = ['html']\nevidence_matter"
    )
    [note] = notes(counted.build("html"), "night")
    assert note.text.startswith("Contested. Government: 250,000; UNHCR: about 200,000. Rights")


def test_established_claim_prints_no_values(counted):
    edit(counted, "claims/night.yml", "status: contested", "status: established")
    [note] = notes(counted.build("html"), "night")
    assert note.text == "Rights Watch 1991, para 5; Marsh 2003."
