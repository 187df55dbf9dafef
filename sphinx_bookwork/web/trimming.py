"""What a finished site does not need: files of the theme that no page loads, rules that none uses.

Themes ship what any project of theirs might want. What a page loads is found by following names:
from the pages to the stylesheets and scripts, and from those to fonts and pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sphinx_bookwork.files import swap
from sphinx_bookwork.web.stylesheets import following_system, purged

TEXTS = {".css", ".js", ".html", ".json"}
TAG = re.compile(r"<([a-zA-Z][\w-]*)")
NAMED = re.compile(r"\s(class|id)=(?:\"([^\"]*)\"|'([^']*)')")
FILE = re.compile(r"[\w.-]+\.\w+")
WORD = re.compile(r"[A-Za-z_][\w-]*")
#: Stylesheets that Sphinx makes, with rules for all that a project may have.
MADE = {"pygments.css"}
#: Browsers add them where the text of a page leaves them out.
ALWAYS = {"html", "head", "body", "tbody"}


def trim(outdir: Path, shipped: set[str]) -> None:
    """Delete from ``_static`` what of ``shipped`` nothing loads; make the stylesheets smaller."""
    static = outdir / "_static"
    pages = [path for path in outdir.rglob("*.html") if static not in path.parents]
    own = [path for path in static.rglob("*") if path.relative_to(static).as_posix() not in shipped]
    _delete(static, shipped - reached([*pages, *own], static, shipped))
    names = frozenset(names_in_pages(pages) | names_in_scripts(static.rglob("*.js")))
    for sheet in list(static.rglob("*.css")):
        css, name = sheet.read_text(encoding="utf-8"), sheet.relative_to(static).as_posix()
        with swap(sheet) as new:
            kept = purged(css, names) if name in shipped | MADE else css
            new.write_text(following_system(kept), encoding="utf-8")
    # again: rules that are gone named faces and pictures
    _delete(static, shipped - reached([*pages, *own], static, shipped))


def reached(start: Iterable[Path], static: Path, shipped: set[str]) -> set[str]:
    """Return which of ``shipped`` (paths below ``static``) are named, from ``start`` on."""
    found: set[str] = set()
    pending = list(start)
    while pending:
        path = pending.pop()
        if path.suffix not in TEXTS or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        said = set(FILE.findall(text))
        # a map is for those who work on the theme, and each script and sheet names its own
        named = {name for name in shipped - found if Path(name).name in said and ".map" not in name}
        found |= named
        pending += [static / name for name in named]
    return found


def names_in_pages(pages: Iterable[Path]) -> set[str]:
    """Return all elements, ``.classes`` and ``#ids`` of some pages."""
    names = set(ALWAYS)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        names |= {name.lower() for name in TAG.findall(text)}
        for kind, double, single in NAMED.findall(text):
            sign = "." if kind == "class" else "#"
            names |= {f"{sign}{word}" for word in (double or single).split()}
    return names


def names_in_scripts(scripts: Iterable[Path]) -> set[str]:
    """Return every word of some scripts as all that it may name: a script makes pages too."""
    words = {word for path in scripts for word in WORD.findall(path.read_text(encoding="utf-8"))}
    return {f"{sign}{word}" for word in words for sign in ("", ".", "#")}


def _delete(static: Path, names: Iterable[str]) -> None:
    for name in names:
        (static / name).unlink(missing_ok=True)
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
