from __future__ import annotations

import pytest

from sphinx_bookwork.epub.rawhtml import to_xhtml


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("a<br>b<hr/>", "a<br />b<hr />"),
        ("<P Class=x>a &amp; b &lt; c&nbsp;d", '<p class="x">a &amp; b &lt; c\u00a0d'),
        ("<details open>", '<details open="open">'),
        ("</b>", "</b>"),
        ("<!-- no -->a", "a"),
        ('<center><font color="red">a</font></center>', "<div><span>a</span></div>"),
        ('<p align="center" id="x">', '<p id="x">'),
        (
            "<svg><path d='M0'/></svg>",
            '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0" /></svg>',
        ),
        ("<img src=a.png alt='\"'>", '<img src="a.png" alt="&quot;" />'),
    ],
)
def test_html_is_written_as_xml(html, xhtml):
    result = to_xhtml(html)
    assert (result.xhtml, result.wrong) == (xhtml, [])


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<script>x</script>", "an e-book may not hold <script>"),
        ("<form>", "an e-book may not hold <form>"),
        ("<iframe src='x'>", "an e-book may not hold <iframe>"),
        ("<p onclick='x'>", "an e-book may not hold a script (onclick=)"),
        ("<p @click='x'>", "'@click' is no attribute of XHTML"),
    ],
)
def test_what_a_book_may_not_hold_is_named(html, wrong):
    assert to_xhtml(html).wrong == [wrong]


def test_blocks_are_named_for_those_who_stand_in_a_line():
    assert to_xhtml("<b>x</b><div><ul>").blocks == ["div", "ul"]
