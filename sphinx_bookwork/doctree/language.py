"""The role ``lang``: a foreign word or phrase with its language.

``:lang:`az Qara Yanvar``` (MyST: ``{lang}`az Qara Yanvar```) marks the words after the language
tag (BCP 47) for hyphenation, faces and speech (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
#: Scripts that have no italics: words in them are never slanted.
UPRIGHT_SCRIPTS = {"hy", "ka", "ar", "fa", "he", "zh", "ja", "ko"}


def direction_of(language: str) -> str:
    """Return how a language is written: ``rtl`` or ``ltr``, which an unknown one is taken for."""
    try:
        return str(Locale.parse(language.replace("_", "-"), sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


class LangRole(SphinxRole):
    """``lang``: an inline passage in another language."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the passage as an inline node that knows its language."""
        tag, _, words = self.text.partition(" ")
        if not TAG.match(tag) or not words.strip():
            logger.warning(
                "lang: no language tag and words: %r; write a tag such as az, a space, the words",
                self.text,
                location=self.get_location(),
                type="bookwork",
                subtype="lang",
            )
            return [nodes.Text(self.text)], []
        kind = nodes.inline if tag.split("-")[0] in UPRIGHT_SCRIPTS else nodes.emphasis
        return [kind(self.rawtext, words.strip(), classes=["foreign"], foreign_language=tag)], []


class LanguageClasses(SphinxTransform):
    """Turn the role's attribute into the class that docutils writes as ``lang``.

    Runs after smart quotes, which would otherwise warn of each language they have no quotes for.
    """

    default_priority = 870

    def apply(self, **kwargs: object) -> None:
        """Add ``language-TAG`` to every node that carries a foreign language."""
        for node in self.document.findall(nodes.Element):
            tag = node.attributes.pop("foreign_language", None)
            if tag:
                node["classes"].append(f"language-{tag}")


def setup(app: Sphinx) -> None:
    """Register role and transform."""
    app.add_role("lang", LangRole())
    app.add_transform(LanguageClasses)
