"""A list of places on paper: their pages, each once."""

from __future__ import annotations

from sphinx_bookwork.pdf.references import fill, list_placeholder

PAGES = {"a#1": "2", "a#2": "2", "b#1": "27"}


def test_each_page_is_printed_once_and_links_to_its_first_place():
    xhtml, _ = fill(f"See {list_placeholder(PAGES)}.", PAGES.__getitem__)
    assert xhtml == 'See pp.\xa0<a href="#a#1">2</a>, <a href="#b#1">27</a>.'


def test_places_on_one_page_are_one_page():
    xhtml, _ = fill(list_placeholder(["a#1", "a#2"]), PAGES.__getitem__)
    assert xhtml == 'p.\xa0<a href="#a#1">2</a>'


def test_every_place_is_reported_so_that_the_layout_checks_it():
    _, printed = fill(list_placeholder(PAGES), PAGES.__getitem__)
    assert printed == PAGES


def test_a_link_spells_what_an_address_may_not_hold():
    xhtml, _ = fill(list_placeholder(['a b#"x"']), lambda _: "3")
    assert xhtml == 'p.\xa0<a href="#a%20b#%22x%22">3</a>'
