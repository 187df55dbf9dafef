"""A finished print edition as its readers see it, and a project that prints one for many tests."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pikepdf
import pypdfium2

from tests.harness import Build, Project

SENTENCE = "The old men of the town sat by the gate and spoke of the rain that had not come. "


def filler(sentences: int) -> str:
    """A paragraph of plain words."""
    return SENTENCE * sentences


class Mark(NamedTuple):
    """A line of the outline: its level from 0, its title, its page from 1."""

    level: int
    title: str
    page: int


class Paper:
    """The PDF at ``path``: text and labels of its pages (lists from 0), outline, faces."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with pypdfium2.PdfDocument(path) as pdf:
            self.raw = [page.get_textpage().get_text_bounded() for page in pdf]
            self.labels = [pdf.get_page_label(index) for index in range(len(pdf))]
            self.sizes = [page.get_size() for page in pdf]
            self.outline = [
                Mark(mark.level, mark.get_title(), mark.get_dest().get_index() + 1)
                for mark in pdf.get_toc()
            ]
        self.pages = [_one_line(text) for text in self.raw]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return " ".join(self.pages)

    @cached_property
    def map(self) -> dict:
        """The page map beside the file."""
        return json.loads((self.path.parent / "page-map.json").read_text(encoding="utf-8"))

    def pages_with(self, words: str) -> list[int]:
        """The pages, from 1, that show ``words``."""
        return [number for number, text in enumerate(self.pages, start=1) if words in text]

    def page_with(self, words: str) -> int:
        """The one page that shows ``words``."""
        [page] = self.pages_with(words)
        return page

    def label_with(self, words: str) -> str:
        """The printed folio of the one page that shows ``words``."""
        return self.labels[self.page_with(words) - 1]

    def lines(self, page: int) -> list[str]:
        """The lines of a page."""
        return [_one_line(line) for line in self.raw[page - 1].splitlines()]

    @cached_property
    def links(self) -> list[set[str]]:
        """For each page the names in the book that its links lead to."""
        with pikepdf.open(self.path) as pdf:
            return [
                {str(link.Dest) for link in page.get("/Annots", []) if "/Dest" in link}
                for page in pdf.pages
            ]

    def faces(self) -> set[str]:
        """The names of all embedded faces, without their subset's tag."""
        with pikepdf.open(self.path) as pdf:
            names = {
                str(item.FontName)
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
            }
        return {re.sub(r"^/([A-Z]{6}\+)?", "", name) for name in names}


def _one_line(text: str) -> str:
    # PDFium writes U+0002 or U+FFFE and a line end where a word is divided
    text = re.sub("[\x02\ufffe]\\s*", "", text.replace("\u2060", ""))
    return re.sub(r"\s+", " ", text).strip()


@dataclass
class Printer(Project):
    """A project outside any one test: it keeps what its builds say to itself."""

    root: Path

    def __post_init__(self) -> None:
        super().__init__(self.root, self)

    def lenient(self, builder: str, *options: str) -> Build:
        """Build without a test's capture of the output."""
        self._said = StringIO()
        with redirect_stdout(self._said), redirect_stderr(self._said):
            return super().lenient(builder, *options)

    def readouterr(self) -> SimpleNamespace:
        """What the last build said, as pytest's capsys would give it."""
        return SimpleNamespace(out=self._said.getvalue(), err="")


def printed(project: Project, *options: str) -> Paper:
    """Print the project; fail with the log where it is not printed."""
    build = project.build("bookpdf", *options)
    said = build.log.partition("copying assets: done")[2] or build.log
    assert build.status == 0, said
    [path] = build.out.glob("*.pdf")
    return Paper(path)
