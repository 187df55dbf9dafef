"""The register of claims, on the site."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from tests.evidence.page import page, text
from tests.evidence.test_rebuild import edit

LIST = "# List\n\n```{claims} %s\n```\n\n```{bibliography}\n:all:\n```\n"


def entries(build):
    """Each claim of the register: its heading and what stands below it."""
    [register] = page(build, "back/list").xpath("//dl[contains(@class, 'claims-register')]")
    heads = [text(term) for term in register.xpath("./dt")]
    return dict(zip(heads, [text(item) for item in register.xpath("./dd")], strict=True))


def test_register_tells_status_sources_and_places_of_every_claim(book):
    build = book.write("back/list.md", LIST % "night").build("html")
    assert build.status == 0, build.log
    assert entries(build) == {
        "s01 Troops came.": "Established. The Daily n.d.; Rights Watch 1991, para 1 Told: Night",
        "s02 They came to help.": (
            "Contested. Marsh 2003; Rights Watch 1991, para 5 Told: nowhere"
        ),
        "f03 It snowed.": "Not verified. Marsh 2003 (not seen by us) Told: nowhere",
        "f04 A law was made.": ("Outdated. Marsh 2003, chapter 2 (not seen by us) Told: nowhere"),
    }


def test_register_shows_values_and_picks_a_status(book):
    value = (
        '  values: [{value: "12,000", who: the army}]\n  sources:\n  - {key: marsh2003, seen: "yes"'
    )
    edit(book, "claims/night.yml", '  sources:\n  - {key: marsh2003, seen: "yes"', value)
    book.write("back/list.md", LIST.replace("\n```\n", "\n:status: contested\n```\n", 1) % "")
    assert list(entries(book.build("html")).values()) == [
        "Contested. The army: 12,000. Marsh 2003; Rights Watch 1991, para 5 Told: nowhere"
    ]


def test_places_follow_the_chapters(book):
    book.write("back/list.md", LIST % "night").build("html")
    edit(book, "night.md", "`s01`", "`s01 s02`")
    assert "Told: Night" in entries(book.build("html"))["s02 They came to help."]


@pytest.mark.parametrize("argument", ["day", ""])
def test_register_without_claims_is_a_mistake_in_every_build(book, argument):
    status = "" if argument else ":status: imprecise\n"
    book.write("back/list.md", f"# List\n\n```{{claims}} {argument}\n{status}```\n")
    for _ in range(2):
        build = book.build("html")
        assert build.status != 0
        assert "list.md:3: WARNING: the ledger has no such claims: " in build.log
        assert "[evidence.register]" in build.log


def test_register_stays_off_paper_where_its_toctree_does(book):
    book.write("back/list.md", "# List\n\n```{bibliography}\n:all:\n```\n")
    book.write("back/all.md", "# Register\n\n```{claims} night\n```\n")
    only = "\n````{only} html\n```{toctree}\nback/all\n```\n````\n"
    index = (book.root / "src/index.md").read_text(encoding="utf-8")
    book.write("index.md", (index + only).encode())
    assert book.build("html").status == 0
    build = book.build("bookpdf")
    assert build.status == 0, build.log
    pages = pypdfium2.PdfDocument(build.out / "a-test-book.pdf")
    printed = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "Troops came." in printed
    assert "Register" not in printed


def test_site_that_links_to_the_data_has_them(book):
    assert not (book.build("html").out / "claims.json").exists()
    book.write("back/list.md", "# List\n\n{claims-data}`JSON <json>`\n\n" + LIST[8:] % "night")
    build = book.build("html")
    assert build.status == 0, build.log
    [link] = page(build, "back/list").xpath("//a[text()='JSON']/@href")
    assert (build.out / "back" / link).resolve() == (build.out / "claims.json").resolve()
    claims = json.loads((build.out / "claims.json").read_text(encoding="utf-8"))
    assert claims[0]["told"] == ["night.html#claim-s01"]


def test_unknown_format_is_a_mistake(book):
    book.write("back/list.md", "# List\n\n{claims-data}`XML <xml>`\n")
    build = book.build("html")
    assert build.status != 0
    assert "list.md:3: WARNING: no such format of the ledger: 'xml'" in build.log
