"""The head of pages, the addresses in them, and the files beside them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from sphinx_bookwork.web.address import VARIABLE
from tests.harness import Build, Project

BASE = "https://example.org/en/latest/"
FIRST = "The republic adopted a law that called it sovereign, within the Union still."
PNG = b"\x89PNG\r\n\x1a\n"
CHANGES = """
- edition: Second edition, 2027
  date: "2027-01-15"
  entries:
  - kind: correction
    text: A count in {ref}`the law <law>` follows the *census*, & so does "this".
- edition: First edition, 2026
  date: "2026"
  entries: []
"""


def build(project: Project, **conf: object) -> Build:
    project.conf(**conf)
    project.write("index.md", "# A Book\n\n```{toctree}\n:caption: Chapters\nchapters/law\n```\n")
    project.write("chapters/law.md", f"# Law\n\n{FIRST}[^a] And more.\n\n[^a]: A note.\n")
    built = project.build("html")
    assert built.status == 0, built.log
    return built


def tags(built: Build, page: str) -> dict[str, str]:
    """The meta and link tags of a page: name, property or relation to what it says."""
    text = (built.out / page).read_text("utf-8")
    metas = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text)
    links = re.findall(r'<link rel="([^"]+)"(?: [a-z]+="[^"]*")*? href="([^"]*)"', text)
    return {**dict(metas), **dict(links)}


def test_a_page_is_described_by_its_first_sentences_without_notes(project: Project):
    found = tags(build(project, bookweb_describe=True), "chapters/law.html")
    assert found["description"] == f"{FIRST} And more."
    assert not [name for name in found if name.startswith("og:")], "there is no address"
    assert "canonical" not in found


def test_a_link_card_has_whole_addresses(project: Project):
    project.write("card.png", PNG)
    conf = {"bookweb_describe": True, "bookweb_picture": "card.png", "html_baseurl": BASE}
    built = build(project, **conf, book_description="About.", book_cover_alt="A cover")
    found = tags(built, "chapters/law.html")
    assert found["og:title"] == "Law" and found["og:type"] == "article"
    assert found["og:url"] == found["canonical"] == f"{BASE}chapters/law.html"
    assert found["og:image"] == f"{BASE}_static/card.png" and found["og:image:alt"] == "A cover"
    assert (built.out / "_static/card.png").read_bytes() == PNG
    assert tags(built, "index.html")["og:description"] == "About."


def test_the_host_tells_the_address(project: Project, monkeypatch):
    monkeypatch.setenv(VARIABLE, BASE)
    found = tags(build(project, bookweb_sitemap=True), "chapters/law.html")
    assert found["canonical"] == f"{BASE}chapters/law.html"
    told = tags(build(project, html_baseurl="https://mine.example/"), "chapters/law.html")
    assert told["canonical"] == "https://mine.example/chapters/law.html"


def test_a_base_that_is_no_address_is_told(project: Project):
    project.conf(html_baseurl="example.org").write("index.md", "# A Book\n\nText.\n")
    built = project.build("html")
    assert built.status != 0
    assert re.search(
        r"conf.py:\d+: html_baseurl: is no address of a site: 'example.org'", built.log
    )


def test_other_languages_are_named(project: Project):
    languages = {"az": "https://example.org/az/latest"}
    built = build(project, html_baseurl=BASE, bookweb_languages=languages)
    text = (built.out / "chapters/law.html").read_text("utf-8")
    named = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', text))
    assert named["az"] == "https://example.org/az/latest/chapters/law.html"
    assert named["en"] == named["x-default"] == f"{BASE}chapters/law.html"


@pytest.mark.parametrize(
    "form", ["---\n{}\n{}\n---\n\n# Law\n\nText.\n", ":{}\n:{}\n\nLaw\n===\n\nText.\n"]
)
def test_a_page_may_have_another_name_in_another_language_or_none(project: Project, form: str):
    languages = {"az": "https://example.org/az/", "ru": "https://example.org/ru/"}
    name = "law.md" if form.startswith("---") else "law.rst"
    project.conf(html_baseurl=BASE, bookweb_languages=languages)
    project.write("index.md", "# A Book\n\n```{toctree}\nlaw\n```\n")
    project.write(name, form.format("translation-az: chapters/qanun", "translation-ru: none"))
    built = project.build("html")
    assert built.status == 0, built.log
    named = re.findall(r'hreflang="([^"]+)" href="([^"]+)"', (built.out / "law.html").read_text())
    assert dict(named) == {
        "az": "https://example.org/az/chapters/qanun.html",
        "en": f"{BASE}law.html",
        "x-default": f"{BASE}law.html",
    }


def test_the_icon_for_home_screens_is_linked_from_any_depth(project: Project):
    project.write("icon.png", PNG)
    found = tags(build(project, bookweb_touch_icon="icon.png"), "chapters/law.html")
    assert found["apple-touch-icon"] == "../_static/icon.png"


@pytest.mark.parametrize("name", ["none.png", "conf.py"])
def test_a_picture_that_cannot_be_shown_is_told(project: Project, name: str):
    project.conf(bookweb_picture=name).write("index.md", "# A Book\n\nText.\n")
    built = project.build("html")
    assert built.status != 0
    assert f"bookweb_picture: {'there is no such file' if name[0] == 'n' else 'has'}" in built.log
    assert f"'{name}' [bookweb.file]" in built.log


def test_the_sitemap_names_every_document(project: Project):
    built = build(project, html_baseurl=BASE, bookweb_sitemap=True)
    places = ElementTree.parse(built.out / "sitemap.xml").findall(".//{*}loc")
    assert [place.text for place in places] == [f"{BASE}chapters/law.html", f"{BASE}index.html"]
    assert f"Sitemap: {BASE}sitemap.xml" in (built.out / "robots.txt").read_text("utf-8")


def test_without_an_address_there_is_no_sitemap_and_no_feed(project: Project):
    project.write("changes.yml", CHANGES)
    built = build(project, bookweb_sitemap=True, bookweb_feed=True, book_changes="changes.yml")
    names = {path.name for path in built.out.iterdir()}
    assert not names & {"sitemap.xml", "robots.txt", "changes.atom"}


def test_the_feed_tells_the_changes_of_each_edition(project: Project):
    project.write("changes.yml", CHANGES)
    built = build(project, html_baseurl=BASE, bookweb_feed=True, book_changes="changes.yml")
    feed = ElementTree.parse(built.out / "changes.atom").getroot()
    entries = feed.findall("{*}entry")
    assert entries[0].findtext("{*}title") == "Second edition, 2027"
    assert "<li>A count in the law follows the census, &amp; so" in str(
        entries[0].findtext("{*}content")
    )
    assert feed.findtext("{*}updated") == "2027-01-15T00:00:00Z"
    ids = [entry.findtext("{*}id") for entry in entries]
    assert ids[0] == f"{BASE}changes.atom#second-edition-2027" and len(set(ids)) == 2
    assert entries[1].findtext("{*}updated") == "2026-01-01T00:00:00Z"
    assert tags(built, "index.html")["alternate"] == f"{BASE}changes.atom"
