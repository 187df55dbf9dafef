"""The private parts of WeasyPrint that the tags rest on: where these fail, it has changed."""

from __future__ import annotations

import inspect
from types import SimpleNamespace

import pytest
import weasyprint
import weasyprint.pdf

from sphinx_bookwork.pdf.tagging.boxes import _Reader, own_tags
from sphinx_bookwork.pdf.tagging.tree import Content, Element


def test_weasyprint_calls_the_function_that_is_replaced():
    assert list(inspect.signature(weasyprint.pdf.add_tags).parameters) == [
        "pdf", "document", "pdf_version", "page_streams",
    ]  # fmt: skip
    assert "add_tags(pdf, document, options['pdf_version'], page_streams)" in inspect.getsource(
        weasyprint.pdf.generate_pdf
    )


def test_its_own_function_comes_back_also_after_an_error():
    before = weasyprint.pdf.add_tags
    with pytest.raises(ValueError, match="on purpose"), own_tags():
        assert weasyprint.pdf.add_tags is not before
        raise ValueError("on purpose")
    assert weasyprint.pdf.add_tags is before


def test_marked_content_of_a_box_that_was_not_met_is_heard_all_the_same():
    root = Element("Document")
    _Reader(root).read(2, SimpleNamespace(children=[]), {object(): {"mcid": 7}})
    [paragraph] = root.kids
    assert isinstance(paragraph, Element) and paragraph.role == "P"
    assert paragraph.kids == [Content(2, 7)]
