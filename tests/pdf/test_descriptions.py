from __future__ import annotations

import pikepdf
import pytest

from tests.pdf.paper import Paper


@pytest.fixture(scope="module")
def said(garden: Paper) -> dict[str, str]:
    """What the links of the shared book say, by their targets."""
    with pikepdf.open(garden.path) as pdf:
        return {
            str(link.Dest): str(link.Contents)
            for page in pdf.pages
            for link in page.get("/Annots", [])
            if "/Dest" in link
        }


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("three#harvest", "3.1 The Harvest Itself, p.\u00a012"),
        ("three#apple", "An apple of that year, p.\u00a012"),
        ("one#first", "Note 1"),
        ("one#id1", "Text at note 1, p.\u00a03"),
        ("one#part", "The Seed, p.\u00a01"),
        ("genindex#", "Index, p.\u00a015"),
        ("frontmatter/reading#reading", "How to Read, p.\u00a0v"),
    ],
)
def test_link_says_what_it_leads_to(said: dict[str, str], target: str, words: str):
    assert said[target] == words


def test_no_link_says_the_name_of_an_anchor(said: dict[str, str]):
    assert not [words for words in said.values() if "#" in words]
