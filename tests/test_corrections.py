"""How a reader reports an error, and what each edition changed: in every edition of a book."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from sphinx_bookwork.changes import is_date, load

CHANGES = """
- edition: Second edition
  date: "2027-03-01"
  entries:
  - kind: correction
    text: The *count* in {ref}`night`.
- edition: First edition
  date: "2026"
"""
PAGE = "# Changes\n\n```{book-changes}\n```\n\n```{report-errors}\n```\n"


@pytest.fixture
def book(project):
    project.conf(book_changes="changes.yml", book_edition="Second edition")
    project.write("changes.yml", CHANGES).write("changes.md", PAGE)
    project.write("night.md", "(night)=\n\n# Night\n")
    return project.write("index.md", "# Book\n\n```{toctree}\nnight\nchanges\n```\n")


def page(build, name="changes"):
    return html.fromstring((build.out / f"{name}.html").read_text(encoding="utf-8"))


def said(element):
    return " ".join(element.text_content().split())


def test_editions_are_listed_with_their_changes(book):
    build = book.build("html")
    assert build.status == 0, build.log
    [listed] = page(build).xpath("//dl[contains(@class, 'book-changes')]")
    assert [said(term) for term in listed.xpath("dt")] == [
        "Second edition (2027-03-01)",
        "First edition",
    ]
    assert [said(body) for body in listed.xpath("dd")] == [
        "Correction: The count in Night.",
        "The first edition.",
    ]
    assert listed.xpath(".//em[text()='count']")


def test_first_edition_says_that_nothing_was_corrected(book):
    book.conf(book_changes="changes.yml", book_edition="First edition")
    book.write("changes.yml", CHANGES[CHANGES.index("- edition: First") :])
    [listed] = page(book.build("html")).xpath("//dl[contains(@class, 'book-changes')]")
    assert said(listed.xpath("dd")[0]) == "The first edition. Nothing has been corrected so far."


def test_list_follows_the_file(book):
    book.build("html")
    book.write("changes.yml", CHANGES.replace("The *count*", "A *date*"))
    assert "A date in" in said(page(book.build("html")))


REPOSITORY = "Found an error? Open an issue in the book’s repository."


@pytest.mark.parametrize(
    ("address", "sentence", "uri"),
    [
        ("", REPOSITORY, None),
        (
            "https://book.example/errors/",
            "Found an error? Report it to book.example/errors.",
            "https://book.example/errors/",
        ),
        (
            "errors@book.example",
            "Found an error? Report it to errors@book.example.",
            "mailto:errors@book.example",
        ),
    ],
)
def test_every_page_ends_with_where_to_report(book, address, sentence, uri):
    book.conf(book_changes="changes.yml", book_edition="Second edition", book_report=address)
    build = book.build("html")
    for name, more in (("index", " Changes by edition"), ("changes", "")):
        [line] = page(build, name).xpath("//p[@class='report-error']")
        assert said(line) == sentence + more
        assert (uri in line.xpath(".//a/@href")) is bool(uri)
    [paragraph] = page(build).xpath("//p[@class='report-errors']")
    assert said(paragraph).startswith(f"{sentence} Name the edition and the page or section")


def test_a_project_that_says_nothing_of_errors_has_no_such_line(project):
    build = project.write("index.md", "# A Book\n\nText.\n").build("html")
    assert not page(build, "index").xpath("//p[@class='report-error']")


def test_line_leads_to_the_list_from_any_folder(book):
    book.write("part/one.md", "---\norphan: true\n---\n\n# One\n")
    [link] = page(book.build("html"), "part/one").xpath("//p[@class='report-error']//a/@href")
    assert link == "../changes.html"


def test_e_book_and_paper_have_the_list_and_no_line(book):
    import pypdfium2  # noqa: PLC0415

    assert book.build("bookepub").status == 0
    build = book.build("bookpdf")
    assert build.status == 0, build.log
    [path] = build.out.glob("*.pdf")
    text = " ".join(p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(path))
    assert "Second edition (2027" in text
    assert text.count("Found an error") == 1, "the directive's, and no line on pages"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Second edition\n", "Third\n", "changes.yml:1: the file begins with 'Third', and the bo"),
        ('"2027-03-01"', '"March"', "changes.yml:2: date: 'March' is none; write 2027-03-01,"),
        ('"2027-03-01"', '"2025"', "changes.yml:6: 'First edition' is newer than what stands"),
        ("correction", "fix", "changes.yml:4: kind: 'fix' is none; use one of correction, "),
        ("    text: The", "    words: The", "changes.yml:5: a change has no field 'words'; known"),
        ("First edition", "Second edition", "changes.yml:6: 'Second edition' stands twice; join"),
        ('  date: "2026"\n', "", "changes.yml:6: an edition lacks 'date'; add it"),
        ("  entries:\n", "  entries: none\n#", "changes.yml:3: entries: has to be a list"),
    ],
)
def test_mistake_is_named_with_its_line_in_every_build(book, old, new, message):
    assert old in CHANGES
    words = CHANGES.replace(old, new, 1).lstrip()
    if "entries: none" in new:
        words = words.replace("  - kind", "# - kind").replace("    text", "#   text")
    book.write("changes.yml", words)
    for _ in range(2):
        build = book.build("html")
        assert build.status != 0
        place, _, what = message.partition(": ")
        assert f"{place}: WARNING: {what}" in build.log
        assert "[bookwork.changes]" in build.log


def test_missing_file_and_missing_setting_are_errors(book):
    book.conf(book_changes="none.yml")
    build = book.build("html")
    assert build.status == 2
    assert "there is no such file: 'none.yml'; mend the path" in build.log
    assert "Traceback" not in build.log
    book.conf()
    assert "name it in conf.py (book_changes)" in book.build("html").log
    book.conf(book_report="nobody")
    assert "has to be an https address or a mail address: 'nobody'" in book.build("html").log


def test_dates_of_editions():
    assert all(map(is_date, ["2026", "2026-12", "2026-12-31"]))
    assert not any(map(is_date, ["", "26", "2026-13", "2026-02-30", "2026-1-1", "1-2-3-4"]))


def test_changes_of_this_book_have_no_mistakes():
    root = Path(__file__).parent.parent
    assert load(root / "docs/changes.yml", root).findings == ()
