from __future__ import annotations

import pytest

from tests.harness import Project

INK = "color: device-cmyk(0 0.5 1 0)"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


@pytest.mark.parametrize(
    ("text", "files", "place"),
    [
        ("Text.", {"mine.css": f"p {{\n {INK} }}"}, "mine.css:2: "),
        ("Text.", {"mine.css": "@import 'more.css';", "more.css": f"p {{ {INK} }}"}, "more.css:1"),
        (f'<p style="{INK}">Text.</p>', {}, "index.md: a colour"),
        ("![A](a.svg)", {"a.svg": SVG.format(f"\n<g style='{INK}'/>")}, "a.svg:2: "),
    ],
    ids=["stylesheet", "import", "text", "drawing"],
)
def test_inks_are_refused_in_an_edition_for_screens(
    project: Project, text: str, files: dict[str, str], place: str
):
    project.conf(bookpdf_stylesheets=[name for name in files if name == "mine.css"])
    for name, content in files.items():
        project.write(name, content)
    project.write("index.md", f"# Book\n\n{text}\n")
    for _run in range(2):
        build = project.lenient("bookpdf")
        assert build.status != 0
        assert place in build.log and "a colour is mixed of inks: 'device-cmyk(...'" in build.log
        assert "put the style into bookpress_stylesheets [bookpdf.inks]" in build.log


def test_words_about_inks_are_words(project: Project):
    project.conf(bookpdf_stylesheets=["mine.css"]).write(
        "mine.css", f"/* {INK} */\np {{ margin: 0 }}"
    )
    project.write("index.md", f"# Book\n\nWrite `{INK}`, or:\n\n```css\np {{ {INK} }}\n```\n")
    build = project.build("bookpdf")
    assert build.status == 0, build.log
