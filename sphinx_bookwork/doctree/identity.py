"""What names a book and its parts: file name, identifier, the matter a document belongs to."""

from __future__ import annotations

import re
import unicodedata
import uuid
from fnmatch import fnmatch
from typing import Literal

from sphinx_bookwork.doctree.settings import BookSettings

Matter = Literal["front", "body", "back"]

# Registered once and never changed: every derived identifier depends on it.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-sphinx-bookwork:editions")
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:\S+", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s/]+\.\S+")
_DOI = re.compile(r"(doi:)?10\.\d{4,9}/\S+", re.IGNORECASE)


def slug_of(settings: BookSettings, project: str) -> str:
    """Return the file name of the outputs, without suffix: ``book_slug`` or the project's name."""
    if settings.slug:
        return settings.slug
    plain = unicodedata.normalize("NFKD", project).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "book"


def edition_of(settings: BookSettings, release: str, project: str) -> str:
    """Return what the edition is called: ``book_edition``, else the project's release or name."""
    return settings.edition or release or project


def identifier_of(settings: BookSettings, project: str) -> str:
    """Return the URI that names the edition, the same in every build.

    Derived from project and edition where ``book_identifier`` is empty. Raises ``ValueError``
    saying what is wrong where it is neither a URN, nor a URL, nor a DOI, nor an ISBN.
    """
    given = settings.identifier.strip()
    if not given:
        return uuid.uuid5(_NAMESPACE, f"{project}\n{settings.edition}").urn
    if _DOI.fullmatch(given):
        return f"https://doi.org/{given.removeprefix('doi:')}"
    digits = re.sub(r"[\s-]", "", given.lower().removeprefix("urn:isbn:").removeprefix("isbn"))
    if given.lower().startswith(("urn:isbn:", "isbn")) or digits.isdigit():
        return f"urn:isbn:{_checked_isbn(digits, given)}"
    if given.lower().startswith("urn:uuid:"):
        return _checked_uuid(given)
    if _URN.fullmatch(given) or _URL.fullmatch(given):
        return given
    raise ValueError(f"is neither a URN, nor a URL, nor a DOI, nor an ISBN: {given!r}")


def matter_of(settings: BookSettings, docname: str) -> Matter:
    """Return the matter of a document by the patterns of the settings; ``body`` by default."""
    if any(fnmatch(docname, pattern) for pattern in settings.front_matter):
        return "front"
    if any(fnmatch(docname, pattern) for pattern in settings.back_matter):
        return "back"
    return "body"


def _checked_isbn(digits: str, given: str) -> str:
    """Return a 13-digit ISBN (ISO 2108); its last digit is a checksum."""
    if len(digits) != 13 or not digits.isdigit():
        raise ValueError(f"an ISBN has 13 digits: {given!r}")
    if sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10:
        raise ValueError(f"the last digit of the ISBN does not fit the others: {given!r}")
    return digits


def _checked_uuid(given: str) -> str:
    try:
        return uuid.UUID(given).urn
    except ValueError as error:
        raise ValueError(f"is no UUID: {given!r}") from error
