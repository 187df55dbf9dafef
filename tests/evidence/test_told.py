from __future__ import annotations

from tests.evidence.page import page, text

CHAPTER = """
# Night

Before.{claim}`s01`

## The streets{claim}`s02`

Troops.{claim}`s01` Again.{claim}`s01 s02`

## The law

A law.{claim}`f04`
"""


def told(build, docname="back/list"):
    """The links that a told role became: text and address."""
    links = page(build, docname).xpath("//a[contains(@class, 'told')]")
    return [(text(link), link.get("href")) for link in links]


def test_told_lists_each_section_once_in_reading_order(book):
    book.write("night.md", CHAPTER).write("aaa.md", "# Later\n\nOnce more.{claim}`s01`\n")
    book.write("index.md", "# Book\n\n```{toctree}\nnight\naaa\nback/list\n```\n")
    book.write("back/list.md", "# List\n\n{told}`s01`\n\n```{bibliography}\n:all:\n```\n")
    build = book.build("html")
    assert build.status == 0, build.log
    assert told(build) == [
        ("Night", "../night.html#claim-s01"),
        ("The streets", "../night.html#claim-s01-2"),
        ("Later", "../aaa.html#claim-s01"),
    ]
    line = text(page(build, "back/list").xpath("//*[@class='told-list']")[0])
    assert line == "Night; The streets; Later"


def test_told_links_lead_to_targets_that_exist(book):
    book.write("night.md", CHAPTER)
    book.write("back/list.md", "# List\n\n{told}`s01 f04`\n\n```{bibliography}\n:all:\n```\n")
    build = book.build("html")
    tree = page(build, "night")
    for _, href in told(build):
        assert tree.get_element_by_id(href.partition("#")[2]) is not None


def test_told_only_in_the_back_matter_is_untold_in_every_build(book):
    book.write("back/list.md", "# List\n\n{told}`s02` Here.{claim}`s02`\n")
    book.write("night.md", "# Night\n\nNothing.\n")
    for builder in ("html", "html", "dummy"):
        build = book.build(builder)
        assert build.status != 0
        assert (
            "list.md:3: WARNING: claim is told nowhere before the back matter: 's02'" in build.log
        )
        assert "[evidence.untold]" in build.log


def test_told_follows_the_chapters_without_being_read_again(book):
    book.write("night.md", CHAPTER)
    book.write("back/list.md", "# List\n\n{told}`f04`\n\n```{bibliography}\n:all:\n```\n")
    assert told(book.build("html")) == [("The law", "../night.html#claim-f04")]
    book.build("dirhtml")
    book.write("night.md", CHAPTER.replace("## The law", "## The act"))
    for builder in ("html", "dirhtml"):
        build = book.build(builder)
        assert build.status == 0, build.log
        docname = "back/list" if builder == "html" else "back/list/index"
        assert [words for words, _ in told(build, docname)] == ["The act"]
    assert "0 added, 0 changed" in build.log


def test_parallel_reading_tells_the_same(book):
    book.write("night.md", CHAPTER)
    for number in range(8):
        book.write(
            f"more{number}.md", f"---\norphan: true\n---\n# More {number}\n\nX.{{claim}}`s02`\n"
        )
    book.write("back/list.md", "# List\n\n{told}`s01 s02`\n\n```{bibliography}\n:all:\n```\n")
    build = book.build("html", "-j", "2")
    assert build.status == 0, build.log
    titles = [words for words, _ in told(build)]
    assert titles == ["Night", "The streets", *(f"More {number}" for number in range(8))]


def test_mistake_found_by_a_parallel_reader_is_reported_twice_running(book):
    for number in range(8):
        book.write(
            f"more{number}.md", f"---\norphan: true\n---\n# More {number}\n\nX.{{claim}}`f9`\n"
        )
    for _ in range(2):
        build = book.build("html", "-j", "2")
        assert build.status != 0
        assert build.log.count("no such claim in the ledger: 'f9'") == 8
