"""YAML files that people write, read field by field: every mistake is found, with its line."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from sphinx_bookwork.findings import Finding

LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML has it: ten times as fast."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for while many small objects are made that all stay.

    In a file of 10,000 records the search takes five times as long as the reading.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class YamlReader:
    """Reads files that are lists of records; remembers what is wrong in them.

    A finding's rule is ``family`` and the kind of mistake: ``encoding``, ``yaml``, ``schema`` or
    one of the subclass; with ``single`` all mistakes go under that one rule.
    """

    family = ""
    single = ""

    def __init__(self, root: Path) -> None:
        self.findings: list[Finding] = []
        self._root = root
        self._path = ""

    def items(self, path: Path, what: str, first: str) -> Iterator[yaml.Node]:
        """Yield the records of a file, of which ``what`` is said; each begins with ``first``."""
        self._path = str(path.relative_to(self._root) if path.is_relative_to(self._root) else path)
        try:
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
        except UnicodeDecodeError as error:
            self._find(0, "encoding", f"not UTF-8 text: {error.reason}; save the file as UTF-8")
            return
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self._find(line, "yaml", f"not YAML: {error.problem}; mend this line or the one above")
            return
        except yaml.YAMLError as error:
            self._find(0, "yaml", f"not YAML: {error}")
            return
        if isinstance(root, yaml.SequenceNode):
            yield from root.value
        elif root is not None:
            self._say(root, "schema", f"{what}; begin each with '- {first}:'")

    def _find(self, line: int, rule: str, message: str) -> None:
        rule = f"{self.family}.{self.single or rule}"
        self.findings.append(Finding(self._path, line, rule, message))

    def _say(self, node: yaml.Node, rule: str, message: str) -> None:
        self._find(node.start_mark.line + 1, rule, message)

    def _fields(
        self, node: yaml.Node, required: tuple[str, ...], optional: tuple[str, ...], what: str
    ) -> dict[str, yaml.Node] | None:
        """The fields of a mapping by name, or None where some are missing, twice or unknown."""
        if not isinstance(node, yaml.MappingNode):
            self._say(node, "schema", f"{what} has to be fields and values ({', '.join(required)})")
            return None
        before = len(self.findings)
        known = required + optional
        fields: dict[str, yaml.Node] = {}
        for name_node, value in node.value:
            name = self._text(name_node)
            if name not in known:
                all_known = ", ".join(known)
                found = f"{what} has no field {name!r}; known are {all_known}"
                self._say(name_node, "schema", found)
            elif name in fields:
                self._say(name_node, "schema", f"field {name!r} stands twice in {what}; drop one")
            fields[name] = value
        missing = [name for name in required if name not in fields or not fields[name].value]
        if missing:
            self._say(node, "schema", f"{what} lacks {', '.join(map(repr, missing))}; add it")
        return fields if len(self.findings) == before else None

    def _text(self, node: yaml.Node) -> str:
        """The text of a scalar as written; a finding and '' for anything else."""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value).strip()
        self._say(node, "schema", "a field's value has to be text; put it in quotation marks")
        return ""
