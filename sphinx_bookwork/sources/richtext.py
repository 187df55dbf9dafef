"""Kinds of rich text that pybtex has not: in another language, and addresses."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from pybtex.richtext import BaseMultipartText, HRef
from pybtex_docutils import Backend


class ForeignText(BaseMultipartText):  # type: ignore[misc]  # pybtex has no types
    """Text in ``language`` (BCP 47), for hyphenation, faces and speech (WCAG 2.2, 3.1.2)."""

    def __init__(self, language: str, *parts: Any) -> None:
        self.info = (language,)  # what pybtex hands on when it makes a changed copy
        super().__init__(*parts)

    def render(self, backend: Any) -> Any:
        """Wrap what the parts give where the backend makes docutils nodes."""
        rendered = super().render(backend)
        if not isinstance(backend, Backend):
            return rendered
        # the class that docutils' HTML writers turn into the attribute lang
        return [nodes.inline("", "", *rendered, classes=[f"language-{self.info[0]}"])]


class AddressText(HRef):  # type: ignore[misc]  # pybtex has no types
    """A link whose text is its address; the class ``address`` lets stylesheets break it rightly."""

    def render(self, backend: Any) -> Any:
        """Mark the reference where the backend makes docutils nodes."""
        rendered = super().render(backend)
        if isinstance(backend, Backend):
            for node in rendered:
                node["classes"].append("address")
        return rendered
