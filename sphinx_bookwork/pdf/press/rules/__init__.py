"""The rules for files that go to a print shop, each under a stable code.

What PDF/X-4 (ISO 15930-7) asks of a file that is meant to be printed as it is, and what print shops
ask beyond it. Each rule names the clause of ISO 32000-1:2008 that defines what it looks at. A file
that breaks none is prepared as PDF/X-4 by these rules; that certifies nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from pikepdf import Pdf

from sphinx_bookwork.findings import Finding
from sphinx_bookwork.pdf.press.rules import boxes, document, intent, painting, resources, screen
from sphinx_bookwork.pdf.press.rules.model import Fault, Limits, Rule, Subject

RULES: dict[str, Rule] = {
    "bookpress.version": document.version,
    "bookpress.identification": document.identification,
    "bookpress.metadata": document.metadata,
    "bookpress.description": document.description,
    "bookpress.trapped": document.trapped,
    "bookpress.file-id": document.file_id,
    "bookpress.filter": document.filters,
    "bookpress.embedded-file": document.embedded_files,
    "bookpress.layer": document.layers,
    "bookpress.output-intent": intent.output_intent,
    "bookpress.output-profile": intent.profile,
    "bookpress.trim-box": boxes.trim,
    "bookpress.bleed": boxes.bleed,
    "bookpress.box-nesting": boxes.nesting,
    "bookpress.page-size": boxes.size,
    "bookpress.ink": painting.inks,
    "bookpress.black-text": painting.black_text,
    "bookpress.ink-limit": painting.ink_limit,
    "bookpress.hairline": painting.hairlines,
    "bookpress.resolution": painting.resolution,
    "bookpress.face": resources.fonts,
    "bookpress.transfer": resources.transfer,
    "bookpress.blend-mode": resources.blending,
    "bookpress.group": resources.groups,
    "bookpress.x-object": resources.x_objects,
    "bookpress.soft-mask": resources.soft_masks,
    "bookpress.annotation": screen.annotation,
    "bookpress.action": screen.actions,
    "bookpress.form": screen.forms,
}

#: Where an image comes from: path and line, by its name in the resources of pages.
Origins = Mapping[str, tuple[str, int]]


def judge(
    pdf: Pdf, path: str, limits: Limits | None = None, origins: Origins | None = None
) -> list[Finding]:
    """Run every rule on ``pdf``; findings name ``path``, or the place where an image comes from.

    What is wrong on many pages is one finding, which lists them.
    """
    subject = Subject(pdf, limits or Limits())
    findings = []
    for code, rule in RULES.items():
        pages: dict[Fault, list[int]] = {}
        for fault in rule(subject):
            pages.setdefault(fault._replace(page=0), []).append(fault.page)
        for fault, numbers in pages.items():
            place, line = (origins or {}).get(fault.image, (path, 0))
            message = f"{_listed(numbers)}{fault.message}"
            findings.append(Finding(place, line, code, message))
    return findings


def _listed(pages: list[int]) -> str:
    """Return "page 3: " or "page 3 and 12 others: "; nothing for the whole file."""
    different = sorted(set(pages) - {0})
    if not different:
        return ""
    more = len(different) - 1
    others = f" and {more} {'other' if more == 1 else 'others'}" if more else ""
    return f"page {different[0]}{others}: "


__all__ = ["RULES", "Limits", "Origins", "Rule", "judge"]
