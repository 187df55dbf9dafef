"""Formulas: LaTeX as MathML for the e-book and as SVG for paper. Pure functions, no Sphinx.

One conversion serves both: the SVG is drawn from the same checked MathML, so an edition cannot
show another formula than the other. What the converter would pass on in silence (an unknown
command, a stray brace, an alignment mark outside an alignment) is an error here.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import NamedTuple

from latex2mathml.converter import convert

from sphinx_bookwork.doctree.macros import KNOWN, Macro, MacroError, definitions, expand

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
_BRACES = re.compile(r"\\.|([{}])", re.DOTALL)
# One thing with brackets around it, which a script belongs to.
_BRACKETED = re.compile(r"\\(begin|end)\{((?:[bBpvV]|small)matrix\*?)\}")
_BOLD_BOX = re.compile(r"\\mbox\s*\{\s*\\boldmath\s*\$([^$]*)\$\s*\}")
_LINE_END = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
# The converter makes a brace of any size, but only without the command that tells the size.
_SIZED_BRACE = re.compile(r"\\[bB]igg?[lrm]?\s*(\\[{}])")
# Primes and a superscript behind them are one superscript.
_PRIMES = re.compile(r"('+)\s*\^\s*(\{[^{}]*\}|\\[A-Za-z]+|[^\s{\\])")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
#: How many parts an element of MathML has to have (MathML 3, 3.1.3.2).
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2} | {
    "msubsup": 3,
    "munderover": 3,
}


# In a line of text: where the scripts of an element go, and the letters that are scripts already.
_SCRIPTS = {"msub": "_", "msup": "^", "msubsup": "_^", "munder": "_", "mover": "^"} | {
    "munderover": "_^"
}
_RAISED = dict(zip("0123456789+−=()n′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ′", strict=True))
_LOWERED = dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


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


def to_mathml(
    latex: str, display: bool, macros: Mapping[str, Macro] = KNOWN, named: bool = False
) -> str:
    """Return ``latex`` as a ``math`` element with the LaTeX as its alternative text.

    ``macros`` are the commands that the project defines. One that is ``named`` has its text as its
    name too (ARIA 1.2, ``math``), for headings and header cells that would have none: the name is
    what ``alttext`` is, only known to more readers, and the formula stays one to walk through.
    Raises ``MathError`` for what is not a formula.
    """
    root = _converted(latex, display, macros)
    if named:
        root.set("aria-label", in_line(root))
    root.set("alttext", " ".join(latex.split()))
    ET.register_namespace("", MATHML)
    return ET.tostring(root, encoding="unicode")


def to_text(latex: str, macros: Mapping[str, Macro] = KNOWN) -> str:
    """Return a formula in a line of text; as LaTeX where it cannot be set."""
    try:
        return in_line(_converted(latex, False, macros))
    except MathError:
        return latex


def in_line(element: ET.Element) -> str:
    """Return MathML as people write formulas in a line of text: x², (a+b)/2, √x."""
    parts = [in_line(child) for child in element]
    tag = element.tag.removeprefix(f"{{{MATHML}}}")
    if tag == "mfrac":
        bar = "/" if element.get("linethickness") != "0" else " "
        return bar.join(map(_grouped, parts))
    if tag in ("msqrt", "mroot"):
        return "".join([*parts[1:], "√", _grouped("".join(parts[:1] if parts[1:] else parts))])
    if tag in _SCRIPTS:
        scripts = zip(_SCRIPTS[tag], parts[1:], strict=True)
        return parts[0] + "".join(_script(sign, part) for sign, part in scripts)
    between = {"mtable": "; ", "mtr": " "}.get(tag, "")
    return (element.text or "").strip() + between.join(parts)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _script(sign: str, text: str) -> str:
    letters = _RAISED if sign == "^" else _LOWERED
    small = [letters.get(letter, "") for letter in text]
    return "".join(small) if all(small) else sign + _grouped(text)


def to_svg(
    latex: str, display: bool, size_pt: float, macros: Mapping[str, Macro] = KNOWN
) -> SvgFormula:
    """Return ``latex`` drawn at ``size_pt``, in outlines, so that no font is needed.

    ``macros`` are the commands that the project defines. Raises ``MathError`` for what is not a
    formula.
    """
    # Only the print edition draws; loading its library costs every build a quarter of a second.
    from ziamath.config import config as drawing  # noqa: PLC0415
    from ziamath.zmath import Math  # noqa: PLC0415

    root = _converted(latex, display, macros)
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


def _converted(latex: str, display: bool, macros: Mapping[str, Macro]) -> ET.Element:
    try:
        source = _prepared(latex, display, macros)
    except MacroError as error:
        raise _error(latex, str(error)) from error
    try:
        markup = convert(source, display="block" if display else "inline")
    except Exception as error:  # its parser also ends in StopIteration and IndexError
        raise _error(latex, f"is not complete ({type(error).__name__})") from error
    try:
        root = ET.fromstring(markup)
    except ET.ParseError as error:
        raise _error(latex, "has an alignment mark '&' outside an alignment") from error
    for element in root.iter():
        if (element.text or "").startswith("\\"):
            raise _error(latex, f"has an unknown command: {element.text!r}")
        tag = element.tag.removeprefix(f"{{{MATHML}}}")
        if len(element) != _PARTS.get(tag, len(element)):
            raise _error(latex, f"is taken apart wrongly (<{tag}> of {len(element)} parts)")
    return root


def _prepared(latex: str, display: bool, macros: Mapping[str, Macro]) -> str:
    """Return LaTeX in the converter's dialect; Sphinx joins displayed lines without a wrapper."""
    source = _NUMBERING.sub("", definitions(latex)[0]).strip()
    if not source:
        raise MathError("a formula is empty: write one or take the markup out")
    _balance(source, latex)
    if display:  # equations of one directive, parted by blank lines
        source = r"\\".join(filter(str.strip, _BLANK_LINE.split(source)))
    source = _in_dialect(expand(source, macros))
    outside = re.sub(r"\\begin\{.*\\end\{[^}]*\}", "", source, flags=re.DOTALL)
    if display and re.search(r"\\\\|(?<!\\)&", outside):
        source = rf"\begin{{split}}{source}\end{{split}}"
    return source


def _in_dialect(source: str) -> str:
    """Return LaTeX as the converter wants what it takes for something else."""
    source = _BRACKETED.sub(_in_braces, _LINE_END.sub(r"\1\\ ", source))
    source = _SIZED_BRACE.sub(r"\1", source)
    source = _ARGUMENT.sub(r"\\operatorname{arg}", _BOLD_BOX.sub(r"\\boldsymbol{\1}", source))
    source = _PRIMES.sub(_one_superscript, source)
    return _EDGE.sub(_renamed, _COLUMN_COUNT.sub(r"\1", source))


def _in_braces(edge: re.Match[str]) -> str:
    return f"{{{edge[0]}" if edge[1] == "begin" else f"{edge[0]}}}"


def _one_superscript(match: re.Match[str]) -> str:
    primes = r"\prime " * len(match[1])
    return f"^{{{primes}{match[2]}}}"


def _renamed(match: re.Match[str]) -> str:
    edge, name = match.groups()
    if name not in _ENVIRONMENTS:
        return match.group()
    new, columns = _ENVIRONMENTS[name]
    if not new:
        return ""
    return rf"\{edge}{{{new}}}" + (columns if edge == "begin" else "")


def _balance(source: str, latex: str) -> None:
    depth = 0
    for match in _BRACES.finditer(source):
        depth += {"{": 1, "}": -1}.get(match.group(1) or "", 0)
        if depth < 0:
            raise _error(latex, "closes a brace that is not open")
    if depth:
        raise _error(latex, "leaves a brace open")


def _error(latex: str, what: str) -> MathError:
    return MathError(f"a formula {what}: {' '.join(latex.split())!r}; correct its LaTeX")
