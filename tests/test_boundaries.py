"""Who may import whom: design of the package, checked on its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sphinx_bookwork"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Nobody's business but their own: each makes or checks one thing.
APART = {"pdf", "epub", "evidence", "sources", "checks", "imposition", "web"}
# What all of them may use. ``gate`` tells a builder whether the run has failed already.
SHARED = {
    "doctree",
    "bibliographies",
    "changes",
    "editions",
    "files",
    "yamlfiles",
    "findings",
    "pagemap",
    "pango",
    "settings",
    "gate",
}
# Pure: plain data in, plain data out.
PURE = [
    "files.py",
    "bibliographies.py",
    "changes.py",
    "yamlfiles.py",
    "findings.py",
    "pagemap.py",
    "evidence/ledger.py",
    "evidence/proof.py",
    "evidence/picture.py",
]
PURE += ["imposition/plan.py", "imposition/geometry.py", "imposition/scheme.py"]
PURE += ["pdf/press/geometry.py", "pdf/press/spine.py"]
PURE += ["doctree/alignment.py"]
PURE += [f"checks/{name}.py" for name in ("facts", "markup", "screens", "paper")]
PURE += [str(path.relative_to(PACKAGE)) for path in (PACKAGE / "checks/rules").glob("*.py")]
PURE += [str(path.relative_to(PACKAGE)) for path in (PACKAGE / "evidence/rules").glob("*.py")]


def imported(module: Path) -> Iterator[str]:
    """Yield the full names that a module imports, with those it imports while it runs."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: import by the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(module: Path) -> set[str]:
    """The parts of the package that a module imports."""
    names = [name.split(".") for name in imported(module)]
    ours = {name[1] for name in names if name[0] == "sphinx_bookwork" and len(name) > 1}
    return ours - {"__version__"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_parts_import_only_what_is_shared(module: Path):
    own = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own in APART:
        assert rooms(module) - {own} <= SHARED
    else:
        assert not rooms(module) & APART


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_do_not_import_sphinx(name: str):
    foreign = {imported_name.split(".")[0] for imported_name in imported(PACKAGE / name)}
    assert not foreign & {"sphinx", "docutils"}
