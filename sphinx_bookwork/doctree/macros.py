"""The abbreviations that a project declares for its formulas, written out.

A site hands them to MathJax (``mathjax3_config``), LaTeX finds them in a preamble
(``imgmath_latex_preamble``, ``latex_elements``). No edition of ours runs either, so what they stand
for is put into the formulas themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bookwork.doctree.builders import EBOOK, PAPER

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: How deep macros may stand in macros.
MOST_ROUNDS = 20
#: What a formula may grow to (characters); beyond it is a bomb or a mistake.
MOST_CHARACTERS = 20_000
COMMAND = re.compile(r"\\([a-zA-Z]+|.)", re.DOTALL)
DECLARED = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand)\*?\s*\{?\s*\\(?P<name>[a-zA-Z]+)\s*\}?"
    r"\s*(?:\[(?P<count>\d)\])?\s*(?=\{)"
    r"|\\def\s*\\(?P<plain>[a-zA-Z]+)\s*(?P<marks>(?:#\d)*)\s*(?=\{)"
    r"|\\DeclareMathOperator(?P<star>\*?)\s*\{?\s*\\(?P<operator>[a-zA-Z]+)\s*\}?\s*(?=\{)"
)


class Macro(NamedTuple):
    """What a command stands for, with ``#1`` ... where its ``arguments`` go."""

    text: str
    arguments: int = 0


Macros = Mapping[str, Macro]


def macros_of(config: Config) -> dict[str, Macro]:
    """Return the macros that a project declares, by name without backslash."""
    found: dict[str, Macro] = {}
    latex = config.latex_elements.get("preamble", "") if "latex_elements" in config else ""
    for preamble in (latex, getattr(config, "imgmath_latex_preamble", "")):
        found.update(declared(str(preamble)))
    for name in ("mathjax_config", "mathjax3_config", "mathjax4_config"):
        given = getattr(config, name, None) or {}
        tex = given.get("tex") or given.get("TeX") or {}
        for command, value in (tex.get("macros") or tex.get("Macros") or {}).items():
            found[command] = _of_mathjax(value)
    return found


def _of_mathjax(value: Any) -> Macro:
    """MathJax takes the text alone, or with how many arguments it has."""
    if isinstance(value, str):
        return Macro(value)
    return Macro(str(value[0]), int(value[1]) if len(value) > 1 else 0)


def declared(latex: str) -> Iterator[tuple[str, Macro]]:
    """Yield the macros that a piece of LaTeX declares."""
    for match in DECLARED.finditer(latex):
        text, _ = _argument(latex, match.end())
        if match["operator"]:
            yield match["operator"], Macro(rf"\operatorname{match['star']}{{{text}}}")
        elif match["plain"]:
            yield match["plain"], Macro(text, match["marks"].count("#"))
        else:
            yield match["name"], Macro(text, int(match["count"] or 0))


def written_out(latex: str, macros: Macros) -> str:
    """Return a formula with all that ``macros`` stand for in their place."""
    for _ in range(MOST_ROUNDS):
        new = "".join(_pieces(latex, macros))
        if new == latex or len(new) > MOST_CHARACTERS:
            break
        latex = new
    return latex


def _pieces(latex: str, macros: Macros) -> Iterator[str]:
    done = 0
    for match in COMMAND.finditer(latex):
        macro = macros.get(match[1])
        if macro is None or match.start() < done:
            continue
        yield latex[done : match.start()]
        done, text = match.end(), macro.text
        for number in range(1, macro.arguments + 1):
            argument, done = _argument(latex, done)
            text = text.replace(f"#{number}", argument)
        joined = text[-1:].isalpha() and latex[done : done + 1].isalpha()
        yield f"{text} " if joined else text
    yield latex[done:]


def _argument(latex: str, begin: int) -> tuple[str, int]:
    """Return what stands in braces from ``begin``, or the next sign, and where it ends."""
    begin += len(latex[begin:]) - len(latex[begin:].lstrip())
    if latex[begin : begin + 1] != "{":
        sign = COMMAND.match(latex, begin)
        end = sign.end() if sign else begin + 1
        return latex[begin:end], end
    depth = 0
    for match in re.finditer(r"\\.|[{}]", latex[begin:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if not depth:
            return latex[begin + 1 : begin + match.start()], begin + match.end()
    return latex[begin + 1 :], len(latex)


class WriteMacrosOut(SphinxPostTransform):
    """Write macros out in the formulas of a document."""

    default_priority = 100
    builders = (*PAPER, EBOOK)

    def run(self, **kwargs: object) -> None:
        """Change the formulas that use a macro."""
        formulas = [*self.document.findall(nodes.math), *self.document.findall(nodes.math_block)]
        if formulas and (macros := macros_of(self.config)):
            _write_out(formulas, macros)


def _write_out(formulas: Iterable[nodes.TextElement], macros: Macros) -> None:
    for formula in formulas:
        before = formula.astext()
        after = written_out(before, macros)
        if after != before:
            formula.children = [nodes.Text(after)]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(WriteMacrosOut)
