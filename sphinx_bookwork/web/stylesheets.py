"""Stylesheets made smaller, and made to follow the system: CSS text in, CSS text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import tinycss2

#: At-rules that hold rules (CSS Conditional Rules 3; CSS Cascade 5, layers).
HOLDERS = {"media", "supports", "layer", "container"}
#: Faces that only icons need, which a lean page draws as SVG.
ICON_FACE = "Font Awesome"
SCHEMES = ("light", "dark")

Rewrite = Callable[[Any], str]


def purged(css: str, names: frozenset[str]) -> str:
    """Return ``css`` without the rules that need an element, class or id not in ``names``.

    What stands in brackets (``:not(...)``, ``[type=...]``) is not looked at: such a rule stays.
    """
    return _each_rule(css, lambda rule: _purged_rule(rule, names))


def following_system(css: str) -> str:
    """Repeat what is said of ``[data-theme=light]`` and ``dark`` for ``auto`` and the system's."""
    return _each_rule(css, _rule_and_its_twin)


def _each_rule(css: str, rewrite: Rewrite) -> str:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_rewritten(rule, rewrite) for rule in rules)


def _rewritten(rule: Any, rewrite: Rewrite) -> str:
    if rule.type == "at-rule" and rule.lower_at_keyword in HOLDERS and rule.content is not None:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        kept = "".join(_rewritten(part, rewrite) for part in inner)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}" if kept else ""
    if rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
        return "" if ICON_FACE in tinycss2.serialize(rule.content) else str(rule.serialize())
    if rule.type == "qualified-rule":
        return rewrite(rule)
    return str(rule.serialize())


def _purged_rule(rule: Any, names: frozenset[str]) -> str:
    kept = [part for part in _selectors(rule.prelude) if _needed(part) <= names]
    if not kept:
        return ""
    selectors = ",".join(tinycss2.serialize(part).strip() for part in kept)
    return f"{selectors}{{{tinycss2.serialize(rule.content).strip()}}}"


def _selectors(prelude: Iterable[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _needed(selector: list[Any]) -> set[str]:
    """The names without which a selector matches nothing: elements, ``.classes`` and ``#ids``."""
    needed, before = set(), ""
    for token in selector:
        if token.type == "ident" and before != ":":
            needed.add(f".{token.value}" if before == "." else token.lower_value)
        elif token.type == "hash":
            needed.add(f"#{token.value}")
        before = token.value if token.type == "literal" else ""
    return needed


def _rule_and_its_twin(rule: Any) -> str:
    text = str(rule.serialize())
    prelude, body = tinycss2.serialize(rule.prelude), tinycss2.serialize(rule.content)
    for scheme in SCHEMES:
        named = re.compile(rf"""\[data-theme=["']?{scheme}["']?\]""")
        parts = [tinycss2.serialize(part).strip() for part in _selectors(rule.prelude)]
        twins = [named.sub("[data-theme=auto]", part) for part in parts if named.search(part)]
        if twins and "auto" not in prelude:
            text += f"@media (prefers-color-scheme: {scheme}){{{','.join(twins)}{{{body}}}}}"
    return text
