from __future__ import annotations

import pytest

from sphinx_bookwork.epub.rawhtml import to_xhtml


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("a<br>b<hr/>", "a<br />b<hr />"),
        ("<P Class=x>a &amp; b &lt; c&nbsp;d", '<p class="x">a &amp; b &lt; c\u00a0d'),
        ("<details><summary>a</summary>", '<details open="open"><summary>a</summary>'),
        ('<a name="x">', '<a id="x">'),
        ('<input type="checkbox" checked> <input type="checkbox">', "☑ ☐"),
        ("<img src=data:image/gif,a alt=x>", '<img src="data:image/gif,a" alt="x" />'),
        ("<table width=9><td height=9 width='5%'>", "<table><td>"),
        (
            "<svg viewBox='0 0 9 9'><linearGradient id=g /><title>a</title></svg>",
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
            '<linearGradient id="g" /><title>a</title></svg>',
        ),
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
    ("html", "wrong", "left"),
    [
        ("<script>x</script>a", "an e-book may not hold <script>", "a"),
        ("<script src='https://a.org/x.js'></script>", "an e-book may not hold <script>", ""),
        ("<form>a</form>", "an e-book may not hold <form>", "a"),
        ("<p onclick='x'>", "an e-book may not hold a script (onclick=)", "<p>"),
        ("<p @click='x'>", "'@click' is no attribute of XHTML", "<p>"),
        ("<blink>a</blink>", "<blink> is no element of XHTML", "a"),
        (
            "<iframe title='A film' src='https://a.org/1'>no</iframe>",
            "an e-book may not hold <iframe>",
            '<a href="https://a.org/1">A film</a>',
        ),
        ("<img src='//a.org/1.png' alt='A &amp; b'>", "has no '//a.org/1.png'", "<span>A &amp; b"),
        ("<img src='gone.png'>", "the e-book has no 'gone.png'", "<span></span>"),
    ],
)
def test_what_a_book_may_not_hold_is_named_and_left_out(html, wrong, left):
    result = to_xhtml(html, picture=lambda name: None)
    assert len(result.wrong) == 1 and wrong in result.wrong[0]
    assert result.xhtml.removesuffix("</span>") == left.removesuffix("</span>")


def test_a_picture_lies_where_the_book_has_it():
    result = to_xhtml("<img src=a.png alt=x>", picture=lambda name: f"there/{name}")
    assert (result.xhtml, result.wrong) == ('<img src="there/a.png" alt="x" />', [])


def test_blocks_in_a_line_are_named_and_no_blocks_there():
    result = to_xhtml("<b>x</b><div><ul><li>y</li></ul></div>", in_line=True)
    assert result.wrong == [f"<{tag}> may not stand in a paragraph" for tag in ("div", "ul")]
    assert result.xhtml == "<b>x</b><span><span><span>y</span></span></span>"
