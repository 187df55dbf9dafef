from __future__ import annotations

import gc
import logging
from pathlib import Path

import pytest
import weasyprint

from sphinx_bookwork.pdf.engine import Engine, ProjectFiles, rare_collections, set_aside
from sphinx_bookwork.pdf.fonts import DEFAULT_CODE, DEFAULT_FOLDER, DEFAULT_TEXT, find_faces, only


@pytest.fixture(autouse=True)
def faces(tmp_path: Path):
    """Only the package's faces, so that every machine measures the same."""
    with only(find_faces((DEFAULT_FOLDER,)), tmp_path / "work", DEFAULT_TEXT, DEFAULT_CODE):
        yield


def test_files_of_the_project_and_data_are_read(tmp_path: Path):
    path = tmp_path / "a file.txt"
    path.write_text("mine")
    files = ProjectFiles([tmp_path])
    assert files.fetch(path.as_uri()).read() == b"mine"
    assert files.fetch("data:text/plain,yours").read() == b"yours"


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a.png", "http://127.0.0.1/a.png", "ftp://example.org/a", "a.png"],
)
def test_nothing_else_is_read(tmp_path: Path, url: str):
    with pytest.raises(ValueError, match="not a file of the project: "):
        ProjectFiles([tmp_path]).fetch(url)


@pytest.mark.parametrize("name", ["../secret", "%2e%2e/secret", "link"])
def test_files_outside_the_project_are_not_read(tmp_path: Path, name: str):
    inside = tmp_path / "project"
    inside.mkdir()
    (tmp_path / "secret").write_text("s")
    (inside / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(ValueError, match="outside the project: "):
        ProjectFiles([inside]).fetch(f"{inside.as_uri()}/{name}")


def test_what_weasyprint_complains_of_is_kept_once_in_order(tmp_path: Path, caplog):
    engine = Engine([("p { colour: red }", tmp_path.as_uri())], [tmp_path])
    for _ in range(2):
        engine.lay_out('<p><a href="#nowhere">a</a><img src="none.png">', "", tmp_path.as_uri())
    words = [next(w for w in ("colour", "none.png") if w in text) for text in engine.complaints]
    assert words == ["colour", "none.png"]
    assert not caplog.records


def test_weasyprints_logger_is_left_as_it_was(tmp_path: Path):
    logger = logging.getLogger("weasyprint")
    before = (list(logger.handlers), logger.propagate)
    Engine([], [tmp_path]).lay_out("<p>a", "", tmp_path.as_uri())
    assert (logger.handlers, logger.propagate) == before


def test_note_goes_to_the_next_page_by_the_last_bit_of_a_number():
    """Why the default stylesheet pads the area of notes; where this fails, it need not."""
    css = (
        "@page {{ size: 100mm 130mm; margin: 18mm 16mm 20mm 20mm;"
        "@footnote {{ border-top: 0.4pt solid; padding: 3pt 0 {padding}; margin-top: 8pt }} }}"
        "html {{ font: 10pt 'Source Serif 4'; line-height: 1.35 }}"
        "i {{ float: footnote; font-size: 8pt; line-height: 1.3 }}"
    )
    html = weasyprint.HTML(string="<p>Text<i id=note>The note.</i></p>")
    on_first_page = []
    for padding in ("0", "0.05pt"):
        sheet = weasyprint.CSS(string=css.format(padding=padding))
        on_first_page.append("note" in html.render(stylesheets=[sheet]).pages[0].anchors)
    assert on_first_page == [False, True]


def test_a_link_is_one_whatever_it_holds(tmp_path: Path):
    engine = Engine([], [tmp_path])
    text = '<p id=a><a href="#a">one <b>two</b> <i><b>x</b></i></a>, <a href="#b"><b>y</b></a>'
    [page] = engine.lay_out(text, "", tmp_path.as_uri()).pages
    assert [target for _, target, *_ in page.links] == ["a", "b"]


def test_garbage_is_looked_for_less_often_and_as_before_afterwards():
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="stop"), rare_collections():
        assert gc.get_threshold()[0] > before[0]
        pages = [[]]
        set_aside()
        assert not any(thing is pages for thing in gc.get_objects())
        raise ValueError("stop")
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0
