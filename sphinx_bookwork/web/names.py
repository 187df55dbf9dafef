"""The names of people, places and other things: one YAML file (``bookweb_names``) for all parts.

The file maps each kind, as readers are to see it, to a list of things; a thing is the list of its
names, the one it goes by first::

    People:
    - [Heydər Əliyev, Heydar Aliyev]
    Places:
    - [Xankəndi, Khankendi, Stepanakert]
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from docutils import nodes
from sphinx.errors import SphinxError

from sphinx_bookwork.gate import plainly
from sphinx_bookwork.web.folding import fold
from sphinx_bookwork.web.sites import settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class NamesError(SphinxError):
    """The file of names is not one; the message names line and cause."""

    category = "Site"


@dataclass(frozen=True)
class Thing:
    """What has names: its kind, and the names, the first of which it goes by."""

    kind: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name it goes by."""
        return self.names[0]

    @property
    def slug(self) -> str:
        """The name as part of an id: "Xankəndi" is "xankendi"."""
        return slug(self.name)


@dataclass(frozen=True)
class Names:
    """All things by each of their names, in the order of the file; ``digest`` of its content."""

    things: tuple[Thing, ...] = ()
    digest: str = ""
    by_name: Mapping[str, Thing] = field(default_factory=dict)


def slug(text: str) -> str:
    """Return a text as an id, in letters that every address has."""
    return nodes.make_id(fold(text))


def read_names(path: Path) -> Names:
    """Read a file of names; raise ``NamesError`` that names the line of what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise _wrong(path, 0, f"cannot be read: {error.strerror}; mend bookweb_names") from error
    except UnicodeDecodeError as error:
        raise _wrong(path, 0, "not UTF-8; save the file as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise _wrong(path, line + 1, f"not YAML: {error.problem}; mend the line") from error
    things: list[Thing] = []
    by_name: dict[str, Thing] = {}
    for thing, line in _things(path, root):
        for name in thing.names:
            if by_name.setdefault(name, thing) is not thing:
                message = f"two things have one name: {name!r}; tell them apart, or make them one"
                raise _wrong(path, line, message)
        things.append(thing)
    return Names(tuple(things), hashlib.sha256(text.encode()).hexdigest(), by_name)


def _things(path: Path, root: yaml.Node | None) -> Iterator[tuple[Thing, int]]:
    """Yield each thing of the file with its line."""
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(path, 1, "not kinds with their things; write 'Places:' and a list below it")
    for kind, listed in root.value:
        if not isinstance(listed, yaml.SequenceNode):
            raise _wrong(path, _line(kind), f"no list of things: {kind.value!r}; list them below")
        for item in listed.value:
            names = item.value if isinstance(item, yaml.SequenceNode) else [item]
            if not names or not all(isinstance(n, yaml.ScalarNode) and n.value for n in names):
                message = f"not a list of names, in {kind.value!r}; write '- [Bakı, Baku]'"
                raise _wrong(path, _line(item), message)
            yield Thing(str(kind.value), tuple(str(name.value) for name in names)), _line(item)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _wrong(path: Path, line: int, message: str) -> NamesError:
    place = f"{path}:{line}" if line else str(path)
    return NamesError(f"{place}: {message} [bookweb.names]")


def names_of(env: BuildEnvironment) -> Names:
    """Return the names of the project; none where it has no file of them."""
    names: Names = getattr(env, "bookweb_names", Names())
    return names


def load(
    app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> Iterable[str]:
    """Read the file of names; all documents are read anew when a name has changed."""
    name = settings(app).names
    before = names_of(env)
    now = read_names(Path(app.confdir, name)) if name else Names()
    env.bookweb_names = now  # type: ignore[attr-defined]  # the readers in parallel have it too
    return env.found_docs if before.digest != now.digest else ()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Read the names before all else needs them."""
    app.connect("env-get-outdated", plainly(load))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
