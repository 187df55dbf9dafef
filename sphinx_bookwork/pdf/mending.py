"""Faults of WeasyPrint 70.0 mended in place: one expression of one function of its, replaced."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any


@contextmanager
def mended(module: ModuleType, name: str, fault: str, mend: str) -> Iterator[None]:
    """Run the block with ``fault`` replaced by ``mend`` in the function ``name`` of ``module``.

    Raises ``RuntimeError`` if the function has changed: then the mend has to be thought over.
    """
    with replaced(module, name, _mended(module, name, fault, mend)):
        yield


@contextmanager
def replaced(module: ModuleType, name: str, function: Callable[..., Any]) -> Iterator[None]:
    """Run the block with ``function`` in the place of what ``module`` calls ``name``."""
    before = getattr(module, name)
    setattr(module, name, function)
    try:
        yield
    finally:
        setattr(module, name, before)


@cache
def _mended(module: ModuleType, name: str, fault: str, mend: str) -> Callable[..., Any]:
    source = inspect.getsource(getattr(module, name))
    if source.count(fault) != 1:
        raise RuntimeError(f"WeasyPrint has changed: not found once in {name}: {fault!r}")
    names: dict[str, Any] = {}
    code = compile(source.replace(fault, mend), str(module.__file__), "exec")
    exec(code, getattr(module, name).__globals__, names)  # it may be another module's
    function: Callable[..., Any] = names[name]
    return function
