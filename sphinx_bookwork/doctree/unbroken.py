"""Words that no line may part, as "8 May" or "12 km": the spaces between them do not break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bookwork.doctree.lists import parents
from sphinx_bookwork.doctree.settings import PREFIX, BookSettings
from sphinx_bookwork.settings import read

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What stays as it was written: code, and titles, which contents and outlines give as they are.
UNTOUCHED = (
    nodes.literal, nodes.math, nodes.math_block, nodes.FixedTextElement, nodes.raw, nodes.title,
)  # fmt: skip


class KeepTogether(SphinxPostTransform):
    """Put no-break spaces into what matches ``book_unbroken``.

    Letter by letter, so that offsets in the text stay what they were.
    """

    default_priority = 940

    def run(self, **kwargs: Any) -> None:
        """Go through the text of the document; code and titles are left as it is."""
        unbroken = read(self.config, BookSettings, PREFIX).unbroken
        if not unbroken:
            return
        pattern = re.compile("|".join(f"(?:{one})" for one in unbroken))
        for text in list(self.document.findall(nodes.Text)):
            joined = pattern.sub(_joined, text)
            if joined != text and not any(isinstance(one, UNTOUCHED) for one in parents(text)):
                text.parent.replace(text, nodes.Text(joined))


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"\s", "\N{NO-BREAK SPACE}", match[0])


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(KeepTogether)
