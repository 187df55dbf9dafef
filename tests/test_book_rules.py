"""The rules of evidence on this book: nothing to find as it is, and every planted error found.

Each error is planted in a copy of the book, and it, alone, has to be found where it was planted.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from sphinx.cmd.build import build_main

from sphinx_bookwork.evidence.rules import RULES

ROOT = Path(__file__).parent.parent


class Plant(NamedTuple):
    """What is replaced by what in which file, and the file in which it is found (else the same)."""

    file: str
    old: str
    new: str
    found: str = ""


SPARE = """- id: f999
  chapter: sovereignty
  claim: Nothing happened.
  date: "1990"
  status: established
  sources:
  - {key: deng1999, locator: para 1, seen: "yes"}
"""
# In the text, the ledger and the bibliography, by rule.
PLANTED = {
    "E101": Plant(
        "docs/chapters/sovereignty.md",
        "## The Popular Front",
        "In 1987 some 40 people met.\n\n## The Popular",
    ),
    "E102": Plant("docs/chapters/sovereignty.md", "{claim}`f015`", "{claim}`f015 f0155`"),
    "E103": Plant("docs/chapters/independence.md", "{claim}`f043`", "{claim}`f043 f036`"),
    "E104": Plant("docs/chapters/black-january.md", "about 26,000", "about 29,000"),
    "E105": Plant("docs/chapters/since-then.md", "Azerbaijan retook", "Azerbaijan liberated"),
    "E106": Plant("docs/chapters/occupation.md", "came war.{claim}`", "came war.{claim}`f110 "),
    "E107": Plant(
        "docs/backmatter/source-page.md",
        "#source-s05 ",
        "#source-s55 ",
        "docs/claims/sovereignty.yml",
    ),
    "E108": Plant(
        "docs/references.bib",
        "@legal{unsc874",
        "@misc{z, title = {[Page]}, booktitle = {Page}, url = {https://z.example/}}\n@legal{unsc874",
    ),
    "E109": Plant("docs/references.bib", "@legal{unsc822", "@misc{x, title = {X}}\n@legal{unsc822"),
    "N201": Plant("docs/claims/displaced.yml", "- id: s24\n", f"{SPARE}- id: s24\n"),
    "N202": Plant(
        "docs/references.bib",
        "@legal{unsc853",
        "@misc{y, title = {Y}, url = {https://y.example/}}\n@legal{unsc853",
    ),
    "N203": Plant("docs/claims/ceasefire-and-talks.yml", "    locator: point 1\n", ""),
    "N204": Plant(
        "docs/chapters/sovereignty.md",
        "In the late summer",
        "% evidence: accept E104: none\n\nIn the late summer",
    ),
}
# In roles and directives, by code.
MISUSED = {
    "empty": Plant("docs/chapters/sovereignty.md", "{claim}`f015`", "{claim}`f015`{claim}` `"),
    "untold": Plant("docs/backmatter/source-page.md", "{told}`s05`", "{told}`s05 f139`"),
    "register": Plant(
        "docs/backmatter/register.md", "{claims} displaced", "{claims} the displaced"
    ),
}
# In the ledger, by code: nothing else is judged until it can be read.
UNREADABLE = {
    "status": Plant("docs/claims/displaced.yml", "status: contested", "status: disputed"),
    "date": Plant("docs/claims/recognition.yml", 'date: "1992', 'date: "1 May 1992'),
    "duplicate": Plant("docs/claims/occupation.yml", "- id: s26", "- id: s22"),
    "id": Plant("docs/claims/since-then.yml", "- id: f", "- id: F "),
    "key": Plant(
        "docs/claims/sovereignty.yml", "- key: rferl_ru_blackjan", "- key: rferl_blackjan"
    ),
    "schema": Plant("docs/claims/presidencies.yml", "  status:", "  state:"),
    "seen": Plant("docs/claims/independence.yml", 'seen: "yes"', "seen: maybe"),
    "values": Plant(
        "docs/claims/black-january.yml",
        "- id: s09\n",
        f"{SPARE.replace('sources', 'values: none' + chr(10) + '  sources')}- id: s09\n",
    ),
    "yaml": Plant("docs/claims/state-and-symbols.yml", "  claim: ", "  claim: so: it is "),
}


class Copy:
    """A copy of the book that can be spoilt."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "docs", root / "docs")
        shutil.copy(ROOT / "conf.py", root)
        (root / "assets").symlink_to(ROOT / "assets")

    def spoil(self, plant: Plant) -> None:
        path = self.root / plant.file
        text = path.read_text(encoding="utf-8")
        assert plant.old in text, f"{plant.old!r} is in {path} no more: plant something else"
        path.write_text(text.replace(plant.old, plant.new, 1), encoding="utf-8")

    def mend(self) -> None:
        shutil.copytree(ROOT / "docs", self.root / "docs", dirs_exist_ok=True)
        shutil.copy(ROOT / "conf.py", self.root)

    def judge(self) -> tuple[int, dict]:
        """Build the report, incrementally; return the exit status and the report."""
        out = self.root / "out"
        options = ["-q", "--fail-on-warning", "-c", str(self.root), "-d", str(self.root / "trees")]
        status = build_main(["-b", "evidence", *options, str(self.root / "docs"), str(out)])
        return status, json.loads((out / "report.json").read_text(encoding="utf-8"))


def found(report: dict) -> set[tuple[str, str, str]]:
    """What is found, without lines, which move."""
    items = report["findings"]
    return {(f["rule"].removeprefix("evidence."), f["path"], f["message"]) for f in items}


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="module")
def clean(copy: Copy) -> dict:
    """The report on the book as it is."""
    status, report = copy.judge()
    assert (status, [f for f in report["findings"] if f["severity"] == "error"]) == (0, [])
    return report


def test_the_book_is_covered(clean):
    counts = clean["counts"]
    assert counts["sentences"]["covered"] == counts["sentences"]["factual"] > 400
    assert counts["claims"]["unverified"]["told"] == 0


@pytest.mark.parametrize("plants", [PLANTED, MISUSED, UNREADABLE], ids=["rules", "roles", "ledger"])
def test_every_planted_error_is_found_where_it_is_and_nothing_else(copy, clean, plants):
    copy.mend()
    for plant in plants.values():
        copy.spoil(plant)
    for _ in range(2):
        status, report = copy.judge()
        assert status == 1
        new = {(code, path) for code, path, _ in found(report) - found(clean)}
        assert new == {(code, plant.found or plant.file) for code, plant in plants.items()}


def test_at_most_five_exceptions_in_the_book():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    assert len(re.findall(r"^%\s*evidence:\s*accept", "\n".join(texts), re.MULTILINE)) <= 5


def test_every_rule_is_planted():
    assert PLANTED.keys() == RULES.keys() | {"E102", "E103", "N204"}
