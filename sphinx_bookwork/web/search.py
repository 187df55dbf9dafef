"""Search that knows all spellings and shows the passage, on Sphinx's own index, also from files.

A search language of ours stands before that of the project (``app.add_search_language``): it
folds the words of the index and adds the other names of what they name. What pages say is kept
beside them, one script a page (``_static/passages/``), because a page from the file system may load
scripts and nothing else. ``static/bookweb/search.js`` shows the passages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.search import SearchLanguage, languages
from sphinx.search.en import SearchEnglish

from sphinx_bookwork.doctree.blocks import is_block
from sphinx_bookwork.doctree.lists import Aside, parents, plain_text
from sphinx_bookwork.files import swap
from sphinx_bookwork.web.folding import LETTERS, fold, longest_name, other_names, spread
from sphinx_bookwork.web.names import names_of
from sphinx_bookwork.web.sites import is_site, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

FOLDING = Path(__file__).parent / "static" / "bookweb" / "folding.js"
FOLDER = "_static/passages"
#: Numbers are sought too, such as years; longer ones are no words of a book.
LONGEST_NUMBER = 4


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put our language before the project's, write passages, let the search page show them."""
    app.setup_extension("sphinx_bookwork.web.names")
    app.connect("env-before-read-docs", choose_language)  # the names are known by then
    app.connect("html-page-context", add_passages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class FoldedLanguage(SearchLanguage):
    """What the languages made by ``folded`` share: ``plain`` is the one that folds its words."""

    plain: ClassVar[type[SearchLanguage]]
    others: ClassVar[dict[str, list[str]]]

    def split(self, input: str) -> list[str]:
        """Return the words, folded, with the other names of what they name."""
        return list(spread(super().split(fold(input)), self.others))

    def word_filter(self, word: str) -> bool:
        """Tell whether a word is one to seek; short numbers are."""
        return (word.isdigit() and len(word) <= LONGEST_NUMBER) or super().word_filter(word)


def folded(
    plain: type[SearchLanguage], code: str, others: dict[str, list[str]]
) -> type[SearchLanguage]:
    """Return a language that folds before it does as ``plain``, named ``code``."""
    tables = {"letters": LETTERS, "names": others, "longest": longest_name(others)}
    data = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    script = f"{plain.js_splitter_code}\nvar bookwebSearch = {data};\n{FOLDING.read_text('utf-8')}"
    return type(
        f"Folded{plain.__name__}",
        (FoldedLanguage, plain),
        {"lang": code, "plain": plain, "others": others, "js_splitter_code": script},
    )


def choose_language(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Register our language, or the one it stood for where the setting is off again.

    Sphinx keeps languages by process, not by build.
    """
    code = app.config.html_search_language or app.config.language
    found: Any = languages.get(code) or languages.get(code.partition("_")[0]) or SearchEnglish
    if isinstance(found, str):
        module, _, name = found.rpartition(".")
        found = getattr(__import__(module, fromlist=[name]), name)
    plain = getattr(found, "plain", found)
    if settings(app).search and is_site(app):
        others = other_names(thing.names for thing in names_of(env).things)
        app.add_search_language(folded(plain, code, others))
    elif plain is not found:
        app.add_search_language(type(plain.__name__, (plain,), {"lang": code}))


def add_passages(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], doctree: nodes.document
) -> None:
    """Write what a page says; on the page of the search load the script that shows it."""
    if not (is_site(app) and settings(app).search):
        return
    if pagename == "search":
        app.add_js_file("bookweb/search.js", loading_method="defer")
        app.add_css_file("bookweb/search.css")
    elif doctree:
        path = Path(app.outdir, FOLDER, f"{pagename}.js")
        path.parent.mkdir(parents=True, exist_ok=True)
        said = [json.dumps(part, ensure_ascii=False) for part in (pagename, passages(doctree))]
        with swap(path) as new:
            new.write_text(f"bookwebSearch.read({', '.join(said)});\n", encoding="utf-8")


def passages(document: nodes.document) -> list[tuple[str, str, str]]:
    """Return every block of text: id to link to, what it stands under, its text."""
    return [
        (_anchor(block), _heading(block), text)
        for block in document.findall(nodes.TextElement)
        if is_block(block) and not _is_unsought(block)
        if (text := _text(block))
    ]


def _text(block: nodes.Element) -> str:
    """Return the words of a block, without the calls of notes in it."""
    calls = (nodes.footnote_reference, Aside)
    found = (
        text.astext()
        for text in block.findall(nodes.Text)
        if not any(isinstance(node, calls) for node in parents(text))
    )
    return " ".join("".join(found).split())


def _is_unsought(block: nodes.Element) -> bool:
    around: Iterable[nodes.Element] = (block, *parents(block))
    return any("no-search" in node.get("classes", ()) for node in around)


def _anchor(block: nodes.Element) -> str:
    return next((node["ids"][0] for node in _around(block) if node.get("ids")), "")


def _around(block: nodes.Element) -> Iterator[nodes.Element]:
    """Yield a block, what it belongs to as the text of a term, and the elements around."""
    yield block
    for node in parents(block):
        if isinstance(node, nodes.definition_list_item):
            yield from node.findall(nodes.term)
        yield node


def _heading(block: nodes.Element) -> str:
    """Return the term that a block explains, or else the title of its section."""
    for node in parents(block):
        if isinstance(node, nodes.definition):
            terms = [plain_text(term) for term in node.parent.findall(nodes.term)]
            return ", ".join(terms)
        if isinstance(node, nodes.section) and (title := node.next_node(nodes.title)):
            return plain_text(title)
    return ""
