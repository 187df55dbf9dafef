"""The preview as its user has it: a command, a browser's requests, saved files."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from sphinx_bookwork.live.__main__ import main

CONF = "project = 'A Book'\nextensions = ['myst_parser', 'sphinx_bookwork']\nhtml_theme = 'basic'\n"
PATIENCE = 60  # seconds; a busy machine is slow to begin


class Running:
    """A preview that runs, and what it tells a page."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        command = [sys.executable, "-m", "sphinx_bookwork.live", "src", "out", "--port", "0"]
        self.process = subprocess.Popen(
            [*command, *options],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = self.process.stdout.readline()
        self.address = re.search(r"http://[\d.:]+", said)[0]
        self.events: Queue[tuple[str, dict]] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        name = ""
        with urlopen(f"{self.address}/_live/events", timeout=PATIENCE) as stream:
            for line in stream:
                field, _, value = line.decode().strip().partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    self.events.put((name, json.loads(value)))

    def told(self, what: str) -> tuple[str, str]:
        """Wait for the next event on ``what``; return its name and what it says."""
        while True:
            name, data = self.events.get(timeout=PATIENCE)
            if data["what"] == what:
                return name, data["said"] or ""

    def get(self, path: str) -> str:
        with urlopen(self.address + path, timeout=PATIENCE) as answer:
            return answer.read().decode("utf-8", "replace")

    def save(self, text: str, name: str = "index.md") -> None:
        (self.root / "src" / name).write_text(text, "utf-8")


def project(root: Path) -> Path:
    (root / "src").mkdir()
    (root / "src/conf.py").write_text(CONF)
    (root / "src/index.md").write_text("# A Book\n\nThe first text.\n")
    (root / "src/other.md").write_text("---\norphan: true\n---\n\n# Another\n")
    return root


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview for all tests: it takes longer to begin than to build."""
    preview = Running(project(tmp_path_factory.mktemp("live")))
    assert preview.told("site") == ("made", "")
    yield preview
    preview.process.kill()
    preview.process.wait()


def test_a_save_is_followed_by_the_site_and_the_pages(running: Running):
    page = running.get("/")
    assert "The first text." in page and '<script src="/_live/live.js" defer></script>' in page
    assert running.told("pages") == ("made", "")
    assert running.get("/_live/book.pdf").startswith("%PDF")
    running.save("# A Book\n\nThe second text.\n")
    assert running.told("site") == ("made", "")
    assert "The second text." in running.get("/index.html")
    assert running.told("pages") == ("made", "")
    assert "book.pdf" in running.get("/_live/") and "EventSource" in running.get("/_live/live.js")


def test_a_mistake_is_told_and_the_last_good_site_stays(running: Running):
    running.save("# A Book\n\nThe last good text.\n")
    assert running.told("site") == ("made", "")
    running.save("# A Book\n\nAnother text, {ref}`nowhere`.\n")
    name, said = running.told("site")
    assert name == "failed"
    assert "index.md:3: WARNING: undefined label: 'nowhere'" in said
    assert "The last good text." in running.get("/")
    running.save("# A Book\n\nThe third text.\n")
    assert running.told("site") == ("made", "")
    assert "The third text." in running.get("/")


def test_a_mistake_is_told_until_it_is_mended_whatever_else_is_saved(running: Running):
    running.save("# Another\n\nA {ref}`nowhere`.\n", "other.md")
    assert running.told("site")[0] == "failed"
    running.save("# A Book\n\nA fourth text.\n")
    name, said = running.told("site")
    assert name == "failed" and "other.md:3: WARNING: undefined label: 'nowhere'" in said
    running.save("---\norphan: true\n---\n\n# Another\n", "other.md")
    assert running.told("site") == ("made", "")
    assert "A fourth text." in running.get("/")


def test_a_change_of_the_settings_is_followed_too(running: Running):
    running.save(CONF.replace("A Book", "A Renamed Book"), "conf.py")
    assert running.told("site") == ("made", "")
    assert "A Renamed Book" in running.get("/")
    running.save("project =", "conf.py")
    name, said = running.told("site")
    assert name == "failed" and "conf.py" in said and "Traceback" not in said
    running.save(CONF, "conf.py")
    assert running.told("site") == ("made", "")


def test_what_is_not_of_the_site_is_not_served(running: Running):
    for path in ("/../src/conf.py", "/%2e%2e/src/conf.py", "/nowhere.html"):
        with pytest.raises(HTTPError, match="404"):
            running.get(path)


def test_ctrl_c_ends_it_at_once_and_in_silence(tmp_path: Path):
    running = Running(project(tmp_path))
    running.told("site")  # the pages are being made
    running.process.send_signal(signal.SIGINT)
    said, _ = running.process.communicate(timeout=20)
    assert running.process.returncode == 0
    assert "Traceback" not in said and "Error" not in said


def test_a_preview_that_ended_leaves_nothing_to_distrust(tmp_path: Path):
    running = Running(project(tmp_path), "--no-pages")
    running.told("site")  # the next build is being prepared
    running.process.send_signal(signal.SIGINT)
    running.process.communicate(timeout=PATIENCE)
    assert not (tmp_path / "out/doctrees-html/bookwork-gate").exists()
    assert (tmp_path / "out/doctrees-html/environment.pickle").is_file()


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys):
    (tmp_path / "conf.py").write_text(CONF)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main([str(tmp_path), str(tmp_path / "out"), "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port} of this machine cannot be used: " in said and "PORT=8001" in said


def test_what_cannot_be_watched_is_said(tmp_path: Path, capsys):
    (tmp_path / "conf.py").write_text(CONF)
    assert main([str(tmp_path), str(tmp_path / "out"), "--watch", "nowhere"]) == 2
    assert "there is nothing to watch: " in capsys.readouterr().err


def test_a_setting_without_a_value_is_said(tmp_path: Path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path), str(tmp_path / "out"), "-D", "language"])
    assert "'language' is no setting; write NAME=VALUE" in capsys.readouterr().err


def test_a_folder_without_conf_py_is_said(tmp_path: Path, capsys):
    assert main([str(tmp_path), str(tmp_path / "out")]) == 2
    assert "conf.py" in capsys.readouterr().err
