from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import weasyprint
from lxml import etree
from PIL import Image

from sphinx_bookwork.pdf.finish import finish
from tests.pdf.paper import Paper


@pytest.fixture(scope="module")
def written() -> bytes:
    """Nine pages with a picture on each, as WeasyPrint writes them."""
    page = f'<img src="{PIXEL}" alt="a dot" style="display: block; break-before: page">'
    html = weasyprint.HTML(string=f"<html lang=en><title>Bare</title>{page * 9}")
    return html.write_pdf(pdf_variant="pdf/a-3a")


@pytest.fixture
def bare(tmp_path: Path, written: bytes) -> Path:
    """A file of these pages."""
    path = tmp_path / "bare.pdf"
    path.write_bytes(written)
    return path


PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8A"
    "AAAASUVORK5CYII="
)
LABELS = ["", "", "i", "ii", "1", "2", "3", "4", ""]


def test_labels_are_a_number_tree_of_runs(bare: Path):
    finish(bare, LABELS, "en")
    with pikepdf.open(bare) as pdf:
        nums = list(pdf.Root.PageLabels.Nums)
    assert [int(n) for n in nums[::2]] == [0, 2, 4, 8]
    assert [str(n.get("/S", "")) for n in nums[1::2]] == ["", "/r", "/D", ""]
    assert int(nums[5].St) == 1


def test_readers_see_the_labels(bare: Path):
    finish(bare, LABELS, "en")
    assert Paper(bare).labels == LABELS


def test_book_that_begins_later_than_one_keeps_its_folios(bare: Path):
    finish(bare, [str(number) for number in range(7, 16)], "en")
    assert Paper(bare).labels == [str(number) for number in range(7, 16)]


def test_roman_folios_that_begin_later_keep_their_numbers(bare: Path):
    labels = ["", "iv", "v", "vi", "1", "2", "3", "4", "5"]
    finish(bare, labels, "en")
    assert Paper(bare).labels == labels


def test_language_and_opening_view(bare: Path):
    finish(bare, LABELS, "pt_BR")
    with pikepdf.open(bare) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "pt-BR"
        assert root.ViewerPreferences.DisplayDocTitle
        assert (str(root.PageLayout), str(root.PageMode)) == ("/TwoPageRight", "/UseOutlines")


def test_the_same_file_comes_out_twice(bare: Path):
    other = bare.with_name("other.pdf")
    other.write_bytes(bare.read_bytes())
    finish(bare, LABELS, "en")
    finish(other, LABELS, "en")
    assert bare.read_bytes() == other.read_bytes()


def test_labels_that_leave_numbers_out_are_kept(bare: Path):
    labels = ["1", "2", "5", "6", "3", "iv", "vi", "vii", ""]
    finish(bare, labels, "en")
    assert Paper(bare).labels == labels


NAMES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
}


def test_file_says_what_it_conforms_to(bare: Path):
    finish(bare, LABELS, "en")
    with pikepdf.open(bare) as pdf:
        packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
        intents = [str(intent.S) for intent in pdf.Root.OutputIntents]
    assert packet.xpath("//@pdfaid:part", namespaces=NAMES) == ["3"]
    assert packet.xpath("//@pdfaid:conformance", namespaces=NAMES) == ["A"]
    assert packet.xpath("string(//pdfuaid:part)", namespaces=NAMES) == "1"
    assert packet.xpath("string(//schema:prefix)", namespaces=NAMES) == "pdfuaid"
    assert intents == ["/GTS_PDFA1"]


def test_no_picture_is_smoothed(bare: Path):
    finish(bare, LABELS, "en")
    with pikepdf.open(bare) as pdf:
        pictures = [i for i in pdf.objects if isinstance(i, pikepdf.Stream) and "/Width" in i]
        assert pictures
        assert not any(picture.get("/Interpolate", False) for picture in pictures)


def test_picture_in_inks_comes_in_the_colours_of_the_file(tmp_path: Path):
    inks = Image.new("CMYK", (8, 8), (200, 20, 10, 0))
    inks.save(tmp_path / "inks.jpg", quality=100)
    page = '<html lang=en><title>Inks</title><img alt="a patch" src="inks.jpg">'
    path = tmp_path / "inks.pdf"
    html = weasyprint.HTML(string=page, base_url=tmp_path.as_uri() + "/")
    html.write_pdf(path, pdf_variant="pdf/a-3a")
    finish(path, ["1"], "en")
    with pikepdf.open(path) as pdf:
        [picture] = [i for i in pdf.objects if isinstance(i, pikepdf.Stream) and "/Width" in i]
        assert picture.ColorSpace == "/DeviceRGB"
        shown = pikepdf.PdfImage(picture).as_pil_image().getpixel((4, 4))
    assert all(
        abs(a - b) < 8 for a, b in zip(shown, inks.convert("RGB").getpixel((4, 4)), strict=True)
    )
