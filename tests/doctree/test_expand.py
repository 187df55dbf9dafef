from __future__ import annotations

import sys

import pytest
from docutils import nodes

from sphinx_bookwork.doctree.expand import BLOCK, KINDS, TITLE
from tests.harness import Project

EXTENSIONS = ["myst_parser", "sphinx_design", "sphinx_bookwork", "seen"]
# Keeps what the builder was given, so that a test can look at it.
SEEN = """
trees = {}
def keep(app, tree, docname):
    trees[docname] = tree.deepcopy()
def setup(app):
    trees.clear()
    app.connect("doctree-resolved", keep, priority=999)
"""


@pytest.fixture
def expanded(project: Project, monkeypatch):
    """Give a function: text in, the resolved document of the e-book out."""

    def expand(text: str, builder: str = "bookepub") -> nodes.document:
        project.conf(
            extensions=EXTENSIONS, myst_enable_extensions=["colon_fence"], html_theme="basic"
        )
        project.write("seen.py", SEEN).write("index.md", f"# Title\n\n{text}\n")
        project.write("dot.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
        return seen_by(project, monkeypatch, builder)

    return expand


def seen_by(project: Project, monkeypatch, builder: str) -> nodes.document:
    """Build, and return the root document as the builder was given it."""
    monkeypatch.syspath_prepend(str(project.root / "src"))
    monkeypatch.delitem(sys.modules, "seen", raising=False)
    build = project.build(builder)
    assert build.status == 0, build.log
    document: nodes.document = sys.modules["seen"].trees["index"]
    return document


def shape(document: nodes.document) -> list[tuple[str, str]]:
    """Each small heading and paragraph, in order."""
    found = document.findall(lambda n: isinstance(n, (nodes.rubric, nodes.paragraph)))
    return [("title" if TITLE in n["classes"] else "text", n.astext()) for n in found]


TABS = """
::::{tab-set}
:::{tab-item} First *label*
One.
:::
:::{tab-item} Second
:name: second
Two.

```{tab-set}
~~~{tab-item} Inner
Three.
~~~
```
:::
::::

See {ref}`second`.
"""


def test_every_tab_stays_under_its_label_in_order(expanded):
    document = expanded(TABS)
    assert shape(document)[:6] == [
        ("title", "First label"),
        ("text", "One."),
        ("title", "Second"),
        ("text", "Two."),
        ("title", "Inner"),
        ("text", "Three."),
    ]


def test_a_label_keeps_its_markup_and_its_target(expanded):
    document = expanded(TABS)
    label = next(n for n in document.findall(nodes.rubric) if n.astext() == "First label")
    assert any(True for _ in label.findall(nodes.emphasis))
    link = next(iter(document.findall(nodes.reference)))
    bearer = next(n for n in document.findall(nodes.container) if "second" in n["ids"])
    assert link["refid"] == "second" and bearer.astext().startswith("Second")


def test_labels_are_no_sections(expanded):
    assert len(list(expanded(TABS).findall(nodes.section))) == 1


def test_a_dropdown_stands_open(expanded):
    document = expanded(":::{dropdown} Folded\nInside.\n:::\n\n:::{dropdown}\nNo title.\n:::")
    assert shape(document) == [("title", "Folded"), ("text", "Inside."), ("text", "No title.")]


def test_a_collapsible_admonition_stands_open(expanded):
    document = expanded("```{note}\n:collapsible:\nInside.\n```")
    assert "collapsible" not in next(iter(document.findall(nodes.note)))


def test_cards_keep_title_picture_text_and_link(expanded):
    document = expanded(
        "::::{grid} 2\n:::{grid-item-card} Card\n:img-top: dot.svg\n:img-alt: Dot\n"
        ":link: https://example.org\nText.\n:::\n:::{grid-item}\nMore.\n:::\n::::"
    )
    assert shape(document)[:2] == [("title", "Card"), ("text", "Text.")]
    assert shape(document)[-1] == ("text", "More.")
    assert next(iter(document.findall(nodes.image)))["alt"] == "Dot"
    assert next(iter(document.findall(nodes.reference)))["refuri"] == "https://example.org"


def test_tabs_of_code_keep_all_languages(expanded):
    document = expanded("````{tab-set-code}\n```python\na = 1\n```\n```c\nint a;\n```\n````")
    assert [label for kind, label in shape(document) if kind == "title"] == ["PYTHON", "C"]
    assert [n.astext() for n in document.findall(nodes.literal_block)] == ["a = 1\n", "int a;\n"]


def test_ornaments_go(expanded):
    assert "sd_icon" not in str(expanded("A {octicon}`report` word.").pformat())


def test_nothing_is_left_that_lays_out_or_is_clicked(expanded):
    containers = expanded(TABS).findall(nodes.container)
    assert {name for node in containers for name in node["classes"]} == {BLOCK}


def test_other_builders_keep_their_tabs(expanded):
    document = expanded(TABS, builder="html")
    assert not [n for n in document.findall(nodes.container) if BLOCK in n["classes"]]


def test_tabs_of_other_extensions_are_known_by_their_marks(project: Project, monkeypatch):
    """sphinx-inline-tabs and sphinx-tabs, as their directives leave them in the doctree."""
    project.conf(extensions=["sphinx_bookwork", "seen"])
    tabs = """
from docutils import nodes
def plant(app, tree):
    section = next(iter(tree.findall(nodes.section)))
    inline = nodes.container("", type="tab", new_set=False)
    inline += [nodes.label("", "Inline"), nodes.container("", nodes.paragraph("", "One."))]
    label = nodes.paragraph("", "Tabs", classes=["sphinx-tabs-tab"], name="0")
    panel = nodes.container("", nodes.paragraph("", "Two."), name="0")
    panel["classes"] = ["sphinx-tabs-panel"]
    listed = nodes.container("", label)
    section += [inline, nodes.container("", listed, panel, classes=["sphinx-tabs"])]
"""
    connect = '\ndef setup(app):\n    setup_(app)\n    app.connect("doctree-read", plant)\n'
    project.write("seen.py", SEEN.replace("def setup(", "def setup_(") + tabs + connect)
    project.write("index.rst", "Title\n=====\n")
    assert shape(seen_by(project, monkeypatch, "bookepub")) == [
        ("title", "Inline"),
        ("text", "One."),
        ("title", "Tabs"),
        ("text", "Two."),
    ]


def test_tabs_of_sphinx_tabs_for_a_builder_that_it_does_not_know():
    label = nodes.container("", nodes.container("", nodes.paragraph("", "Python")))
    tab = nodes.container("", label, nodes.container(), nodes.literal_block("x", "x = 1"))
    kind = next(plain for is_kind, plain in KINDS if is_kind(tab))
    (block,) = kind(tab)
    assert [type(child) for child in block.children] == [nodes.rubric, nodes.literal_block]
    assert block.children[0].astext() == "Python"
    assert not any(is_kind(block) for is_kind, _ in KINDS)
