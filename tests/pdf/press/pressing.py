"""A small book that each test of the press changes, and what its files hold."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

from sphinx_bookwork.pdf.lengths import MM
from tests.harness import Build, Project


def boxes(path: Path, name: str) -> list[list[float]]:
    with pikepdf.open(path) as pdf:
        return [[float(v) / MM for v in page.obj[name].as_list()] for page in pdf.pages]


BLACK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><rect width="2" height="3"/></svg>'
)
CONF = {"project": "A Book", "author": "Ann Author", "bookpdf_page_size": "100mm 150mm",
        "book_cover": "cover.svg", "book_cover_alt": "Black"}  # fmt: skip


def small(book: Project, text: str = "It ends.", **conf: object) -> Project:
    book.conf(**CONF | conf).write("cover.svg", BLACK)
    return book.write("index.md", f"# A Book\n\nIt begins.\n\n{text}\n")


def pressed_small(project: Project, text: str = "It ends.", **conf: object) -> Build:
    build = small(project, text, **conf).build("bookpress")
    assert build.status == 0, build.log
    return build


def refused(project: Project, text: str = "It ends.", **conf: object) -> str:
    build = small(project, text, **conf).build("bookpress")
    assert build.status != 0
    assert "Traceback" not in build.log
    assert not list(build.out.glob("*"))
    return build.log


def png(side: int, mode: str = "RGB", colour: str = "red") -> bytes:
    file = BytesIO()
    Image.new(mode, (side, side), colour).save(file, "PNG")
    return file.getvalue()
