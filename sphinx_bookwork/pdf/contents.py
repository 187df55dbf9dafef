"""Contents, and lists of figures and tables, with the printed pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_bookwork.doctree.assembly import Book, Chapter
from sphinx_bookwork.doctree.lists import captioned, numbered_caption, plain_text
from sphinx_bookwork.pdf.messages import message
from sphinx_bookwork.pdf.references import href, placeholder

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: The id of the generated index, and of the generated contents.
INDEX_ID, CONTENTS_ID = "genindex#", "contents#"


@dataclass(frozen=True)
class Line:
    """A line of the contents; ``level`` 0 is a part, 1 a chapter."""

    level: int
    number: str
    text: str
    target: str
    matter: str


def lines(book: Book, depth: int, skip: str = "") -> Iterator[Line]:
    """Yield the lines of the contents, all but the chapter ``skip`` (the contents themselves)."""
    for chapter in book.chapters:
        if chapter.part:
            yield Line(0, "", chapter.part, part_id(chapter), chapter.matter)
        if chapter.document is None:
            yield Line(1, "", message("Index"), INDEX_ID, chapter.matter)
        elif chapter.docname != skip and "unlisted" not in chapter.metadata:
            for section in chapter.document.findall(nodes.section):
                line = _line(section, chapter)
                if line is not None and line.level <= depth:
                    yield line


def part_id(chapter: Chapter) -> str:
    """Return the id of the part title page before ``chapter``."""
    return f"{chapter.docname}#part"


def _line(section: nodes.section, chapter: Chapter) -> Line | None:
    title = next((child for child in section.children if isinstance(child, nodes.title)), None)
    if title is None or not section["ids"]:
        return None
    number = ".".join(map(str, title.get("secnumber", ())))
    return Line(_level(section), number, plain_text(title), section["ids"][0], chapter.matter)


def _level(section: nodes.section) -> int:
    level, node = 1, section.parent
    while node is not None:
        level += isinstance(node, nodes.section)
        node = node.parent
    return level


def contents_xhtml(book: Book, depth: int, skip: str = "") -> str:
    """Return the contents as a list, each line a link with its page in ``data-page``."""
    rows = "".join(map(_row, lines(book, depth, skip)))
    return f'<ul class="contents">{rows}</ul>\n'


def _row(line: Line) -> str:
    number = f"{line.number}\N{EN SPACE}" if line.number else ""
    return (
        f'<li class="level-{line.level} {line.matter}">'
        f'<a href="{href(line.target)}" data-page="{placeholder(line.target)}">'
        f"{escape(number + line.text)}</a></li>"
    )


def captions_xhtml(env: BuildEnvironment, book: Book, kind: str) -> str:
    """Return the list of figures or tables that have captions."""
    rows = []
    for chapter in book.chapters:
        if chapter.document is None:
            continue
        for node, caption in captioned(chapter.document, kind):
            text = numbered_caption(
                env, kind, number_of(env, node["ids"][0], kind), plain_text(caption)
            )
            rows.append(Line(1, "", text, node["ids"][0], chapter.matter))
    return f'<ul class="contents captions">{"".join(map(_row, rows))}</ul>\n'


def number_of(env: BuildEnvironment, target: str, kind: str) -> tuple[int, ...] | None:
    """Return the number that Sphinx gave the figure or table ``docname#id``."""
    docname, _, ident = target.partition("#")
    return env.toc_fignumbers.get(docname, {}).get(kind, {}).get(ident)


def generated_contents(book: Book, depth: int) -> str:
    """Return a contents chapter for a book that has none of its own."""
    title = escape(message("Contents"))
    return (
        f'<section id="{CONTENTS_ID}"><h1 data-outline="{title}" data-head="{title}">{title}</h1>'
        f"{contents_xhtml(book, depth)}</section>"
    )
