"""A light site: ``bookweb_lean``, for pydata-sphinx-theme and the themes derived from it.

The theme's page moves 600 kB before a word is read: an icon script, Bootstrap's scripts, a
stylesheet for all that Bootstrap knows. Our templates take their place; its classes stay, and of
its stylesheet the rules that some page can use. No page has a script or style of its own text, so
a content security policy of ``default-src 'self'`` is possible, and without a script the colours
follow the system.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.util.osutil import ensuredir

from sphinx_bookwork import __version__
from sphinx_bookwork.gate import is_failing, plainly
from sphinx_bookwork.settings import place_of
from sphinx_bookwork.web.sites import is_site, settings
from sphinx_bookwork.web.trimming import trim as trim_files

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

TEMPLATES = Path(__file__).parent / "templates" / "lean"
THEME = "pydata_sphinx_theme"
#: The theme's own stylesheet, which it links in its page and not through Sphinx.
SHEET = "_static/styles/pydata-sphinx-theme.css"
#: Scripts of the themes; what they do, ``site.js`` does without Bootstrap.
DROPPED = ("scripts/sphinx-book-theme.js", "scripts/pydata-sphinx-theme.js")
#: What pydata-sphinx-theme tells scripts that are not there.
DROPPED_WORDS = "DOCUMENTATION_OPTIONS."


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put our templates before the theme's, and trim what it ships when the site is built."""
    app.connect("config-inited", offer_templates)
    app.connect("builder-inited", plainly(require_theme))
    # after the themes, which add to the context in the same event
    app.connect("html-page-context", lighten, priority=900)
    app.connect("build-finished", trim, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def offer_templates(app: Sphinx, config: Config) -> None:
    """Add the folder after the project's own; themes add theirs later, so it is before those."""
    if config.bookweb_lean:
        config.templates_path = [*config.templates_path, str(TEMPLATES)]


def is_lean(app: Sphinx) -> bool:
    """Tell whether this build makes a light site."""
    return is_site(app) and settings(app).lean


def theme_folders(app: Sphinx) -> list[Path]:
    """Return the folders of the theme and of those it is derived from."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    return [Path(folder) for folder in app.builder.theme.get_theme_dirs()]


@lru_cache(maxsize=1)
def shipped(app: Sphinx) -> set[str]:
    """Return what the themes ship to ``_static``, as paths below it."""
    statics = [folder / "static" for folder in theme_folders(app)]
    files = [(static, path) for static in statics for path in static.rglob("*") if path.is_file()]
    names = {path.relative_to(static).as_posix() for static, path in files}
    # a template is shipped under the name of what Sphinx makes of it
    return {name.removesuffix(".jinja").removesuffix("_t") for name in names}


@lru_cache(maxsize=1)
def digest(app: Sphinx) -> str:
    """Return what stands for a trimmed sheet in its address: which rules it has, the text decides.

    So a reader's browser never keeps a sheet that lacks the rules of a new page.
    """
    told = sha256(__version__.encode())
    for docname in sorted(app.env.found_docs):
        told.update(Path(app.env.doc2path(docname)).read_bytes())
    return told.hexdigest()[:12]


def require_theme(app: Sphinx) -> None:
    """Refuse a theme that our templates do not fit, and add our script and stylesheet."""
    if not is_lean(app):
        return
    if THEME not in [folder.name for folder in theme_folders(app)]:
        raise ConfigError(
            f"{place_of(app.config, 'bookweb_lean')}: bookweb_lean: fits pydata_sphinx_theme and "
            "those derived from it, such as sphinx_book_theme: html_theme is "
            f"'{app.config.html_theme}'; "
            "choose one of them or leave bookweb_lean out [bookweb.theme]"
        )
    app.add_css_file("bookweb/site.css", priority=400)
    app.add_js_file("bookweb/site.js", loading_method="defer")


def lighten(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Choose our page, and bring its scripts into files that do not hold it up."""
    if not is_lean(app):
        context.update(lean_layout=None, lean_search=None)
        return
    contents = context.get("generate_toc_html")
    linked = [str(sheet.filename) for sheet in context["css_files"]]
    theirs = [SHEET, *(name for name in linked if is_shipped(app, name))]
    context.update(
        lean_layout="lean-layout.html",
        lean_search="lean-search.html",
        lean_sheets=theirs,
        lean_digest=digest(app),
        lean_faces=settings(app).preload,
        lean_no_contents=not (contents and contents()),
        css_files=[s for s in context["css_files"] if str(s.filename) not in theirs],
        script_files=[deferred(app, s) for s in context["script_files"] if is_wanted(s)],
    )


def is_shipped(app: Sphinx, sheet: str) -> bool:
    """Tell whether a stylesheet is one of the theme's (Pygments' is made, not shipped)."""
    return sheet.partition("?")[0].removeprefix("_static/") in shipped(app)


def is_wanted(script: Any) -> bool:
    """Tell whether a page needs a script that Sphinx, a theme or an extension added."""
    name, body = str(script.filename or ""), script.attributes.get("body", "")
    dropped = any(name.partition("?")[0].endswith(end) for end in DROPPED)
    return not dropped and not body.startswith(DROPPED_WORDS)


def deferred(app: Sphinx, script: Any) -> Any:
    """Return a script that runs when the page is there; one in the page's text becomes a file."""
    attributes = dict(script.attributes)
    body, filename = attributes.pop("body", None), script.filename
    if body and attributes.get("type", "text/javascript") not in ("text/javascript", "module"):
        return script  # data, not a program
    if body:
        name = f"bookweb/inline-{sha256(body.encode()).hexdigest()[:12]}.js"
        path = Path(app.outdir, "_static", name)
        ensuredir(path.parent)
        path.write_text(body, encoding="utf-8")
        filename = f"_static/{name}"
    if "async" not in attributes:
        attributes["defer"] = "defer"
    return type(script)(filename, priority=script.priority, **attributes)


def trim(app: Sphinx, exception: Exception | None) -> None:
    """Take from the finished site what no page of it loads; a preview need not be small."""
    if not exception and is_lean(app) and not is_failing(app) and "preview" not in app.tags:
        trim_files(Path(app.outdir), shipped(app))
