"""CI calls make, and nothing of its own: what it does can be done by anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
# The bare machine of the README, and handing over the files of a release.
BESIDES = ("apt-get -qq update", "cd files/site && zip", "gh release create")


def commands(workflow: Path) -> Iterator[str]:
    """Yield the commands of all steps of a workflow."""
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    for job in jobs.values():
        yield from (step["run"] for step in job.get("steps", []) if "run" in step)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_calls_make(workflow: Path):
    for command in commands(workflow):
        if not command.startswith(BESIDES):
            made = re.fullmatch(r"(?:sudo --preserve-env=CI )?make ([a-z-]+)", command)
            assert made, command
            assert made[1] in TARGETS


def test_ci_run_calls_make():
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    made = [line.split()[1] for line in lines if line.startswith("make ")]
    builds = ["pdf", "epub", "booklet", "chapters", "press", "html", "reference"]
    builds += ["evidence", "check"]
    assert made == ["test", *builds, "validate", "test-browser"]
    assert set(made) <= TARGETS
