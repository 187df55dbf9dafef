"""The directive ``chronology`` and the role ``about``: a list of dated entries to choose from.

The entries are a definition list, on paper as on the site. What an entry is about the role says,
with names of the project's file of names; in which chapters it is told its own references say. On a
site that becomes the classes of the entry, and a choice of them above the list. The choice needs a
script; the list needs none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.locale import get_translation
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from sphinx_bookwork.doctree.blocks import place_of
from sphinx_bookwork.doctree.lists import parents, plain_text, reading_order
from sphinx_bookwork.web.folding import fold
from sphinx_bookwork.web.names import Thing, names_of, slug
from sphinx_bookwork.web.sites import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)
_ = get_translation("sphinx_bookwork")
templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)

CLASS = "chronology"
#: The choice that is not a kind of names: the documents that the entries refer to.
CHAPTER = "chapter"


class about(nodes.Invisible, nodes.Inline, nodes.Element):
    """What the entry around it is about (``names``), until the document is read."""


class AboutRole(SphinxRole):
    """``{about}`Gəncə; Surət Hüseynov` ``: what an entry of a chronology is about."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a mark; a name that the file of names does not have is an error."""
        known, things = names_of(self.env).by_name, []
        for name in filter(None, (part.strip() for part in self.text.split(";"))):
            if name in known:
                things.append(known[name])
                continue
            _warn(
                f"no such name: {name!r}; mend it, or add it to the file of bookweb_names",
                self.get_location(),
            )
        return [about(things=things)], []


class ChronologyDirective(SphinxDirective):
    """``chronology``: a definition list of dates and what happened."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Return the list; anything else in it is an error."""
        found = self.parse_content_to_nodes()
        for node in found:
            if not isinstance(node, nodes.definition_list):
                message = "no entry of a chronology"
                raise self.error(f"{message}: {node.astext()[:60]!r}; write 'date', then ': what'")
            node["classes"].append(CLASS)
        return found


class GatherAbouts(SphinxTransform):
    """Take the marks out of the text and keep what they say with their entry."""

    default_priority = 480

    def apply(self, **kwargs: Any) -> None:
        """Leave no trace of them in any edition."""
        for mark in list(self.document.findall(about)):
            entry = next((p for p in parents(mark) if _is_entry(p)), None)
            if entry is None:
                names = "; ".join(thing.name for thing in mark["things"])
                message = f"about what, in no entry of a chronology: {names!r}; put it into one"
                _warn(message, place_of(mark))
            else:
                entry["about"] = [*entry.get("about", ()), *mark["things"]]
            mark.parent.remove(mark)


def _warn(message: str, location: Any) -> None:
    place = ":".join(map(str, location)) if isinstance(location, tuple) else location
    logger.warning("%s", message, location=place, type="bookweb", subtype="about")


def _is_entry(node: nodes.Node) -> bool:
    return isinstance(node, nodes.definition_list_item) and CLASS in node.parent["classes"]


@dataclass(frozen=True)
class Option:
    """One value of a choice, what readers see of it, and how many entries have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Choice:
    """One thing to choose entries by: its name in addresses and classes, and its label."""

    name: str
    label: str
    options: tuple[Option, ...]


def entries_of(document: nodes.document) -> list[nodes.definition_list_item]:
    """Return the entries of all chronologies of a document."""
    return [item for item in document.findall(nodes.definition_list_item) if _is_entry(item)]


def offer_choice(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Say on a site what each entry is about, and put the choice above the first list."""
    entries = entries_of(document) if is_site(app) else []
    if not entries:
        return
    chapters = [list(_chapters(app, entry, docname)) for entry in entries]
    for entry, told in zip(entries, chapters, strict=True):
        classes = [f"{CHAPTER}-{slug(name)}" for name in told]
        classes += [f"{slug(thing.kind)}-{thing.slug}" for thing in _things(entry)]
        for part in entry.children:
            if isinstance(part, (nodes.term, nodes.definition)):
                part["classes"] += classes
    choices = [_chapter_choice(app, chapters), *_choices_of_names(entries)]
    choices = [choice for choice in choices if len(choice.options) > 1]
    text = templates.get_template("chronology.html").render(
        choices=choices, count=len(entries), _=_
    )
    _insert_above(document, nodes.raw("", text, format="html", classes=["no-search"]))


def _things(entry: nodes.Element) -> list[Thing]:
    return list(dict.fromkeys(entry.get("about", ())))


def _chapters(app: Sphinx, entry: nodes.Element, docname: str) -> Iterator[str]:
    """Yield the documents that an entry refers to, each once."""
    uris = {app.builder.get_relative_uri(docname, name): name for name in app.env.found_docs}
    found = (str(ref.get("refuri", "")).partition("#")[0] for ref in entry.findall(nodes.reference))
    yield from dict.fromkeys(uris[uri] for uri in found if uri and uri in uris)


def _chapter_choice(app: Sphinx, chapters: list[list[str]]) -> Choice:
    counts = Counter(name for told in chapters for name in told)
    options = [
        Option(slug(name), plain_text(app.env.titles[name]), counts[name])
        for name in reading_order(app.env)
        if name in counts
    ]
    return Choice(CHAPTER, str(_("Chapter")), tuple(options))


def _choices_of_names(entries: list[nodes.definition_list_item]) -> Iterator[Choice]:
    counts: Counter[Thing] = Counter(thing for entry in entries for thing in _things(entry))
    for kind in dict.fromkeys(thing.kind for thing in counts):
        things = sorted((t for t in counts if t.kind == kind), key=lambda thing: fold(thing.name))
        options = [Option(thing.slug, _spelt(thing), counts[thing]) for thing in things]
        yield Choice(slug(kind), kind, tuple(options))


def _spelt(thing: Thing) -> str:
    """Return the name it goes by with the first of the others: "Bakı (Baku)"."""
    return f"{thing.name} ({thing.names[1]})" if len(thing.names) > 1 else thing.name


def _insert_above(document: nodes.document, panel: nodes.Node) -> None:
    """Put the choice where it goes with no part of the list: before the first of its sections."""
    lists = [node for node in document.findall(nodes.definition_list) if CLASS in node["classes"]]
    place: nodes.Element = lists[0]
    while not all(any(p is place.parent for p in parents(node)) for node in lists):
        place = place.parent
    place.parent.insert(place.parent.index(place), panel)


def load_script(
    app: Sphinx, _page: str, _template: str, _context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load script and look on the pages that have a chronology."""
    if doctree and is_site(app) and entries_of(doctree):
        app.add_js_file("bookweb/chronology.js", loading_method="defer")
        app.add_css_file("bookweb/chronology.css")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register role, directive and their places in the build."""
    app.add_node(about)
    app.add_role("about", AboutRole())
    app.add_directive("chronology", ChronologyDirective)
    app.add_transform(GatherAbouts)
    app.connect("doctree-resolved", offer_choice, priority=700)
    app.connect("html-page-context", load_script)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
