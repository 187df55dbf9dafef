from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes

from sphinx_bookwork.doctree.assembly import Book, Chapter
from sphinx_bookwork.pdf import printing
from tests.harness import Build, Project

Assembled = Callable[..., Book]


@pytest.fixture
def assembled(project: Project, monkeypatch) -> Assembled:
    """Give a function: files in, the book of them out, as the print edition assembles it."""
    books: list[Book] = []

    def keep(*args: object) -> Book:
        books.append(assemble(*args))
        raise printing.PrintError("assembled")

    def make(lenient: bool = False, **files: str) -> Book:
        for name, text in files.items():
            project.write(f"{name.replace('__', '/')}.md", text)
        build = project.lenient("bookpdf") if lenient else project.build()
        assert books, build.log
        return books[-1]

    assemble = printing.assemble
    monkeypatch.setattr(printing, "assemble", keep)
    return make


def index(*names: str, before: str = "", **options: str) -> str:
    """A root document with a toctree of these names."""
    settings = "".join(f":{key}: {value}\n" for key, value in options.items())
    return f"# Book\n\n{before}\n\n```{{toctree}}\n{settings}" + "\n".join(names) + "\n```\n"


def chapter(title: str, *names: str) -> str:
    """A chapter, with a toctree where names are given."""
    toctree = "\n```{toctree}\n" + "\n".join(names) + "\n```\n" if names else ""
    return f"# {title}\n\nText of {title}.\n{toctree}"


def titles(book: Book) -> list[str]:
    """The titles of all sections, in the order of the book."""
    documents = [part.document for part in book.chapters if part.document is not None]
    return [
        node.next_node(nodes.title).astext()
        for document in documents
        for node in document.findall(nodes.section)
    ]


def test_chapters_are_the_documents_of_the_roots_toctrees(assembled: Assembled):
    book = assembled(index=index("b", "a"), a=chapter("A"), b=chapter("B"))
    assert [(c.docname, c.title, c.matter) for c in book.chapters] == [
        ("b", "B", "body"),
        ("a", "A", "body"),
    ]


def test_root_with_text_of_its_own_is_the_first_chapter(assembled: Assembled):
    book = assembled(index=index("a", before="Welcome."), a=chapter("A"))
    assert titles(book) == ["Book", "A"]


def test_root_with_a_title_alone_is_no_chapter(assembled: Assembled):
    assert titles(assembled(index=index("a"), a=chapter("A"))) == ["A"]


def test_book_without_a_toctree_is_its_root(assembled: Assembled):
    assert titles(assembled(index=chapter("Alone"))) == ["Alone"]


@pytest.mark.parametrize("option", [{}, {"hidden": ""}, {"maxdepth": "1"}, {"titlesonly": ""}])
def test_nested_toctrees_put_documents_where_they_stand(assembled: Assembled, option: dict):
    files = {"a": chapter("A", "a1", "a2") + "\n## Rest of A\n\nMore.\n", "b": chapter("B")}
    inner = {"a1": chapter("A1", "deep"), "a2": chapter("A2"), "deep": chapter("Deep")}
    book = assembled(index=index("a", "b", **option), **files, **inner)
    assert titles(book) == ["A", "A1", "Deep", "A2", "Rest of A", "B"]


def test_nested_documents_are_sections_of_the_outer_one(assembled: Assembled):
    book = assembled(index=index("a"), a=chapter("A", "a1"), a1=chapter("A1"))
    inner = book.targets["a1#a1"]
    assert isinstance(inner.parent, nodes.section)
    assert inner.parent is book.targets["a#a"]


def test_matter_is_by_the_settings(assembled: Assembled, project: Project):
    project.conf(book_front_matter=["pre*"], book_back_matter=["post*"])
    names = {"prelude": chapter("P"), "a": chapter("A"), "postscript": chapter("S")}
    book = assembled(index=index(*names), **names)
    assert [c.matter for c in book.chapters] == ["front", "body", "back"]


def test_generated_index_is_a_chapter_without_a_document(assembled: Assembled):
    book = assembled(index=index("a", "genindex"), a=chapter("A"))
    assert [(c.docname, c.document is None) for c in book.chapters] == [
        ("a", False),
        ("genindex", True),
    ]


def test_links_and_self_in_a_toctree_are_no_chapters(assembled: Assembled):
    book = assembled(index=index("self", "a", "Site <https://example.org/>"), a=chapter("A"))
    assert titles(book) == ["A"]


def test_document_of_two_toctrees_is_printed_once(assembled: Assembled):
    files = {"a": chapter("A", "c"), "b": chapter("B", "c"), "c": chapter("C")}
    assert titles(assembled(lenient=True, index=index("a", "b"), **files)) == ["A", "C", "B"]


def test_toctrees_that_go_round_in_a_circle_end(assembled: Assembled):
    files = {"a": chapter("A", "b"), "b": chapter("B", "a", "index")}
    assert titles(assembled(lenient=True, index=index("a"), **files)) == ["A", "B"]


PART_BOOK = """
# Book

```{toctree}
:caption: Before
frontmatter/a
```
```{toctree}
:caption: One
b
c
```
```{toctree}
:caption: Two
d
```
```{toctree}
:caption: After
backmatter/e
```
"""


def test_captions_of_the_body_are_parts(assembled: Assembled):
    names = ["frontmatter__a", "b", "c", "d", "backmatter__e"]
    book = assembled(index=PART_BOOK, **{name: chapter(name[-1]) for name in names})
    assert [c.part for c in book.chapters] == [None, "One", None, "Two", None]


def test_the_only_caption_of_the_body_is_no_part(assembled: Assembled):
    book = assembled(index=index("a", "b", caption="Contents:"), a=chapter("A"), b=chapter("B"))
    assert [c.part for c in book.chapters] == [None, None]


def test_ids_are_the_documents_own(assembled: Assembled):
    same = "(of-{})=\n# Same\n\nText.\n\n## Part\n\nSee {{ref}}`of-a` and [here](#of-{}).\n"
    book = assembled(index=index("a", "b"), a=same.format("a", "a"), b=same.format("b", "b"))
    assert {"a#same", "a#part", "b#same", "b#part"} <= set(book.targets) | set(book.aliases)
    referred = [
        reference["refid"]
        for part in book.chapters
        for reference in part.document.findall(nodes.reference)
    ]
    assert {book.aliases.get(name, name) for name in referred} == {book.tops["a"], book.tops["b"]}
    assert set(referred) <= set(book.targets)


def test_ids_are_unique_in_the_whole_book(assembled: Assembled):
    text = "# T\n\nN.[^1] {index}`x <x>`\n\n```{math}\n:label: LABEL\nx\n```\n\n[^1]: Note.\n"
    files = {name: text.replace("LABEL", f"e{name}") for name in ("a", "b")}
    book = assembled(index=index(*files), **files)
    every = [
        ident
        for part in book.chapters
        for node in part.document.findall(nodes.Element)
        for ident in node.get("ids", ())
    ]
    assert every and len(every) == len(set(every))


def test_names_of_files_in_any_script(assembled: Assembled, project: Project):
    project.write("глава одна/Əlavə iki.md", "(ключ-ə)=\n# Başlıq\n\nText.\n")
    text = "# B\n\nSee {ref}`ключ-ə` and {doc}`/глава одна/Əlavə iki`.\n"
    book = assembled(index=index("глава одна/Əlavə iki", "b"), b=text)
    references = list(book.chapters[1].document.findall(nodes.reference))
    assert [r["refid"] for r in references] == [book.tops["глава одна/Əlavə iki"]] * 2


def test_names_of_files_in_any_script_are_printed(project: Project):
    project.write("глава одна/Əlavə iki.md", "(ключ-ə)=\n# Başlıq\n\nText.\n")
    project.write("b.md", "# B\n\nSee {ref}`ключ-ə`.\n")
    project.write("index.md", index("глава одна/Əlavə iki", "b"))
    build: Build = project.build()
    assert build.status == 0, build.log


def test_title_metadata_and_running_title(assembled: Assembled):
    metadata = "---\nshort-title: Short\nprint-start: verso\n---\n"
    long = f"{metadata}# A Very *Long* Title[^1]\n\n[^1]: N.\n"
    book = assembled(index=index("a", "b"), a=long, b=chapter("B"))
    first = book.chapters[0]
    assert (first.title, first.running_title) == ("A Very Long Title", "Short")
    assert first.metadata["print-start"] == "verso"
    assert book.chapters[1].running_title == "B"


@pytest.mark.parametrize(
    ("uri", "target"),
    [
        ("https://example.org/%a#b", None),
        ("%a#b", "a#b"),
        ("%a", "a#top"),
        ("%a#old", "a#b"),
        ("%unknown", None),
    ],
)
def test_uris_are_resolved_to_targets(uri: str, target: str | None):
    book = Book([], {}, {"a": "a#top"}, {"a#old": "a#b"})
    assert book.resolve(uri) == target


def test_running_title_is_the_title_where_none_is_given():
    assert Chapter("a", "Title", "body", None).running_title == "Title"
