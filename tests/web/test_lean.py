"""A light site on the themes it fits, and nothing changed on others."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sphinx_bookwork.web.lean import DROPPED, SHEET
from tests.harness import Build, Project

THEMES = ("sphinx_book_theme", "pydata_sphinx_theme")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
INDEX = """
# A Book

```{toctree}
:caption: Chapters
chapters/one
chapters/two
```
"""
CHAPTER = """
# One

A paragraph long enough to tell what the whole of this chapter is about. And more of it.

```{figure} ../picture.svg
:alt: A picture
```

```{list-table}
:widths: 30 70
* - a
  - b
```

## Second

{index}`apples` and {index}`pears`.
"""


class Page(HTMLParser):
    """What a strict content security policy forbids, and what a page loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self._script = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._script = tag == "script" and "src" not in given
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name[:2] == "on"]
        if tag == "style":
            self.inline.append("style")
        if tag in ("script", "link") and given.get("rel") not in ("next", "prev", "index"):
            self.loaded.append(given.get("src") or given.get("href") or "")

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.inline.append(f"script: {data.strip()}")


def build(project: Project, theme: str, **conf: object) -> Build:
    project.conf(html_theme=theme, bookweb_lean=True, myst_enable_extensions=[], **conf)
    project.write("index.md", INDEX).write("picture.svg", PICTURE)
    project.write("chapters/one.md", CHAPTER).write("chapters/two.md", "# Two\n\nText.\n")
    built = project.build("html")
    assert built.status == 0, built.log
    return built


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_has_a_script_or_style_in_its_text(project: Project, theme: str):
    out = build(project, theme).out
    pages = [path for path in out.rglob("*.html") if "_static" not in path.parts]
    assert len(pages) == 5  # with index and search
    assert {path.name: Page(path).inline for path in pages if Page(path).inline} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_page_loads_is_there_and_what_none_loads_is_gone(project: Project, theme: str):
    out = build(project, theme).out
    page = out / "chapters/one.html"
    loaded = [name.partition("?")[0] for name in Page(page).loaded]
    assert len(loaded) > 5
    assert not [name for name in loaded if not (page.parent / name).is_file()]
    static = [path.name for path in (out / "_static").rglob("*") if path.is_file()]
    assert not [name for name in static if "fontawesome" in name or name.startswith("fa-")]
    assert not [name for name in static if name.endswith((".map", ".po", ".html"))]
    assert not {Path(name).name for name in DROPPED} & set(static)


def test_the_sheet_of_the_theme_keeps_what_pages_use_and_no_more(project: Project):
    sheet = (build(project, THEMES[0]).out / SHEET).read_text("utf-8")
    assert len(sheet) < 90_000  # of 376,517
    assert ".bd-article-container" in sheet
    assert ".carousel" not in sheet and "@font-face" not in sheet
    dark = r"@media \(prefers-color-scheme: dark\)\{html\[data-theme=auto\]"
    assert re.search(dark, sheet), "without a script nothing is dark"


def test_a_preview_is_not_trimmed_which_takes_longer_than_the_rest(project: Project):
    build(project, THEMES[0])
    built = project.build("html", "--tag", "preview")
    assert built.status == 0, built.log
    assert ".carousel" in (built.out / SHEET).read_text("utf-8")


def test_a_second_build_is_no_different(project: Project):
    first = build(project, THEMES[0])
    page, sheet = first.out / "index.html", first.out / SHEET
    before = page.read_bytes(), sheet.read_bytes()
    project.write("chapters/two.md", "# Two\n\n:::{note}\nA note.\n:::\n")
    project.conf(html_theme=THEMES[0], bookweb_lean=True, myst_enable_extensions=["colon_fence"])
    assert project.build("html").status == 0
    assert ".admonition" in sheet.read_text("utf-8"), "the rules of the new page are missing"
    assert page.read_bytes().split(b"?v=")[0] == before[0].split(b"?v=")[0]
    assert page.read_bytes() != before[0], "a browser would keep the sheet without them"


def test_an_inline_script_of_an_extension_becomes_a_file(project: Project):
    project.write("ext.py", "def setup(app):\n    app.add_js_file(None, body='window.mine = 1')\n")
    project.write("conf_path.py", "")
    path = str(project.root / "src")
    conf = {"extensions": ["myst_parser", "sphinx_bookwork", "ext"]}
    monkey = f"import sys; sys.path.insert(0, {path!r})\n"
    project.conf(html_theme=THEMES[0], bookweb_lean=True, **conf)
    conf_py = project.root / "src/conf.py"
    conf_py.write_text(monkey + conf_py.read_text("utf-8"), encoding="utf-8")
    project.write("index.md", "# A Book\n\nText.\n")
    built = project.build("html")
    assert built.status == 0, built.log
    [script] = (built.out / "_static/bookweb").glob("inline-*.js")
    assert script.read_text("utf-8") == "window.mine = 1"
    assert script.name in (built.out / "index.html").read_text("utf-8")


def test_pictures_say_their_size_and_columns_their_width(project: Project):
    page = (build(project, THEMES[0]).out / "chapters/one.html").read_text("utf-8")
    assert re.search(r'<img alt="A picture"[^>]* height="20"[^>]* width="40"', page)
    assert "image-reference" not in page
    assert "bookweb-width-30" in page and "bookweb-width-70" in page


def test_the_index_is_lists(project: Project):
    page = (build(project, THEMES[0]).out / "genindex.html").read_text("utf-8")
    assert 'class="bookweb-index"' in page and "<table" not in page
    assert 'href="chapters/one.html#index-' in page


@pytest.mark.parametrize("theme", ["alabaster", "basic"])
def test_another_theme_is_refused(project: Project, theme: str):
    project.conf(html_theme=theme, bookweb_lean=True).write("index.md", "# A Book\n\nText.\n")
    built = project.build("html")
    assert built.status != 0
    assert f"html_theme is '{theme}'; choose one of them" in built.log
    assert "[bookweb.theme]" in built.log and "Traceback (most" not in built.log


@pytest.mark.parametrize("builder", ["epub", "bookepub", "bookpdf", "text"])
def test_other_builders_are_not_touched(project: Project, builder: str):
    project.conf(html_theme=THEMES[0], bookweb_lean=True, version="1", copyright="nobody",
                 epub_uid="a", epub_identifier="a")  # fmt: skip
    project.write("index.md", "# A Book\n\nText.\n")
    built = project.build(builder)
    assert built.status == 0, built.log
    assert not list(built.out.rglob("bookweb"))


@pytest.mark.parametrize("theme", ["alabaster", *THEMES])
def test_a_project_that_sets_nothing_keeps_its_theme(project: Project, theme: str):
    project.conf(html_theme=theme).write("index.md", "# A Book\n\nText.\n")
    built = project.build("html")
    assert built.status == 0, built.log
    page = (built.out / "index.html").read_text("utf-8")
    assert "bookweb" not in page and "bookweb" not in str(list(built.out.rglob("*.html")))
    assert not (built.out / "404.html").exists() and not (built.out / "sitemap.xml").exists()


def test_pages_without_text_of_their_own_say_how_to_report_an_error_too(project: Project):
    address = {"book_report": "errors@book.example"}
    out = build(project, THEMES[0], bookweb_not_found=True, **address).out
    for name in ("chapters/one.html", "genindex.html", "search.html", "404.html"):
        assert (out / name).read_text("utf-8").count('<p class="report-error">') == 1, name
