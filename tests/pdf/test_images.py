from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.harness import Project
from tests.pdf.conftest import COVER
from tests.pdf.paper import Paper, printed


def png(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = (b"\x00" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def figures(paper: Paper, role: str = "/Figure") -> list[str]:
    """What the pictures of the file say to those who do not see them."""
    with pikepdf.open(paper.path) as pdf:
        return [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == role
        ]


def test_drawings_and_pictures_are_printed_with_their_text(project: Project):
    project.write("a.svg", COVER).write("sub/b.png", png(4, 4))
    project.write("index.md", "# Book\n\n![A square](a.svg)\n\n```{toctree}\nsub/c\n```\n")
    project.write("sub/c.md", '# Sub\n\n![Grey & "more"](b.png)\n\n![Again](/a.svg)\n')
    assert figures(printed(project)) == ["A square", 'Grey & "more"', "Again"]


@pytest.mark.parametrize("image", ["```{image} a.svg\n```", "![](a.svg)", "![ ](a.svg)"])
def test_image_without_text_is_an_error(project: Project, image: str):
    project.write("a.svg", COVER).write("index.md", f"# Book\n\n{image}\n")
    for _run in range(2):
        build = project.build()
        assert build.status != 0
        assert "index.md:3: WARNING: image without alternative text: 'a.svg'" in build.log
        assert "or give it the class 'decorative' if it shows nothing" in build.log


def test_file_outside_the_project_is_refused(project: Project, tmp_path: Path):
    (tmp_path / "secret.svg").write_text(COVER)
    project.write("index.md", "# Book\n\n![A secret](../secret.svg)\n")
    build = project.build()
    assert build.status != 0
    assert "index.md:3: " in build.log
    assert "outside the project" in build.log
    assert "correct the file or its path" in build.log


@pytest.mark.parametrize("folder", ["plot_directive", "out/jupyter_execute"])
def test_what_extensions_draw_outside_the_project_is_printed(project: Project, folder: str):
    path = project.root / folder / "plot.svg"
    path.parent.mkdir(parents=True)
    path.write_text(COVER, encoding="utf-8")
    project.write("index.md", f"# Book\n\n![A plot](../{folder}/plot.svg)\n")
    assert figures(printed(project)) == ["A plot"]


@pytest.mark.parametrize("data", [b"", b"not a picture"])
def test_broken_picture_names_its_place(project: Project, data: bytes):
    project.write("a.png", data).write("index.md", "# Book\n\n![A picture](a.png)\n")
    build = project.build()
    assert build.status != 0
    assert "index.md:3: " in build.log and "a.png" in build.log
    assert "[bookpdf.image]" in build.log
    assert "Traceback" not in build.log


def test_scale_is_of_the_pictures_own_size(project: Project):
    project.write("a.png", png(200, 100))
    image = "```{image} a.png\n:alt: Grey\n:scale: 50\n```\n"
    paper = printed(project.write("index.md", f"# Book\n\n{image}"))
    with pypdfium2.PdfDocument(paper.path) as pdf:
        page = pdf[len(pdf) - 1]
        [picture] = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=5)
        left, _, right, _ = picture.get_bounds()
    assert right - left == pytest.approx(100 * 72 / 96, abs=0.1)


ABSENT = """
    Book
    ====

    .. |badge| image:: https://host.invalid/badge.svg
       :alt: build passing
       :target: https://host.invalid/builds

    State: |badge|

    .. image:: nowhere.png
       :alt: A lost map

    .. figure:: https://host.invalid/far.png

       Its caption.
"""


def test_words_stand_for_an_image_that_is_not_at_hand(project: Project):
    build = project.write("index.rst", ABSENT).lenient("bookpdf")
    assert build.status == 0, build.log
    assert "image on another host: 'https://host.invalid/far.png'" in build.log
    assert "image file not readable: nowhere.png" in build.log
    text = Paper(build.out / "a-test-book.pdf").text
    assert "State: build passing A lost map https://host.invalid/far.png Its caption." in text
    assert project.build().status != 0


def test_words_stand_for_a_remote_image_in_raw_html(project: Project):
    raw = '<p><img alt="A far tree" src="https://host.invalid/tree.png"></p>'
    build = project.write("index.md", f"# Book\n\nText.\n\n{raw}\n").lenient("bookpdf")
    assert build.status == 0, build.log
    assert (
        "index.md:5: WARNING: image on another host: 'https://host.invalid/tree.png'" in build.log
    )
    assert "A far tree" in Paper(build.out / "a-test-book.pdf").text
    assert project.build().status != 0
