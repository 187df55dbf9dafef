"""How the text refers to an entry: by author and date, in brackets only where the role asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxcontrib.bibtex.style.referencing import (
    BaseReferenceStyle,
    BracketStyle,
    GroupReferenceStyle,
    PersonStyle,
)
from sphinxcontrib.bibtex.style.referencing.basic_label import (
    BasicLabelParentheticalReferenceStyle,
)
from sphinxcontrib.bibtex.style.referencing.extra_author import ExtraAuthorReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_empty import ExtraEmptyReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_label import ExtraLabelReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_year import ExtraYearReferenceStyle
from sphinxcontrib.bibtex.style.template import entry_label, join2, post_text, pre_text, reference

if TYPE_CHECKING:
    from pybtex.richtext import BaseText
    from pybtex.style.template import Node


def _brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")", sep="; ")


@dataclass
class TextualStyle(BaseReferenceStyle):
    """``cite:t``: the label in running text; it holds author and year already."""

    bracket: BracketStyle = field(default_factory=_brackets)

    def role_names(self) -> Iterable[str]:
        """The textual roles of sphinxcontrib-bibtex."""
        return ("t", "ts", "ct", "cts")

    def outer(self, role_name: str, children: list[BaseText]) -> Node:
        """Several references, without brackets."""
        return self.bracket.outer(children, brackets=False, capfirst="c" in role_name)

    def inner(self, role_name: str) -> Node:
        """One reference with what is before and behind it."""
        return join2(sep1=" ", sep2=", ")[pre_text, reference[entry_label], post_text]


@dataclass
class ReferenceStyle(GroupReferenceStyle):
    """All roles of sphinxcontrib-bibtex, by label: "(de Waal 2003)", "de Waal 2003"."""

    def __post_init__(self) -> None:
        """Gather the styles of the single roles."""
        brackets, person = _brackets(), PersonStyle()
        self.styles.extend(
            [
                BasicLabelParentheticalReferenceStyle(bracket=brackets),
                TextualStyle(),
                ExtraAuthorReferenceStyle(bracket=brackets, person=person),
                ExtraLabelReferenceStyle(bracket=brackets),
                ExtraYearReferenceStyle(bracket=brackets),
                ExtraEmptyReferenceStyle(),
            ]
        )
        super().__post_init__()  # type: ignore[no-untyped-call]  # sphinxcontrib's
