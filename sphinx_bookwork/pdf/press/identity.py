"""What a press file says of itself: version, printing condition, dates, title, ids.

Prepared as PDF/X-4 (ISO 15930-7), by our own rules; nobody has certified it.
"""

from __future__ import annotations

from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String
from pikepdf.models.metadata import decode_pdf_date

from sphinx_bookwork.pdf.press.profile import Condition

VERSION = "PDF/X-4"
#: The namespace of the identification in XMP, and the version of PDF that PDF/X-4 stands on.
XMP_NAMESPACE = "http://www.npes.org/pdfx/ns/id/"
PDF_VERSION = "1.6"
pikepdf.models.PdfMetadata.register_xml_namespace(XMP_NAMESPACE, "pdfxid")
REGISTRY = "http://www.color.org"
#: What a page has beside its content, boxes and resources is for screens.
PAGE_KEYS = {
    "/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox", "/BleedBox", "/Group",
}  # fmt: skip
ROOT_KEYS = {"/Type", "/Pages", "/Lang"}
#: Where the document information stands in XMP.
DESCRIBED = {
    "/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords", "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer",
}  # fmt: skip


def strip(pdf: Pdf) -> None:
    """Take away what is for screens: links, outline, names, tags, actions."""
    for key in set(pdf.Root.keys()) - ROOT_KEYS:
        del pdf.Root[key]
    for page in pdf.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS:
            del page.obj[key]


def identify(pdf: Pdf, condition: Condition, name: str) -> None:
    """Say which standard and which printing condition the file is prepared for.

    ``name`` (such as "book-press") and the date of the edition make the document's id. Title and
    dates are taken from the document information, where WeasyPrint puts them.
    """
    pdf.Root.OutputIntents = Array([_intent(pdf, condition)])
    info = pdf.docinfo
    info.Trapped = Name("/False")
    if "/ModDate" not in info:
        info.ModDate = info.CreationDate
    created, modified = (
        decode_pdf_date(str(info[key])).isoformat() for key in ("/CreationDate", "/ModDate")
    )
    document = uuid5(NAMESPACE_URL, f"{name} {info.get('/Title', '')} {created}")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, place in DESCRIBED.items():
            if key in info:
                xmp[place] = [str(info[key])] if place == "dc:creator" else str(info[key])
        xmp["xmp:CreateDate"], xmp["xmp:ModifyDate"] = created, modified
        xmp["xmp:MetadataDate"] = modified
        xmp["pdf:Trapped"] = "False"
        xmp[f"{{{XMP_NAMESPACE}}}GTS_PDFXVersion"] = VERSION
        xmp["xmpMM:DocumentID"] = f"uuid:{document}"
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"


def _intent(pdf: Pdf, condition: Condition) -> Dictionary:
    """Return the output intent (ISO 32000-1, 14.11.5) with the profile in it."""
    profile = pdf.make_stream(condition.data, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.registered or "Custom"),
        OutputCondition=String(condition.description),
        Info=String(condition.description),
        DestOutputProfile=profile,
    )
    if condition.registered:
        intent.RegistryName = String(REGISTRY)
    return intent


def save(pdf: Pdf, path: Path) -> None:
    """Write the file; the same content gives the same bytes and ids (14.4)."""
    pdf.remove_unreferenced_resources()
    pdf.save(
        path,
        force_version=PDF_VERSION,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
    )
