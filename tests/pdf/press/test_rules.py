"""Each rule with a file that breaks it and no other, and one that breaks none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageCms

from sphinx_bookwork.pdf.press.identity import XMP_NAMESPACE
from sphinx_bookwork.pdf.press.rules import RULES, Limits, judge
from tests.pdf.press.samples import (
    A6,
    box,
    draws,
    face,
    good,
    has,
    image,
    page_has,
    sets,
    spoilt,
)  # fmt: skip

Spoil = Callable[[Pdf], None]


def found(path: Path, limits: Limits | None = None) -> list[str]:
    """The findings of all rules, as lines without the path."""
    with pikepdf.open(path) as pdf:
        return [str(finding).removeprefix(f"{path}: ") for finding in judge(pdf, str(path), limits)]


def without(name: str) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        del pdf.pages[1].obj[name]

    return spoil


def xmp(name: str, value: str | None) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            if value is None:
                del metadata[name]
            else:
                metadata[name] = value

    return spoil


def info(key: str, value: object) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        pdf.docinfo[key] = value

    return spoil


def intent(**keys: object) -> Spoil:
    def spoil(pdf: Pdf) -> None:
        for key, value in keys.items():
            made = value(pdf) if callable(value) else value
            if made is None:
                del pdf.Root.OutputIntents[0][f"/{key}"]
            else:
                pdf.Root.OutputIntents[0][f"/{key}"] = made

    return spoil


def two_intents(pdf: Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def no_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def screen_profile(pdf: Pdf) -> object:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return pdf.make_stream(srgb, N=3)


def state(**keys: object) -> Spoil:
    return has("/ExtGState", "/G", lambda pdf: Dictionary(**keys))


def form(pdf: Pdf, **keys: object) -> object:
    keys = {"Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])} | keys
    return pdf.make_stream(b"", Type=Name.XObject, **keys)


def group(space: Name) -> Callable[[Pdf], object]:
    return lambda pdf: form(pdf, Group=Dictionary(S=Name.Transparency, CS=space))


def masked(pdf: Pdf) -> object:
    picture = image(pdf)
    picture.SMask = image(pdf, Name.DeviceRGB, 8, 3)
    return picture


def gradient(space: Name) -> Callable[[Pdf], object]:
    return lambda _pdf: Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 9, 9])


def indexed(pdf: Pdf) -> object:
    picture = image(pdf, channels=1)
    picture.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 0, String("abc")])
    return picture


def link(_pdf: Pdf) -> object:
    return Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))])


def external(pdf: Pdf) -> object:
    return pdf.make_stream(b"", F=String("elsewhere.bin"))


BROKEN: list[tuple[str, Spoil, str]] = [
    ("identification", xmp(f"{{{XMP_NAMESPACE}}}GTS_PDFXVersion", None), "do not say 'PDF/X-4'"),
    ("description", xmp("dc:title", None), "no title in the metadata"),
    ("description", info("/Title", String("Another")), "two titles: 'Another' and 'A Test Book'"),
    ("description", xmp("xmp:CreateDate", None), "no xmp:CreateDate"),
    ("description", info("/ModDate", String("D:20000101000000Z")), "two dates"),
    ("trapped", info("/Trapped", Name.Unknown), "Trapped is 'Unknown'"),
    ("trapped", xmp("pdf:Trapped", "True"), "not so in the metadata"),
    ("filter", has("/Properties", "/P", external), "a stream is in another file"),
    ("embedded-file", sets("/Names", lambda _: Dictionary(EmbeddedFiles=Dictionary())), "attached"),
    ("layer", sets("/OCProperties", lambda _: Dictionary()), "switched off"),
    ("output-intent", no_intent, "0 output intents for print"),
    ("output-intent", two_intents, "2 output intents for print"),
    ("output-intent", intent(OutputConditionIdentifier=None), "names no condition"),
    ("output-intent", intent(OutputConditionIdentifier="Custom", Info=None), "is not explained"),
    ("output-profile", intent(DestOutputProfile=None), "has no profile"),
    ("output-profile", intent(DestOutputProfile=screen_profile), "of class 'mntr'"),
    ("output-profile", intent(DestOutputProfile=lambda pdf: pdf.make_stream(b"x")), "damaged"),
    ("trim-box", without("/TrimBox"), "page 2: no TrimBox"),
    ("trim-box", page_has("/ArtBox", box(0, 0, A6.width, A6.height)), "page 2: an ArtBox"),
    ("bleed", without("/BleedBox"), "page 2: no BleedBox"),
    ("bleed", page_has("/BleedBox", box(-3, -3, 301, 423)), "the bleed is 1.1 mm, not 3.0 mm"),
    ("box-nesting", page_has("/CropBox", box(0, 0, 298, 420)), "BleedBox is not within"),
    ("page-size", page_has("/TrimBox", box(0, 0, 280, 420)), "not of the size of the first page"),
    ("page-size", page_has("/Rotate", lambda _: 90), "turned by Rotate"),
    ("page-size", page_has("/UserUnit", lambda _: 2), "scaled by UserUnit"),
    ("ink", draws(b"1 0 0 rg 0 0 9 9 re f"), "a shape is painted in 'DeviceRGB'"),
    ("ink", draws(b"1 0 0 RG 0 0 9 9 re S"), "a line is painted in 'DeviceRGB'"),
    ("ink", draws(b"BT /F 9 Tf 1 0 0 rg (x) Tj ET"), "text is painted in 'DeviceRGB'"),
    ("ink", has("/XObject", "/R", lambda pdf: image(pdf, Name.DeviceRGB, channels=3)), "an image"),
    ("ink", has("/XObject", "/R", indexed), "an image is painted in 'DeviceRGB'"),
    ("ink", draws(b"q .1 0 0 .1 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID xyz EI Q"), "an image is"),
    ("ink", has("/Shading", "/S", gradient(Name.DeviceRGB)), "a gradient is painted"),
    ("black-text", draws(b"BT /F 9 Tf 1 0 0 0 k (x) Tj ET"), "printed in CMYK '1 0 0 0'"),
    ("black-text", draws(b"BT /F 9 Tf 1 Tr .5 .5 .5 1 K (x) Tj ET"), "CMYK '0.5 0.5 0.5 1'"),
    ("ink-limit", draws(b"1 1 1 1 k 0 0 9 9 re f"), "a shape has 400 % of ink, more than 330 %"),
    ("hairline", draws(b"0 0 0 1 K 0 w 0 0 m 9 9 l S"), "a line is 0 pt wide"),
    ("hairline", draws(b".1 0 0 .1 0 0 cm 0 G .5 w 0 0 m 9 9 l S"), "a line is 0.05 pt wide"),
    ("resolution", draws(b"q 144 0 0 72 0 0 cm /Im Do Q"), "has 150 pixels per inch as printed"),
    ("resolution", draws(b"q 72 0 0 72 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"), "1 pixels"),
    ("face", has("/Font", "/H", lambda pdf: face(pdf, embedded=False)), "'Helvetica' is not"),
    ("transfer", state(TR2=Name.Identity), "a transfer function"),
    ("transfer", state(HT=Dictionary(HalftoneType=1)), "a halftone of its own"),
    ("blend-mode", state(BM=Name.Glow), "an unknown blend mode: '/Glow'"),
    ("group", has("/XObject", "/X", group(Name.DeviceRGB)), "blended in 'DeviceRGB'"),
    ("group", page_has("/Group", lambda _: Dictionary(CS=Name.DeviceRGB)), "in 'DeviceRGB'"),
    ("x-object", has("/XObject", "/X", lambda pdf: form(pdf, Subtype=Name.PS)), "PostScript"),
    ("x-object", has("/XObject", "/X", lambda pdf: form(pdf, Ref=Dictionary())), "another file"),
    ("soft-mask", has("/XObject", "/M", masked), "the mask of an image is not grey"),
    ("annotation", page_has("/Annots", link), "an annotation: 'Link'"),
    ("action", sets("/OpenAction", lambda _: Dictionary(S=Name.GoTo)), "acts by itself"),
    ("action", sets("/Names", lambda _: Dictionary(JavaScript=Dictionary())), "has scripts"),
    ("action", page_has("/AA", lambda _: Dictionary()), "page 2: the page acts by itself"),
    ("form", sets("/AcroForm", lambda _: Dictionary()), "a form to fill in"),
]  # fmt: skip


def test_a_good_file_breaks_none(tmp_path):
    assert found(good(tmp_path / "good.pdf")) == []


@pytest.mark.parametrize(("code", "spoil", "said"), BROKEN)
def test_a_spoilt_file_breaks_that_rule_alone(tmp_path, code, spoil, said):
    [line] = found(spoilt(tmp_path / "bad.pdf", spoil))
    assert said in line
    assert "; " in line  # what to do
    assert line.endswith(f"[bookpress.{code}]")


def test_version(tmp_path):
    path = spoilt(tmp_path / "bad.pdf", lambda _: None, force_version="1.7")
    assert found(path) == ["the file is of PDF 1.7; write PDF 1.6 [bookpress.version]"]


def test_filters(tmp_path):
    with pikepdf.open(good(tmp_path / "good.pdf")) as pdf:
        pdf.pages[0].obj.Old = pdf.make_stream(b"", Filter=Name.LZWDecode)
        [finding] = judge(pdf, "x")
    assert str(finding) == (
        "x: a stream is compressed by LZWDecode; compress it by Flate [bookpress.filter]"
    )


def test_file_id(tmp_path):
    path = good(tmp_path / "good.pdf")
    with pikepdf.open(path) as pdf:
        del pdf.trailer.ID
        assert [finding.rule for finding in judge(pdf, "x")] == ["bookpress.file-id"]


def test_metadata(tmp_path):
    path = good(tmp_path / "good.pdf")
    with pikepdf.open(path) as pdf:
        pdf.Root.Metadata.write(b"x\x9c", filter=Name.FlateDecode)
        assert "bookpress.metadata" in [finding.rule for finding in judge(pdf, "x")]
    said = found(spoilt(path, no_metadata))
    assert any("no XMP metadata" in line for line in said)


def test_every_rule_has_a_sample_that_breaks_it():
    apart = {"version", "file-id", "metadata"}
    assert {f"bookpress.{code}" for code, *_ in BROKEN} | {f"bookpress.{c}" for c in apart} == set(
        RULES
    )


def test_every_rule_names_a_clause_and_what_passes():
    for code, rule in RULES.items():
        text = rule.__doc__ or ""
        assert "Fails:" in text and "Passes:" in text, code
        assert "ISO" in text or "(8." in text or "(14." in text or "(12." in text, code


def test_pages_with_the_same_fault_are_one_finding(tmp_path):
    path = good(tmp_path / "good.pdf", b"1 0 0 rg 0 0 9 9 re f", pages=4)
    [line] = found(path)
    assert line.startswith("page 1 and 3 others: a shape is painted in 'DeviceRGB'")


def test_limits_are_those_of_the_shop(tmp_path):
    path = spoilt(tmp_path / "x.pdf", draws(b"BT /F 9 Tf 1 1 0 1 k (x) Tj ET"))
    assert found(path, Limits(text_in_black=False)) == []
    wishes = Limits(resolution=600, bleed=15, ink=200, text_in_black=False)
    codes = {line.rpartition("bookpress.")[2] for line in found(path, wishes)}
    assert codes == {"resolution]", "bleed]", "ink-limit]"}


def test_what_forms_and_tiles_paint_is_seen(tmp_path):
    def spoil(pdf: Pdf) -> None:
        resources = pdf.pages[1].resources
        inner = form(pdf)
        inner.Resources = Dictionary(XObject=Dictionary(Im=image(pdf)))
        inner.write(b"q 40 0 0 40 0 0 cm /Im Do Q")
        tile = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f", PatternType=1, Resources=Dictionary())
        resources.XObject["/Outer"] = inner
        resources.Pattern = Dictionary(T=tile)
        pdf.pages[1].contents_add(
            pdf.make_stream(b"q 9 0 0 9 0 0 cm /Outer Do Q /Pattern cs /T scn 0 0 9 9 re f")
        )

    image_line, tile_line = sorted(found(spoilt(tmp_path / "x.pdf", spoil)))
    assert "60 pixels per inch" in tile_line
    assert "a shape is painted in 'DeviceRGB'" in image_line
