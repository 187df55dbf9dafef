"""What people get wrong, once for all builders: a source, and the words that must answer it.

Each builder's tests run over ``BAD_INPUT`` with ``project.conf(**CONF)``; builders with mistakes
of their own (a missing font, a missing cover) add theirs beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

CONF = {
    "extensions": ["myst_parser", "sphinxcontrib.bibtex", "sphinx_bookwork"],
    "bibtex_bibfiles": ["references.bib"],
}

GOOD = {
    "index.md": "# A Book\n\nIt begins.\n\n```{toctree}\nchapter\n```\n",
    "chapter.md": "(chapter)=\n# A Chapter\n\nA sentence.\n",
    "references.bib": "@book{known, title = {Known}, author = {Ann Author}, year = {2001}}\n",
}


@dataclass(frozen=True)
class Mistake:
    """Files that hold a mistake, and what the build has to say: every one of ``words``."""

    name: str
    files: dict[str, str | bytes]
    words: tuple[str, ...]
    good: dict[str, str] = field(default_factory=lambda: dict(GOOD))


def _chapter(text: str) -> dict[str, str | bytes]:
    """A chapter that says ``text`` in its fifth line."""
    return {"chapter.md": f"(chapter)=\n# A Chapter\n\nA sentence.\n{text}\n"}


BAD_INPUT = (
    Mistake(
        "missing image",
        _chapter("\n![A map of the town](map.png)"),
        (
            "chapter.md:6: ",
            "image file not readable: map.png; put the file there, or mend the path",
        ),
    ),
    Mistake(
        "broken cross-reference",
        _chapter("See {ref}`nowhere`."),
        (
            "chapter.md:4: ",
            "undefined label: 'nowhere'; write that label before its section, or mend",
        ),
    ),
    Mistake(
        "broken link to a document",
        _chapter("See [there](nowhere.md)."),
        ("chapter.md:4: ", "'nowhere.md'; mend the path or the label"),
    ),
    Mistake(
        "unknown citation",
        _chapter("So it is {cite}`unknown`.\n\n```{bibliography}\n```"),
        (
            "chapter.md:4: ",
            'could not find bibtex key "unknown"; add the entry',
            "mend the key here",
        ),
    ),
    Mistake(
        "duplicate label",
        _chapter("\n(chapter)=\n## Again\n\nAnother sentence."),
        ("chapter.md:6: ", 'Duplicate explicit target name: "chapter"; give one of the two'),
    ),
    Mistake(
        "label of another document",
        {"index.md": "(chapter)=\n# A Book\n\n```{toctree}\nchapter\n```\n"},
        ("duplicate label chapter, other instance in", "chapter.md; give one of the", "index.md:2"),
    ),
    Mistake(
        "malformed directive",
        _chapter("\n```{figure}\n:wdith: 10\n```"),
        ("chapter.md:6: ", "'figure': 1 argument(s) required", "; mend what follows its name"),
    ),
    Mistake(
        "unknown directive",
        _chapter("\n```{figrue} a.png\n```"),
        ("chapter.md:6: ", "'figrue'; mend the name, or add its extension"),
    ),
    Mistake(
        "not UTF-8",
        {"chapter.md": "# A Chapter\n\nThe café.\n".encode("latin-1")},
        ("chapter.md:3: ", "not UTF-8: byte 0xe9 at offset 20", "save the file as UTF-8"),
    ),
    Mistake(
        "remote image",
        _chapter("\n![A map](https://example.org/map.png)"),
        ("chapter.md:6: ", "'https://example.org/map.png'", "save the file beside the document"),
    ),
    Mistake(
        "remote image in raw HTML",
        _chapter('\n<img alt="A map" src="//example.org/map.png">'),
        ("chapter.md:6: ", "'//example.org/map.png'", "bookwork.remote-image"),
    ),
)
