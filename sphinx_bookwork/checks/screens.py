"""The editions for screens, read as they lie on disk: a site in its folder, an e-book in its ZIP.

A page of a site is found by its document's name; what of it is text and not the theme's is known by
the first section of the document, whose id every theme keeps. So any theme will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath, splitext
from urllib.parse import unquote, urldefrag
from zipfile import BadZipFile, ZipFile

from lxml import etree, html

from sphinx_bookwork.checks.facts import Edition, letters
from sphinx_bookwork.checks.markup import PageReader
from sphinx_bookwork.files import portable


class Unreadable(Exception):
    """An edition cannot be read; the message says why."""


def read_site(folder: Path, documents: Mapping[str, str]) -> Edition:
    """Return the site in ``folder``; ``documents`` maps each to the id of its first section."""
    if not folder.is_dir():
        raise Unreadable(f"{folder}: there is no such folder")
    pages = {name: page for name in documents if (page := _page_of(folder, name))}
    names = {page.relative_to(folder).as_posix(): name for name, page in pages.items()}
    parts = []
    for name, page in pages.items():
        root = html.fromstring(page.read_bytes())
        path = page.relative_to(folder).as_posix()
        reader = _reader(path, names, _sets_tex(root))
        parts.append(reader.read(_content(root, documents[name])).part_of("site"))
    return merged("site", parts)


def _page_of(folder: Path, docname: str) -> Path | None:
    """Return the file of a document, as the builder ``html`` or ``dirhtml`` names it."""
    parent = str(PurePosixPath(docname).parent if docname.endswith("index") else docname)
    places = (folder / f"{docname}.html", folder / parent / "index.html")
    return next((place for place in places if place.is_file()), None)


def _content(root: etree._Element, section: str) -> etree._Element:
    """Return the element that holds the document's text, and nothing of the theme's."""
    found = root.xpath("//section[@id=$id]", id=section) if section else []
    if found:
        return found[0].getparent()
    return next(iter(root.xpath("//*[@role='main'] | //main | //body")), root)


def read_ebook(path: Path, documents: Iterable[str]) -> Edition:
    """Return the e-book at ``path``, as far as it is made from ``documents``."""
    try:
        with ZipFile(path) as archive:
            files = {n: archive.read(n) for n in archive.namelist() if n.endswith("html")}
        trees = {name: _without_namespaces(data) for name, data in files.items()}
    except (OSError, BadZipFile, etree.XMLSyntaxError) as error:
        raise Unreadable(f"{path}: cannot be read: {error}") from error
    names = {file: name for name in documents if (file := _file_of(name, files))}
    parts = []
    for file in names:  # in the order of the documents
        body = trees[file].find("body")
        if body is not None:
            parts.append(_reader(file, names).read(body).part_of("e-book"))
    return merged("e-book", parts)


def _file_of(docname: str, files: Iterable[str]) -> str | None:
    """Return the shortest path that ends in the document's name."""
    found = [f for f in files if f"/{splitext(f)[0]}".endswith(f"/{portable(docname)}")]
    return min(found, key=len, default=None)


def _without_namespaces(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def _sets_tex(root: etree._Element) -> bool:
    """Tell whether a page brings a script that sets formulas."""
    scripts = (f"{script.get('src')} {script.text}" for script in root.iter("script"))
    return any(re.search("mathjax|katex", script, re.IGNORECASE) for script in scripts)


def _reader(path: str, names: Mapping[str, str], sets_tex: bool = False) -> PageReader:
    def resolve(href: str) -> str | None:
        target, fragment = urldefrag(href)
        if "://" in target or ":" in target.split("/")[0]:
            return None
        place = normpath(join(dirname(path), unquote(target))) if target else path
        name = names.get(place) or names.get(join(place, "index.html"))
        return letters(f"{name}#{unquote(fragment)}") if name else None

    return PageReader(path, resolve, sets_tex)


def merged(name: str, parts: Iterable[Edition]) -> Edition:
    """Return the pages of an edition as one."""
    every = list(parts)
    return Edition(
        name,
        tuple(fact for part in every for fact in part.facts),
        "".join(part.text for part in every),
        tuple(picture for part in every for picture in part.pictures),
        tuple(text for part in every for text in part.plain),
    )


def books_in(place: Path, suffix: str) -> Iterator[Path]:
    """Yield the file ``place``, or those with ``suffix`` in the folder ``place``."""
    if place.is_dir():
        yield from sorted(place.glob(f"*{suffix}"))
    elif place.is_file():
        yield place
