"""The one stylesheet of the e-book: the default look, the project's own on top, the faces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import tinycss2
from sphinx.errors import ConfigError

from sphinx_bookwork.epub.fonts import Face, Token

DEFAULT = Path(__file__).with_name("default.css")


def read_stylesheets(files: Iterable[Path]) -> str:
    """Return the default look and ``files`` as one text.

    Raises ``ConfigError`` with file and line for what is not CSS and for a resource that it would
    load: faces come from ``book_fonts``, and an e-book loads nothing else.
    """
    texts = [DEFAULT.read_text(encoding="utf-8")]
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ConfigError(
                f"bookepub_stylesheets: cannot be read: {str(path)!r}: {error.strerror} "
                "[bookwork.setting]"
            ) from error
        _check(path, text)
        texts.append(text)
    return "\n".join(texts)


def _check(path: Path, text: str) -> None:
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        _check_rule(path, rule)


def _check_rule(path: Path, rule: Token) -> None:
    if rule.type == "error":
        raise _error(path, rule, f"not CSS: {rule.message}")
    if rule.type == "at-rule" and rule.lower_at_keyword in ("import", "font-face"):
        name = rule.lower_at_keyword
        raise _error(path, rule, f"loads a file: '@{name}'; list faces in book_fonts instead")
    for item in tinycss2.parse_blocks_contents(rule.content or []):
        if item.type == "error":
            raise _error(path, item, f"not CSS: {item.message}")
        if item.type == "declaration" and _loads(item.value):
            raise _error(path, item, f"loads a file: {item.name!r}; an e-book's look loads none")


def _loads(tokens: list[Token]) -> bool:
    return any(t.type == "url" or (t.type == "function" and t.lower_name == "url") for t in tokens)


def _error(path: Path, node: Token, what: str) -> ConfigError:
    return ConfigError(f"{path}:{node.source_line}: {what} [bookepub.stylesheet]")


def font_faces(faces: Iterable[Face], uri_of: Callable[[Face], str]) -> str:
    """Return the rules that load ``faces`` from their URIs, with their notices."""
    return "".join(
        f"/* {face.notice.replace('*/', '* /')} */\n"
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: {'italic' if face.italic else 'normal'}; "
        f'src: url("{uri_of(face)}"); }}\n'
        for face in faces
    )
