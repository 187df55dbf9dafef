from __future__ import annotations

from importlib.metadata import entry_points

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from sphinx_bookwork.editions import PRINT
from sphinx_bookwork.pdf.printing import PrintBuilder
from tests.harness import Project


def test_every_builder_of_printed_pages_is_listed(project: Project):
    project.write("index.md", "# Book\n")
    source, out = project.root / "src", project.root / "out"
    with docutils_namespace():
        app = Sphinx(source, source, out, out, "bookpdf", status=None)
        for entry in entry_points(group="sphinx.builders"):
            app.setup_extension(entry.module)
    printing = {n for n, cls in app.registry.builders.items() if issubclass(cls, PrintBuilder)}
    assert printing == set(PRINT)
