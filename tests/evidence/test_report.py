"""The builder ``evidence``: a report and nothing else."""

from __future__ import annotations

import csv
import json

from tests.evidence.test_judging import NIGHT, judged  # noqa: F401  # a fixture
from tests.evidence.test_rebuild import edit

FILES = ["claims.csv", "claims.json", "report.json", "report.svg", "report.txt"]


def report(build):
    return json.loads((build.out / "report.json").read_text(encoding="utf-8"))


def test_counts_tell_what_the_book_rests_on(judged):  # noqa: F811
    judged.write("night.md", NIGHT + "\nTroops.\n\nThey said so.{claim}`s02`\n")
    build = judged.build("evidence")
    assert build.status == 0, build.log
    counts = report(build)["counts"]
    assert counts["sentences"] == {"all": 3, "factual": 2, "covered": 2}
    assert counts["chapters"] == {"night": {"all": 3, "factual": 2, "covered": 2}}
    assert counts["claims"]["contested"] == {"in the ledger": 1, "told": 1}
    assert counts["claims"]["unverified"] == {"in the ledger": 1, "told": 0}
    assert counts["claims by chapter"]["night"]["contested"] == 1
    assert counts["sources"] == {"in the bibliography": 5, "in the ledger": 4, "cited": 3}
    assert sorted(path.name for path in build.out.iterdir()) == FILES


def test_notes_are_reported_and_do_not_fail(judged):  # noqa: F811
    build = judged.build("evidence")
    rules = {(f["rule"], f["severity"]) for f in report(build)["findings"]}
    assert rules == {(f"evidence.N20{number}", "note") for number in (1, 2, 3)}
    assert build.status == 0


def test_errors_fail_and_are_reported_with_and_without_strictness(judged):  # noqa: F811
    judged.write("night.md", "# Night\n\nIn 1990 troops came.\n\nMore.{claim}`f9`\n")
    for build in (judged.build("evidence"), judged.lenient("evidence")):
        assert build.status == 1
        found = [f for f in report(build)["findings"] if f["severity"] == "error"]
        assert [(f["rule"], f["path"], f["line"]) for f in found] == [
            ("evidence.E101", "night.md", 3),
            ("evidence.E102", "night.md", 5),
        ]
        text = (build.out / "report.txt").read_text(encoding="utf-8")
        assert "error: night.md:3: a factual sentence ('1990')" in text
        assert "\nchapters, night, factual: 1\n" in text


def test_mistakes_of_the_ledger_are_in_the_report(judged):  # noqa: F811
    edit(judged, "claims/night.yml", "status: outdated", "status: old")
    build = judged.build("evidence")
    assert build.status == 1
    assert "evidence.status" in {f["rule"] for f in report(build)["findings"]}


def test_ledger_is_given_as_data(judged):  # noqa: F811
    out = judged.build("evidence").out
    claims = json.loads((out / "claims.json").read_text(encoding="utf-8"))
    assert [claim["id"] for claim in claims] == ["s01", "s02", "f03", "f04"]
    assert claims[0]["told"] == ["night#claim-s01"]
    assert claims[0]["sources"][0] == {"key": "seed", "locator": "", "seen": True}
    assert "A working note" not in (out / "claims.json").read_text(encoding="utf-8")
    with (out / "claims.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["status"] for row in table] == [claim["status"] for claim in claims]
    assert json.loads(table[0]["told"]) == ["night#claim-s01"]
