from __future__ import annotations

import pytest

from sphinx_bookwork.doctree.identity import identifier_of, matter_of, slug_of
from sphinx_bookwork.doctree.settings import BookSettings


@pytest.mark.parametrize(
    ("project", "slug"),
    [
        ("The Republic Restored", "the-republic-restored"),
        ("Café & Thé, 2. Auflage", "cafe-the-2-auflage"),
        ("Книга", "book"),
    ],
)
def test_the_file_is_named_after_the_project(project, slug):
    assert slug_of(BookSettings(), project) == slug


def test_a_slug_of_ones_own_comes_first():
    assert slug_of(BookSettings(slug="mine"), "Project") == "mine"


@pytest.mark.parametrize(
    ("given", "uri"),
    [
        ("978-0-306-40615-7", "urn:isbn:9780306406157"),
        ("ISBN 9780306406157", "urn:isbn:9780306406157"),
        ("urn:isbn:9780306406157", "urn:isbn:9780306406157"),
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("https://example.org/book", "https://example.org/book"),
        ("urn:example:book", "urn:example:book"),
    ],
)
def test_identifiers_become_uris(given, uri):
    assert identifier_of(BookSettings(identifier=given), "Project") == uri


@pytest.mark.parametrize(
    "given", ["my book", "978-0-306-40615-8", "12345", "urn:uuid:123", "urn:x"]
)
def test_what_is_no_identifier_is_quoted(given):
    with pytest.raises(ValueError, match=r"ISBN|UUID|URN") as error:
        identifier_of(BookSettings(identifier=given), "Project")
    assert repr(given) in str(error.value)


def test_a_derived_identifier_depends_on_project_and_edition_alone():
    first = identifier_of(BookSettings(edition="First"), "Project")
    assert first == identifier_of(BookSettings(edition="First", rights="CC BY"), "Project")
    assert first != identifier_of(BookSettings(edition="Second"), "Project")
    # Never changes: shops and libraries know the book by it.
    assert first == "urn:uuid:22cc1c86-a2ea-5f00-adb5-9d2021133f94"


def test_matter_goes_by_patterns():
    settings = BookSettings()
    names = ("frontmatter/preface", "chapters/one", "backmatter/index")
    assert [matter_of(settings, name) for name in names] == ["front", "body", "back"]
