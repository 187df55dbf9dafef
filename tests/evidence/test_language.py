from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from sphinx import locale

from tests.evidence.page import notes, page

CHAPTER = "# Night\n\nTroops came.{claim}`s01`\n\nTo help.{claim}`s02` A law.{claim}`f04`\n"


@pytest.fixture(autouse=True)
def forget_languages():
    """Sphinx keeps the catalogues of a process: leave none to the next test."""
    yield
    locale.translators.pop(("general", "sphinx_bookwork"), None)


def catalogue(messages):
    """A compiled message catalogue."""
    words = Catalog()
    for english, german in messages.items():
        words.add(english, german)
    buffer = BytesIO()
    write_mo(buffer, words)
    return buffer.getvalue()


def speak(book, language, *lines):
    """Make ``language`` that of the book, with further lines of conf.py."""
    conf = (book.root / "src/conf.py").read_text(encoding="utf-8")
    book.write("conf.py", "\n".join([conf, f"language = {language!r}", *lines]).encode())
    book.write("night.md", CHAPTER)


def test_printed_words_come_from_the_message_catalogue(book):
    # a language that the package does not ship
    words = {
        "Contested.": "Betwist.",
        "not seen by us": "door ons niet gezien",
        "n.d.": "z.j.",
    }
    book.write("words/nl/LC_MESSAGES/sphinx_bookwork.mo", catalogue(words))
    place = str(book.root / "src/words")
    speak(
        book, "nl", "def setup(app):", f"    app.add_message_catalog('sphinx_bookwork', {place!r})"
    )
    build = book.build("html")
    assert build.status == 0, build.log
    assert [note.text for note in notes(build, "night")] == [
        "Rights Watch 1991, para 1; The Daily z.j.",
        "Betwist. Rights Watch 1991, para 5; Marsh 2003.",
        "Outdated. Marsh 2003, chapter 2 (door ons niet gezien).",
    ]


def test_words_of_a_shipped_language(book):
    speak(book, "de")
    build = book.build("html")
    assert build.status == 0, build.log
    texts = [note.text for note in notes(build, "night")]
    assert texts[1].startswith("Umstritten. Rights Watch 1991")


def test_translated_paragraph_keeps_its_notes(book):
    english, other = CHAPTER.splitlines()[-1], "Om te helpen.{claim}`s02` Een wet.{claim}`f04`"
    book.write("locales/nl/LC_MESSAGES/night.mo", catalogue({english: other}))
    speak(book, "nl", "locale_dirs = ['locales']")
    build = book.build("html")
    assert build.status == 0, build.log
    assert "Een wet." in page(build, "night").text_content()
    firsts = [(note.number, note.text.split()[0]) for note in notes(build, "night")]
    assert firsts == [("1", "Rights"), ("2", "Contested."), ("3", "Outdated.")]
