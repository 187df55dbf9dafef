"""This book's pictures: each is what its data and its drawing give, and no bad data is drawn."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "assets" / "figures"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
PICTURES = runpy.run_path(str(FIGURES))["PICTURES"]
SVG = "{http://www.w3.org/2000/svg}"


def attributes(svg: str) -> list[str]:
    return [f"{e.tag} {k}={v}" for e in etree.fromstring(svg).iter() for k, v in e.items()]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_its_data_gives(name: str):
    drawn, kept = PICTURES[name](), (FIGURES / name).read_text(encoding="utf-8")
    assert NUMBER.sub("0", drawn) == NUMBER.sub("0", kept), "run make figures"
    assert re.findall(r">([^<]+)<", drawn) == re.findall(r">([^<]+)<", kept)
    # another processor may round a length up where ours rounds it down
    assert [*map(float, NUMBER.findall(" ".join(attributes(drawn))))] == pytest.approx(
        [*map(float, NUMBER.findall(" ".join(attributes(kept))))], abs=0.11
    )


@pytest.mark.parametrize("path", [FIGURES / name for name in PICTURES], ids=PICTURES)
def test_a_picture_is_text_in_the_book_s_face_and_no_smaller_than_print(path: Path):
    root = etree.fromstring(path.read_bytes())
    assert root.find(f"{SVG}title").text and root.find(f"{SVG}desc").text
    assert root.get("font-family").startswith("Source Serif 4 Caption")
    sizes = [float(text.get("font-size")) for text in root.iter(f"{SVG}text")]
    assert sizes and min(sizes) >= 7
    assert float(root.get("width").removesuffix("pt")) == 328.8  # as wide as the text


@pytest.mark.parametrize("path", [FIGURES / name for name in PICTURES], ids=PICTURES)
def test_a_picture_can_be_shown_under_a_strict_policy_and_by_night(path: Path):
    root = etree.fromstring(path.read_bytes())
    assert root.get("fill") == "currentColor"
    for element in root.iter(etree.Element):
        assert "style" not in element.attrib and element.tag != f"{SVG}style"
        assert {element.get("fill"), element.get("stroke")} <= {None, "none", "currentColor"}
    ids = [str(ident) for ident in root.xpath("//@id")]
    assert len(ids) == len(set(ids)) and not [i for i in ids if re.search(r"_\d+$", i)]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    """The names of the module that reads the pictures' data, from copies a test may spoil."""
    module = PICTURES["map.svg"].__globals__["read"].__globals__
    for path in FIGURES.glob("*.yml"):
        shutil.copy(path, tmp_path)
    monkeypatch.setitem(module, "HERE", tmp_path)
    return module


BAD = {
    "a missing column": ("map", "beside: right, lost", "lost", "no 'beside'"),
    "an unknown place": ("map", "Horadiz", "Horadis", "unknown place: 'Horadis'"),
    "a date that the ledger does not have": (
        *("map", "lost: 18 May 1992", "lost: 19 May 1992"),
        "'19 May 1992' in '19 May 1992' is not in f086, f152",
    ),
    "no alternative text": ("map", "region: >-", "region_: >-", "no 'region'"),
    "an unknown claim": ("map", "claims: [f081]", "claims: [f999]", "no such claim: 'f999'"),
    "no claim": ("map", "claims: [f081]", "claims: []", "'claims' is empty"),
    "no YAML": ("map", "places:", "places: {", "no YAML"),
}


@pytest.mark.parametrize(("name", "old", "new", "message"), BAD.values(), ids=BAD)
def test_bad_data_stops_the_drawing(data: dict, name: str, old: str, new: str, message: str):
    path = data["HERE"] / f"{name}.yml"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(data["Fault"]) as fault:
        for draw in PICTURES.values():
            draw()
    assert re.match(rf"{path}:\d+: ", str(fault.value)) and message in str(fault.value)
