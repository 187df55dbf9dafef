from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from sphinx_bookwork.doctree.macros import Macro
from sphinx_bookwork.doctree.math import MATHML, MathError, to_mathml, to_svg, to_text


def parsed(latex: str, display: bool = False) -> ET.Element:
    return ET.fromstring(to_mathml(latex, display))


def tags(element: ET.Element) -> list[str]:
    return [child.tag.removeprefix(f"{{{MATHML}}}") for child in element.iter()]


def test_mathml_says_the_formula_to_those_who_hear_it():
    math = parsed(r"\frac{a}{b}  <  x^2")
    assert math.get("alttext") == r"\frac{a}{b} < x^2"
    assert math.get("display") == "inline"
    assert "mfrac" in tags(math) and "msup" in tags(math)


def test_displayed_lines_are_aligned_at_their_marks():
    math = parsed("a &= b \\\\\n c &= d", display=True)
    assert math.get("display") == "block"
    assert tags(math).count("mtr") == 2 and tags(math).count("mtd") == 4


@pytest.mark.parametrize("name", ["align", "align*", "aligned", "split", "alignat}{2"])
def test_environments_that_align_give_two_columns(name):
    math = parsed(
        rf"\begin{{{name}}}a &= b \\ c &= d\end{{{name.partition('}')[0]}}}", display=True
    )
    assert tags(math).count("mtd") == 4


def test_eqnarray_has_three_columns():
    math = parsed(r"\begin{eqnarray}y &=& x \\ z &=& 2\end{eqnarray}", display=True)
    assert tags(math).count("mtd") == 6


def test_labels_and_equation_wrappers_leave_no_trace():
    with_wrapper = parsed(r"\begin{equation}\label{e:1} x \end{equation}", display=True)
    assert "".join(with_wrapper.itertext()) == "x"


@pytest.mark.parametrize("latex", [r"\arg z", r"\sum\nolimits_i x", r"\operatorname{rank} A"])
def test_both_editions_know_the_same_commands(latex):
    assert "\\" not in "".join(parsed(latex).itertext())
    assert to_svg(latex, False, 10).width > 1


def test_equations_parted_by_blank_lines_are_lines():
    math = parsed("a &= b\n\n  c &= d", display=True)
    assert tags(math).count("mtr") == 2 and tags(math).count("mtd") == 4


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{pmatrix} 1 & 2 \end{pmatrix}^2",
        r"{\binom{a}{b} \binom{c}{d} \over e}",
        r"f''^* g'^{ab}",
        r"\mbox{\boldmath $x$}",
        "a,\\\nb",
    ],
)
def test_what_the_converter_takes_apart_wrongly_is_put_together(latex):
    whole = {"mfrac": 2, "msup": 2}
    math = parsed(latex)
    assert [e for e in math.iter() if len(e) != whole.get(tags(e)[0], len(e))] == []
    assert "\\" not in "".join(math.itertext())


def test_macros_are_put_in_and_the_text_stays_the_author_s():
    macros = {"half": Macro(r"\frac12")}
    math = ET.fromstring(to_mathml(r"\half x", False, macros))
    assert math.get("alttext") == r"\half x" and "mfrac" in tags(math)
    assert to_svg(r"\half x", False, 10, macros).width > 0.5


@pytest.mark.parametrize(
    ("latex", "what"),
    [
        ("", "empty"),
        (r"\frac{a}{", "leaves a brace open"),
        ("}x", "closes a brace"),
        (r"\undefinedthing x", r"unknown command: '\\\\undefinedthing'"),
        ("a & b", "alignment mark"),
        (r"\left( x \right", "not complete"),
    ],
)
@pytest.mark.parametrize("draw", [to_mathml, lambda *args: to_svg(*args, 10)])
def test_what_is_no_formula_is_an_error_that_quotes_it(latex, what, draw):
    with pytest.raises(MathError, match=what) as error:
        draw(latex, False)
    assert repr(latex) in str(error.value) or not latex


def test_svg_says_how_deep_it_hangs_below_the_line():
    plain, fraction = to_svg("x", False, 10), to_svg(r"\frac{a}{b_y}", False, 10)
    assert 0 <= plain.depth < 0.2 < fraction.depth < fraction.height < 3
    assert 'xmlns="http://www.w3.org/2000/svg"' in plain.svg


def test_svg_sizes_are_in_em_whatever_the_size():
    small, large = to_svg(r"x^2", True, 9), to_svg(r"x^2", True, 36)
    assert small.width == pytest.approx(large.width, abs=0.25)


def test_two_drawings_on_a_page_share_no_id():
    assert " id=" not in to_svg("x + x", False, 10).svg


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("z", "z"),
        (r"\alpha", "α"),
        ("x^2_1 + y^{ab}", "x₁² + y^ab".replace(" ", "")),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\sqrt{x}\sqrt[3]{x+1}", "√x3√(x+1)"),
        (r"\int_0^\infty", "∫₀^∞"),
        (r"\binom{n}{k}", "(n k)"),
        (r"\unknown", r"\unknown"),
    ],
)
def test_a_formula_has_a_line_of_text(latex, text):
    assert to_text(latex) == text


@pytest.mark.parametrize(
    "latex",
    [
        r"\chi &= \sqrt{1 - e^2} X &= y",
        r"\exp(\Delta) & = \left[ \begin{matrix} a & -b \\ b & a \end{matrix} \right]",
        r"\begin{pmatrix} k & l \cr 0 & 0 \end{pmatrix}^2_i",
        r"\begin{dcases} a & b \\ c & d \end{dcases}",
        r"\bigg\{ f'^* + g''^{2n} \bigg\} \hfill \textsc{ensured} \ensuremath{x}",
        "y &= 1\\\\\\\nz &= 2",
    ],
)
@pytest.mark.parametrize("draw", [to_mathml, lambda *args: to_svg(*args, 10)])
def test_what_sites_and_latex_show_is_set(latex: str, draw):
    assert draw(latex, True)
