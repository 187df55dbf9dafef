from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.harness import Build, Project

PAGE = b'<html><p id="there">Text</p></html>'


class Answers(BaseHTTPRequestHandler):
    """Answers as hosts do; ``/busy`` asks for patience once."""

    asked: Counter[str]

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        name = self.path.strip("/")
        if name == "moved":
            self.answer(301, {"Location": "/ok"})
        elif name == "gone":
            self.answer(404)
        elif name == "busy" and self.asked[self.path] == 1:
            self.answer(429, {"Retry-After": "1"})
        elif name == "closed":
            self.answer(503)
        elif name == "slow":
            time.sleep(2)
            self.answer(200)
        else:
            self.answer(200)

    do_HEAD = do_GET

    def answer(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(PAGE)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(PAGE)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing on the tests' standard error."""


@pytest.fixture
def host() -> Iterator[str]:
    Answers.asked = Counter()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def check(project: Project, *links: str) -> tuple[Build, list[tuple[str, str]], list[str]]:
    """Check links, one in each paragraph from line 3; return build, rules by link, text report."""
    project.conf(linkcheck_timeout=1, linkcheck_retries=2, linkcheck_report_timeouts_as_broken=True)
    paragraphs = "\n\n".join(f"[text]({link})" for link in links)
    project.write("index.md", f"# A Book\n\n{paragraphs}\n")
    build = project.build("linkcheck")
    found = json.loads((build.out / "report.json").read_text())["findings"]
    text = (build.out / "report.txt").read_text().splitlines()
    return build, [(item["rule"], item["message"]) for item in found], text


def test_good_links_pass(project: Project, host: str):
    build, found, text = check(project, f"{host}/ok", f"{host}/page#there", "mailto:a@b.org")
    assert (build.status, found) == (0, [])
    assert "links: 2" in text
    assert "working: 2" in text


def test_moved_link_is_a_note_with_its_new_address(project: Project, host: str):
    build, found, _text = check(project, f"{host}/moved")
    assert build.status == 0
    assert found == [("links.moved", f"'{host}/moved' moved for good; write '{host}/ok'")]


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("gone", "404 Client Error: Not Found"),
        ("page#nowhere", "Anchor 'nowhere' not found"),
        ("slow", "Read timed out"),
    ],
)
def test_broken_link_fails_and_is_reported_with_its_line(
    project: Project, host: str, link: str, why: str
):
    build, found, text = check(project, f"{host}/ok", f"{host}/{link}")
    assert build.status == 1
    assert [rule for rule, _message in found] == ["links.broken"]
    assert why in found[0][1]
    assert text[0].startswith(f"error: index.md:5: '{host}/{link}' is broken: ")
    assert "1 of 2 links to mend" in build.log


def test_slow_host_is_asked_again(project: Project, host: str):
    check(project, f"{host}/slow")
    assert Answers.asked["/slow"] == 2


def test_busy_host_is_asked_again_after_the_time_it_names(project: Project, host: str):
    started = time.monotonic()
    build, found, _text = check(project, f"{host}/busy")
    assert (build.status, found) == (0, [])
    assert Answers.asked["/busy"] == 2
    assert time.monotonic() - started > 1


def test_host_that_is_closed_is_a_note(project: Project, host: str):
    build, found, _text = check(project, f"{host}/closed")
    assert build.status == 0
    assert [rule for rule, _message in found] == ["links.unknown"]


def cited(project: Project, bibliography: str, *keys: str) -> Build:
    """Check a book that cites these entries of a bibliography."""
    project.conf(
        extensions=["myst_parser", "sphinxcontrib.bibtex", "sphinx_bookwork"],
        bibtex_bibfiles=["references.bib"],
    )
    project.write("references.bib", bibliography)
    roles = " ".join(f"{{cite}}`{key}`" for key in keys)
    project.write("index.md", f"# A Book\n\n{roles}\n\n```{{bibliography}}\n```\n")
    return project.build("linkcheck")


def test_link_of_a_bibliography_is_reported_where_it_is_written(project: Project, host: str):
    entry = f"@misc{{a,\n title = {{A}},\n url = {{{host}/gone}}\n}}\n"
    build = cited(project, entry, "a")
    assert build.status == 1
    text = (build.out / "report.txt").read_text()
    assert text.startswith(f"error: references.bib:3: '{host}/gone' is broken: 404")
    assert f"look for a copy (https://web.archive.org/web/*/{host}/gone) and give it" in text
    assert (project.root / "src/references.bib").read_text() == entry, "nobody fills it but people"


def test_archived_copy_of_a_dead_source_is_suggested(project: Project, host: str):
    copy = f"archived = {{{host}/ok?copy}}, checked = {{2026-11-25}}"
    build = cited(project, f"@misc{{a, title={{A}}, url={{{host}/gone}}, {copy}}}\n", "a")
    text = (build.out / "report.txt").read_text()
    assert f"broken: 404 Client Error: Not Found for url: {host}/gone; its archived copy is" in text
    assert f"'{host}/ok?copy': make it the url [links.broken]" in text
    assert "links: 2" in text, "the copy is checked too"


def test_source_that_nothing_cites_is_checked_too(project: Project, host: str):
    unused = f"@misc{{b, title={{B}},\n doi={{10.1/x}},\n url={{{host}/gone}}}}\n"
    build = cited(project, f"@misc{{a, title={{A}}, url={{{host}/ok}}}}\n{unused}", "a")
    assert build.status == 1
    text = (build.out / "report.txt").read_text()
    assert text.startswith(f"error: references.bib:4: '{host}/gone' is broken")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("archived = {copy of 2020}", "archived is no address; give that of the copy, or leave"),
        ("archived = {}", "archived is no address"),
        ("checked = {yesterday}", "checked is no day; write the day somebody looked as 2026-11-25"),
        ('checked = "2026-02-30"', "checked is no day"),
        ("checked = {20261125}", "checked is no day"),
    ],
)
def test_field_that_says_nothing_is_an_error_in_every_build(project: Project, field, wrong):
    cited(project, f"@misc{{a,\n title={{{{A {{B}} C}}}},\n  {field},\n year=2001}}\n", "a")
    for builder in ("html", "html", "bookpdf"):
        build = project.build(builder)
        assert build.status != 0
        assert f"references.bib:3: WARNING: {wrong}" in build.log
        assert "[links.source]" in build.log


def test_entries_that_refer_to_each_other_in_a_circle_are_named(project: Project):
    entries = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "d")]
    texts = [f"@misc{{{key},\n title={{T}},\n crossref = {{{to}}}\n}}\n" for key, to in entries]
    cited(project, "".join(texts), "a")
    log = project.build("html").log
    assert log.count("goes in a circle") == 3, "a leads into a circle and is in none"
    assert "references.bib:7: WARNING: crossref goes in a circle (b -> c -> b); drop one" in log
    assert "references.bib:15: WARNING: crossref goes in a circle (d -> d)" in log
