"""What the rules look at, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pikepdf import Array, Dictionary, Object, Pdf
from pikepdf.models import PdfMetadata

from sphinx_bookwork.pdf.lengths import MM
from sphinx_bookwork.pdf.press.survey import PageSurvey, surveys


class Fault(NamedTuple):
    """What is wrong and what to do; on which page (from 1, 0: the file); with which image."""

    message: str
    page: int = 0
    image: str = ""


@dataclass(frozen=True)
class Limits:
    """What a print shop asks for: pixels per inch, bleed in points, ink in per cent.

    ``text_in_black`` says that letters may be printed with black alone.
    """

    resolution: float = 300
    bleed: float = 3 * MM
    ink: float = 330
    text_in_black: bool = True


@dataclass
class Subject:
    """A PDF to be judged."""

    pdf: Pdf
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def pages(self) -> list[PageSurvey]:
        """What each page paints."""
        return surveys(self.pdf)

    @cached_property
    def metadata(self) -> PdfMetadata:
        """The XMP metadata, empty where there are none."""
        return self.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)

    def intents(self) -> list[Dictionary]:
        """Return the output intents for print (ISO 32000-1, 14.11.5)."""
        given = self.pdf.Root.get("/OutputIntents")
        found: Iterable[Object] = given if isinstance(given, Array) else ()
        return [
            intent
            for intent in found
            if isinstance(intent, Dictionary) and intent.get("/S") == "/GTS_PDFX"
        ]


Rule = Callable[[Subject], Iterator[Fault]]
