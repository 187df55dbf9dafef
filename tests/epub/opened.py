"""An e-book opened for a test: its files, and XPath with the prefixes that one expects."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from tests.harness import Build, Project

PREFIXES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "m": "http://www.w3.org/1998/Math/MathML",
}


class Opened:
    """The finished file of a build."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with ZipFile(path) as archive:
            self.entries = archive.infolist()
            self.files = {name: archive.read(name) for name in archive.namelist()}

    @property
    def names(self) -> list[str]:
        return [name.removeprefix("EPUB/") for name in self.files]

    def text(self, name: str) -> str:
        return self.files[f"EPUB/{name}"].decode()

    def find(self, name: str, xpath: str) -> list:
        return etree.fromstring(self.files[f"EPUB/{name}"]).xpath(xpath, namespaces=PREFIXES)

    def one(self, name: str, xpath: str):
        """The only result of ``xpath``."""
        (found,) = self.find(name, xpath)
        return found

    def metadata(self, name: str) -> list[str]:
        """The values of a ``meta`` property or of a ``dc:`` element."""
        if name.startswith("dc:"):
            return self.find("package.opf", f"//{name}/text()")
        return self.find("package.opf", f"//o:meta[@property='{name}']/text()")


def built(project: Project) -> Opened:
    """Build the project strictly and open the one e-book there is."""
    return opened(project.build("bookepub"))


def opened(build: Build) -> Opened:
    assert build.status == 0, build.log
    (path,) = build.out.iterdir()
    return Opened(path)


def words(element: etree._Element) -> str:
    """The text of an element in single spaces."""
    return " ".join("".join(element.itertext()).split())
