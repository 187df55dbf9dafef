"""The words that the editions print: every one is in the catalogues, in every language."""

from __future__ import annotations

import ast
from pathlib import Path

import pypdfium2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sphinx_bookwork"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("az", "de", "fr", "ru")
TRANSLATORS = {"_", "message"}


def words(catalog: Catalog) -> set[str]:
    return {str(entry.id) for entry in catalog if entry.id}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def translated_in(path: Path) -> set[str]:
    """The texts that a module hands to a translator, also within f-strings."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    return {
        ast.literal_eval(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in TRANSLATORS
    }


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Catalog:
    """The words as Babel finds them now."""
    path = tmp_path_factory.mktemp("words") / "now.pot"
    command = ["pybabel", "-q", "extract", "-F", str(ROOT / "pyproject.toml"), "-k", "message"]
    CommandLineInterface().run([*command, "-o", str(path), str(PACKAGE)])
    return read(path)


def test_the_template_has_the_words_of_the_code(template):
    assert words(read(LOCALE / "sphinx_bookwork.pot")) == words(template)


def test_babel_finds_all_words_of_the_modules(template):
    found = set().union(*(translated_in(path) for path in PACKAGE.rglob("*.py")))
    assert found and found <= words(template), "Babel does not look into f-strings"


def test_every_catalogue_belongs_to_a_language_tested_here():
    assert sorted(path.name for path in LOCALE.iterdir() if path.is_dir()) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete_and_compiled(language, template):
    folder = LOCALE / language / "LC_MESSAGES"
    catalog = read(folder / "sphinx_bookwork.po")
    assert words(catalog) == words(template)
    assert not [entry.id for entry in catalog if entry.id and (entry.fuzzy or not entry.string)]
    assert not list(catalog.check())
    with (folder / "sphinx_bookwork.mo").open("rb") as file:
        compiled = read_mo(file)
    assert all(compiled[str(e.id)].string == e.string for e in catalog if e.id)


def test_a_german_book_speaks_german(project):
    project.conf(language="de", project="Ein Buch", bookpdf_title_pages=False)
    project.write("index.md", "# Ein Buch\n\n```{toctree}\none\ntwo\n```\n")
    project.write("one.md", "# Eins\n\nMehr in {ref}`zwei`. {index}`Äpfel <Apfel>` reifen.\n")
    project.write("two.md", "(zwei)=\n# Zwei\n\nDer Schluss.\n")
    build = project.build("bookpdf")
    assert build.status == 0, build.log
    pages = pypdfium2.PdfDocument(build.out / "ein-buch.pdf")
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    for word in ("Inhalt", "(S. 3)", "Register"):
        assert word in text.replace("\N{NO-BREAK SPACE}", " ")
