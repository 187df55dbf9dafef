"""Pages that no document makes, and what stands above the text of those that one does."""

from __future__ import annotations

import json
import re

import pytest

from sphinx_bookwork.web.description import LONGEST, first_sentences
from sphinx_bookwork.web.redirects import mistake
from tests.harness import Build, Project

DOCUMENTS = {"index", "chapters/one", "chapters/two"}


def build(project: Project, **conf: object) -> Build:
    project.conf(**conf)
    project.write(
        "index.md", "# A Book\n\n```{toctree}\n:caption: Part\nchapters/one\nchapters/two\n```\n"
    )
    project.write("chapters/one.md", "# One\n\n" + "word " * 450 + "[^a]\n\n[^a]: " + "note " * 900)
    project.write("chapters/two.md", "# Two\n\nText.\n")
    built = project.build("html")
    assert built.status == 0, built.log
    return built


def test_place_and_reading_time_stand_above_the_text(project: Project):
    built = build(project, bookweb_reading_speed=200)
    page = (built.out / "chapters/one.html").read_text("utf-8")
    assert '<p class="bookweb-place">Part, 1 of 2 · 3 min to read</p>' in page
    assert "Part, 2 of 2 · 1 min" in (built.out / "chapters/two.html").read_text("utf-8")
    assert "bookweb-place" not in (built.out / "index.html").read_text("utf-8")


def test_front_matter_has_no_reading_time(project: Project):
    built = build(project, bookweb_reading_speed=200, book_front_matter=["chapters/two"])
    assert "bookweb-place" not in (built.out / "chapters/two.html").read_text("utf-8")


def test_a_chapter_offers_the_file_named_after_it(project: Project, monkeypatch):
    listed = [{"file": "one.pdf", "title": "One", "first": "1", "last": "4"}]
    project.write("../chapters/one.pdf", b"%PDF" + b"x" * 310_000)
    project.write("../chapters/chapters.json", json.dumps(listed))
    monkeypatch.setenv("BOOK_DOWNLOADS", str(project.root / "chapters/one.pdf"))
    built = build(project, bookweb_reading_speed=200)
    page = (built.out / "chapters/one.html").read_text("utf-8")
    assert '· <a href="../downloads/chapters/one.pdf">PDF, 310 kB</a></p>' in page
    assert "downloads" not in (built.out / "chapters/two.html").read_text("utf-8")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_page_that_moved_sends_on(project: Project, builder: str):
    project.conf(bookweb_redirects={"old/place": "chapters/two#there"})
    project.write("index.md", "# A Book\n\n```{toctree}\nchapters/two\n```\n")
    project.write("chapters/two.md", "# Two\n\nText.\n")
    built = project.build(builder)
    assert built.status == 0, built.log
    path, to = {
        "html": ("old/place.html", "../chapters/two.html#there"),
        "dirhtml": ("old/place/index.html", "../../chapters/two/#there"),
    }[builder]
    page = (built.out / path).read_text("utf-8")
    assert f'content="0; url={to}"' in page and f'<a href="{to}">' in page


@pytest.mark.parametrize(
    ("redirects", "words"),
    [
        ({"chapters/one": "chapters/two"}, "there is a document of the old name"),
        ({"a": "b", "b": "a"}, "a loop"),
        ({"a": "a"}, "a loop"),
        (
            {"a": "b#x", "b": "chapters/two"},
            "a chain; name the document at its end: 'chapters/two'",
        ),
        ({"a": "nowhere"}, "there is no document of the new name"),
        ({"a.html": "chapters/two"}, "the old name has to be that of a document"),
        ({"../a": "chapters/two"}, "the old name has to be that of a document"),
        ({"a": "chapters/two", "b": "chapters/two#x"}, ""),
    ],
)
def test_mistakes_in_redirects(redirects: dict[str, str], words: str):
    found = [mistake(old, new, redirects, DOCUMENTS) for old, new in redirects.items()]
    assert (found[0] or "").startswith(words) if words else not any(found)


def test_a_wrong_redirect_stops_the_build(project: Project):
    project.conf(bookweb_redirects={"a": "nowhere"}).write("index.md", "# A Book\n\nText.\n")
    built = project.build("html")
    assert built.status != 0
    assert re.search(r"conf.py:\d+: bookweb_redirects: there is no document of", built.log)
    assert "'a': 'nowhere' [bookweb.redirect]" in built.log


@pytest.mark.parametrize("theme", ["alabaster", "sphinx_book_theme"])
def test_the_page_for_what_is_not_found(project: Project, theme: str):
    base = "https://example.org/en/latest/"
    built = build(project, html_theme=theme, bookweb_not_found=True, html_baseurl=base)
    page = (built.out / "404.html").read_text("utf-8")
    assert '<base href="/en/latest/" />' in page
    assert 'href="chapters/one.html"' in page and 'action="search.html"' in page
    assert "<script>" not in page


def test_the_page_for_what_is_not_found_without_an_address(project: Project):
    page = (build(project, bookweb_not_found=True).out / "404.html").read_text("utf-8")
    assert "<base" not in page and 'href="chapters/one.html"' in page


def test_a_description_ends_with_a_sentence_or_says_that_it_goes_on():
    assert first_sentences("One is short. " + "x" * LONGEST) == "One is short."
    long = first_sentences("word " * 100)
    assert long.endswith(" …") and len(long) <= LONGEST
