"""The page map: on which printed page every target of the source stands (``page-map.json``)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_bookwork.files import swap


@dataclass(frozen=True)
class Place:
    """A page of the print edition: ``page`` counts from 1, ``label`` is the printed folio."""

    page: int
    label: str


@dataclass(frozen=True)
class Start:
    """Where a printed page begins: character ``offset`` of block number ``block`` of ``doc``."""

    page: int
    label: str
    doc: str
    block: str
    offset: int


@dataclass(frozen=True)
class PageMap:
    """All that the other editions need to know of the print edition's pages.

    ``targets`` is keyed by ``docname#id`` with the ids of the source; ``omitted`` gives for each
    page (1-based) without text of the source the reason. ``texts`` says what the edition was made
    from: for each document and, as ``docname#block``, each block of ``starts`` the SHA-256 of its
    text (``sphinx_bookwork.doctree.fingerprint``).
    """

    edition: str
    labels: tuple[str, ...]
    targets: dict[str, Place]
    starts: tuple[Start, ...] = ()
    omitted: dict[int, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """The number of pages in the file, covers included."""
        return len(self.labels)

    def write(self, path: Path) -> None:
        """Write the map as JSON, in a stable order."""
        data = {
            "edition": self.edition,
            "pages": self.pages,
            "labels": self.labels,
            "targets": {key: vars(self.targets[key]) for key in sorted(self.targets)},
            "starts": [vars(start) for start in self.starts],
            "omitted": {str(page): why for page, why in sorted(self.omitted.items())},
            "texts": dict(sorted(self.texts.items())),
        }
        with swap(path) as new:
            new.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> PageMap:
        """Read a map; raise ``ValueError`` naming the file when it is not one."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                edition=data["edition"],
                labels=tuple(data["labels"]),
                targets={key: Place(**value) for key, value in data["targets"].items()},
                starts=tuple(Start(**value) for value in data["starts"]),
                omitted={int(page): why for page, why in data["omitted"].items()},
                texts=dict(data.get("texts", {})),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: not a page map: {error}; build the print edition") from error


def known_places(*paths: Path) -> dict[str, Place]:
    """Return the places of the first map that can be read; none where there is none.

    They only save layouts, so a broken map is no harm.
    """
    for path in paths:
        try:
            return dict(PageMap.read(path).targets)
        except (OSError, ValueError):
            continue
    return {}
