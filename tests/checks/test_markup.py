"""What is read out of a page, whoever wrote it."""

from __future__ import annotations

import pytest
from lxml import html

from sphinx_bookwork.checks.facts import Edition
from sphinx_bookwork.checks.markup import PageReader


def read(markup: str, **more: bool) -> Edition:
    """What a page tells whose links all lead into it."""
    reader = PageReader("1.html", lambda uri: uri[1:] if uri.startswith("#") else None, **more)
    return reader.read(html.fromstring(f"<body>{markup}</body>")).part_of("site")


def found(markup: str, **more: bool) -> list[tuple[str, str]]:
    return [(fact.kind, fact.key) for fact in read(markup, **more).facts]


PAGES = (
    ('<h2>Night<a class="headerlink" href="#n">¶</a></h2>', [("heading", "night")]),
    ('<section class="notes"><h2>Notes</h2></section>', []),
    (
        '<figure><img src="a.svg" alt="Rain"><figcaption><p>Fig. 1 Rain</p><div>More'
        "</div></figcaption></figure>",
        [("alt", "rain"), ("caption", "fig1rain")],
    ),
    ("<table><caption>Table 1 Who</caption></table>", [("caption", "table1who")]),
    ('<svg role="img" aria-label="A map"><text>Baku</text></svg>', [("alt", "amap")]),
    ('<img src="a.png" alt="" role="presentation">', []),
    ('<a href="#b">Two</a>', [("link", "b")]),
    ('<a href="https://a.example/%41">A</a>', [("address", "https://a.example/A")]),
    ('<a role="doc-noteref" href="#n">1</a>', [("call", "n")]),
    ('<a class="footnote-reference" href="#n">[1]</a>', [("call", "n")]),
    ('<aside role="doc-footnote" id="n"><p>Marsh.</p></aside>', [("note", "n")]),
    (r'<span class="math">\(x^2\)</span>', [("formula", "x2")]),
    ('<math alttext="x^2"><mi>x</mi></math>', [("formula", "x2")]),
    ('<img class="math" src="1.png" alt="x^2">', [("formula", "x2")]),
    ("<script>var x;</script><!-- a comment -->", []),
)


@pytest.mark.parametrize(("markup", "facts"), PAGES)
def test_what_a_page_tells(markup, facts):
    assert found(markup) == facts


def test_text_is_read_without_calls_drawings_and_what_themes_add():
    page = read(
        '<p>One<a role="doc-noteref" href="#n">1</a> two.</p><svg aria-label="x"><text>3</text>'
        '</svg><h1>Four<a class="headerlink" href="#f">#</a></h1>'
    )
    assert page.text == "onetwofour"


def test_a_call_knows_the_words_before_it():
    [call] = read('<p>It <em>came</em>.<a role="doc-noteref" href="#n">[7]</a></p>').of("call")
    assert (call.before, call.number) == ("itcame", "7")


def test_a_note_is_read_without_its_number_and_its_way_back():
    [note] = read(
        '<aside role="doc-footnote" id="n"><span class="label"><a role="doc-backlink" '
        'href="#c">1</a></span><p>Marsh 2003.</p></aside>'
    ).of("note")
    assert note.shown == "Marsh 2003."


def test_tex_is_plain_text_where_nothing_sets_it():
    formula = r'<span class="math">\(x\)</span>'
    assert [text for _, text in read(formula).plain] == [r"\(x\)"]
    assert [text for _, text in read(formula, sets_tex=True).plain] == [""]
    assert [text for _, text in read(r"<pre>\(x\)</pre><code>\[y\]</code>").plain] == [""]


def test_a_pictures_name_and_text_are_read():
    assert read('<img src="../_images/a%20b.png" alt="a b.png">').pictures == (
        ("1.html", "a b.png", "a b.png"),
    )


def test_the_name_of_a_file_is_no_alternative_text():
    page = read('<img src="a/b.png" alt="../a/b.png"><img src="c.png" alt="C">')
    assert [fact.shown for fact in page.of("alt")] == ["C"]
    assert len(page.pictures) == 2
