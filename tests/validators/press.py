"""The outside judge of files for a print shop: Ghostscript, which makes plates of them.

    python tests/validators/press.py FILE.pdf ...

A page that our own rules take for one in black has to leave the other three plates empty, within
its trim. With the files a page is judged that has all four inks on purpose: a judge that sees no
colour there is no judge. Exit status: 0 all are as they should be; 1 one is not; 2 the judge is
missing or cannot be trusted.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

from sphinx_bookwork.pdf.press.rules.painting import ROUNDING
from sphinx_bookwork.pdf.press.survey import PageSurvey, surveys

MARKS = "/Separation"  # printed in every ink, outside the trim


class Missing(Exception):
    """The judge is not installed, or is none; the message says what to do."""


def main(names: list[str]) -> int:
    """Judge every file; print the verdicts."""
    files = [Path(name) for name in names]
    absent = [name for name, file in zip(names, files, strict=True) if not file.is_file()]
    if absent or not files:
        said = f"no such file: {absent[0]!r}" if absent else "nothing to judge: make press"
        print(f"validators: {said}", file=sys.stderr)
        return 2
    try:
        trust()
        wrong = [line for file in files for line in judged(file)]
    except Missing as error:
        print(f"validators: {error}", file=sys.stderr)
        return 2
    except pikepdf.PdfError as error:
        print(f"validators: not a PDF file: {error}", file=sys.stderr)
        return 1
    print(*wrong, f"{len(files)} files for the press: {len(wrong)} pages are wrong", sep="\n")
    return 1 if wrong else 0


def judged(file: Path) -> list[str]:
    """Return a line for each page with ink on plates that our rules take for empty."""
    found = plates(file)
    with pikepdf.open(file) as pdf:
        pages = surveys(pdf)
        black = {page.number for page in pages if is_black(page)}
    if len(found) != len(pages):
        return [f"{file}: Ghostscript shows {len(found)} of {len(pages)} pages"]
    print(f"{file}: {len(black)} of {len(pages)} pages in black alone")
    return [
        f"{file}: page {number}: colour on a page in black: cyan {c}, magenta {m}, yellow {y}"
        for number, (c, m, y, _k) in enumerate(found, start=1)
        if number in black and c + m + y > 0
    ]


def is_black(page: PageSurvey) -> bool:
    """Tell whether all that a page paints is black or grey, but for the marks."""
    marks = [mark for mark in page.marks if mark.paint.family != MARKS]
    pictures = dict(page.objects("/XObject"))
    return (
        all(mark.paint.family in ("/DeviceCMYK", "/DeviceGray") for mark in marks)
        and not any(mark.kind == "gradient" for mark in marks)
        and not any(v > ROUNDING for mark in marks for v in mark.paint.values[:-1])
        and all(pictures[f"/{i.name}"].ColorSpace == "/DeviceGray" for i in page.images)
    )


def plates(file: Path) -> list[tuple[float, float, float, float]]:
    """Return how much of each page, within its trim, the four inks cover (0 to 1)."""
    program = shutil.which("gs")
    if not program:
        raise Missing("no Ghostscript on the path; install it with the system's packages")
    done = subprocess.run(
        [program, "-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", "-dUseTrimBox", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Missing(f"Ghostscript stops at {file}: {done.stdout.strip()[-300:]}")
    lines = [line.split() for line in done.stdout.splitlines() if line.endswith("OK")]
    return [(float(c), float(m), float(y), float(k)) for c, m, y, k, *_ in lines]


def trust() -> None:
    """Raise ``Missing`` where Ghostscript does not see four inks that are there."""
    with tempfile.TemporaryDirectory() as folder, pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages[0].Contents = pdf.make_stream(b"1 1 1 1 k 0 0 100 100 re f")
        file = Path(folder) / "inks.pdf"
        pdf.save(file)
        [inks] = plates(file)
    if min(inks) < 0.99:
        raise Missing("Ghostscript does not see ink that is there; its word is worth nothing")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
