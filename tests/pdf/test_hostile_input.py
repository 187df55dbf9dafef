"""Large, strange or hostile input: a correct page or a clear error, never a read outside."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from itertools import pairwise
from pathlib import Path

import pytest

from sphinx_bookwork.pdf.svgfaults import fault_of
from tests.harness import Build, Project
from tests.pdf.paper import Paper, filler, printed
from tests.pdf.test_images import png

#: No input may keep the builder busy for longer (seconds).
PATIENCE = 60
NAMES = "xabcdefghi"
ENTITIES = "".join(f'<!ENTITY {name} "{10 * f"&{before};"}">' for before, name in pairwise(NAMES))
LAUGHS = (
    f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY x "ha">{ENTITIES}]>'
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>&i;</title></svg>'
)
ENDLESS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g><use href="#a"/></svg>'
)
MANY = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="u0"><path d="M0 0"/></g>'
    + "".join(f'<g id="u{n}">{f"""<use href="#u{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
    + "</svg>"
)
#: Drawings as bad as these, whose patterns paint with patterns.
PAINTED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><pattern id="p0"/>'
    + "".join(
        f'<pattern id="p{n}">{f"""<path d="M0 0" fill="url(#p{n - 1})"/>""" * 10}</pattern>'
        for n in range(1, 9)
    )
    + '<rect width="9" height="9" style="fill: url(\'#p8\')"/></svg>'
)
#: The same, but what paints is inherited from a group, or named in a style sheet.
INHERITED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><pattern id="p0"/>'
    + "".join(
        f'<pattern id="p{n}"><g fill="url(#p{n - 1})">{10 * """<path d="M0 0"/>"""}</g></pattern>'
        for n in range(1, 9)
    )
    + '<rect width="9" height="9" fill="url(#p8)"/></svg>'
)
STYLED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>/* { */'
    + "".join(f".c{n}, b > .d{n} {{ stroke: red; fill: url(#p{n}) }}" for n in range(9))
    + '</style><pattern id="p0"/>'
    + "".join(
        f'<pattern id="p{n}">{10 * f"""<path class="x c{n - 1}" d="M0 0"/>"""}</pattern>'
        for n in range(1, 9)
    )
    + '<rect width="9" height="9" class="d8"/></svg>'
)
NESTED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<image href="a.svg"/><image href="a.svg"/></svg>'
)
BOMBS = {
    "entities": LAUGHS.encode(),
    "entities in UTF-16": LAUGHS.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"),
    "endless": ENDLESS.encode(),
    "many": MANY.encode(),
    "patterns": PAINTED.encode(),
    "patterns of groups": INHERITED.encode(),
    "patterns of a style sheet": STYLED.encode(),
    "nested": NESTED.encode(),
}
IMAGE = "```{image} a.svg\n:alt: A picture\n```\n"


def built(project: Project, text: str, **files: str | bytes) -> Build:
    """Build a book of one document, within our patience."""
    project.conf(bookpdf_title_pages=False, bookpdf_page_size="A5")
    for name, data in files.items():
        project.write(name.replace("__", "."), data)
    begun = time.monotonic()
    build = project.write("index.md", f"# Book\n\n{text}\n").build()
    assert time.monotonic() - begun < PATIENCE
    assert "Traceback" not in build.log
    return build


@pytest.mark.parametrize("svg", BOMBS.values(), ids=BOMBS)
def test_svg_bomb_is_defused(project: Project, svg: bytes):
    build = built(project, IMAGE, a__svg=svg)
    assert build.status != 0
    assert "index.md:3: " in build.log and "a.svg" in build.log
    assert "correct the file or its path [bookpdf.image]" in build.log


def data_url(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


@pytest.mark.parametrize("svg", [LAUGHS, ENDLESS, MANY, PAINTED])
def test_svg_bomb_in_an_address_is_defused(project: Project, svg: str):
    build = built(project, f'Text.\n\n<img alt="x" src="{data_url(svg)}">')
    assert build.status != 0
    assert "index.md:5: " in build.log and "not drawn: " in build.log
    assert "correct the file or its path [bookpdf.image]" in build.log


@pytest.mark.parametrize("svg", [ENDLESS, MANY, PAINTED])
def test_svg_bomb_in_the_text_is_defused(project: Project, svg: str):
    build = built(project, f"<div>{svg}</div>")
    assert build.status != 0
    assert "Failed to load image in the text: not drawn: " in build.log


def shows(name: str, times: int) -> str:
    return NESTED.partition("<image")[0] + f'<image href="{name}"/>' * times + "</svg>"


def test_svg_bomb_under_another_name(project: Project):
    build = built(project, IMAGE, a__svg=shows("b.png", 1), b__png=MANY)
    assert build.status != 0
    assert "index.md:3: " in build.log and "it has more than 500,000 elements" in build.log


def test_svg_bomb_of_many_files(project: Project):
    files = {f"f{n}__svg": shows(f"f{n + 1}.svg", 10) for n in range(8)}
    build = built(project, IMAGE, a__svg=shows("f0.svg", 10), **files, f8__svg=shows("", 1))
    assert build.status != 0
    assert "index.md:3: " in build.log and "it has more than 500,000 elements" in build.log


def test_svg_files_in_a_circle(project: Project):
    build = built(project, IMAGE, a__svg=shows("b.svg", 2), b__svg=shows("a.svg", 2))
    assert build.status != 0
    assert "index.md:3: " in build.log and "show one another in a circle" in build.log


def test_image_of_twenty_thousand_pixels_is_an_error(project: Project):
    build = built(project, "![Grey](a.png)", a__png=png(20_000, 20_000))
    assert build.status != 0
    assert "index.md:3: WARNING: image of 20000 x 20000 pixels: 'a.png'; make it" in build.log


def test_large_image_fits_its_page(project: Project):
    assert built(project, "![Grey](a.png)", a__png=png(400, 6_000)).status == 0
    assert len(printed(project).pages) <= 2


@pytest.mark.parametrize("text", ["", "## Only a heading"])
def test_book_without_text(project: Project, text: str):
    build = built(project, text)
    assert build.status != 0
    assert "index.md: the book is empty: no text and no toctree" in build.log


def test_empty_document_is_an_empty_page(project: Project):
    build = built(project, "```{toctree}\nempty\na\n```", empty__md="", a__md="# A\n\nText.\n")
    assert build.status == 0, build.log
    assert printed(project).page_with("A Text.")


def test_ids_with_spaces_and_other_letters(project: Project):
    text = (
        "(мой ключ)=\n## Глава\n\nText.\n\n(bir söz)=\n## Söz\n\nSee {ref}`мой ключ`, "
        "{ref}`bir söz`.\n\n<p id='two words'>Raw.</p>\n"
    )
    assert built(project, text).status == 0
    assert "See Глава (p. 1), Söz (p. 1)." in printed(project).text


def secret(project: Project) -> Path:
    path = project.root.parent / f"secret-{project.root.name}.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    return path


def asks(way: str, path: Path) -> tuple[str, dict[str, str]]:
    """A text and files that ask for the file at ``path``, which is outside the project."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
    inner = svg.format(f'<image href="{path.as_uri()}" width="9" height="9"/>')
    face = f"@font-face {{ font-family: X; src: url('{path.as_uri()}') }}"
    based = inner.replace("href=", f'xml:base="{path.as_uri()}" href=')
    use = svg.format(f'<use href="{path.as_uri()}#a"/>')
    xlink = use.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ')
    return {
        "svg use": (IMAGE, {"a__svg": use}),
        "svg xlink": (IMAGE, {"a__svg": xlink.replace(" href", " xlink:href")}),
        "svg import": (IMAGE, {"a__svg": svg.format(f"<style>@import '{path.as_uri()}';</style>")}),
        "svg face": (IMAGE, {"a__svg": svg.format(f"<style>{face}</style>")}),
        "svg base": (
            IMAGE,
            {"a__svg": based},
        ),
        "svg in text": (f"<div>{use}</div>", {}),
        "svg in address": (f'<img alt="x" src="{data_url(inner)}">', {}),
        "use in address": (f'<img alt="x" src="{data_url(use)}">', {}),
        "raw": (f'<img alt="x" src="{path.as_uri()}">', {}),
        "style": (f"<p style=\"background: url('{path.as_uri()}')\">x</p>", {}),
        "svg": (IMAGE, {"a__svg": inner}),
        "css": ("Text.", {"a__css": f"p {{ background: url('{path.as_uri()}') }}"}),
        "import": ("Text.", {"a__css": f"@import '{path.as_uri()}';"}),
        "face": ("Text.", {"a__css": face}),
        "network": ("Text.", {"a__css": "@import 'http://127.0.0.1:9/a.css';"}),
        "network svg": (IMAGE, {"a__svg": svg.format('<image href="http://127.0.0.1:9/a.png"/>')}),
    }[way]


REFUSALS = (
    "outside the project",
    "not a file of the project",
    "asks for another file, which is not read",
    "Failed to load image at",
    "Font-face 'X' cannot be loaded",
)
WAYS = (
    *("raw", "style", "css", "import", "face", "network", "network svg"),
    *("svg", "svg use", "svg xlink", "svg import", "svg face", "svg base"),
    *("svg in text", "svg in address", "use in address"),
)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_read_outside_the_project(project: Project, way: str):
    text, files = asks(way, secret(project))
    project.conf(
        bookpdf_title_pages=False, bookpdf_stylesheets=["a.css"] if "a__css" in files else []
    )
    for name, data in files.items():
        project.write(name.replace("__", "."), data)
    for _run in ("first", "second"):
        build = project.write("index.md", f"# Book\n\n{text}\n").build()
        assert build.status != 0
        assert any(words in build.log for words in REFUSALS)
        assert "Traceback" not in build.log


def test_link_in_the_project_to_a_file_outside_is_not_read(project: Project):
    (project.root / "src").mkdir(exist_ok=True)
    (project.root / "src/a.svg").symlink_to(secret(project))
    project.write("index.md", f"# Book\n\n{IMAGE}\n")
    build = project.build()
    assert build.status != 0
    assert "outside the project" in build.log and "Traceback" not in build.log


@pytest.mark.weekly
def test_five_thousand_notes_in_a_chapter(project: Project):
    calls = [f"Words fill the line.[^n{n}]" for n in range(5000)]
    text = "\n\n".join(" ".join(calls[at : at + 5]) for at in range(0, 5000, 5))
    notes = "\n".join(f"[^n{n}]: Note {n} ends." for n in range(5000))
    project.conf(bookpdf_title_pages=False, bookpdf_page_size="A4")
    paper: Paper = printed(project.write("index.md", f"# Book\n\n{text}\n\n{notes}\n"))
    assert len(set(re.findall(r"Note (\d+) ends\.", paper.text))) == 5000


def dense(seed: int) -> str:
    """A chapter of 400 notes, about ten a page, of lengths that depend on the seed."""
    calls = [f"{filler(1)}[^n{n}]" for n in range(400)]
    size = 2 + seed % 3
    text = "\n\n".join(" ".join(calls[at : at + size]) for at in range(0, 400, size))
    notes = "\n".join(f"[^n{n}]: Note {n}, {filler((n * (seed + 3)) % 4)}ends." for n in range(400))
    return f"# Dense\n\n{text}\n\n{notes}\n"


@pytest.mark.weekly
@pytest.mark.parametrize("seed", range(6))
def test_no_note_of_dense_ones_is_lost(project: Project, seed: int):
    project.conf(bookpdf_page_size="A5", bookpdf_title_pages=False)
    paper = printed(project.write("index.md", dense(seed)))
    assert set(re.findall(r"Note (\d+),", paper.text)) == {str(n) for n in range(400)}
    assert paper.text.count("ends.") == 400


def test_a_gradient_of_many_elements_is_no_bomb():
    gradient = '<linearGradient id="g">' + 40 * "<stop/>" + "</linearGradient>"
    paths = '<g fill="url(#g)">' + 20_000 * '<path d="M0 0"/>' + "</g>"
    svg = NESTED.partition("<image")[0] + gradient + paths + "</svg>"
    assert fault_of(svg.encode(), "file:///a.svg", lambda _url: None) is None
