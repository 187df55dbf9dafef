"""What a file says of itself, and how it is put together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pikepdf import Dictionary, Name, Stream
from pikepdf.models.metadata import decode_pdf_date

from sphinx_bookwork.pdf.press.identity import VERSION, XMP_NAMESPACE
from sphinx_bookwork.pdf.press.rules.model import Fault, Subject

XMP_VERSION = f"{{{XMP_NAMESPACE}}}GTS_PDFXVersion"
#: PDF/X-4 stands on PDF 1.6.
NEWEST = (1, 6)


def version(subject: Subject) -> Iterator[Fault]:
    """The file is of PDF 1.6 or older, which PDF/X-4 stands on (ISO 32000-1, 7.5.2).

    Fails: PDF 1.7. Passes: PDF 1.6.
    """
    given = subject.pdf.pdf_version
    if tuple(int(part) for part in given.split(".")) > NEWEST:
        yield Fault(f"the file is of PDF {given}; write PDF 1.6")


def identification(subject: Subject) -> Iterator[Fault]:
    """The XMP metadata name the standard that the file is prepared for (ISO 15930-7).

    Fails: metadata without GTS_PDFXVersion. Passes: "PDF/X-4" there.
    """
    given = subject.metadata.get(XMP_VERSION, "")
    if given != VERSION:
        yield Fault(f"the metadata do not say {VERSION!r} but {given!r}; identify the file")


def metadata(subject: Subject) -> Iterator[Fault]:
    """The metadata can be read by every program: XMP, not compressed (ISO 32000-1, 14.3.2).

    Fails: a file without a metadata stream. Passes: a stream without filter.
    """
    stream = subject.pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        yield Fault("no XMP metadata; add them")
    elif "/Filter" in stream:
        yield Fault("the XMP metadata are compressed; store them as they are")


def description(subject: Subject) -> Iterator[Fault]:
    """Title and dates are there, and the same in both places (ISO 32000-1, 14.3.3).

    Fails: no title, no date, another title in the document information. Passes: both alike.
    """
    xmp, info = subject.metadata, subject.pdf.docinfo
    if not xmp.get("dc:title"):
        yield Fault("no title in the metadata; give the file one")
    elif "/Title" in info and str(info.Title) != xmp["dc:title"]:
        yield Fault(f"two titles: {str(info.Title)!r} and {xmp['dc:title']!r}; make them one")
    for name, key in (("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate")):
        if not xmp.get(name):
            yield Fault(f"no {name} in the metadata; date the file")
        elif key in info and not _is_same(str(info[key]), xmp[name]):
            yield Fault(f"two dates: {str(info[key])!r} and {xmp[name]!r}; make them one")


def _is_same(date: str, xmp_date: str) -> bool:
    try:
        return decode_pdf_date(date) == datetime.fromisoformat(xmp_date)
    except ValueError:  # one of them is no date at all
        return False


def trapped(subject: Subject) -> Iterator[Fault]:
    """The file says whether it is trapped, yes or no (ISO 32000-1, 14.11.6.2).

    Fails: no Trapped, or "Unknown". Passes: "False" in document information and metadata.
    """
    given = str(subject.pdf.docinfo.get("/Trapped", "nothing")).removeprefix("/")
    if given not in ("True", "False"):
        yield Fault(f"Trapped is {given!r}; say 'True' or 'False'")
    elif subject.metadata.get("pdf:Trapped", given) != given:
        yield Fault(f"Trapped is {given!r}, but not so in the metadata; make them one")


def file_id(subject: Subject) -> Iterator[Fault]:
    """The file has an identifier of two parts (ISO 32000-1, 14.4).

    Fails: a trailer without ID. Passes: two strings.
    """
    given = subject.pdf.trailer.get("/ID")
    if given is None or len(given) != 2 or not all(bytes(part) for part in given):
        yield Fault("no file identifier; write one")


def filters(subject: Subject) -> Iterator[Fault]:
    """Streams are in the file itself, in no compression that PDF/X forbids (ISO 32000-1, 7.4).

    Fails: LZW, Crypt, a stream in another file (7.3.8.2). Passes: Flate, DCT.
    """
    for thing in subject.pdf.objects:
        if not isinstance(thing, Stream):
            continue
        given = thing.get("/Filter")
        names = [given] if isinstance(given, Name) else list(given or [])
        for name in {"/LZWDecode", "/Crypt"} & {str(name) for name in names}:
            yield Fault(f"a stream is compressed by {name[1:]}; compress it by Flate")
        if "/F" in thing:
            yield Fault("a stream is in another file; put it into this one")


def embedded_files(subject: Subject) -> Iterator[Fault]:
    """No other file is attached (ISO 32000-1, 7.11.4).

    Fails: a name tree of embedded files. Passes: none.
    """
    names = subject.pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and "/EmbeddedFiles" in names:
        yield Fault("a file is attached; remove it")


def layers(subject: Subject) -> Iterator[Fault]:
    """All that is there is printed: no layers to be switched (ISO 32000-1, 8.11).

    Fails: optional content. Passes: none.
    """
    if "/OCProperties" in subject.pdf.Root:
        yield Fault("parts can be switched off; merge the layers")
