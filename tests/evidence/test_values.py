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


def printed(build, name: str) -> str:
    pages = pypdfium2.PdfDocument(build.out / f"{name}.pdf")
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_site_shows_every_value_after_the_status(counted):
    [note] = notes(counted.build("html"), "night")
    assert note.text == (
        "Contested. Government: 250,000; UNHCR: about 200,000; others: a matter of words. "
        "Rights Watch 1991, para 5; Marsh 2003."
    )


@pytest.mark.parametrize(
    ("builder", "name"),
    [
        ("bookpdf", "a-test-book"),
        ("bookpress", "a-test-book-press"),
        ("bookchapters", "night"),
    ],
)
def test_paper_has_only_the_numbers_that_the_text_has_not(counted, builder, name):
    build = counted.build(builder)
    assert build.status == 0, build.log
    assert "Contested. Government: 250,000. Rights Watch" in printed(build, name)


BRIEF = "evidence_brief_builders = ['html']\nevidence_brief_length = {}\nevidence_matter"


@pytest.mark.parametrize(
    ("text", "length", "start"),
    [
        ("They say so.", 90, "Contested. Government: 250,000; UNHCR: about 200,000. Rights"),
        ("They say so.", 30, "Contested. Rights"),  # half a list would be one side's
        ("The UNHCR says 200,000.", 30, "Contested. Government: 250,000. Rights"),
        ("They say so.", 0, "Contested. Rights"),
        ("Some say 200,000, some 250,000.", 90, "Contested. Rights"),
    ],
)
def test_list_is_printed_whole_or_not_at_all(counted, text, length, start):
    counted.write("night.md", f"# Night\n\n{text}{{claim}}`s02`\n")
    edit(counted, "conf.py", "evidence_matter", BRIEF.format(length))
    [note] = notes(counted.build("html"), "night")
    assert note.text.startswith(start)


def test_established_claim_prints_no_values(counted):
    edit(counted, "claims/night.yml", "status: contested", "status: established")
    [note] = notes(counted.build("html"), "night")
    assert note.text == "Rights Watch 1991, para 5; Marsh 2003."
