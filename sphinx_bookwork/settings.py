"""Settings declared once, as a frozen dataclass: names, types, defaults, checks and help.

A field ``paper`` of a class registered with prefix ``bookpdf`` is the value ``bookpdf_paper`` of
``conf.py``. Each field's metadata holds ``help`` (a sentence for the reference) and may hold
``choices`` (the allowed values), ``check`` (value -> what is wrong, or None) or ``rebuild``
(Sphinx's: ``env`` where the value changes what is read from the source).
"""

from __future__ import annotations

import ast
import re
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from sphinx.errors import ConfigError

from sphinx_bookwork.gate import plainly

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

T = TypeVar("T")
Check = Callable[[Any], str | None]


def setting(
    default: Any,
    help: str,
    *,
    choices: tuple[object, ...] | None = None,
    check: Check | None = None,
    rebuild: Literal["", "env"] = "",
) -> Any:
    """Declare one setting of a settings class (see the module's docstring)."""
    metadata = {"help": help, "choices": choices, "check": check, "rebuild": rebuild}
    if isinstance(default, (dict, list)):
        return field(default_factory=lambda: type(default)(default), metadata=metadata)
    return field(default=default, metadata=metadata)


def patterns(values: tuple[str, ...]) -> str | None:
    """Tell which of ``values`` is no regular expression, if one is: a check for a setting."""
    for value in values:
        try:
            re.compile(value)
        except re.error as error:
            return f"{value!r} is no regular expression ({error})"
    return None


def register(app: Sphinx, cls: type[Any], prefix: str, rebuild: Literal["", "env"] = "") -> None:
    """Add every field of ``cls`` to the project's configuration and check the values given.

    ``rebuild`` is Sphinx's: ``env`` where a value changes what is read from the source.
    """
    for item in fields(cls):
        # any type: `read` checks it, and takes a list for a tuple where Sphinx would warn
        again = rebuild or item.metadata["rebuild"]
        app.add_config_value(f"{prefix}_{item.name}", _default(item), again, types=[Any])
    app.connect("config-inited", plainly(lambda app, config: read(config, cls, prefix)))


def read(config: Config, cls: type[T], prefix: str) -> T:
    """Return ``cls`` filled from ``config``; raise ``ConfigError`` that says what is wrong."""
    hints = get_type_hints(cls)
    values: dict[str, Any] = {}
    for item in fields(cls):  # type: ignore[arg-type]  # T is always one of our dataclasses
        name = f"{prefix}_{item.name}"
        values[item.name] = _checked(config, item, name, hints[item.name])
    _refuse_unknown(config, set(values), prefix)
    return cls(**values)


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default


def _checked(config: Config, item: Field[Any], name: str, hint: Any) -> Any:
    given = getattr(config, name)
    value = tuple(given) if isinstance(given, list) and get_origin(hint) is tuple else given
    wrong = _wrong(value, item, hint)
    if wrong:
        raise ConfigError(
            f"{place_of(config, name)}: {name}: {wrong}: {given!r} [bookwork.setting]"
        )
    return value


def _wrong(value: Any, item: Field[Any], hint: Any) -> str | None:
    if not _fits(value, hint):
        return f"has to be {spelt(hint)}"
    choices, check = item.metadata.get("choices"), item.metadata.get("check")
    if choices and value not in choices:
        return f"has to be one of {', '.join(map(repr, choices))}"
    return check(value) if check else None


def _fits(value: Any, hint: Any) -> bool:
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin in (Union, types.UnionType):
        return any(_fits(value, arg) for arg in args)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(part, args[0]) for part in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            _fits(key, args[0]) and _fits(part, args[1]) for key, part in value.items()
        )
    if hint in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if hint is float else hint)


def spelt(hint: Any) -> str:
    """Return a setting's type as its author reads it: "text", "a list of text" ..."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join(spelt(arg) for arg in args)
    if origin is tuple:
        return f"a list of {spelt(args[0])}"
    if origin is dict:
        return f"a dict of {spelt(args[0])} to {spelt(args[1])}"
    names = {str: "text", bool: "True or False", int: "a whole number", type(None): "None"}
    return names.get(hint, getattr(hint, "__name__", str(hint)))


def _refuse_unknown(config: Config, known: set[str], prefix: str) -> None:
    given = {name for name in config._raw_config if name.startswith(f"{prefix}_")}
    unknown = sorted(name for name in given if name.removeprefix(f"{prefix}_") not in known)
    if unknown:
        near = get_close_matches(unknown[0].removeprefix(f"{prefix}_"), known, 1, cutoff=0.7)
        meant = f" (meant '{prefix}_{near[0]}'?)" if near else ""
        allowed = ", ".join(f"{prefix}_{name}" for name in sorted(known))
        raise ConfigError(
            f"{place_of(config, unknown[0])}: unknown setting: {unknown[0]!r}{meant}; "
            f"the settings are {allowed} [bookwork.setting]"
        )


def place_of(config: Config, name: str) -> str:
    """Return ``path:line`` where the project's ``conf.py`` sets ``name``, as far as is known."""
    path = Path(str(config._raw_config.get("__file__") or "conf.py"))
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return str(path)
    set_here = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    ]
    return f"{path}:{set_here[-1]}" if set_here else str(path)
