"""The printed pages in the e-book: the list, the breaks, and what is no page map."""

from __future__ import annotations

import re
from functools import cached_property

import pytest

from tests.epub.opened import PREFIXES, Opened, opened
from tests.pdf.paper import Paper, Printer, filler, printed

MAP = "../out/bookpdf/page-map.json"
CONF = {
    "book_edition": "First edition",
    "bookepub_page_map": MAP,
    "bookpdf_page_size": "90mm 110mm",
    "bookpdf_title_pages": False,
    "myst_enable_extensions": ["deflist"],
}
SMALL = {"book_edition": "First edition", "bookpdf_title_pages": False, "bookpdf_contents": False}
#: Long words, which are divided at the ends of lines and so of pages, and words of their own.
WORDS = (
    "internationally incomprehensible misunderstandings notwithstanding, characteristically "
    "uninterrupted correspondence between representatives of neighbouring municipalities "
)


def sentences(number: int) -> str:
    """A paragraph in which no five words stand twice."""
    return " ".join(f"No{n} tells that {WORDS}number{n} ended." for n in range(number))


def noted(number: int) -> str:
    """Short paragraphs, each with a note: pages of many notes, which begin with a paragraph."""
    names = [f"n{n}" for n in range(number)]
    calls = "\n\n".join(f"Then {name} came, and one more thing.[^{name}]" for name in names)
    notes = "\n".join(f"[^{name}]: The one that came then, as told before." for name in names)
    return f"{calls}\n\n{notes}"


def table(rows: int) -> str:
    lines = [f"| Row {n} | {n} |" for n in range(rows)]
    return "\n".join(["| Name | Value |", "| --- | --- |", *lines])


def functions(number: int) -> str:
    names = [f"function_{n}" for n in range(number)]
    return "\n".join(f".. py:function:: {name}(one)\n\n   Does {name}.\n" for name in names)


def code(lines: int) -> str:
    return "\n".join(
        ["```python", *(f"    value_{n} = (list<{n}>)  # {n}" for n in range(lines)), "```"]
    )


ONE = f"""
(one)=
# One

{sentences(4)}[^a] See {{ref}}`two`, where it goes on.[^b]

{sentences(9)}

## A Table

{table(40)}

(again)=
## [Again](https://example.org/) and Again

{sentences(4)}

{noted(30)}

- {sentences(5)}
- *{sentences(3)}*

[^a]: A note of {filler(2)}
[^b]: Again and no more.
"""
TWO = f"""
(two)=
# Two

{code(60)}

{sentences(3)}

Term
: {sentences(9)} As {{ref}}`one` and {{ref}}`again` said ``a code of many words and {{a}} brace``.
  {sentences(3)}

```{{code-block}} text
:linenos:

{filler(1)}
{chr(10).join(f"line of text {n}" for n in range(40))}
```

```{{eval-rst}}
{functions(30)}
```

The end.
"""


@pytest.fixture(scope="module")
def printer(tmp_path_factory) -> Printer:
    project = Printer(tmp_path_factory.mktemp("paged")).conf(**CONF)
    project.write("index.md", "# A Test Book\n\n```{toctree}\none\ntwo\n```\n")
    return project.write("one.md", ONE).write("two.md", TWO)


@pytest.fixture(scope="module")
def paper(printer) -> Paper:
    return printed(printer)


@pytest.fixture(scope="module")
def book(printer, paper) -> Paged:
    return Paged(opened(printer.build("bookepub")).path)


class Paged(Opened):
    """An e-book with a list of pages."""

    @cached_property
    def targets(self) -> dict[str, str]:
        links = self.find("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a")
        return {link.text: link.get("href") for link in links}

    def text_of(self, label: str) -> str:
        """The text from the break of a page on, without notes and their calls."""
        name, _, ident = self.targets[label].partition("#")
        mark = self.one(name, f"//h:span[@id='{ident}']")
        aside = "ancestor-or-self::*[@epub:type='noteref' or @epub:type='footnotes']"
        return "".join(mark.xpath(f"following::text()[not({aside})]", namespaces=PREFIXES))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def first_words(paper: Paper, page: int) -> list[str]:
    """The first words of a printed page, without what only paper has."""
    text = re.sub(r"^Name Value | \(p\. \d+\)", "", paper.pages[page - 1])
    return [word for word in re.split(r"[\s–—]+", text)[:6] if letters(word)]


def test_every_page_with_text_is_listed_in_order(paper, book):
    assert list(book.targets) == [start["label"] for start in paper.map["starts"]]
    assert len(book.targets) > 15


def test_the_first_words_of_a_page_stand_behind_its_break(paper, book):
    known = {letters(word) for word in re.split(r"[\s–—]+", ONE + TWO)}
    divided = 0
    for start in paper.map["starts"]:
        words, text = first_words(paper, start["page"]), letters(book.text_of(start["label"]))
        # the rest of a word that began on the page before is no whole word of this one
        rest = letters(words[0]) not in known
        divided += rest
        assert text.startswith(letters("".join(words[rest:][:5]))), (start, words, text[:60])
    assert divided


def test_breaks_are_of_every_kind(book):
    around = {
        element.tag.rpartition("}")[2]
        for name in ("text/one.xhtml", "text/two.xhtml")
        for element in book.find(name, "//h:span[@role='doc-pagebreak']/ancestor::*")
    }
    assert around >= {"p", "td", "li", "em", "dd", "pre"}
    assert any(book.text_of(label).lstrip().startswith("function_") for label in book.targets)


def test_a_heading_is_not_called_by_a_page(book):
    """A page that begins with a heading begins before it, not in it."""
    assert not book.find("text/two.xhtml", "//h:h1//h:span[@role='doc-pagebreak']")
    assert book.one("text/two.xhtml", "//h:h1/preceding-sibling::h:span/@epub:type") == "pagebreak"


def test_a_page_of_numbered_code_begins_with_the_number(book):
    numbered = "//h:pre[h:span[@class='linenos']]/h:span[@role='doc-pagebreak']"
    marks = book.find("text/two.xhtml", numbered)
    assert marks and all(mark.getnext().get("class") == "linenos" for mark in marks)
    assert not any((mark.tail or "").strip() for mark in marks)


def test_a_break_says_what_it_is(book):
    mark = book.one("text/two.xhtml", "//h:h1/preceding-sibling::h:span[@role]")
    label = mark.get("aria-label")
    assert (mark.get("id"), mark.get("role")) == (f"page-{label}", "doc-pagebreak")


def test_the_old_navigation_lists_the_pages_too(book):
    targets = book.find("toc.ncx", "//n:pageList/n:pageTarget")
    listed = {t[0][0].text: t[1].get("src") for t in targets}
    assert listed == book.targets
    assert {target.get("type") for target in targets} == {"normal"}


def test_the_metadata_tell_of_the_pages(book):
    assert book.metadata("dc:source") == ["A Test Book, First edition, PDF"]
    assert book.metadata("pageBreakSource") == book.metadata("dc:source")
    features = {"pageBreakMarkers", "pageNavigation", "printPageNumbers"}
    assert features <= set(book.metadata("schema:accessibilityFeature"))


def test_a_page_that_begins_in_what_only_paper_has_begins_behind_it(project):
    project.conf(**SMALL | {"bookepub_page_map": MAP})
    project.write("index.md", "# A Test Book\n\n```{toctree}\none\n```\n")
    only = f"```{{only}} print\n{filler(60)}\n```"
    project.write("one.md", f"# One\n\n{filler(2)}\n\n{only}\n\n## Then\n\nMore.\n\n{only}\n")
    labels = [start["label"] for start in printed(project).map["starts"]]
    book = Paged(opened(project.build("bookepub")).path)
    assert list(book.targets) == labels
    behind = [" ".join(book.text_of(label).split()) for label in labels[1:]]
    assert behind[0] == "Then More." and behind[-1] == ""


def test_a_page_of_generated_text_is_listed(project):
    """A bibliography is made after reading; its blocks are numbered all the same."""
    extensions = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_bookwork"]
    entry = (
        "@book{{k{0}, author={{Author, A{0}}}, title={{Title of {0}}}, "
        "publisher={{P}}, year={{19{0}}}}}\n"
    )
    project.write("all.bib", "".join(entry.format(n) for n in range(10, 70)))
    project.write("index.md", "# A Test Book\n\n```{bibliography}\n:all:\n```\n")
    project.conf(
        **SMALL | {"bookepub_page_map": MAP, "bookpdf_page_size": "90mm 110mm"},
        extensions=extensions,
        bibtex_bibfiles=["all.bib"],
    )
    paper = printed(project)
    book = Paged(opened(project.build("bookepub")).path)
    assert len(book.targets) > 3
    for start in paper.map["starts"][1:]:
        assert start["block"].startswith("g")
        shown = letters(paper.pages[start["page"] - 1])
        assert letters(book.text_of(start["label"]))[:20] in shown[:60]
