"""What is for screens and must not be there: links, actions, forms (ISO 32000-1, 12)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary

from sphinx_bookwork.pdf.press.rules.model import Fault, Subject

#: Annotations that are made for the press (14.11.3 and 14.11.6.2).
FOR_PRESS = {"/PrinterMark", "/TrapNet"}


def annotation(subject: Subject) -> Iterator[Fault]:
    """No annotation lies on the page: no link, no note, no field (ISO 32000-1, 12.5).

    Fails: a link. Passes: none; printer's marks and trap networks.
    """
    for page in subject.pages:
        for thing in page.page.obj.get("/Annots", []):
            kind = str(thing.get("/Subtype", "unknown"))
            if kind not in FOR_PRESS:
                yield Fault(f"an annotation: {kind[1:]!r}; remove it", page.number)


def actions(subject: Subject) -> Iterator[Fault]:
    """Nothing happens when the file is opened or turned over: no actions, no scripts (12.6).

    Fails: an OpenAction, JavaScript (12.6.4.16), actions of pages. Passes: none.
    """
    root = subject.pdf.Root
    for key in ("/OpenAction", "/AA"):
        if key in root:
            yield Fault(f"the file acts by itself ({key[1:]}); remove that")
    names = root.get("/Names")
    if isinstance(names, Dictionary) and "/JavaScript" in names:
        yield Fault("the file has scripts; remove them")
    for page in subject.pages:
        if "/AA" in page.page.obj:
            yield Fault("the page acts by itself; remove that", page.number)


def forms(subject: Subject) -> Iterator[Fault]:
    """There is nothing to fill in (ISO 32000-1, 12.7).

    Fails: an AcroForm. Passes: none.
    """
    if "/AcroForm" in subject.pdf.Root:
        yield Fault("a form to fill in; remove it")
