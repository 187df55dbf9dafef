"""The command: what it makes, and what it says to people who gave it something else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Pdf

from sphinx_bookwork.imposition.__main__ import main
from sphinx_bookwork.imposition.geometry import MM
from tests.imposition.samples import raw, sample, texts


def refused(arguments: list[str | Path], capsys) -> str:
    """Run the command; return the one line in which it refuses."""
    assert main([str(argument) for argument in arguments]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.count("\n") == 1
    return said.err.strip()


def test_it_runs_as_a_module(tmp_path):
    source = sample(tmp_path / "book.pdf", 5)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_bookwork.imposition", str(source), "--creep", "0.1mm"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    target = tmp_path / "book-booklet.pdf"
    assert done.stdout == f"{target}: 5 pages on 2 sheets of 297 x 210 mm\n"
    assert not done.stderr
    assert texts(target)[0] == ("Page 5", "Page 1")


def test_options_reach_the_sheets(tmp_path, capsys):
    source, target = sample(tmp_path / "book.pdf", 11), tmp_path / "sheets.pdf"
    options = ["-o", str(target), "--paper", "A3", "--signature", "8", "--last", "2", "--fit", "-q"]
    assert main([str(source), *options]) == 0
    assert capsys.readouterr() == ("", "")
    assert texts(target)[4:] == [("Page 11", "Page 9"), ("", "Page 10")]
    with Pdf.open(target) as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(1190.55, abs=0.01)


def moved(path: Path) -> float:
    """How far page 3, on the inner of two sheets, is moved against page 1, in points."""
    with Pdf.open(path) as pdf:
        drawing = b"".join(page.Contents.read_bytes() for page in pdf.pages).decode()
    left = {n: float(x) for x, n in re.findall(r" (\S+) \S+ cm /Page(\d) Do", drawing)}
    return left["1"] - left["3"]


@pytest.mark.parametrize(
    ("options", "thickness"), [(["--creep", "1mm"], 1), (["--creep", "0"], 0), ([], 0.1)]
)
def test_creep_is_that_of_office_paper_unless_told_otherwise(tmp_path, options, thickness):
    assert main([str(sample(tmp_path / "book.pdf", 8)), "-q", *options]) == 0
    assert moved(tmp_path / "book-booklet.pdf") == pytest.approx(thickness * MM, abs=0.001)


def test_a_thick_pile_is_better_sewn(tmp_path, capsys):
    assert main([str(sample(tmp_path / "thin.pdf", 80))]) == 0
    assert "sew" not in capsys.readouterr().out
    thick = str(sample(tmp_path / "thick.pdf", 81))
    assert main([thick]) == 0
    assert "81 pages on 21 sheets" in (said := capsys.readouterr().out)
    assert "--signature 16 makes them ready to sew" in said
    assert main([thick, "--signature", "16"]) == 0
    assert "hard to fold" not in capsys.readouterr().out


def test_no_such_file(tmp_path, capsys):
    missing = tmp_path / "missing.pdf"
    assert refused([missing], capsys) == f"{missing}: no such file; give the path of a PDF"
    target = sample(tmp_path / "old-sheets.pdf", 1)
    assert "no such file" in refused([missing, "-o", target], capsys)


def test_a_folder(tmp_path, capsys):
    assert "Is a directory; give the path of a PDF" in refused([tmp_path], capsys)


def test_an_empty_file(tmp_path, capsys):
    source = tmp_path / "in.pdf"
    source.touch()
    assert refused([source], capsys) == f"{source}: is empty; build or download it again"


@pytest.mark.parametrize("data", [b"\x00", b"hello", b"%PDF-1.7\n%%EOF\n"])
def test_not_a_pdf(tmp_path, capsys, data):
    source = tmp_path / "in.pdf"
    source.write_bytes(data)
    said = refused([source], capsys)
    assert said.startswith(f"{source}: is no PDF, or a damaged one: ")
    assert said.count(str(source)) == 1


def test_no_pages(tmp_path, capsys):
    source = tmp_path / "in.pdf"
    with Pdf.new() as pdf:
        pdf.save(source)
    assert refused([source], capsys) == f"{source}: has no pages"


@pytest.mark.parametrize("user", ["", "secret"])
def test_encrypted(tmp_path, capsys, user):
    source = sample(tmp_path / "in.pdf", 4)
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.save(encryption=pikepdf.Encryption(owner="owner", user=user))
    assert "is encrypted; save it without a password first" in refused([source], capsys)


def test_a_damaged_file_is_mended_and_said_to_be(tmp_path, capsys):
    source = sample(tmp_path / "in.pdf", 4)
    source.write_bytes(source.read_bytes().replace(b"startxref", b"startxxxx"))
    assert main([str(source)]) == 0
    assert f"{source}: was damaged, look at the sheets: " in capsys.readouterr().err
    assert texts(tmp_path / "in-booklet.pdf")[0] == ("Page 4", "Page 1")


def test_onto_itself(tmp_path, capsys):
    source = sample(tmp_path / "in.pdf", 4)
    before = source.read_bytes()
    assert "would be overwritten by its own sheets" in refused([source, "-o", source], capsys)
    assert source.read_bytes() == before


@pytest.mark.parametrize("place", ["nowhere/out.pdf", "", "in.pdf/out.pdf", "x" * 300])
def test_a_place_that_cannot_be_written(tmp_path, capsys, place):
    source = sample(tmp_path / "in.pdf", 4)
    target = tmp_path / place
    assert f"{target} cannot be written: " in refused([source, "-o", target], capsys)
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]


def test_pages_that_do_not_fit(tmp_path, capsys):
    source = sample(tmp_path / "in.pdf", 3, MediaBox=Array([0, 0, 612, 792]))
    said = refused([source], capsys)
    assert "page 1 is 215.9 x 279.4 mm and does not fit on half a sheet, 148.5 x 210 mm" in said
    assert "(nor do 2 others)" in said
    assert "--fit" in said
    assert main([str(source), "--fit"]) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--signature", "10"], "a signature of 10 pages cannot be folded"),
        (["--last", "9"], "there are 4 pages, so 9 of them cannot stay last"),
        (["--creep", "1in"], "paper 25.4 mm thick does not fold"),
    ],
)
def test_wishes_that_cannot_be_met(tmp_path, capsys, options, said):
    source = sample(tmp_path / "in.pdf", 4)
    assert said in refused([source, *options], capsys)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--paper", "A9"], "argument --paper: no such paper: 'A9'; choose A3, A4"),
        (["--creep", "1"], "argument --creep: not a length: '1'; write a number and its unit"),
        (["--signature", "16", "--saddle"], "not allowed with argument --signature"),
    ],
)
def test_arguments_that_say_nothing(tmp_path, capsys, options, said):
    with pytest.raises(SystemExit, match="2"):
        main(["in.pdf", *options])
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "9" * 30])
def test_a_build_date_that_is_none(tmp_path, capsys, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    source = sample(tmp_path / "in.pdf", 4)
    assert f"SOURCE_DATE_EPOCH is {epoch!r}" in refused([source], capsys)


@pytest.mark.parametrize(
    "page",
    [
        "/MediaBox [0 0 /A 3]",
        "/MediaBox 7",
        "/MediaBox [0 0 300 400] /TrimBox (x)",
        "/MediaBox [0 0 300 400] /Rotate (x)",
        "/MediaBox [0 0 300 400] /Rotate 45",
        "/MediaBox [0 0 300 400] /UserUnit /x",
        "/MediaBox [0 0 300 400] /UserUnit -2",
        "/MediaBox [0 0 300 400] /Annots 7",
        "/MediaBox [0 0 300 400] /Annots [7 null << /AP 3 >>]",
        "/MediaBox [0 0 300 400] /Resources 7",
        "/MediaBox [0 0 300 400] /Contents 7",
        "/MediaBox [0 0 300 400] /Contents [9 0 R]",
    ],
)
@pytest.mark.parametrize("more", ["", "/Lang 7 /Metadata 3 /OCProperties 7 /ViewerPreferences 3"])
def test_nonsense_is_no_reason_for_a_traceback(tmp_path, capsys, page, more):
    source = tmp_path / "in.pdf"
    source.write_bytes(
        raw(
            [
                f"<< /Type /Catalog /Pages 2 0 R {more} >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                f"<< /Type /Page /Parent 2 0 R {page} >>",
            ]
        )
    )
    assert main([str(source), "--fit"]) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err
