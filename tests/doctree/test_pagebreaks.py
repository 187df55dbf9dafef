"""Where a page break is put into a block, and how it gets into highlighted code."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from sphinx_bookwork.doctree.blocks import is_block
from sphinx_bookwork.doctree.pagebreaks import in_markup, insert, pagebreak, places_in


def marked(source: str, offset: int, number: int = 0) -> str:
    """The tags and texts of a document whose block ``number`` has a break, shown as [|]."""
    settings = {"report_level": 5, "doctitle_xform": False}
    document = publish_doctree(source, settings_overrides=settings)
    block = [node for node in document.findall(nodes.TextElement) if is_block(node)][number]
    assert insert(block, offset, pagebreak(label="1", ident="page-1"))
    return shown(document)


def shown(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, pagebreak):
        return "[|]"
    inner = "".join(map(shown, node.children))
    return f"<{node.tagname}>{inner}" if isinstance(node, nodes.Element) else inner


@pytest.mark.parametrize(
    ("source", "offset", "expected"),
    [
        ("One two.", 0, "<paragraph>[|]One two."),
        ("One two.", 4, "<paragraph>One [|]two."),
        ("One *two three*.", 4, "<paragraph>One [|]<emphasis>two three."),
        ("One *two three*.", 8, "<paragraph>One <emphasis>two [|]three."),
        ("*One* two.", 0, "<paragraph>[|]<emphasis>One two."),
        ("`One <https://x.org>`__ two", 0, "<paragraph>[|]<reference>One two"),
        ("Heading\n=======", 0, "<section>[|]<title>Heading"),
        ("Long heading\n============", 5, "<section><title>Long [|]heading"),
        (".. note:: One two.", 0, "[|]<note><paragraph>One two."),
        (".. note:: One two.", 4, "<note><paragraph>One [|]two."),
        (".. table:: Cap\n\n   = =\n   a b\n   = =\n", 0, "[|]<table><title>Cap"),
        (".. figure:: a.png\n\n   Cap", 0, "[|]<figure><image><caption>Cap"),
        ("A *b* x *c* x *d*", 8, "<emphasis>c [|]x <emphasis>d"),
        (":math:`xyz` two", 1, "<paragraph><math>xyz [|]two"),
        ("A [#]_ two\n\n.. [#] Note.", 3, "<footnote_reference>1 [|]two"),
        ("Term\n  Text", 0, "<term>[|]Term"),
    ],
)
def test_place(source, offset, expected):
    assert expected in marked(source, offset)


def test_there_is_no_place_behind_the_end():
    block = nodes.paragraph("", "One.")
    assert not insert(block, 4, pagebreak(label="1", ident="page-1"))


def test_code_is_broken_before_the_indentation_of_a_line():
    code = nodes.literal_block("", "if x:\n    y\n")
    insert(code, 10, pagebreak(label="1", ident="page-1"))
    [(place, _)] = places_in(code, str)
    assert place == len("if x:\n")


@pytest.mark.parametrize(
    ("markup", "place", "expected"),
    [
        ("<b>ab</b>cd", 2, "<b>ab</b>|cd"),
        ("<b>ab</b>cd", 1, "<b>a|b</b>cd"),
        ("a&lt;b&amp;c", 4, "a&lt;b&amp;|c"),
        ("a & b", 2, "a |& b"),
        ('<span class="linenos">1</span>a\n<span class="linenos">2</span>b', 2, "2</span>b"),
        ('<td class="linenos"><div><pre>1\n2</pre></div></td><td>a\nb</td>', 2, "<td>a\n|b</td>"),
    ],
)
def test_highlighted_code(markup, place, expected):
    result = in_markup(markup, [(place, "|")])
    assert expected in result and result.replace("|", "") == markup


def test_a_numbered_line_is_broken_before_its_number():
    markup = '<span class="linenos">1</span>a\n<span class="linenos">2</span>b'
    assert '\n|<span class="linenos">2' in in_markup(markup, [(2, "|")])


def test_several_breaks_of_one_piece_of_code():
    assert in_markup("<i>abcd</i>", [(1, "|"), (3, "|")]) == "<i>a|bc|d</i>"
