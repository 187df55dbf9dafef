"""The builder on built editions, which are then spoilt as a builder's fault would spoil them."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from docutils import nodes
from docutils.utils import new_document

from sphinx_bookwork.checks.allowed import allowed
from tests.harness import Build, Project

DOT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
FILES = {
    "index.md": "# A Test Book\n\n```{toctree}\n:numbered:\nnight\nday\n```\n",
    "night.md": """\
(night)=
# Night

Troops came[^a] *at once* into the town, {math}`x^2` of them, and stayed.[^b] See {ref}`day` and
[the world](https://world.example/a%20b).

```{figure} dot.svg
:name: chart
:alt: A chart of rain.

Rain by month[^a]
```

```{long-description}
It rains in two months.
```

```{list-table} Who came
:header-rows: 1

* - Who
  - When
* - The old guard
  - in the evening
```

[^a]: Marsh 2003, chapter 7.
[^b]: Said the daily.
""",
    "day.md": """\
(day)=
# Day

## Morning

A tab or two:

::::{tab-set}
:::{tab-item} First
The first of the panels.
:::
:::{tab-item} Second
The second of the panels.
:::
::::

$$
a \\\\ b
$$

% parity: not in print, e-book: the site alone can show it
```{only} builder_html
A form to fill in, on a screen.
```
""",
}
PLACES = {
    "bookcheck_site": "../out/html",
    "bookcheck_print": "../out/bookpdf",
    "bookcheck_ebook": "../out/bookepub",
}
EXTENSIONS = ["myst_parser", "sphinx_design", "sphinx_bookwork"]
MYST = {"myst_enable_extensions": ["colon_fence", "dollarmath"], "numfig": True}


@pytest.fixture
def book(project: Project) -> Project:
    for name, text in FILES.items():
        project.write(name, text)
    return project.conf(extensions=EXTENSIONS, **MYST, **PLACES).write("dot.svg", DOT)


def built(book: Project) -> Project:
    for builder in ("html", "bookpdf", "bookepub"):
        build = book.build(builder)
        assert build.status == 0, build.log
    return book


def findings(build: Build) -> list[tuple[str, int, str]]:
    """Path, line and rule of every finding in the report."""
    report = json.loads((build.out / "report.json").read_text("utf-8"))
    return [(f["path"], f["line"], f["rule"].split(".")[1]) for f in report["findings"]]


def said(build: Build) -> str:
    assert build.status == 1, build.log
    assert "Traceback" not in build.log
    return (build.out / "report.txt").read_text("utf-8")


def test_editions_as_they_are_built_have_it_all(book):
    build = built(book).build("bookcheck")
    assert build.status == 0, build.log
    assert findings(build) == []
    counts = json.loads((build.out / "report.json").read_text("utf-8"))["counts"]
    assert counts["source"]["call"] == counts["print"]["call"] == counts["e-book"]["call"] == 3
    assert counts["site"]["heading"] == 4 and counts["print"]["heading"] == 3


def test_any_theme_will_do(book):
    for theme in ("sphinx_book_theme", "alabaster", "classic"):
        book.conf(extensions=EXTENSIONS, html_theme=theme, **MYST, bookcheck_site="../out/html")
        assert book.build("html").status == 0
        assert [f for f in findings(book.build("bookcheck")) if f[2] != "not-built"] == []


def test_a_site_of_folders_will_do(book):
    book.conf(extensions=EXTENSIONS, **MYST, bookcheck_site="../out/dirhtml")
    book.write("day.md", FILES["day.md"].replace("builder_html", "html"))
    assert book.build("dirhtml").status == 0
    assert [f for f in findings(book.build("bookcheck")) if f[2] != "not-built"] == []


def spoil_site(book: Project, name: str, old: str, new: str) -> None:
    page = book.root / "out/html" / name
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")


FAULTS = (
    ("night.html", "Night<a", "Knight<a", "'1 Night'", "heading"),
    ("night.html", "Fig. 1", "Fig. 2", "Fig. 1.1 Rain by month", "caption"),
    ("night.html", "into the town", "into town", "Troops came", "text"),
    ("night.html", "Said the daily", "Said a weekly", "Said the daily", "note"),
    ("night.html", "and stayed", "and left", "Troops came", "call"),
    ("night.html", 'alt="A chart of rain."', "", "A chart of rain.", "alt"),
    ("night.html", "rains in two", "snows in two", "It rains", "description"),
    ("night.html", "x^2", "x^3", "x^2", "formula"),
    ("night.html", "day.html#day", "day.html#night", "'Day'", "link"),
    ("night.html", "world.example", "moon.example", "world.example", "address"),
    ("night.html", 'alt="A chart of rain."', 'alt="dot.svg"', "'dot.svg'", "file-name"),
    ("day.html", "A tab", "A \\(tab\\)", "TeX in place of a formula", "raw-tex"),
)


@pytest.fixture(scope="module")
def every_fault(tmp_path_factory) -> str:
    """The report on a site with all of ``FAULTS``, the other editions not built."""
    from tests.pdf.paper import Printer  # noqa: PLC0415

    book = Printer(tmp_path_factory.mktemp("faults"))
    for name, text in FILES.items():
        book.write(name, text)
    book.write("dot.svg", DOT)
    book.conf(extensions=EXTENSIONS, **MYST, bookcheck_site="../out/html")
    assert book.build("html").status == 0
    for name, old, new, _, _ in FAULTS[:-2]:
        spoil_site(book, name, old, new)
    spoil_site(book, "night.html", "<img", '<img alt="dot.svg"')
    spoil_site(book, "day.html", "A tab", "A \\(tab\\)")
    spoil_site(book, "day.html", "mathjax", "nothing")
    return said(book.build("bookcheck"))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault[-1])
def test_a_fault_of_the_site_is_found(every_fault, fault):
    *_, words, code = fault
    [line, *_] = [one for one in every_fault.splitlines() if one.endswith(f"[bookcheck.{code}]")]
    assert words in every_fault and "the site " in line


def test_a_fault_of_the_e_book_is_found(book):
    [path] = (built(book).root / "out/bookepub").iterdir()
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["EPUB/text/night.xhtml"] = files["EPUB/text/night.xhtml"].replace(b"old guard", b"guard")
    with ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    text = said(book.build("bookcheck"))
    assert "night.md:23: the e-book has no such text 'The old guard'" in text


def test_a_print_edition_of_an_older_text_is_found(book):
    built(book)
    book.write("night.md", FILES["night.md"].replace("Said the daily", "Said the weekly"))
    assert book.build("html").status == book.build("bookepub").status == 0
    text = said(book.build("bookcheck"))
    assert "night.md:28: the print has no note that says 'Said the weekly.'" in text


def test_a_difference_without_a_reason_fails_every_time(book):
    text = FILES["day.md"].replace("% parity: not in print, e-book: the site alone can show it", "")
    built(book.write("day.md", text))
    for _ in range(2):
        build = book.build("bookcheck")
        assert build.status == 1
        assert ("src/day.md", 22, "undeclared") in findings(build) or (
            "day.md", 22, "undeclared",
        ) in findings(build)  # fmt: skip


def test_a_condition_that_keeps_nothing_back_needs_no_reason(book):
    text = "\n```{only} builder_html\n```{downloads}\n*.pdf: Print\n```\n```\n"
    text = text.replace("```{only}", "````{only}").removesuffix("```\n") + "````\n"
    built(book.write("day.md", FILES["day.md"] + text))
    build = book.build("bookcheck")
    assert build.status == 0, build.log


def test_a_document_declares_for_all_of_it(book):
    rest = (
        "---\nparity: 'not in print, e-book: an index of forms'\n---\n# Forms\n\nAll the forms.\n"
    )
    book.write("forms.md", rest)
    index = FILES["index.md"] + "\n```{only} builder_html\n```{toctree}\nforms\n```\n```\n"
    index = index.replace("```{only}", "% parity: not in print, e-book: forms\n````{only}")
    built(book.write("index.md", index.removesuffix("```\n") + "````\n"))
    build = book.build("bookcheck")
    assert build.status == 0, build.log


def test_restructuredtext_declares_in_a_comment(project):
    project.write(
        "index.rst",
        """
        A Book
        ======

        Some text of it.

        .. parity: not in site: paper alone has it

        .. only:: print

           Printed on paper.
        """,
    ).conf(bookcheck_site="../out/html", bookcheck_print="../out/bookpdf")
    assert project.build("html").status == project.build("bookpdf").status == 0
    build = project.build("bookcheck")
    assert [code for *_, code in findings(build)] == ["not-built"], build.log


def test_what_is_not_built_is_said(book):
    build = book.build("bookcheck")
    assert [code for *_, code in findings(build)] == ["not-built"] * 3
    text = said(build)
    assert "the print is not built: there is no '../out/bookpdf'" in text
    build = book.conf(extensions=EXTENSIONS, **MYST).build("bookcheck")
    assert build.status == 0, "nothing was asked for"
    assert "the site is not compared: bookcheck_site is empty" in (
        build.out / "report.txt"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "words"), [("print", "cannot be read"), ("ebook", "cannot be read")]
)
def test_what_cannot_be_read_is_said(book, name, words):
    (book.root / "broken").write_bytes(b"no such thing")
    build = book.conf(extensions=EXTENSIONS, **MYST, **{f"bookcheck_{name}": "../broken"}).build(
        "bookcheck"
    )
    assert words in said(build)


def test_the_report_is_written_where_a_document_has_a_mistake(book):
    built(book).write("day.md", FILES["day.md"] + "\n{ref}`nowhere`\n")
    build = book.build("bookcheck")
    assert build.status != 0
    assert Path(build.out / "report.json").is_file()


OF_ITS_OWN = """\
A Book
======

.. toctree::

   Elsewhere <https://elsewhere.example/>

.. |unused| image:: dot.svg
   :alt: A picture that nobody sees
   :target: https://unseen.example/

.. raw:: html

   <a href="https://raw.example/">There</a> <img src="dot.svg" alt="A raw dot">
"""


def test_what_raw_html_and_extensions_have_of_their_own_is_no_finding(project: Project):
    project.conf(extensions=["sphinx_bookwork"], **PLACES)
    project.write("index.rst", OF_ITS_OWN).write("dot.svg", DOT)
    for builder in ("html", "bookpdf", "bookepub"):
        project.lenient(builder)
    assert findings(project.build("bookcheck")) == []


def test_a_condition_is_said_once_and_not_for_each_block(project: Project):
    project.conf(**PLACES).write(
        "index.md", "# A Book\n\nText.\n\n```{only} latex\nOnly in LaTeX.\n```\n"
    )
    for builder in ("html", "bookpdf", "bookepub"):
        project.lenient(builder)
    assert [rule for *_, rule in findings(project.build("bookcheck"))] == ["undeclared"]


def test_the_text_of_what_an_extension_draws_is_allowed():
    document = new_document("page")
    document += nodes.Element("", alt="A leads to B")
    assert list(allowed(document)) == [("alt", "A leads to B")]
