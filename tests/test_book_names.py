"""The names of this book: the file of names, the back matter and the chronology know the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sphinx_bookwork.web.names import Names, read_names

ROOT = Path(__file__).parent.parent
BACK = ROOT / "docs/backmatter"
#: "{index}`Bakı <Baku>` (Baku; in Soviet times ...)": the name, and what stands in brackets.
TERM = re.compile(r"^\{index\}`([^`<]+?)(?: <[^`]*>)?`(?: \((.*)\))?$", re.MULTILINE)
#: In the brackets a name may be introduced: "in Armenian Akna".
INTRODUCED = re.compile(r"^(?:in Soviet times(?: and in Armenian)?|in UN texts|in \w+|to \w+ \w+) ")


@pytest.fixture(scope="module")
def names() -> Names:
    return read_names(ROOT / "docs/names.yml")


def listed(page: str) -> dict[str, list[str]]:
    """The terms of a page of the back matter, with the names in their brackets."""
    found = TERM.findall((BACK / page).read_text("utf-8"))
    return {name: [INTRODUCED.sub("", n) for n in other.split("; ") if n] for name, other in found}


def without_patronymic(name: str) -> str:
    return re.sub(r" \S+ (?:oğlu|qızı) ", " ", name)


def test_every_place_is_known_by_every_name_that_the_book_prints(names: Names):
    places = listed("places.md")
    assert len(places) > 25
    for name, others in places.items():
        thing = names.by_name[name]
        assert (thing.kind, thing.name) == ("Places", name)
        assert set(others) <= set(thing.names), name


def test_every_person_is_known_by_every_name_that_the_book_prints(names: Names):
    people = listed("people.md")
    assert len(people) > 20
    for name, others in people.items():
        thing = names.by_name[without_patronymic(name)]
        assert (thing.kind, thing.name) == ("People", without_patronymic(name))
        assert set(others) <= set(thing.names), name


def test_the_names_are_those_of_the_back_matter(names: Names):
    printed = {without_patronymic(n) for page in ("people.md", "places.md") for n in listed(page)}
    text = (BACK / "places.md").read_text("utf-8")
    assert [t.name for t in names.things if t.name not in printed and t.name not in text] == []


def test_every_place_of_the_maps_has_an_entry_under_all_its_names(names: Names):
    entries = listed("places.md")
    places = yaml.safe_load((ROOT / "assets/figures/map.yml").read_text("utf-8"))["places"]
    assert len(places) > 20
    for place in places:
        thing = names.by_name[place["name"]]
        assert thing.slug == place["slug"] and place["name"] in entries
        assert place.get("also", place["name"]) in thing.names


def test_every_place_that_the_drawings_mark_is_one_that_leads_to_its_entry(names: Names):
    slugs = {thing.slug for thing in names.things if thing.name in listed("places.md")}
    for drawing in ("map", "districts"):
        svg = (ROOT / f"assets/figures/{drawing}.svg").read_text("utf-8")
        marked = set(re.findall(r'id="place-([\w-]+)"', svg))
        assert marked and marked <= slugs


def test_most_entries_of_the_chronology_say_what_they_are_about():
    text = (BACK / "chronology.md").read_text("utf-8")
    assert len(re.findall(r"\{about\}`[^`]+`", text)) > len(re.findall("^: ", text, re.M)) / 2
