from __future__ import annotations

import pytest
from pybtex.backends.html import Backend
from pybtex.database import parse_string

from sphinx_bookwork.sources.entries import EntryStyle, shown_address


def entry(text):
    bibliography = parse_string(text, "bibtex")
    [formatted] = EntryStyle().format_bibliography(bibliography)
    return formatted.text.render(Backend())


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (
            "@book{a, author={de Waal, Thomas}, title={Black Garden}, year=2003,"
            " publisher={New York University Press}, address={New York}, note={seen: in part}}",
            "de Waal, Thomas. 2003. <em>Black Garden</em>. New York University Press, New York.",
        ),
        (
            "@article{a, author={Deng, F. and Marsh, Ann}, title={What now?}, year=1999,"
            " journal={Survey}, volume=5, number=2, pages={10--20}, doi={10.1/x}}",
            "Deng, F. and Ann Marsh. 1999. “What now?” <em>Survey</em> 5(2), 10–20. "
            '<a href="https://doi.org/10.1/x">doi:10.1/x</a>.',
        ),
        (
            "@incollection{a, author={Marsh, Ann}, title={War}, booktitle={The Garden},"
            " year=2003, pages={1-9}, publisher={Press}}",
            "Marsh, Ann. 2003. “War”. In <em>The Garden</em>, 1–9. Press.",
        ),
        (
            "@techreport{a, author={{Rights Watch}}, institution={Rights Watch}, year=1991,"
            " title={Night}, number={D11}}",
            "Rights Watch. 1991. <em>Night</em>. D11.",
        ),
        (
            "@misc{a, author={{PA}}, shortauthor={{P}}, title={The council's {“}Yes”}}",
            "PA. n.d. “The council’s ‘Yes’”.",
        ),
        (
            "@legal{a, author={{Parliament}}, shortauthor={{MM}}, title={Act}, year=1991}",
            "MM (Parliament). 1991. <em>Act</em>.",
        ),
        (
            "@book{a, editor={Marsh, Ann and Deng, F.}, title={Papers}, year=2001, isbn={1-2}}",
            "Marsh, Ann and F. Deng, eds. 2001. <em>Papers</em>. ISBN 1-2.",
        ),
        ("@misc{a, title={Untitled}, year=1990}", "“Untitled”. 1990."),
        (
            "@book{a, title={Day}, year=1990, url={https://e.example/}, isbn={1-2},"
            " checked={2026-11-25}, archived={https://kept.example/day}}",
            '<em>Day</em>. 1990. ISBN 1-2. <a href="https://e.example/">e.example</a>'
            " (checked 2026-11-25). "
            'Archived: <a href="https://kept.example/day">kept.example/day</a>.',
        ),
    ],
)
def test_entry_as_printed(source, printed):
    assert entry(source) == printed


def test_bracketed_title_is_a_description():
    assert entry("@misc{a, author={{TASS}}, title={{[Report on a day]}}, year=2023}") == (
        "TASS. 2023. Report on a day."
    )
    assert entry("@legal{a, author={{UN}}, title={{Resolution 742 [Admission]}}, year=1992}") == (
        "UN. 1992. <em>Resolution 742</em> (Admission)."
    )


def test_letter_of_the_label_stands_at_the_year():
    texts = EntryStyle().format_bibliography(
        parse_string(
            "@misc{a, author={{A}}, title={X}} @misc{b, author={{A}}, title={Y}}", "bibtex"
        )
    )
    assert [str(item.text) for item in texts] == ["A. n.d.-a. “X”.", "A. n.d.-b. “Y”."]


def test_place_that_the_address_says_already_is_left_out():
    url = "@misc{a, author={{A}}, title={X}, howpublished={a.org}, url={https://www.a.org/x/}}"
    assert entry(url) == 'A. n.d. “X”. <a href="https://www.a.org/x/">a.org/x</a>.'


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.osce.org/mg/1/", "osce.org/mg/1"),
        ("http://undocs.org/S/RES/742(1992)", "undocs.org/S/RES/742(1992)"),
        ("https://az.wikipedia.org/wiki/La%C3%A7%C4%B1n", "az.wikipedia.org/wiki/Laçın"),
        ("https://a.org/a%20b", "a.org/a%20b"),
        ("https://a.org/%E9", "a.org/%E9"),
    ],
)
def test_address_as_printed(url, shown):
    assert shown_address(url) == shown


def test_long_address_behind_a_title_shows_its_host():
    long = "https://www.news.example/en/" + "a-very-long-name-of-a-page-" * 3
    titled = f"@misc{{a, author={{{{A}}}}, title={{X}}, url={{{long}}}}}"
    assert f'<a href="{long}">news.example</a>' in entry(titled)
    described = f"@misc{{a, author={{{{A}}}}, title={{{{[X]}}}}, url={{{long}}}}}"
    assert f">{long.removeprefix('https://www.')}</a>" in entry(described)
