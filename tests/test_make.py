"""The Makefile on a tiny book: what is built when, and what stays when a build fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONF = """
project = "A Tiny Book"
author = "The testers"
extensions = ["myst_parser", "sphinx_bookwork"]
html_theme = "basic"
html_static_path = ["assets/css"]
html_css_files = ["web.css"]
book_slug = "a-tiny-book"
bookpdf_page_size = "A5"
"""
FILES = {
    "conf.py": CONF,
    "requirements.txt": "",
    "docs/index.md": "# A Tiny Book\n\n```{downloads}\n*.pdf: Print\n*.epub: E-book\n```\n\n"
    "```{toctree}\n:glob:\nchapters/*\n```\n",
    "docs/chapters/one.md": "# One\n\nThe first sentence.\n",
    "docs/chapters/two.md": "# Two\n\nThe second sentence.\n",
    "assets/css/web.css": "p { color: black }\n",
    "assets/css/print.css": "p { color: black }\n",
}
NOTHING = "Nothing to be done for 'html'"


@dataclass(frozen=True)
class Book:
    """A folder with the Makefile and a tiny book."""

    root: Path

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run make with this very environment instead of one of the book's own."""
        here = [f"BIN={Path(sys.executable).parent}", "READY=Makefile", f"PYTHON={sys.executable}"]
        return subprocess.run(
            ["make", *here, *arguments],
            cwd=self.root,
            env=os.environ | {"LC_ALL": "C", "MAKEFLAGS": "", "MAKELEVEL": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose site is built; tests work on copies."""
    root = tmp_path_factory.mktemp("good")
    for name in ("Makefile", "bootstrap.py"):
        shutil.copy(ROOT / name, root / name)
    for name, text in FILES.items():
        Book(root).write(name, text)
    done = Book(root).make("html")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def book(good: Path, tmp_path: Path) -> Book:
    """A book of the test's own, its site built."""
    return Book(Path(shutil.copytree(good, tmp_path / "book")))


def test_second_run_says_that_there_is_nothing_to_do(book: Book):
    assert NOTHING in book.make("html").stdout
    (book.root / "docs/index.md").touch()
    assert NOTHING in book.make("html").stdout


CHANGES: list[tuple[str, Callable[[Book], None], Callable[[Book], bool]]] = [
    (
        "chapter",
        lambda book: book.write("docs/chapters/one.md", "# One\n\nAnother sentence.\n"),
        lambda book: "Another sentence" in book.read("_build/html/chapters/one.html"),
    ),
    (
        "chapter added",
        lambda book: book.write("docs/chapters/new.md", "# New\n"),
        lambda book: "chapters/new.html" in book.read("_build/html/index.html"),
    ),
    (
        "chapter deleted",
        lambda book: (book.root / "docs/chapters/two.md").unlink(),
        lambda book: not (book.root / "_build/html/chapters/two.html").exists(),
    ),
    (
        "stylesheet",
        lambda book: book.write("assets/css/web.css", "p { color: red }\n"),
        lambda book: "red" in book.read("_build/html/_static/web.css"),
    ),
    (
        "conf.py",
        lambda book: book.write("conf.py", CONF + 'html_title = "Another Title"\n'),
        lambda book: "Another Title" in book.read("_build/html/index.html"),
    ),
]


@pytest.mark.parametrize(("change", "shows"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_change_is_built(book: Book, change: Callable[..., None], shows: Callable[..., bool]):
    assert not shows(book)
    change(book)
    assert book.make("html").returncode == 0
    assert shows(book)
    assert NOTHING in book.make("html").stdout


def test_change_of_the_makers_starts_over(book: Book):
    book.write("sphinx_bookwork/new.py", "")
    assert "3 added, 0 changed" in book.make("html").stdout


def test_stylesheet_of_another_edition_is_no_reason_to_build(book: Book):
    book.write("assets/css/print.css", "p { color: red }\n")
    assert NOTHING in book.make("html").stdout


def test_failed_build_fails_again_and_leaves_the_site(book: Book):
    before = book.read("_build/html/chapters/one.html")
    book.write("docs/chapters/one.md", "# One\n\nSee {ref}`nowhere`.\n")
    for _run in ("first", "second"):
        done = book.make("html")
        assert done.returncode != 0
        assert "docs/chapters/one.md:3: WARNING: undefined label: 'nowhere'" in done.stderr
        assert book.read("_build/html/chapters/one.html") == before
    book.write("docs/chapters/one.md", FILES["docs/chapters/one.md"])
    assert book.make("html").returncode == 0


@pytest.mark.parametrize("taken", ["_build", "_build/html", "_build/pdf"])
def test_output_path_that_is_a_file_is_left_alone(book: Book, taken: str):
    shutil.rmtree(book.root / "_build")
    book.write(taken, "mine")
    done = book.make("pdf" if taken.endswith("pdf") else "html")
    assert done.returncode != 0
    assert f"{taken}: is a file where a folder has to be; move the file away" in done.stderr
    assert book.read(taken) == "mine"


def test_silent_make_says_nothing(book: Book):
    shutil.rmtree(book.root / "_build")
    done = book.make("-s", "html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture(scope="module")
def whole(good: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book with all its editions; tests leave it as it is."""
    book = Book(Path(shutil.copytree(good, tmp_path_factory.mktemp("whole") / "book")))
    assert "downloads/" not in book.read("_build/html/index.html")
    done = book.make("all")
    assert done.returncode == 0, done.stderr
    return book


def outputs(book: Book, folder: str) -> set[str]:
    """The names in a folder of outputs, without what Sphinx keeps there for itself."""
    return {path.name for path in (book.root / "_build" / folder).iterdir()} - {".doctrees"}


def test_outputs_are_where_the_contract_says(whole: Book):
    assert outputs(whole, "pdf") == {"a-tiny-book.pdf", "page-map.json"}
    assert outputs(whole, "epub") == {"a-tiny-book.epub"}
    assert outputs(whole, "booklet") == {"a-tiny-book-booklet.pdf"}
    assert outputs(whole, "press") == {"a-tiny-book-press.pdf"}
    assert outputs(whole, "chapters") >= {"one.pdf", "two.pdf", "chapters.json"}


@pytest.mark.parametrize("target", ["html", "pdf", "epub", "booklet", "chapters", "press", "all"])
def test_what_is_built_is_built_once(whole: Book, target: str):
    assert "Nothing to be done" in whole.make(target).stdout


def test_ebook_booklet_and_chapters_make_the_print_edition_first(book: Book):
    for target in ("epub", "booklet", "chapters"):
        assert "-b bookpdf docs _build/pdf" in book.make("--dry-run", target).stdout


def test_site_offers_what_is_built(whole: Book, tmp_path: Path):
    book = Book(Path(shutil.copytree(whole.root, tmp_path / "book")))
    booklet, pdf, epub = (
        f"downloads/a-tiny-book{end}" for end in ("-booklet.pdf", ".pdf", ".epub")
    )
    assert offered(book) == [pdf, booklet, epub]
    assert all((book.root / "_build/html" / name).is_file() for name in offered(book))
    shutil.rmtree(book.root / "_build/epub")
    book.make("html")
    assert offered(book) == [pdf, booklet]
    assert not (book.root / "_build/html/downloads/a-tiny-book.epub").exists()


def offered(book: Book) -> list[str]:
    return re.findall(r'href="(downloads/[^"]+)"', book.read("_build/html/index.html"))


def test_help_names_every_target(book: Book):
    makefile = book.read("Makefile")
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    shown = [line.split()[1] for line in book.make("help").stdout.splitlines()]
    assert sorted(shown) == sorted(targets)


def test_unknown_python_is_told(book: Book):
    done = book.make("PYTHON=python-of-nowhere", "html")
    assert done.returncode != 0
    assert "There is no python-of-nowhere: install Python 3.11 or later" in done.stderr
