from __future__ import annotations

from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import ConfigError

from sphinx_bookwork.doctree.settings import BookSettings
from sphinx_bookwork.epub.settings import EpubSettings
from sphinx_bookwork.evidence.settings import EvidenceSettings
from sphinx_bookwork.pdf.settings import PrintSettings
from sphinx_bookwork.settings import read, setting, spelt
from sphinx_bookwork.web.settings import WebSettings
from tests.harness import Project

CLASSES = {
    "book": BookSettings,
    "bookpdf": PrintSettings,
    "bookepub": EpubSettings,
    "bookweb": WebSettings,
    "evidence": EvidenceSettings,
}


def given(cls: type, prefix: str, **values: Any) -> Any:
    """What `read` makes of a conf.py with these values and the defaults."""
    defaults = {f"{prefix}_{item.name}": getattr(cls(), item.name) for item in fields(cls)}
    raw = {"__file__": "/a/conf.py", **values}
    return read(SimpleNamespace(_raw_config=raw, **defaults | values), cls, prefix)


@pytest.mark.parametrize("prefix", CLASSES)
def test_defaults_are_allowed_and_explained(prefix: str):
    cls = CLASSES[prefix]
    assert given(cls, prefix) == cls()
    assert all(item.metadata["help"].endswith((".", ":")) for item in fields(cls))


def test_lists_become_tuples():
    assert given(BookSettings, "book", book_fonts=["a", "b"]).fonts == ("a", "b")


WRONG = (
    ("book_subtitle", 7, "has to be text"),
    ("book_edition", None, "has to be text"),
    ("book_fonts", "fonts", "has to be a list of text"),
    ("book_subjects", ["a", 1], "has to be a list of text"),
    ("book_slug", "a/b", "has to be of letters, digits, '-' and '_'"),
    ("book_slug", "book-1.2", "has to be of letters, digits, '-' and '_'"),
    ("bookpdf_page_size", "A9", "has to be one of A3, A4, A5, A6, B4, B5, letter, legal or two"),
    ("bookpdf_page_size", "10cm", "or two lengths such as '148mm 210mm'"),
    ("bookpdf_page_size", "10cm 15", "or two lengths such as '148mm 210mm'"),
    ("bookpdf_page_size", 5, "has to be text"),
    ("bookpdf_margins", "1cm 1cm", "has to be four lengths, top outer bottom inner"),
    ("bookpdf_margins", "1cm 1cm 1cm -1cm", "has to be four lengths, top outer bottom inner"),
    ("bookpdf_chapter_start", "verso", "has to be one of 'recto', 'any'"),
    ("bookpdf_contents", "no", "has to be True or False"),
    ("bookpdf_contents", 1, "has to be True or False"),
    ("bookpdf_contents_depth", 0, "has to be from 1 to 6"),
    ("bookpdf_contents_depth", 7, "has to be from 1 to 6"),
    ("bookpdf_contents_depth", True, "has to be a whole number"),
    ("bookpdf_contents_depth", 2.5, "has to be a whole number"),
    ("bookpdf_font_size", "ten", "has to be a length such as '10pt'"),
    ("bookpdf_note_rounds", -1, "has to be 0 or more"),
    ("bookpdf_stylesheets", {"a": "b"}, "has to be a list of text"),
    ("bookepub_contents_depth", 9, "has to be from 1 to 6"),
    ("bookweb_reading_speed", -1, "has to be 0 or more"),
    ("evidence_ledger", "claims.yml", "has to be a list of text"),
    ("evidence_loaded_words", ["hero", "(bad"], "'(bad' is no regular expression (missing ), un"),
)


@pytest.mark.parametrize(("name", "value", "words"), WRONG, ids=lambda part: str(part)[:30])
def test_wrong_value_is_named_with_what_is_allowed_and_the_file(name, value, words: str):
    prefix = name.partition("_")[0]
    with pytest.raises(ConfigError) as error:
        given(CLASSES[prefix], prefix, **{name: value})
    message = str(error.value)
    assert message.startswith(f"/a/conf.py: {name}: ")
    assert words in message
    assert message.endswith(f": {value!r} [bookwork.setting]")


def test_unknown_setting_lists_the_known_ones():
    with pytest.raises(ConfigError) as error:
        given(EpubSettings, "bookepub", bookepub_x=[])
    message = str(error.value)
    assert message.startswith("/a/conf.py: unknown setting: 'bookepub_x'; the settings are ")
    assert "bookepub_contents_depth, bookepub_page_map, bookepub_page_map_missing, " in message


@dataclass(frozen=True)
class Odd:
    """Kinds of settings that no part of the package has now."""

    size: float = setting(1.0, "A number.")
    names: dict[str, int] = setting({}, "Numbers by name.")  # noqa: RUF009
    maybe: int | None = setting(None, "A number or nothing.")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"odd_size": 2, "odd_names": {"a": 1}, "odd_maybe": 3}, ""),
        ({"odd_size": "2"}, "odd_size: has to be float"),
        ({"odd_names": {"a": "b"}}, "odd_names: has to be a dict of text to a whole number"),
        ({"odd_maybe": "x"}, "odd_maybe: has to be a whole number or None"),
    ],
)
def test_other_types(values: dict, words: str):
    if not words:
        assert given(Odd, "odd", **values) == Odd(2, {"a": 1}, 3)
        return
    with pytest.raises(ConfigError, match=words):
        given(Odd, "odd", **values)


def test_types_as_authors_read_them():
    assert spelt(tuple[str, ...]) == "a list of text"
    assert spelt(bool) == "True or False"


@pytest.mark.parametrize("builder", ["html", "bookpdf", "bookepub"])
def test_every_build_refuses_a_wrong_setting(project: Project, builder: str):
    project.conf(bookpdf_page_size="A9").write("index.md", "# Book\n\nText.\n")
    build = project.build(builder)
    assert build.status != 0
    assert f"{project.root}/src/conf.py:5: bookpdf_page_size: has to be one of A3, " in build.log
    assert build.status == 2 and "Traceback" not in build.log


def test_misspelt_setting_stops_the_build(project: Project):
    project.conf(book_subtitel="A year").write("index.md", "# Book\n\nText.\n")
    build = project.build("html")
    assert build.status != 0
    said = "conf.py:5: unknown setting: 'book_subtitel' (meant 'book_subtitle'?); the settings are "
    assert f"{said}book_back_cover, " in build.log


IMPOSSIBLE = [
    ({"bookweb_lean": True}, "bookweb_lean: fits pydata_sphinx_theme and those derived from it"),
    ({"bookweb_picture": "card.png"}, "bookweb_picture: there is no such file: 'card.png'"),
    ({"bookweb_redirects": {"old": "new"}}, "bookweb_redirects: there is no document of the new"),
    ({"html_baseurl": "example.org"}, "html_baseurl: is no address of a site: 'example.org'"),
    ({"book_changes": "changes.yml"}, "book_changes: there is no such file: 'changes.yml'"),
]


@pytest.mark.parametrize(("values", "words"), IMPOSSIBLE, ids=lambda part: str(part)[:30])
def test_what_cannot_be_is_said_in_one_line(project: Project, values: dict, words: str):
    build = project.conf(**values).write("index.md", "# Book\n").build("html")
    assert build.status == 2 and "Traceback" not in build.log
    assert f"ERROR: {project.root}/src/conf.py:5: {words}" in build.log


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "You must configure the bibtex_bibfiles setting"),
        ({"bibtex_bibfiles": ["none.bib"]}, "could not open bibtex file"),
        ({"bibtex_bibfiles": ["empty.bib"]}, "empty.bib... parsed 0 entries"),
    ],
)
def test_a_project_without_a_bibliography_is_told_so(project: Project, more: dict, words: str):
    extensions = ["myst_parser", "sphinx_bookwork", "sphinxcontrib.bibtex"]
    project.write("index.md", "# Book\n").write("empty.bib", "").conf(extensions=extensions, **more)
    assert words in project.build("html").log
