"""The imposed file: what is on its sheets, what it says to the printer, what it keeps."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from sphinx_bookwork.imposition import ImpositionError
from sphinx_bookwork.imposition.geometry import MM, sheet_size
from sphinx_bookwork.imposition.scheme import Scheme
from sphinx_bookwork.imposition.writer import Made, write
from tests.imposition.samples import A5, ink, raw, sample, texts

A4 = sheet_size("A4")


@pytest.fixture(autouse=True)
def epoch(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def imposed(source: Path, **wishes) -> Path:
    target = source.with_name("out.pdf")
    write(source, target, Scheme(A4, **wishes))
    return target


def numbers(box: pikepdf.Object) -> list[float]:
    return [float(value) for value in box.as_list()]


def test_sheets_hold_the_pages_of_a_booklet(tmp_path):
    target = tmp_path / "out.pdf"
    made = write(sample(tmp_path / "in.pdf", 7), target, Scheme(A4))
    assert made == Made(7, 2, [])
    assert texts(target) == [
        ("Page 7", "Page 1"), ("Page 2", ""), ("Page 6", "Page 3"), ("Page 4", "Page 5"),
    ]  # fmt: skip


def test_signatures_follow_one_another(tmp_path):
    shown = texts(imposed(sample(tmp_path / "in.pdf", 20), signature=8))
    assert shown[0] == ("Page 8", "Page 1")
    assert shown[4] == ("Page 16", "Page 9")
    assert shown[8:] == [("Page 20", "Page 17"), ("Page 18", "Page 19")]


def test_sheets_are_a4_lying(tmp_path):
    with Pdf.open(imposed(sample(tmp_path / "in.pdf", 4))) as pdf:
        sizes = [numbers(page.mediabox) for page in pdf.pages]
        assert sizes == [[0, 0, 841.8898, 595.2756]] * 2
        assert not any(Name.Rotate in page for page in pdf.pages)


def test_the_printer_is_told_how(tmp_path):
    with Pdf.open(imposed(sample(tmp_path / "in.pdf", 4))) as pdf:
        wishes = pdf.Root.ViewerPreferences
        assert wishes.Duplex == Name.DuplexFlipShortEdge
        assert wishes.PrintScaling == Name("/None")
        assert wishes.PickTrayByPDFSize is True
        assert pdf.pdf_version == "1.7"


def test_sheets_are_labelled(tmp_path):
    source = sample(tmp_path / "in.pdf", 20)
    with Pdf.open(imposed(source)) as pdf:
        assert [p.label for p in pdf.pages][:3] == [
            "sheet 1 front",
            "sheet 1 back",
            "sheet 2 front",
        ]
    with Pdf.open(imposed(source, signature=16)) as pdf:
        assert pdf.pages[-1].label == "signature 2 sheet 1 back"


def test_title_and_language_stay_and_claims_go(tmp_path):
    source = sample(tmp_path / "in.pdf", 4)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        with pdf.open_metadata(update_docinfo=False) as xmp:
            xmp["pdfuaid:part"] = "1"
            xmp["pdfaid:part"] = "3"
            xmp["dc:rights"] = "CC BY 4.0"
        pdf.docinfo.GTS_PDFXVersion = String("PDF/X-4")
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.save()
    with Pdf.open(imposed(source)) as pdf:
        assert (pdf.docinfo.Title, pdf.docinfo.Author) == ("A Test Book", "The testers")
        assert pdf.docinfo.ModDate == "D:20231114221320Z"
        assert Name.GTS_PDFXVersion not in pdf.docinfo
        assert pdf.Root.Lang == "az"
        assert Name.MarkInfo not in pdf.Root
        xmp = pdf.open_metadata()
        assert (xmp["dc:title"], xmp["dc:rights"]) == ("A Test Book", "CC BY 4.0")
        assert xmp["xmp:ModifyDate"] == "2023-11-14T22:13:20+00:00"
        assert "pdfuaid:part" not in xmp and "pdfaid:part" not in xmp


def test_the_same_bytes_twice(tmp_path):
    source = sample(tmp_path / "in.pdf", 9)
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    for target in (first, second):
        write(source, target, Scheme(A4, creep=0.1 * MM))
        time.sleep(1.1)  # an id made of the time changes by the second
    assert first.read_bytes() == second.read_bytes()


def test_shared_resources_stay_shared(tmp_path):
    source = tmp_path / "in.pdf"
    sample(source, 64)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        picture = pdf.make_stream(os.urandom(200_000))
        pdf.pages[0].resources.XObject = Dictionary(Picture=picture)
        pdf.save()
    target = imposed(source)
    assert target.stat().st_size < source.stat().st_size + 64 * 300
    with Pdf.open(target) as pdf:
        forms = [form for page in pdf.pages for form in page.resources.XObject.values()]
        assert len(forms) == 64
        shared = {form.Resources.objgen for form in forms}
        assert len(shared) == 1
        assert (0, 0) not in shared, "a copy in each form"


def test_pages_keep_their_fonts_and_vectors(tmp_path):
    with Pdf.open(imposed(sample(tmp_path / "in.pdf", 4))) as pdf:
        form = pdf.pages[0].resources.XObject["/Page1"]
        assert form.Resources.Font.F.BaseFont == Name.Helvetica
        assert b"(Page 1) Tj" in form.read_bytes()


def annotated(source: Path) -> Path:
    """A page with a link that has no look, a stamp that has one, and a note for the screen only."""
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        look = pdf.make_stream(b"0 0 100 50 re f")
        look.Subtype, look.BBox = Name.Form, Array([0, 0, 100, 50])
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 60, 60]),
                          A=Dictionary(S=Name.URI, URI=String("https://example.org/")))  # fmt: skip
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4,
                           Rect=Array([20, 40, 120, 90]), AP=Dictionary(N=look))  # fmt: skip
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, F=0,
                          Rect=Array([300, 400, 400, 450]), AP=Dictionary(N=look))  # fmt: skip
        annotations = [pdf.make_indirect(one) for one in (link, stamp, note)]
        pdf.pages[0].Contents = pdf.make_stream(b"")
        pdf.pages[0].Annots = Array(annotations)
        pdf.save()
    return source


def test_links_go_and_stamps_are_printed(tmp_path):
    target = imposed(annotated(sample(tmp_path / "in.pdf", 1)))
    assert b"example.org" not in target.read_bytes()
    with Pdf.open(target) as pdf:
        assert not any(Name.Annots in page for page in pdf.pages)
    left, _, right, bottom = ink(target, 0)
    shift = A4.width / 2 + (A4.width / 2 - A5[0]) / 2
    assert (left, right) == pytest.approx((shift + 20, shift + 120), abs=1)
    assert bottom == pytest.approx(A4.height - 40, abs=1)


def test_outline_structure_and_names_go(tmp_path):
    source = sample(tmp_path / "in.pdf", 4)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Chapter", 0))
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
        pdf.save()
    with Pdf.open(imposed(source)) as pdf:
        assert set(pdf.Root.keys()) <= {
            "/Type", "/Pages", "/Lang", "/Metadata", "/ViewerPreferences", "/PageLabels",
        }  # fmt: skip


def test_a_landscape_page_lies_with_its_head_at_the_left(tmp_path):
    source = sample(tmp_path / "in.pdf", 1)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.MediaBox = Array([0, 0, A5[1], A5[0]])
        page.Contents = pdf.make_stream(b"100 380 300 20 re f")  # a headline, above on the left
        pdf.save()
    left, top, right, bottom = ink(imposed(source), 0)
    middle, edge = A4.width / 2, (A4.width / 2 - A5[0]) / 2
    assert left == pytest.approx(middle + edge + A5[0] - 400, abs=1)
    assert right - left == pytest.approx(20, abs=1)
    assert bottom == pytest.approx(A4.height - 100, abs=1)
    assert bottom - top == pytest.approx(300, abs=1)


def black(tmp_path: Path, **keys: object) -> Path:
    """A page of nothing but ink, so that its ink shows which box was printed."""
    source = sample(tmp_path / "in.pdf", 1, **keys)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"-1000 -1000 3000 3000 re f")
        pdf.save()
    return source


@pytest.mark.parametrize(
    ("boxes", "size"),
    [
        ({"TrimBox": [50, 50, 250, 350], "CropBox": [10, 10, 400, 500]}, (200, 300)),
        ({"TrimBox": [250, 350, 50, 50]}, (200, 300)),
        ({"CropBox": [10, 10, 310, 410]}, (300, 400)),
        ({"CropBox": [-50, -50, 310, 410]}, (310, 410)),
        ({"CropBox": [10, 10, 310, 410], "UserUnit": -2}, (300, 400)),
        ({"TrimBox": [0, 0, 0, 0], "CropBox": [10, 10, 310, 410]}, (300, 400)),
        ({"TrimBox": [0, 0, 1]}, A5),
        ({"Rotate": 90, "CropBox": [10, 10, 310, 210]}, (200, 300)),
        ({"Rotate": -90, "UserUnit": 2, "CropBox": [10, 10, 290, 210]}, (400, 560)),
        ({}, A5),
    ],
)
def test_the_box_that_is_printed(tmp_path, boxes, size):
    keys = {key: Array(v) if isinstance(v, list) else v for key, v in boxes.items()}
    left, top, right, bottom = ink(imposed(black(tmp_path, **keys)), 0)
    assert (right - left, bottom - top) == pytest.approx(size, abs=1.1)
    assert (left + right) / 2 == pytest.approx(A4.width * 3 / 4, abs=1)


def test_creep_moves_to_the_fold_and_never_over_it(tmp_path):
    source = sample(tmp_path / "in.pdf", 8)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        for page in (pdf.pages[2], pdf.pages[4]):
            page.Contents = pdf.make_stream(b"0 0 2000 2000 re f")
        for page in (pdf.pages[3], pdf.pages[5]):
            page.Contents = pdf.make_stream(b"")
        pdf.save()
    target = imposed(source, creep=1 * MM)
    inner_front, inner_back = ink(target, 2), ink(target, 3)
    edge = (A4.width / 2 - A5[0]) / 2
    assert inner_front[0] == pytest.approx(A4.width / 2, abs=0.6)
    assert inner_front[2] == pytest.approx(A4.width - edge - MM, abs=0.6)
    assert inner_back[0] == pytest.approx(A4.width / 2, abs=0.6)


def test_what_the_pages_inherit_counts(tmp_path):
    source = tmp_path / "in.pdf"
    source.write_bytes(
        raw(
            [
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 /MediaBox [0 0 300 200] "
                "/Resources << /Font << /F << /Type /Font /Subtype /Type1 "
                "/BaseFont /Helvetica >> >> >> >>",
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                "<< /Length 38 >>\nstream\nBT /F 24 Tf 50 50 Td (Inherited) Tj ET\nendstream",
            ]
        )
    )
    target = imposed(source)
    assert texts(target)[0] == ("", "Inherited")
    left, top, right, bottom = ink(target, 0)
    assert bottom - top > right - left


def test_layers_that_are_off_stay_off(tmp_path):
    source = black(tmp_path)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
        pdf.pages[0].resources.Properties = Dictionary(L=layer)
        pdf.pages[0].Contents = pdf.make_stream(
            b"/OC /L BDC 0 0 2000 2000 re f EMC 50 50 20 20 re f"
        )
        states = Dictionary(OFF=Array([layer]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=states)
        pdf.save()
    left, _, right, _ = ink(imposed(source), 0)
    assert right - left == pytest.approx(20, abs=1)


def test_a_page_without_size_is_named(tmp_path):
    source = sample(tmp_path / "in.pdf", 2, MediaBox=Array([0, 0, 0, 0]))
    with pytest.raises(ImpositionError, match="page 1 has no size"):
        imposed(source)


def test_a_target_stays_when_the_pages_do_not_fit(tmp_path):
    source = sample(tmp_path / "in.pdf", 2)
    target = imposed(source)
    before = target.read_bytes()
    with pytest.raises(ImpositionError):
        write(source, target, Scheme(sheet_size("A5")))
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.pdf", "out.pdf"]
