"""TeX macros of a project: found where authors define them, put in before a formula is set.

Pure functions, no Sphinx. On a site MathJax knows the macros of its configuration, and LaTeX those
of its preamble; the converter of print edition and e-book knows neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: Steps after which macros that name one another are taken to have no end.
MOST_STEPS = 10_000
#: Letters beyond which a formula is no formula.
MOST_LETTERS = 200_000

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_DEFINITION = re.compile(
    r"\\(?P<how>(?:re|provide)?newcommand|providecommand|DeclareRobustCommand|DeclareMathOperator"
    r"|g?def|let)(?![A-Za-z])(?P<star>\*?)"
)
_COMMENT = re.compile(r"(?<!\\)%.*")
_PLACE = re.compile(r"#([1-9])")
_SPACE = re.compile(r"\s*")


class MacroError(ValueError):
    """Macros that cannot be put in; the message says why."""


@dataclass(frozen=True)
class Macro:
    """What a command stands for: ``body`` with #1 ... in the place of ``arity`` arguments.

    With a ``default`` the first argument is optional and stands in square brackets. A ``final``
    body is not looked into again: it is a command as it was before it was defined anew.
    """

    body: str
    arity: int = 0
    default: str | None = None
    final: bool = False


#: Commands of LaTeX that the converter lacks; a binomial in braces is one thing with a script.
KNOWN = {
    "allowbreak": Macro(""),
    "binom": Macro(r"{{#1} \choose {#2}}", 2),
    "bm": Macro(r"\boldsymbol{#1}", 1),
    "cr": Macro(r"\\", final=True),
    "dag": Macro(r"\dagger"),
    "ensuremath": Macro("#1", 1),
    "hfill": Macro(r"\quad"),
    "nobreak": Macro(""),
    "require": Macro("", 1),
    "textsc": Macro(r"\text{#1}", 1),
    "vcentcolon": Macro(":"),
}


def of_mathjax(config: Mapping[str, Any]) -> dict[str, Macro]:
    """Return the macros of a MathJax configuration: of version 3 and later, or of version 2."""
    tex = config.get("tex") or config.get("TeX") or {}
    found = tex.get("macros") or tex.get("Macros") or {}
    return {name: macro for name, value in found.items() if (macro := _of_value(value))}


def _of_value(value: object) -> Macro | None:
    """Return the macro that MathJax writes as text or as [text, arguments, default]."""
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not parts or not isinstance(parts[0], str):
        return None
    body, arity, default = [*parts, None, None][:3]
    return Macro(body, int(arity or 0), default if isinstance(default, str) else None)


def definitions(latex: str) -> tuple[str, dict[str, Macro]]:
    r"""Return ``latex`` without its definitions (``\newcommand`` and its like), and these."""
    found: dict[str, Macro] = {}
    text = _COMMENT.sub("", latex) if _DEFINITION.search(latex) else latex
    at = 0
    while match := _DEFINITION.search(text, at):
        reader = _Reader(text, match.end())
        read = _definition(match["how"], match["star"], reader, found)
        found |= read
        at = match.start() if read else match.end()
        if read:
            text = text[:at] + text[reader.at :]
    return text, found


def _definition(
    how: str, star: str, reader: _Reader, known: Mapping[str, Macro]
) -> dict[str, Macro]:
    """Return the definition that ``reader`` is at; none for a form that is not known."""
    name = reader.argument().strip().removeprefix("\\")
    if how in ("def", "gdef"):
        parameters = reader.until_brace()
        arity = len(_PLACE.findall(parameters))
        if _PLACE.sub("", parameters).strip():
            return {}  # delimited by other text than braces
        macro = Macro(reader.argument(), arity)
    elif how == "let":
        reader.skip("=")
        meant = reader.argument()
        macro = known.get(meant.removeprefix("\\"), Macro(meant, final=True))
    elif how == "DeclareMathOperator":
        macro = Macro(rf"\operatorname{star}{{{reader.argument()}}}")
    else:
        count, default = reader.optional() or "0", reader.optional()
        macro = Macro(reader.argument(), int(count) if count.isdecimal() else 0, default)
    return {name: macro} if name else {}


def expand(latex: str, macros: Mapping[str, Macro]) -> str:
    """Return ``latex`` with every macro put in; raise ``MacroError`` where that has no end."""
    at = steps = 0
    while match := _COMMAND.search(latex, at):
        macro = macros.get(match[1])
        if macro is None:
            at = match.end()
            continue
        steps += 1
        if steps > MOST_STEPS or len(latex) > MOST_LETTERS:
            raise MacroError(f"has a macro without end: {match[0]!r}")
        reader = _Reader(latex, match.end())
        before, put_in = latex[: match.start()], _applied(macro, reader)
        latex = _joined([before, put_in, latex[reader.at :]])
        at = len(_joined([before, put_in])) if macro.final else match.start()
    return latex


def _applied(macro: Macro, reader: _Reader) -> str:
    arguments: list[str] = []
    if macro.default is not None and macro.arity:
        given = reader.optional()
        arguments.append(macro.default if given is None else given)
    arguments += [reader.argument() for _ in range(macro.arity - len(arguments))]
    parts = _PLACE.split(macro.body)  # text and numbers by turns
    for place in range(1, len(parts), 2):
        number = int(parts[place])
        parts[place] = arguments[number - 1] if number <= len(arguments) else ""
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    """Join pieces of TeX; a command's name does not grow by the letter that comes behind it."""
    text = ""
    for part in filter(None, parts):
        glue = " " if part[0].isalpha() and re.search(r"\\[A-Za-z]+\Z", text) else ""
        text += glue + part
    return text


class _Reader:
    """Reads what stands behind a command, as TeX does: a group, a command or a single character."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at

    def argument(self) -> str:
        """Return the next argument without its braces, empty at the end."""
        self.skip()
        if self.text[self.at : self.at + 1] == "{":
            return self._group("{", "}")
        match = _COMMAND.match(self.text, self.at)
        found = match[0] if match else self.text[self.at : self.at + 1]
        self.at += len(found)
        return found

    def optional(self) -> str | None:
        """Return the next argument in square brackets, None where there is none."""
        before = self.at
        self.skip()
        if self.text[self.at : self.at + 1] == "[":
            return self._group("[", "]")
        self.at = before
        return None

    def until_brace(self) -> str:
        """Return what stands before the next brace."""
        start, end = self.at, self.text.find("{", self.at)
        self.at = len(self.text) if end < 0 else end
        return self.text[start : self.at]

    def skip(self, sign: str = "") -> None:
        """Pass over white space, and over ``sign`` with the space behind it."""
        for piece in ("", sign):
            if piece and self.text.startswith(piece, self.at):
                self.at += len(piece)
            self.at = self._behind_space()

    def _behind_space(self) -> int:
        match = _SPACE.match(self.text, self.at)
        return match.end() if match else self.at

    def _group(self, opening: str, closing: str) -> str:
        start, depth = self.at + 1, 0
        for place, sign in self._signs():
            depth += {opening: 1, closing: -1}.get(sign, 0)
            if not depth:
                self.at = place + 1
                return self.text[start:place]
        self.at = len(self.text)
        return self.text[start:]

    def _signs(self) -> Iterator[tuple[int, str]]:
        """Yield each character that no backslash stands before, with its place."""
        place = self.at
        while place < len(self.text):
            if self.text[place] == "\\":
                place += 1
            else:
                yield place, self.text[place]
            place += 1
