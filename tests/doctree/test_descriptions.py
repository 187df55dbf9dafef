"""Long descriptions of pictures, in every edition."""

from __future__ import annotations

import pikepdf
import pytest
from lxml import html

from tests.epub.opened import opened, words
from tests.pdf.paper import Paper

DOT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
FIGURE = """\
# A Chart

```{figure} dot.svg
:name: chart
:alt: A chart of rain.

Rain by month
```

"""
DESCRIPTION = """\
Rain falls in two months.

| Month | mm |
| --- | --- |
| May | 30 |
| June | 10 |
"""

MD = FIGURE + f"```{{long-description}}\n{DESCRIPTION}```\n\nMore text.\n"


@pytest.fixture
def chart(project):
    return project.conf(numfig=True).write("dot.svg", DOT).write("index.md", MD)


def page(build) -> html.HtmlElement:
    assert build.status == 0, build.log
    return html.fromstring((build.out / "index.html").read_bytes())


def test_the_site_folds_it_up_behind_the_figure(chart):
    [details] = page(chart.build("html")).xpath("//figure/following-sibling::details")
    assert details.xpath("summary/text()") == ["Description of Fig. 1"]
    assert details.xpath(".//td//text()") == ["May", "30", "June", "10"]
    picture = details.xpath("preceding-sibling::figure//img/@aria-details")
    assert picture == [details.get("id")]


def test_the_e_book_links_it_there_and_back(chart):
    book = opened(chart.build("bookepub"))
    name = "text/index.xhtml"
    link = book.one(name, "//h:figure/following-sibling::h:p[1]/h:a")
    assert (link.text, link.get("id")) == (
        "Description of Fig. 1",
        book.one(name, "//h:img/@aria-details"),
    )
    told = book.one(name, f"//h:section[@id='{link.get('href')[1:]}']")
    assert "Rain falls in two months." in words(told)
    assert book.one(name, "//h:section[@class='descriptions']//h:h3/h:a/@href")[1:] == link.get(
        "id"
    )
    assert "longDescription" in book.metadata("schema:accessibilityFeature")


def spoken_in(path) -> list[str]:
    """The alternative texts of the figures in a PDF."""
    with pikepdf.open(path) as pdf:
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        return [str(o.Alt) for o in elements if o.get("/S") == "/Figure" and "/Alt" in o]


def test_the_print_edition_lets_it_be_spoken(chart):
    build = chart.build("bookpdf")
    assert build.status == 0, build.log
    [text] = spoken_in(build.out / "a-test-book.pdf")
    assert text == "A chart of rain. Rain falls in two months. Month, mm. May, 30. June, 10."
    assert "Rain falls" not in Paper(build.out / "a-test-book.pdf").text


def test_the_print_edition_prints_it_where_asked_to(chart):
    build = chart.conf(numfig=True, bookpdf_long_descriptions="printed").build("bookpdf")
    assert build.status == 0, build.log
    text = Paper(build.out / "a-test-book.pdf").text
    assert "Description of Fig. 1" in text and "Rain falls in two months." in text
    assert spoken_in(build.out / "a-test-book.pdf") == ["A chart of rain."]


def test_other_builders_write_it_as_text(chart):
    build = chart.build("text")
    assert build.status == 0, build.log
    assert "Description of Fig. 1" in (build.out / "index.txt").read_text()


@pytest.mark.parametrize(
    "text",
    [
        FIGURE + f"Text between.\n\n```{{long-description}} chart\n{DESCRIPTION}```\n",
        FIGURE.replace("\n```\n\n", f"\n\n:::{{long-description}}\n{DESCRIPTION}:::\n```\n"),
        "# A Chart\n\n![A dot](dot.svg)\n\n```{long-description}\nRain falls in two months.\n```\n",
    ],
    ids=["by name", "within", "of an image"],
)
def test_it_belongs_to_the_figure_named_around_or_before(chart, text):
    found = page(
        chart.conf(myst_enable_extensions=["colon_fence"]).write("index.md", text).build("html")
    )
    [details] = found.xpath("//details")
    assert found.xpath("//img/@aria-details") == [details.get("id")]
    assert "Rain falls in two months." in details.text_content()
    assert details.getprevious().xpath("descendant-or-self::img")


def test_restructuredtext_has_it_too(chart):
    (chart.root / "src/index.md").unlink()
    chart.write(
        "index.rst",
        """
        A Chart
        =======

        .. figure:: dot.svg
           :name: chart
           :alt: A chart.

           Rain by month

        .. long-description:: chart

           Rain falls in two months.
        """,
    )
    assert "Rain falls" in page(chart.build("html")).xpath("//details")[0].text_content()


def test_a_reference_into_it_leads_to_the_figure_on_paper(chart):
    inner = "```{long-description}\n(rain)=\n{index}`Rain` falls. A {term}`month`.\n```\n\n"
    rest = "See {ref}`the rain <rain>`.\n\n```{glossary}\nmonth\n  Thirty days.\n```\n"
    build = chart.write("index.md", FIGURE + inner + rest).build("bookpdf")
    assert build.status == 0, build.log


MISTAKES = (
    (
        FIGURE + "```{long-description} none\nText.\n```\n",
        ("index.md:10: ", "no picture of this document is named: 'none'"),
    ),
    ("# A\n\n```{long-description}\nText.\n```\n", ("index.md:3: ", "no picture stands before it")),
    (
        MD + "\n```{long-description} chart\nText.\n```\n",
        ("index.md:21: ", "the second one of a picture: 'dot.svg'"),
    ),
    (
        FIGURE + "```{long-description}\nText[^1].\n```\n\n[^1]: A note.\n",
        ("index.md:10: ", "it calls a note"),
    ),
)


@pytest.mark.parametrize(("text", "said"), MISTAKES)
@pytest.mark.parametrize("builder", ["html", "bookepub", "bookpdf"])
def test_a_mistake_is_told_again_and_again(chart, builder, text, said):
    chart.write("index.md", text)
    for _run in ("first", "second"):
        build = chart.build(builder)
        assert build.status != 0
        assert [
            word for word in (*said, "bookwork.long-description") if word not in build.log
        ] == []
