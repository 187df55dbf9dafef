"""The command that judges files: what it says, and its exit status."""

from __future__ import annotations

import subprocess
import sys

import pikepdf
import pytest

from sphinx_bookwork.pdf.press.__main__ import main
from tests.imposition.samples import raw
from tests.pdf.press.samples import draws, good, spoilt


def test_it_runs_as_a_module(tmp_path):
    path = good(tmp_path / "good.pdf")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_bookwork.pdf.press", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == f"{path}: breaks none of 29 rules\n"


def test_findings_are_lines_and_fail(tmp_path, capsys):
    bad = spoilt(tmp_path / "bad.pdf", draws(b"1 0 0 rg 0 0 9 9 re f"))
    fine = good(tmp_path / "fine.pdf")
    assert main([str(fine), str(bad), "-q"]) == 1
    assert capsys.readouterr().out == (
        f"{bad}: page 2: a shape is painted in 'DeviceRGB'; turn it into inks [bookpress.ink]\n"
    )


def test_options_are_limits(tmp_path, capsys):
    path = good(tmp_path / "good.pdf")
    options = ["--resolution", "600", "--bleed", "5mm", "--ink-limit", "200"]
    assert main([str(path), *options]) == 1
    said = capsys.readouterr().out
    assert "300 pixels per inch as printed, less than 600" in said
    assert "the bleed is 3.0 mm, not 5.0 mm" in said
    assert "220 % of ink, more than 200 %" in said
    text = spoilt(tmp_path / "text.pdf", draws(b"BT /F 9 Tf 1 0 0 0 k (x) Tj ET"))
    assert main([str(text), "--colour-text"]) == 0


def test_a_length_that_is_none(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["x.pdf", "--bleed", "wide"])
    assert "argument --bleed: not a length: 'wide'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "cannot be judged: No such file or directory"),
        (b"", "cannot be judged: "),
        (b"hello", "cannot be judged: "),
        (raw(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]), ""),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, capsys, data, said):
    path = tmp_path / "in.pdf"
    if data is not None:
        path.write_bytes(data)
    assert main([str(path)]) == (2 if said else 1)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("user", ["", "secret"])
def test_encrypted(tmp_path, capsys, user):
    path = good(tmp_path / "good.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(encryption=pikepdf.Encryption(owner="owner", user=user))
    assert main([str(path)]) == 2
    assert "cannot be judged: it is encrypted" in capsys.readouterr().err


@pytest.mark.parametrize(
    "page",
    [
        "/MediaBox 7", "/MediaBox [0 0 9 9] /TrimBox (x)", "/MediaBox [0 0 9 9] /Annots 7",
        "/MediaBox [0 0 9 9] /Resources 7", "/MediaBox [0 0 9 9] /Resources << /XObject 7 >>",
        "/MediaBox [0 0 9 9] /Resources << /Font << /F 7 >> >>",
        "/MediaBox [0 0 9 9] /Resources << /ExtGState << /G 7 >> >>",
        "/MediaBox [0 0 9 9] /Contents 7", "/MediaBox [0 0 9 9] /Group 7",
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", ["", "/OutputIntents 7", "/Names 7 /Metadata 7"])
def test_nonsense_is_no_reason_for_a_traceback(tmp_path, capsys, page, more):
    path = tmp_path / "in.pdf"
    path.write_bytes(
        raw(
            [
                f"<< /Type /Catalog /Pages 2 0 R {more} >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                f"<< /Type /Page /Parent 2 0 R {page} >>",
            ]
        )
    )
    assert main([str(path)]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err
