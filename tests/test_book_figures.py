"""This book's pictures: each is what its data and its drawing give, and no bad data is drawn."""

from __future__ import annotations

import itertools
import re
import runpy
import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from lxml import etree

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "assets" / "figures"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SCRIPT = runpy.run_path(str(FIGURES))
PICTURES = SCRIPT["PICTURES"]
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


def shown() -> dict[str, str]:
    """What a chapter has of each picture: its figure and the description behind it."""
    block = re.compile(
        r"^```\{figure\} [./]*assets/figures/(\S+)\n.*?^```\n\n^```\{long-description\}\n.*?^```$",
        re.MULTILINE | re.DOTALL,
    )
    return {
        match[1]: match[0]
        for path in (ROOT / "docs").rglob("*.md")
        for match in block.finditer(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_shown_with_name_texts_and_description(name: str):
    told = shown()[name]
    assert all(f"\n:{option}: " in told for option in ("name", "alt"))
    assert "\n:class: inline\n" in told


def test_the_way_of_a_claim_has_the_numbers_of_the_ledger_and_of_the_text():
    claims = [
        claim
        for path in (ROOT / "docs" / "claims").glob("*.yml")
        for claim in yaml.safe_load(path.read_text("utf-8"))
    ]
    sources = [source for claim in claims for source in claim["sources"]]
    statuses = Counter(claim["status"] for claim in claims)
    page = [claim["status"] for claim in claims if claim["id"][0] == "s"]
    expected = {
        *statuses.values(),
        *Counter(page).values(),
        *(len(claims), len(page), len(claims) - len(page)),
        len({source["key"] for source in sources}),
        len({source["key"] for source in sources if source["seen"] == "yes"}),
    }
    drawn = etree.fromstring((FIGURES / "verdicts.svg").read_bytes())
    words = " ".join(text.text for text in drawn.iter(f"{SVG}text"))
    assert expected <= {*map(int, re.findall(r"\d+", words))}
    told = shown()["verdicts.svg"].partition("{long-description}")[2]
    assert {*re.findall(r"\d+", words)} == {*re.findall(r"\d+", told)}, "correct the description"


def test_a_line_gives_way_to_words():
    gaps = PICTURES["map.svg"].__globals__["pieces"]
    over, beside, around = (40, -5, 60, 5), (40, 6, 60, 9), (-1, -1, 101, 1)
    line = [(0, 0), (50, 0), (100, 0)]
    assert gaps(line, [over, beside]) == [[(0, 0), (40, 0)], [(60, 0), (100, 0)]]
    assert gaps(line, [beside]) == [line]
    assert gaps(line, [around]) == []
    specks = [(0, -1, 48, 1), (50, -1, 100, 1)]
    assert gaps(line, specks) == []
    assert gaps([(0, 0), (0, 10)], [(-1, 4, 1, 20)]) == [[(0, 0), (0, 4)]]


def test_no_border_of_a_map_runs_through_words():
    region = PICTURES["map.svg"].__globals__
    _figure, axes = region["canvas"](region["REGION"].height)
    region["places"](axes, region["REGION"], region["read"]("map"), "region")
    boxes = region["words"](axes)
    region["borders"](axes, region["REGION"], region["outlines"].read()["countries"])
    shapes = [
        path
        for patch in axes.patches[1:]
        for path in patch.get_path().to_polygons(closed_only=False)
    ]
    inside = [
        (x, y)
        for shape in shapes
        for x, y in shape
        for left, top, right, foot in boxes
        if left + 0.1 < x < right - 0.1 and top + 0.1 < y < foot - 0.1
    ]
    assert len(boxes) > 10 and len(shapes) > 10 and not inside


def lightness(grey: float) -> float:
    """CIE L* of a grey between 0 and 1 of sRGB (CIE 15)."""
    linear = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
    return 116 * linear ** (1 / 3) - 16 if linear > 0.008856 else 903.3 * linear


@pytest.mark.parametrize(("ink", "ground"), [(0.0, 1.0), (0.10, 0.99), (0.87, 0.09)],
                         ids=["on paper", "by day", "by night"])  # fmt: skip
def test_areas_that_touch_are_told_apart_by_their_lightness_alone(ink: float, ground: float):
    # a picture has no hue: every kind of eye sees the same, and so does a printer without colours
    maps = PICTURES["map.svg"].__globals__
    land, taken, oblast = (maps[name]["facecolor"][3] for name in ("LAND", "TAKEN", "OBLAST"))
    on_land = [maps["on_land"](maps[name])["facecolor"][3] for name in ("TAKEN", "OBLAST")]
    for shades in ([0, land, *on_land], [0, taken, oblast]):
        seen = [lightness(ground + share * (ink - ground)) for share in shades]
        steps = [abs(one - other) for one, other in itertools.pairwise(seen)]
        assert min(steps[-2:]) >= 8, (
            steps
        )  # a step that is seen side by side; 1 is the least of all
        assert min(steps) >= 4, steps  # the country has a line around it besides


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
    "a share that the ledger does not have": (
        *("territory", "percent: 16,", "percent: 17,"),
        "'17' in '17 per cent' is not in s28",
    ),
    "a count that nobody gave": (
        "displaced",
        "168,",
        "169,",
        "'169,000' in '169,000' is not in s24",
    ),
    "a result of another election": ("elections", "percent: 76.84", "percent: 77.84", "'77.84'"),
    "a day on which nobody took office": (
        "heads-of-state",
        "1993-10-10",
        "1993-10-11",
        "11 October",
    ),
    "a date of another event": ("chronology", "1994-05-12", "1994-05-13", "'13 May 1994'"),
    "an unknown people": ("displaced", "people: Armenians", "people: Arm", "unknown people: 'Arm'"),
    "no YAML": ("map", "places:", "places: {", "no YAML"),
}


@pytest.mark.parametrize(("name", "old", "new", "message"), BAD.values(), ids=BAD)
def test_bad_data_stops_the_drawing(data: dict, name: str, old: str, new: str, message: str):
    path = data["HERE"] / f"{name}.yml"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(data["Fault"]) as fault:
        for drawn in ("map.svg", "districts.svg") if name == "map" else [f"{name}.svg"]:
            PICTURES[drawn]()
    assert re.match(rf"{path}:\d+: ", str(fault.value)) and message in str(fault.value)


@pytest.mark.parametrize("alt", ["", ":alt:\n", ":name: figure-map\n:alt:  \n"])
def test_a_figure_without_alternative_text_stops_the_drawing(
    data: dict, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, alt: str
):
    chapter = data["HERE"] / "docs" / "chapter.md"
    chapter.parent.mkdir()
    figure = "```{{figure}} ../assets/figures/{}\n{}\nCaption\n```\n"
    told = figure.format("elections.svg", ":alt: What it shows\n")
    chapter.write_text(f"# A\n\n{told}\n{figure.format('map.svg', alt)}", "utf-8")
    undescribed = SCRIPT["undescribed"]
    monkeypatch.setitem(
        SCRIPT["main"].__globals__, "undescribed", lambda: undescribed(chapter.parent)
    )
    assert SCRIPT["main"]() == 1
    said = "docs/chapter.md:9: no ':alt:': 'map.svg'; say in words what it shows\n"
    assert capsys.readouterr().err == said


def test_every_fault_is_named_and_no_picture_changes(data: dict, capsys: pytest.CaptureFixture):
    for name, old, new in (
        ("map", "Horadiz", "Horadis"),
        ("elections", "found: [No", "found: [x, No"),
    ):
        path = data["HERE"] / f"{name}.yml"
        text = path.read_text("utf-8").replace(old, new, 1)
        path.write_text(
            text.replace("[x, No report seen", "[No report that any of us has ever seen")
        )
    before = {name: (FIGURES / name).read_bytes() for name in PICTURES}
    assert SCRIPT["main"]() == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3  # both maps, and the elections
    assert sum("map.yml:" in line and "unknown place: 'Horadis'" in line for line in said) == 2
    assert sum("elections.svg: no room for 'No report" in line for line in said) == 1
    assert before == {name: (FIGURES / name).read_bytes() for name in PICTURES}
