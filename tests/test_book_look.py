"""The look of this book: its faces, pictures, colours and sizes, judged without building it."""

from __future__ import annotations

import re
import runpy
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "assets"
TEXT_FACES = sorted((ASSETS / "fonts").glob("SourceSerif4*.ttf"))
LETTERS = "əƏğĞıİşŞçÇöÖüÜ–—‘’“”…№ЖжЫыЁё"


def features(font: TTFont) -> set[str]:
    return {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("path", TEXT_FACES, ids=lambda path: path.stem)
def test_every_text_face_has_the_letters_and_figures(path: Path):
    font = TTFont(path)
    assert not [letter for letter in LETTERS if ord(letter) not in font.getBestCmap()]
    assert {"onum", "lnum", "tnum", "sups"} <= features(font)


def test_one_face_has_armenian():
    font = TTFont(ASSETS / "fonts" / "NotoSerifArmenian-Regular.ttf")
    assert all(ord(letter) in font.getBestCmap() for letter in "ԱաԲբև")


def test_every_font_is_named_with_origin_and_licence():
    told = (ASSETS / "fonts" / "README.md").read_text(encoding="utf-8")
    for path in (ASSETS / "fonts").glob("*.ttf"):
        family, _, cut = path.stem.partition("-")
        assert f"`{family}-" in told and cut in told, path.name


def test_web_fonts_stay_out_of_the_printers_folder():
    # a WOFF2 beside its TTF has the same family name: print would take either
    assert not list((ASSETS / "fonts").rglob("*.woff2"))


def test_the_covers_are_what_their_script_draws():
    for path, drawn in runpy.run_path(str(ASSETS / "cover" / "cover.py"))["pictures"]().items():
        assert path.read_text(encoding="utf-8") == drawn, path.name


def test_the_covers_say_what_the_book_says():
    conf = runpy.run_path(str(ROOT / "conf.py"))
    cover = runpy.run_path(str(ASSETS / "cover" / "cover.py"))
    said = [" ".join(cover["TITLE"]), " ".join(cover["SUBTITLE"])]
    assert said == [conf["project"], conf["book_subtitle"]]
    assert any(line.startswith(f"{conf['book_edition']}.") for line in cover["IMPRINT"])
    examined = [claim for claim in the_ledger() if claim["id"].startswith("s")]
    notes = " ".join(line for _number, lines in cover["BACK_NOTES"] for line in lines)
    assert f": {len(examined)} claims." in notes


COVERS = [*ASSETS.glob("cover/*.svg"), *ASSETS.glob("web/*.svg")]


@pytest.mark.parametrize("path", sorted(COVERS), ids=lambda path: path.stem)
def test_a_cover_says_what_it_shows_and_needs_no_font(path: Path):
    svg = path.read_text(encoding="utf-8")
    assert "<title" in svg and "<desc" in svg
    assert "<text" not in svg and "font-family" not in svg


def claims_of(data: object) -> set[str]:
    """Every id under a ``claims`` key, however deep."""
    if isinstance(data, list):
        return set().union(*map(claims_of, data))
    if not isinstance(data, dict):
        return set()
    return set(data.get("claims", ())).union(*map(claims_of, data.values()))


@cache
def the_ledger() -> list[dict]:
    """All claims, as they are written."""
    files = (ROOT / "docs" / "claims").glob("*.yml")
    return [claim for file in files for claim in yaml.safe_load(file.read_text(encoding="utf-8"))]


# What the way of a claim shows is counted, not written down.
DATA = [path for path in (ASSETS / "figures").glob("*.yml") if path.stem != "verdicts"]


@pytest.mark.parametrize("path", sorted(DATA), ids=lambda path: path.stem)
def test_every_number_in_a_chart_rests_on_a_claim_of_the_ledger(path: Path):
    ledger = {claim["id"] for claim in the_ledger()}
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert claims_of(data) and claims_of(data) <= ledger


def test_text_and_notes_are_large_enough_to_read():
    conf = runpy.run_path(str(ROOT / "conf.py"))
    assert float(conf["bookpdf_font_size"].removesuffix("pt")) >= 9.5
    css = (ASSETS / "css" / "print.css").read_text(encoding="utf-8")
    sizes = re.findall(r"([^{}]*)\{[^{}]*?\bfont(?:-size)?:[^;{}]*?([\d.]+)pt", css)
    small = {rule.split("\n")[-1].strip() for rule, size in sizes if float(size) < 7.5}
    assert small == {".note-call", ".note-number"}  # raised figures, not text


def test_the_site_loads_nothing_from_other_hosts():
    sheets = (ASSETS / "css" / "web.css", ASSETS / "web" / "faces.css")
    css = "".join(path.read_text(encoding="utf-8") for path in sheets)
    assert not re.search(r"https?:|@import", css)
    named = re.findall(r'url\("([^"]+)"\)', css)
    assert named and all((ASSETS / "web" / name).is_file() for name in named)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", ["text-base", "text-muted", "heading", "primary", "link"])
def test_the_sites_colours_can_be_read(mode: str, name: str):
    css = (ASSETS / "css" / "web.css").read_text(encoding="utf-8")
    block = css.partition(f'html[data-theme="{mode}"] {{')[2].partition("}")[0]
    colours = dict(re.findall(r"--pst-color-([\w-]+): (#\w{6});", block))
    one, other = sorted(map(luminance, (colours[name], colours["background"])))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def test_the_faces_of_the_site_are_what_their_script_makes():
    script = runpy.run_path(str(ASSETS / "fonts" / "webfonts.py"))
    made = script["fonts"]()
    assert sorted(made) == sorted((ASSETS / "web" / "fonts").iterdir())
    for path, content in made.items():
        assert path.read_bytes() == content, path.name
    assert (ASSETS / "web" / "faces.css").read_text("utf-8") == script["sheet"]()


def test_a_face_that_stands_in_is_as_wide_and_high_as_ours():
    script = runpy.run_path(str(ASSETS / "fonts" / "webfonts.py"))
    ours = TTFont(ASSETS / "fonts" / "SourceSerif4SmText-Regular.ttf")
    lengths = [ours["hmtx"][ours.getBestCmap()[ord(letter)]][0] for letter in script["SAMPLE"]]
    width = script["STAND_INS"]["Georgia"][1][0]
    rule = script["sheet"]().partition('"Text as Georgia"')[2].partition("}")[0]
    size, up, down = (float(share) / 100 for share in re.findall(r"([\d.]+)%", rule)[:3])
    assert size * width == pytest.approx(sum(lengths) / len(lengths) / 1000, abs=0.001)
    assert [size * up, size * down] == pytest.approx([1.036, 0.335], abs=0.001)


def test_the_site_names_every_face_that_stands_in_behind_its_own():
    css = (ASSETS / "css" / "web.css").read_text("utf-8")
    made = (ASSETS / "web" / "faces.css").read_text("utf-8")
    for kind in ("text", "display"):
        named = re.search(rf"--book-{kind}: ([^;]*);", css)[1]
        named = re.sub(r'var\(--\w+-face, ("[^"]+")\)', r"\1", named)
        families = [name.strip(' "\n') for name in named.split(",")]
        there = [*dict.fromkeys(re.findall(rf'"((?:Restored )?{kind}[^"]*)"', made, re.IGNORECASE))]
        ours = [name for name in there if not name.endswith(" on Disk")]
        assert [name for name in families if name in there] == ours
        assert families[0] == f"Restored {kind.title()}" and families[-1] == "serif"


def test_the_letters_of_the_book_are_in_the_faces_of_the_site():
    folder = ASSETS / "web" / "fonts"
    fonts = [
        TTFont(path)
        for name in ("SmText-Regular-*", "Armenian.*")
        for path in folder.glob(f"*{name}")
    ]
    have = {code for font in fonts for code in font.getBestCmap()}
    texts = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    lacking = {letter for text in texts for letter in text if ord(letter) not in have}
    assert {ord("Ա"), ord("և")} <= have
    assert lacking <= set("\n\t"), "add them in assets/fonts/webfonts.py"


def test_card_and_icon_of_the_site_are_what_their_script_paints():
    for path, content in runpy.run_path(str(ASSETS / "cover" / "icons.py"))["pictures"]().items():
        there, made = (Image.open(source).convert("L") for source in (path, BytesIO(content)))
        assert there.size == made.size
        # painters differ in the edges of letters
        assert ImageStat.Stat(ImageChops.difference(there, made)).mean[0] < 1, path.name
