from __future__ import annotations

import pytest

from sphinx_bookwork.doctree.macros import Macro, declared, written_out
from tests.harness import Project
from tests.pdf.paper import printed
from tests.pdf.test_images import figures

PREAMBLE = r"""
\usepackage{amsmath}
\newcommand{\RR}{\mathbb{R}}
\newcommand*\half[1]{\frac{#1}{2}}
\renewcommand{\d}{{\rm d}}
\def\pair#1#2{\left(#1, #2\right)}
\DeclareMathOperator*{\argmin}{arg\,min}
"""
MACROS = dict(declared(PREAMBLE))


def test_macros_of_a_preamble():
    assert {
        "RR": Macro(r"\mathbb{R}"),
        "half": Macro(r"\frac{#1}{2}", 1),
        "d": Macro(r"{\rm d}"),
        "pair": Macro(r"\left(#1, #2\right)", 2),
        "argmin": Macro(r"\operatorname*{arg\,min}"),
    } == MACROS


@pytest.mark.parametrize(
    ("latex", "full"),
    [
        (r"x \in \RR^n", r"x \in \mathbb{R}^n"),
        (r"\half x + \half{y_{1}}", r"\frac{x}{2} + \frac{y_{1}}{2}"),
        (r"\pair{\RR}\alpha", r"\left(\mathbb{R}, \alpha\right)"),
        (r"\argmin_x \delta \dot x", r"\operatorname*{arg\,min}_x \delta \dot x"),
        (r"\half{\half{x}}", r"\frac{\frac{x}{2}}{2}"),
        (r"\\RR", r"\\RR"),
    ],
)
def test_macros_are_written_out(latex: str, full: str):
    assert written_out(latex, MACROS) == full


def test_macro_keeps_apart_from_the_letter_behind_it():
    assert written_out(r"\a b", {"a": Macro(r"\alpha")}) == r"\alpha b"
    assert written_out(r"{\a}b\a{}c", {"a": Macro(r"\alpha")}) == r"{\alpha}b\alpha{}c"


@pytest.mark.parametrize("text", [r"\a", r"\a\a\a\a\a\a\a\a", r"{\b}"])
def test_macro_that_stands_for_itself_comes_to_an_end(text: str):
    assert len(written_out(r"\a", {"a": Macro(text), "b": Macro(r"\a\a")})) < 100_000


@pytest.mark.parametrize(
    "settings",
    [
        {"mathjax3_config": {"tex": {"macros": {"RR": r"\mathbb{R}", "half": [r"\frac{#1}2", 1]}}}},
        {"latex_elements": {"preamble": PREAMBLE}},
    ],
)
def test_macros_of_the_project_are_in_its_formulas(project: Project, settings: dict):
    extensions = ["sphinx.ext.mathjax", "myst_parser", "sphinx_bookwork"]
    project.conf(extensions=extensions, bookpdf_title_pages=False, **settings)
    project.write("index.md", "# Book\n\nFor {math}`x \\in \\RR`:\n\n```{math}\n\\half{x}\n```\n")
    [inline, display] = figures(printed(project), "/Formula")
    assert inline == r"x \in \mathbb{R}"
    assert display.replace("{2}", "2") == r"\frac{x}2"
