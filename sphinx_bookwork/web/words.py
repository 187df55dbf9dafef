"""The words of the site's pages, in the language of the project, and the pages' own templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

message = get_translation("sphinx_bookwork")

PAGES = Path(__file__).parent / "templates" / "pages"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Offer the templates of pages that no document makes, and ``message`` in every template."""
    app.connect("config-inited", offer_templates)
    # before themes, some of which try their templates in the same event
    app.connect("html-page-context", offer_words, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def offer_templates(app: Sphinx, config: Config) -> None:
    """Let a project's own templates come first."""
    config.templates_path = [*config.templates_path, str(PAGES)]


def offer_words(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Let templates translate by the package's catalogues."""
    context["message"] = message
