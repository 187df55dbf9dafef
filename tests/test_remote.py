from __future__ import annotations

import pytest

from sphinx_bookwork.remote import is_remote, shown_in_html


@pytest.mark.parametrize(
    ("uri", "remote"),
    [
        ("https://example.org/a.png", True),
        ("//example.org/a.png", True),
        ("images/a.png", False),
        ("/images/a.png", False),
        ("data:image/png;base64,AAAA", False),
    ],
)
def test_address_with_a_host_is_remote(uri: str, remote: bool):
    assert is_remote(uri) is remote


@pytest.mark.parametrize(
    ("html", "uris"),
    [
        ('<img src="a.png">', ["a.png"]),
        ('<img srcset="a.png 1x, b.png 2x">', ["a.png", "b.png"]),
        ('<video poster="a.png"><source src="a.webm"></video>', ["a.png", "a.webm"]),
        ('<a href="https://example.org/">a link loads nothing</a>', []),
    ],
)
def test_html_shows_by_itself(html: str, uris: list[str]):
    assert shown_in_html(html) == uris


def test_a_substitution_that_nobody_uses_shows_nothing(project):
    badge = ".. |badge| image:: https://example.org/a.svg\n   :alt: A badge\n"
    project.conf(extensions=["sphinx_bookwork"])
    project.write("index.rst", f"A Book\n======\n\nText.\n\n{badge}")
    assert "image on another host" not in project.lenient("html").log
    project.write("index.rst", f"A Book\n======\n\nText |badge|.\n\n{badge}")
    assert project.lenient("html").log.count("image on another host") == 1
