from __future__ import annotations

import pytest

from sphinx_bookwork.doctree.macros import (
    KNOWN,
    Macro,
    MacroError,
    definitions,
    expand,
    of_mathjax,
)

PREAMBLE = r"""
\usepackage{amsmath}  % \def\hidden{1}
\newcommand{\R}{\mathbb{R}}
\newcommand\norm[1]{\left\|#1\right\|}
\providecommand{\part}[2][x]{\partial_{#1} #2}
\DeclareMathOperator*{\argmax}{arg\,max}
\def\half{{1\over 2}}
\def\upto#1#2{#1\dots#2}
\let\eps=\varepsilon
\let\oldvec\vec
\renewcommand{\vec}[1]{\oldvec{#1}}
\def\until#1.{#1}
"""


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        (r"x\in\R", r"x\in\mathbb{R}"),
        (r"\norm{\norm a}", r"\left\|\left\|a\right\|\right\|"),
        (r"\part[y]{f} + \part g", r"\partial_{y} f + \partial_{x} g"),
        (r"\argmax_x", r"\operatorname*{arg\,max}_x"),
        (r"\half x", r"{1\over 2} x"),
        (r"\upto1n", r"1\dots n"),
        (r"\eps b", r"\varepsilon b"),
        (r"\vec{v}", r"\vec{v}"),
        (r"\hidden \until \\R \Rho", r"\hidden \until \\R \Rho"),
    ],
)
def test_what_a_preamble_defines_is_put_in(latex, meant):
    _, macros = definitions(PREAMBLE)
    assert expand(latex, macros) == meant


def test_definitions_leave_the_formula_that_they_stand_in():
    rest, macros = definitions(r"\newcommand{\R}{\mathbb{R}} x \in \R")
    assert (rest.strip(), macros) == (r"x \in \R", {"R": Macro(r"\mathbb{R}")})


def test_macros_of_mathjax_are_texts_or_lists():
    written = {"R": r"\mathbb{R}", "norm": [r"\|#1\|", 1], "part": ["#1#2", 2, "x"], "odd": 7}
    found = {
        "R": Macro(r"\mathbb{R}"),
        "norm": Macro(r"\|#1\|", 1),
        "part": Macro("#1#2", 2, "x"),
    }
    assert of_mathjax({"tex": {"macros": written}}) == found
    assert of_mathjax({"TeX": {"Macros": written}}) == found
    assert of_mathjax({"loader": {}}) == {}


def test_a_name_does_not_grow_by_the_letter_behind_it():
    assert expand(r"\a x\b y", {"a": Macro(r"\alpha"), "b": Macro(r"\mathbf#1", 1)}) == (
        r"\alpha x\mathbf y"
    )


def test_a_binomial_is_one_thing():
    assert expand(r"\binom n2^2", KNOWN) == r"{{n} \choose {2}}^2"


@pytest.mark.parametrize("body", [r"\a", r"\a\a", r"x\b"])
def test_macros_without_end_are_an_error_and_no_hang(body):
    with pytest.raises(MacroError, match="without end"):
        expand(r"\a", {"a": Macro(body), "b": Macro(r"\a\a")})
