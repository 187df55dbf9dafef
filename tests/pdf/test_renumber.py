"""Numbers put right in finished pages: as if they had been laid out, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_bookwork.pdf.engine import Engine
from sphinx_bookwork.pdf.fonts import DEFAULT_FOLDER
from sphinx_bookwork.pdf.references import fill, list_placeholder, placeholder
from sphinx_bookwork.pdf.renumber import Change, renumber
from tests.pdf.paper import filler

FACE = (DEFAULT_FOLDER / "SourceSerif4_400Regular.ttf").as_uri()
STYLE = (
    f"@font-face {{ font-family: S; src: url('{FACE}') }} @page {{ size: A6 }}"
    "html { font-family: S; font-size: 10pt; text-align: justify }"
)
NUMBER = f"(p.\N{NO-BREAK SPACE}{placeholder('x')})"
SEE = f'<span class="page-reference" data-target="x"> {NUMBER}</span>'
TEXT = f"<p>{filler(9)} See it{SEE}. {filler(40)} Again{SEE}.</p><p>{SEE}</p>"


def laid_out(tmp_path: Path, content: str, number: str, style: str):
    engine = Engine([(STYLE + style, tmp_path.as_uri())], [tmp_path, DEFAULT_FOLDER])
    xhtml, _ = fill(content, lambda _target: number)
    document = engine.lay_out(f"<html lang=en><title>A</title>{xhtml}", "", tmp_path.as_uri())
    return engine, document


def written(tmp_path: Path, engine, document) -> bytes:
    engine.write(document.pages, document, tmp_path / "a.pdf")
    return (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("style", ["", "span { letter-spacing: 1px; text-decoration: underline }"])
def test_pages_are_as_if_laid_out_with_the_true_number(tmp_path: Path, style: str):
    engine, document = laid_out(tmp_path, TEXT, "27", style)
    assert renumber(document.pages, TEXT, {"x": Change("27", "84")})
    assert written(tmp_path, engine, document) == written(
        tmp_path, *laid_out(tmp_path, TEXT, "84", style)
    )


REFUSED = {
    "another length": (TEXT, "7", "12", ""),
    "no digits": (TEXT, "iv", "ix", ""),
    "another width": (TEXT, "27", "11", "span { font-variant-numeric: proportional-nums }"),
    "not shown": (TEXT.replace("<p><span", "<p hidden><span"), "27", "84", ""),
    "in an attribute": (TEXT + f'<p data-page="{placeholder("x")}">x</p>', "27", "84", ""),
    "in a list": (TEXT + f"<p>{list_placeholder(['y', 'x'])}</p>", "27", "84", ""),
    "another number": (TEXT.replace("(p.", "(vol. 3, p."), "27", "84", ""),
    "in a heading": (TEXT + f"<h2>A{SEE}</h2>", "27", "84", ""),
    "in a running head": (TEXT, "27", "84", "p { string-set: a content() }"),
}


@pytest.mark.parametrize(("content", "printed", "true", "style"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_another_layout_is_refused(
    tmp_path: Path, content: str, printed: str, true: str, style: str
):
    engine, document = laid_out(tmp_path, content, printed, style)
    assert not renumber(document.pages, content, {"x": Change(printed, true)})
    assert written(tmp_path, engine, document) == written(
        tmp_path, *laid_out(tmp_path, content, printed, style)
    )
