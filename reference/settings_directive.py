"""The directive ``settings``: a page of the reference made from a settings class.

``{settings} sphinx_bookwork.pdf.settings:PrintSettings bookpdf`` documents every field of the
class as the ``conf.py`` value that it is, so the page cannot tell anything but what the code does.
"""

from __future__ import annotations

from dataclasses import Field, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_type_hints

from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_bookwork.settings import spelt

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Settings(SphinxDirective):
    """``settings``: class (``module:name``) and prefix of the values in ``conf.py``."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return one ``confval`` for each field, in the order of the class."""
        place, prefix = self.arguments
        module, _, name = place.partition(":")
        cls = getattr(import_module(module), name)
        for source in (import_module(module).__file__, __file__):
            self.env.note_dependency(str(source))
        hints, defaults = get_type_hints(cls), cls()
        text = "\n".join(
            described(item, prefix, hints[item.name], getattr(defaults, item.name))
            for item in fields(cls)
        )
        documented = self.parse_text_to_nodes(text)
        for node in documented:
            if isinstance(node, addnodes.index):
                node["entries"] = [indexed(*entry) for entry in node["entries"]]
        return documented


def indexed(_kind: str, text: str, *place: str | None) -> tuple[str | None, ...]:
    """Return an index entry by the name alone; Sphinx's names every setting twice, by kind too."""
    return ("single", text.partition(";")[0], *place)


def described(item: Field[Any], prefix: str, hint: Any, default: object) -> str:
    """Return the MyST source that documents one setting."""
    name, help_, choices = f"{prefix}_{item.name}", item.metadata["help"], item.metadata["choices"]
    if choices:
        help_ += f" One of {', '.join(f'`{choice!r}`' for choice in choices)}."
    return f"```{{confval}} {name}\n\n{help_} (*{spelt(hint)}*, by default {shown(default)})\n```\n"


def shown(default: object) -> str:
    """Return a default as one writes it in ``conf.py``: a tuple's value is given as a list."""
    value = list(default) if isinstance(default, tuple) else default
    return "empty" if value in ("", []) else f"`{value!r}`"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("settings", Settings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
