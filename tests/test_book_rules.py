"""The rules of evidence on this book: nothing to find as it is, and every planted error found."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from sphinx.cmd.build import build_main

from sphinx_bookwork.evidence.rules import RULES

ROOT = Path(__file__).parent.parent
# Sentences of chapters, and the errors that replace or follow them.
PLANTED = {
    "E101": (
        "sovereignty",
        "## The Popular Front",
        "In 1987 some 40 people met.\n\n## The Popular",
    ),
    "E102": ("sovereignty", "{claim}`f015`", "{claim}`f0155`"),
    "E103": ("independence", "{claim}`f043`", "{claim}`f036`"),
    "E104": ("black-january", "about 26,000", "about 29,000"),
    "E105": ("since-then", "Azerbaijan retook four", "Azerbaijan liberated four"),
    "E106": ("occupation", "came war.{claim}`", "came war.{claim}`f110 "),
    "E107": ("presidencies", "{claim}`s01`", ""),
    "E109": (
        "../references.bib",
        "@legal{unsc822",
        "@misc{x, title = {X}, year = 2001}\n@legal{unsc822",
    ),
    "N204": (
        "sovereignty",
        "In the late summer",
        "% evidence: accept E104: none\n\nIn the late summer",
    ),
}


class Copy:
    """A copy of the book that can be spoilt."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "docs", root / "docs")
        shutil.copy(ROOT / "conf.py", root)
        (root / "assets").symlink_to(ROOT / "assets")

    def spoil(self, name: str, old: str, new: str) -> None:
        path = self.root / "docs/chapters" / (name if "." in name else f"{name}.md")
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is in {name} no more: plant something else"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def judge(self) -> tuple[int, dict]:
        """Build the report, incrementally; return the exit status and the report."""
        out = self.root / "out"
        options = ["-q", "--fail-on-warning", "-c", str(self.root), "-d", str(self.root / "trees")]
        status = build_main(["-b", "evidence", *options, str(self.root / "docs"), str(out)])
        return status, json.loads((out / "report.json").read_text(encoding="utf-8"))


def errors(report: dict) -> list[str]:
    return [f["message"] for f in report["findings"] if f["severity"] == "error"]


def test_the_book_is_without_fault_and_every_planted_error_is_found(tmp_path):
    copy = Copy(tmp_path)
    status, report = copy.judge()
    assert (status, errors(report)) == (0, [])
    counts = report["counts"]
    assert counts["sentences"]["covered"] == counts["sentences"]["factual"] > 400
    assert counts["claims"]["unverified"]["told"] == 0
    for name, old, new in PLANTED.values():
        copy.spoil(name, old, new)
    for _ in range(2):
        status, report = copy.judge()
        found = {finding["rule"].removeprefix("evidence.") for finding in report["findings"]}
        assert status == 1
        assert set(PLANTED) - found == set()


def test_at_most_five_exceptions_in_the_book():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    assert len(re.findall(r"^%\s*evidence:\s*accept", "\n".join(texts), re.MULTILINE)) <= 5


def test_every_rule_that_can_fail_is_planted():
    # E108 is a matter of the bibliography's style: its test is beside the rule's.
    wanted = {code for code in RULES if code.startswith("E")} | {"E102", "E103"}
    assert wanted - PLANTED.keys() == {"E108"}
