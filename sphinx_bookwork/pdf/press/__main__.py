"""Judge any PDF by the rules for files that go to a print shop.

    python -m sphinx_bookwork.pdf.press book-press.pdf book-press-cover.pdf

Every finding is a line: the file, the page, what is wrong and what to do, the code of the rule.
Nothing is changed, and nothing is certified.

Exit status: 0 when no rule is broken, 1 when one is, 2 when a file cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from sphinx_bookwork.findings import Finding
from sphinx_bookwork.pdf.lengths import points
from sphinx_bookwork.pdf.press.rules import RULES, Limits, judge

#: What can go wrong in a file that is no PDF, or has something else where a rule looks.
UNREADABLE = (
    OSError, pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError,
    AttributeError, LookupError,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the files that ``arguments`` name; return the exit status."""
    wish = _parser().parse_args(arguments)
    limits = Limits(wish.resolution, wish.bleed, wish.ink_limit, not wish.colour_text)
    status = 0
    for file in wish.files:
        try:
            findings = _judged(file, limits)
        except UNREADABLE as error:
            print(f"{file}: cannot be judged: {_said(error, file)}", file=sys.stderr)
            status = 2
            continue
        for finding in findings:
            print(finding)
        if not findings and not wish.quiet:
            print(f"{file}: breaks none of {len(RULES)} rules")
        status = max(status, bool(findings))
    return status


def _judged(file: Path, limits: Limits) -> list[Finding]:
    with pikepdf.open(file) as pdf:
        if pdf.is_encrypted:
            raise pikepdf.PasswordError
        return judge(pdf, str(file), limits)


def _said(error: Exception, file: Path) -> str:
    if isinstance(error, pikepdf.PasswordError):
        return "it is encrypted; a print shop needs it without a password"
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or "no reason given").removeprefix(f"{file}: ")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_bookwork.pdf.press",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    limits = Limits()
    add = parser.add_argument
    add("files", type=Path, metavar="FILE", nargs="+", help="the PDF to judge")
    dpi = "pixels per inch that an image has to have; default: 300"
    add("--resolution", type=float, default=limits.resolution, metavar="N", help=dpi)
    bleed = "how far pages run over the trim; default: 3mm"
    add("--bleed", type=_length, default=limits.bleed, metavar="LENGTH", help=bleed)
    ink = "the most ink on one spot, in per cent; default: 330"
    add("--ink-limit", type=float, default=limits.ink, metavar="N", help=ink)
    add("--colour-text", action="store_true", help="text may be printed in colour, as on a cover")
    add("-q", "--quiet", action="store_true", help="say nothing of files that break no rule")
    return parser


def _length(text: str) -> float:
    try:
        return points(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


if __name__ == "__main__":
    sys.exit(main())
