from __future__ import annotations

import pytest

from tests.epub.opened import opened

CONF = {"extensions": ["myst_parser", "sphinx_bookwork"], "myst_enable_extensions": ["dollarmath"]}


@pytest.mark.parametrize(
    "settings",
    [
        {"mathjax3_config": {"tex": {"macros": {"R": r"\mathbb{R}"}}}},
        {"mathjax4_config": {"tex": {"macros": {"R": [r"\mathbb{R}", 0]}}}},
        {"latex_elements": {"preamble": r"\newcommand{\R}{\mathbb{R}}"}},
    ],
)
def test_macros_of_the_site_and_of_latex_serve_every_edition(project, settings):
    project.conf(**CONF, **settings).write("index.md", "# A Book\n\nLet $x \\in \\R$.\n")
    book = opened(project.build("bookepub"))
    assert "ℝ" in "".join(book.one("text/index.xhtml", "//m:math").itertext())
    for builder in ("bookpdf", "bookchapters"):
        build = project.build(builder)
        assert build.status == 0, build.log


def test_a_formula_that_only_defines_is_not_shown_and_counts_from_there_on(project):
    project.conf(**CONF)
    project.write("index.md", "# A Book\n\n$$\n\\def\\R{\\mathbb{R}}\n$$\n\nLet $x \\in \\R$.\n")
    book = opened(project.build("bookepub"))
    assert len(book.find("text/index.xhtml", "//m:math")) == 1
