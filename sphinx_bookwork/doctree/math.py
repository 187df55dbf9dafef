"""Formulas: LaTeX as MathML for the e-book and as SVG for paper. Pure functions, no Sphinx.

One conversion serves both: the SVG is drawn from the same checked MathML, so an edition cannot
show another formula than the other. What the converter would pass on in silence (an unknown
command, a stray brace, an alignment mark outside an alignment) is an error here.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

from latex2mathml.converter import convert

MATHML = "http://www.w3.org/1998/Math/MathML"

# The converter knows ``split``, ``array`` and ``matrix``; these environments look the same.
_ALIGNED = (
    "aligned",
    "align",
    "align*",
    "alignat",
    "alignat*",
    "alignedat",
    "flalign",
    "flalign*",
    "split",
)
_CENTRED = ("gather", "gather*", "gathered", "multline", "multline*")
_ENVIRONMENTS = {
    **dict.fromkeys(_ALIGNED, ("split", "")),
    **dict.fromkeys(_CENTRED, ("matrix", "")),
    "eqnarray": ("array", "{rcl}"),
    "eqnarray*": ("array", "{rcl}"),
    "equation": ("", ""),
    "equation*": ("", ""),
    "displaymath": ("", ""),
    "dcases": ("cases", ""),
}
_EDGE = re.compile(r"\\(begin|end)\{([a-z]+\*?)\}")
_NUMBERING = re.compile(r"\\(label|tag)\s*\{[^{}]*\}|\\(nonumber|notag|nolimits)\b")
_COLUMN_COUNT = re.compile(r"(\\begin\{align(?:ed)?at\*?\})\{\d+\}")
# Known to the converter only once the drawing library is loaded, which adds it.
_ARGUMENT = re.compile(r"\\arg(?![a-zA-Z])")
# What TeX writes in another way than the converter knows it.
_RESPELT = (
    (re.compile(r"\\cr(?![a-zA-Z])"), r"\\\\"),
    (re.compile(r"\\[bB]igg?[lrm]?\s*(\\[{}])"), r"\1"),
    (re.compile(r"(?<!\\)((?:\\\\)*)\\\n"), r"\1\\ "),
    (re.compile(r"\\ensuremath(?![a-zA-Z])"), ""),
    (re.compile(r"\\textsc(?![a-zA-Z])"), r"\\text"),
    (re.compile(r"\\hfill(?![a-zA-Z])"), r"\\quad "),
    (re.compile(r"\\vcentcolon(?![a-zA-Z])"), ":"),
    (re.compile(r"\\dag(?![a-zA-Z])"), r"\\dagger "),
    (re.compile(r"('+)\^(\{[^{}]*\}|\\[a-zA-Z]+|[^\s{\\])"), lambda m: _primed(*m.groups())),
)
#: How many children these have; the converter gives a base in brackets as several.
_SCRIPTS = {"msup": 2, "msub": 2, "msubsup": 3}
_BRACES = re.compile(r"\\.|([{}])", re.DOTALL)


class MathError(ValueError):
    """A formula that cannot be set; the message quotes it and says what is wrong."""


class SvgFormula(NamedTuple):
    """A formula as an SVG picture: its size, and its ``depth`` below the baseline, in em.

    Inline it sits on the line with ``vertical-align: -<depth>em``.
    """

    svg: str
    width: float
    height: float
    depth: float


def to_mathml(latex: str, display: bool) -> str:
    """Return ``latex`` as a ``math`` element with the LaTeX as its alternative text.

    Raises ``MathError`` for what is not a formula.
    """
    root = _converted(latex, display)
    root.set("alttext", " ".join(latex.split()))
    ET.register_namespace("", MATHML)
    return ET.tostring(root, encoding="unicode")


def to_svg(latex: str, display: bool, size_pt: float) -> SvgFormula:
    """Return ``latex`` drawn at ``size_pt``, in outlines, so that no font is needed.

    Raises ``MathError`` for what is not a formula.
    """
    # Only the print edition draws; loading its library costs every build a quarter of a second.
    from ziamath.config import config as drawing  # noqa: PLC0415
    from ziamath.zmath import Math  # noqa: PLC0415

    root = _converted(latex, display)
    # Outlines instead of SVG 2 symbols: their ids would clash between formulas on one page.
    before, drawing.svg2 = drawing.svg2, False
    try:
        svg = Math(ET.tostring(root, encoding="unicode"), size=size_pt).svgxml()
    except Exception as error:  # the drawing library has no errors of its own
        raise _error(latex, f"cannot be drawn ({error})") from error
    finally:
        drawing.svg2 = before
    _, top, width, height = (float(number) for number in svg.get("viewBox", "").split())
    em = 1 / size_pt
    return SvgFormula(
        ET.tostring(svg, encoding="unicode"), width * em, height * em, (top + height) * em
    )


def _converted(latex: str, display: bool) -> ET.Element:
    source = _prepared(latex, display)
    try:
        markup = convert(source, display="block" if display else "inline")
    except Exception as error:  # its parser also ends in StopIteration and IndexError
        raise _error(latex, f"is not complete ({type(error).__name__})") from error
    try:
        root = ET.fromstring(markup)
    except ET.ParseError as error:
        raise _error(latex, "has an alignment mark '&' outside an alignment") from error
    for element in list(root.iter()):
        _gather_base(element)
        if (element.text or "").startswith("\\"):
            raise _error(latex, f"has an unknown command: {element.text!r}")
    return root


def _prepared(latex: str, display: bool) -> str:
    """Return LaTeX in the converter's dialect; Sphinx joins displayed lines without a wrapper."""
    source = _ARGUMENT.sub(r"\\operatorname{arg}", _NUMBERING.sub("", latex)).strip()
    if not source:
        raise MathError("a formula is empty: write one or take the markup out")
    _balance(source)
    for spelling, known in _RESPELT:
        source = spelling.sub(known, source)
    source = _EDGE.sub(_renamed, _COLUMN_COUNT.sub(r"\1", source))
    outside = re.sub(r"\\begin\{.*\\end\{[^}]*\}", "", source, flags=re.DOTALL)
    if display and re.search(r"\\\\|(?<!\\)&", outside):
        source = rf"\begin{{split}}{source}\end{{split}}"
    return source


def _primed(primes: str, script: str) -> str:
    """Return primes and the superscript behind them as one, which TeX makes of them."""
    return "^{" + r"\prime " * len(primes) + script + "}"


def _gather_base(element: ET.Element) -> None:
    """Make one base of several (MathML 3, 3.4)."""
    wanted = _SCRIPTS.get(element.tag.rpartition("}")[2], len(element))
    surplus = len(element) - wanted + 1
    if surplus > 1:
        base = ET.Element(f"{{{MATHML}}}mrow")
        base.extend(element[:surplus])
        element[:surplus] = [base]


def _renamed(match: re.Match[str]) -> str:
    edge, name = match.groups()
    if name not in _ENVIRONMENTS:
        return match.group()
    new, columns = _ENVIRONMENTS[name]
    if not new:
        return ""
    return rf"\{edge}{{{new}}}" + (columns if edge == "begin" else "")


def _balance(latex: str) -> None:
    depth = 0
    for match in _BRACES.finditer(latex):
        depth += {"{": 1, "}": -1}.get(match.group(1) or "", 0)
        if depth < 0:
            raise _error(latex, "closes a brace that is not open")
    if depth:
        raise _error(latex, "leaves a brace open")


def _error(latex: str, what: str) -> MathError:
    return MathError(f"a formula {what}: {' '.join(latex.split())!r}; correct its LaTeX")
