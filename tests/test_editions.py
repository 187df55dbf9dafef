from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from sphinx_bookwork.editions import PRINT
from sphinx_bookwork.pdf.printing import PrintBuilder

PACKAGE = Path(__file__).parent.parent / "sphinx_bookwork"
#: Loads all that a project gets which lists the package, in a folder that holds an empty "in".
SET_UP = """
import sys
from sphinx.application import Sphinx
Sphinx("in", None, "out", "out", "html", {"extensions": ["sphinx_bookwork"]}, None)
print(*sys.modules)
"""


def test_every_builder_of_printed_pages_is_listed():
    for path in PACKAGE.rglob("builder.py"):
        import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    printing = {cls.name for cls in PrintBuilder.__subclasses__()}
    assert printing == set(PRINT)


def test_who_builds_a_site_loads_nothing_that_sets_pages_or_reads_them(tmp_path: Path):
    (tmp_path / "in").mkdir()
    command = [sys.executable, "-c", SET_UP]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "sphinx_bookwork.web" in loaded
    assert not loaded & {"weasyprint", "pikepdf", "pypdfium2", "fontTools"}
