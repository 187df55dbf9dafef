"""The structure tree of a finished PDF as its readers find it: types, attributes and texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass
class Tag:
    """A structure element: type, its dictionary, what is in it (texts and elements), its links."""

    role: str
    values: dict[str, object]
    parts: list[Tag | str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def kids(self) -> list[Tag]:
        """The elements in it."""
        return [part for part in self.parts if isinstance(part, Tag)]

    def all(self, *roles: str) -> list[Tag]:
        """The elements of these types in it, in reading order."""
        own = [self] if self.role in roles or not roles else []
        return own + [tag for kid in self.kids for tag in kid.all(*roles)]

    def one(self, role: str) -> Tag:
        """The only element of a type."""
        [tag] = self.all(role)
        return tag

    @property
    def words(self) -> str:
        """All that is read in it, in the order of the tree."""
        texts = [part if isinstance(part, str) else part.words for part in self.parts]
        return " ".join(" ".join(texts).split())

    @property
    def shape(self) -> str:
        """Its type and, in brackets, those of its kids: "L(LI(Lbl LBody))"."""
        return self.role + (f"({' '.join(kid.shape for kid in self.kids)})" if self.kids else "")


def read(path: Path) -> Tag:
    """Return the root of the tree of the file at ``path``."""
    texts = [_texts(path, page) for page in range(_page_count(path))]
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        [root] = pdf.Root.StructTreeRoot.K
        return _tag(root, pages, texts)


def _tag(item: pikepdf.Object, pages: dict, texts: list[dict[int, str]]) -> Tag:
    plain = {key: value for key, value in item.items() if key not in ("/K", "/P", "/Pg", "/Type")}
    tag = Tag(str(item.S)[1:], {key[1:]: _value(value) for key, value in plain.items()})
    for kid in item.get("/K", []):
        if isinstance(kid, int):
            tag.parts.append(texts[pages[item.Pg.objgen]].get(kid, ""))
        elif kid.get("/Type") == "/MCR":
            tag.parts.append(texts[pages[kid.Pg.objgen]].get(int(kid.MCID), ""))
        elif kid.get("/Type") == "/OBJR":
            tag.links.append(str(kid.Obj.Contents))
        else:
            tag.parts.append(_tag(kid, pages, texts))
    return tag


def _value(value: object) -> object:
    if isinstance(value, pikepdf.Dictionary):
        return {key[1:]: _value(part) for key, part in value.items()}
    return value if isinstance(value, int) else str(value)


def _page_count(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def _texts(path: Path, number: int) -> dict[int, str]:
    """The texts of a page by the numbers of their marked content."""
    found: dict[int, str] = {}
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number]
        text = page.get_textpage()
        for item in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
            if mcid >= 0:
                found[mcid] = found.get(mcid, "") + _object_text(item, text)
    return found


def _object_text(item: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(item.raw, page.raw, None, 0)
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item.raw, page.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
