from __future__ import annotations

import pytest

import bootstrap
from sphinx_bookwork import pango
from tests.harness import Project

COVER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 14"></svg>'


def test_without_pango_a_site_is_built_and_only_pages_are_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    def load(module: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: no such file")

    monkeypatch.setattr(pango, "import_module", load)
    project.write("index.md", "# Book\n\nText.\n")
    assert project.build("html").status == 0
    assert project.build("bookepub").status == 0
    project.conf(book_cover="cover.svg", book_cover_alt="A dot").write("cover.svg", COVER)
    for builder in ("bookpdf", "bookchapters", "bookpress", "bookepub"):
        build = project.build(builder)
        assert "does not find Pango: cannot load library 'libpango-1.0-0'; install" in build.log
        assert build.status != 0 and "Traceback" not in build.log


def test_other_failures_of_an_import_are_raised():
    with pytest.raises(ModuleNotFoundError):
        pango.imported("sphinx_bookwork.pdf.nowhere")


def test_the_remedy_names_the_packages_that_the_set_up_installs():
    assert f"Debian, Ubuntu: {bootstrap.PANGO['debian']};" in pango.REMEDY
