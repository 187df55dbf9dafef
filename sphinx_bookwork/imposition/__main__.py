"""Print any PDF as a booklet: two pages on each side of a sheet, to fold and staple, or to sew.

    python -m sphinx_bookwork.imposition book.pdf
    python -m sphinx_bookwork.imposition book.pdf -o booklet.pdf --paper A4 --creep 0.13mm
    python -m sphinx_bookwork.imposition book.pdf --signature 16

The first makes ``book-booklet.pdf``: A4 sheets for a book of A5 pages. Print them on both sides,
turning on the short edge, in actual size (the file asks the printer for all three), fold the pile
in the middle, staple the fold, trim the edge. Over 80 pages or so, fold signatures one by one and
sew them.

Pages are printed in their size, centred on their half; a landscape page that does not fit upright
is turned. The TrimBox counts where there is one, otherwise the CropBox or MediaBox.

Creep: in a folded pile the inner sheets stick out, and lose more of their outer margin when the
edge is trimmed. So the pages of each sheet are moved towards the fold, by the thickness of one
sheet further than those of the sheet around it: 0.1mm for office paper of 80 g/m2. Where the edge
is not trimmed, ``--creep 0`` leaves them where they are.

Exit status: 0 when the sheets were made, 2 when not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sphinx_bookwork.imposition import ImpositionError
from sphinx_bookwork.imposition.geometry import PAPERS, length, sheet_size
from sphinx_bookwork.imposition.scheme import Scheme
from sphinx_bookwork.imposition.writer import write

Value = TypeVar("Value")
#: More sheets than this are not easily folded and stapled as one pile.
THICKEST_PILE = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Impose the file that ``arguments`` name; return the exit status."""
    wish = _parser().parse_args(arguments)
    source: Path = wish.file
    target: Path = wish.output or source.with_name(f"{source.stem}-booklet.pdf")
    scheme = Scheme(wish.paper, wish.signature, wish.last, wish.creep, wish.fit)
    try:
        made = write(source, target, scheme)
    except ImpositionError as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 2
    for text in made.mended:
        print(f"{source}: was damaged, look at the sheets: {text}", file=sys.stderr)
    if not wish.quiet:
        print(f"{target}: {made.pages} pages on {made.sheets} sheets of {wish.paper}")
        if not wish.signature and made.sheets > THICKEST_PILE:
            print("That many are hard to fold and staple; --signature 16 makes them ready to sew.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_bookwork.imposition",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="the PDF with the pages")
    add("-o", dest="output", type=Path, metavar="OUT", help="default: FILE-booklet.pdf beside it")
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--saddle", action="store_true", help="nest all sheets, for staples (the default)"
    )
    how.add_argument("--signature", type=int, metavar="PAGES", help="nest so many pages, to sew")
    sizes = f"the sheet: {', '.join(PAPERS)}, or a size such as 297x420mm; default: A4"
    add("--paper", type=_argument(sheet_size), default="A4", metavar="SIZE", help=sizes)
    creep = "thickness of a sheet; 0 where the edge is not trimmed; default: 0.1mm"
    add("--creep", type=_argument(length), default="0.1mm", metavar="LENGTH", help=creep)
    last = "pages that stay at the end, behind the blanks; default: 1, the back cover"
    add("--last", type=int, default=1, metavar="N", help=last)
    add("--fit", action="store_true", help="scale down pages that are too large")
    add("-q", "--quiet", action="store_true", help="say nothing when all went well")
    return parser


def _argument(read: Callable[[str], Value]) -> Callable[[str], Value]:
    """Let ``read`` speak in its own words about an argument that it refuses."""

    def convert(text: str) -> Value:
        try:
            return read(text)
        except ImpositionError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return convert


if __name__ == "__main__":
    sys.exit(main())
