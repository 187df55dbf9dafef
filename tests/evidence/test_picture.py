"""The report as a picture: one page, legible, the same bytes from the same data."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from sphinx_bookwork.evidence.picture import HEIGHT, WIDTH, Chapter, Report, draw
from tests.evidence.test_judging import NIGHT, judged  # noqa: F401  # a fixture

CLAIMS = {"established": 9, "contested": 2, "imprecise": 0, "outdated": 1, "unverified": 0}
STATUS = {name: {"in the ledger": n + 1, "told": n} for name, n in CLAIMS.items()}
RULES = [("E101", "a sentence <without> a claim", 3), ("N201", "a claim " + "told " * 60, 0)]


def report(chapters=2, title="A title"):
    rows = [Chapter(f"{title} {n}", 40, 40 - n % 30, CLAIMS) for n in range(chapters)]
    return Report("Evidence: A & B", ["1 of 2", "3 notes"], rows, STATUS, RULES)


def texts(picture):
    """Each text with its size and its place on the page: x, y."""
    tree = etree.fromstring(picture.encode())
    for node in tree.iter("{*}text"):
        moved = re.search(r"translate\(0 ([\d.]+)\)", node.getparent().get("transform", ""))
        y = float(node.get("y")) + (float(moved[1]) if moved else 0)
        yield node.text, float(node.get("font-size")), float(node.get("x")), y


@pytest.mark.parametrize(("chapters", "smallest"), [(0, 9.5), (10, 9.5), (30, 6.5), (60, 4.0)])
def test_all_is_on_one_page_and_as_large_as_can_be(chapters, smallest):
    found = list(texts(draw(report(chapters, "A long title " * 9))))
    assert len([text for text, *_ in found if "…" in text]) == chapters + 1
    for text, size, x, y in found:
        assert size >= smallest, text
        assert 0 < x < WIDTH, text
        assert 0 < y < HEIGHT - 20, text


def test_numbers_are_said_and_not_only_drawn():
    said = [text for text, *_ in texts(draw(report()))]
    assert {"40 of 40", "39 of 40", "12", "9 of 10", "E101", "3", "1 of 2"} <= set(said)


def test_same_data_give_the_same_bytes():
    assert draw(report()) == draw(report())


def test_builder_draws_the_chapters_by_their_titles(judged):  # noqa: F811
    judged.write("night.md", NIGHT.replace("# Night", "# Night & Day"))
    judged.build("evidence")
    picture = (judged.root / "out/evidence/report.svg").read_text(encoding="utf-8")
    said = [text for text, *_ in texts(picture)]
    assert {"Night & Day", "1 of 1", "Evidence: A Test Book"} <= set(said)
    assert "a contested claim told as if nobody disputed it" in said
