from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.harness import Project


def words(project: Project, text: str) -> list[tuple[str, str, str]]:
    """Element, language and text of all that has a language on the page of ``text``."""
    build = project.write("index.md", f"# Book\n\n{text}\n").build("html")
    assert build.status == 0, build.log
    page = html.fromstring(Path(build.out / "index.html").read_text(encoding="utf-8"))
    return [(e.tag, e.get("lang"), e.text) for e in page.xpath("//body//*[@lang]")]


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("{lang}`az Qara Yanvar`", ("em", "az", "Qara Yanvar")),
        ("{lang}`ru Чёрный январь`", ("em", "ru", "Чёрный январь")),
        ("{lang}`hy Արցախ`", ("span", "hy", "Արցախ")),
        ("{lang}`ka-Geor საქართველო`", ("span", "ka-Geor", "საქართველო")),
        ("{lang}`az-Cyrl  Гара Јанвар `", ("em", "az-Cyrl", "Гара Јанвар")),
    ],
)
def test_words_know_their_language_and_lean_where_their_script_does(project: Project, role, found):
    assert words(project, f"They say {role} of it.") == [found]


def test_quotes_in_a_language_that_has_none_do_not_stop_the_build(project: Project):
    [(_, language, _)] = words(project, "A \"quoted\" {lang}`az 'söz'`, it's said.")
    assert language == "az"


def test_role_in_a_title(project: Project):
    assert words(project, "## Of {lang}`az Qara Yanvar`\n\nText.")[0][1] == "az"


@pytest.mark.parametrize("text", ["Azerbaijani", "az", "az ", "Az word", "a word", "az_AZ word"])
def test_role_without_tag_or_words_is_an_error_with_its_line(project: Project, text: str):
    project.write("index.md", f"# Book\n\nSo.\n\nA {{lang}}`{text}` it is.\n")
    for _run in range(2):
        build = project.build("html")
        assert build.status != 0
        assert "index.md:5: WARNING: lang: no language tag and words: " in build.log
        assert "write a tag such as az, a space, the words [bookwork.lang]" in build.log
