"""Who counts what: the sentence of a note that is made from the values of its doubtful claims.

The site and the e-book show all values. Where room is dear (``evidence_brief_builders``) a note
has only the numbers and dates that its text does not have itself, and these all or none: a list cut
at ``evidence_brief_length`` would give one side's count without the other's. Words are the text's
own business there (rule E106).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bookwork.evidence.ledger import DOUBTFUL, Claim, Value
from sphinx_bookwork.evidence.rules.quantities import Facts, quantities
from sphinx_bookwork.evidence.settings import PREFIX, EvidenceSettings
from sphinx_bookwork.settings import read


def values_of(claims: Sequence[Claim]) -> nodes.inline | None:
    """The values of the doubtful claims among ``claims`` as one sentence; None without values."""
    return sentence_of([v for claim in claims if claim.status in DOUBTFUL for v in claim.values])


def sentence_of(values: Sequence[Value]) -> nodes.inline | None:
    """``values`` as one sentence, each once: "Government: 250,000; UN report: 185,000. "."""
    found = {
        (value.who, value.value): f"{value.who}: {value.value}" if value.who else value.value
        for value in values
    }
    if not found:
        return None
    sentence = nodes.inline("", "", classes=["values"])
    for (_who, given), text in found.items():
        sentence += nodes.inline("", text, classes=["value"], given=given)
    _punctuate(sentence)
    return sentence


def mark_stated(document: nodes.document, passages: dict[str, str]) -> None:
    """Mark the values that the text has: ``passages`` is, by the call's target, what it covers."""
    texts = {name: passages.get(call, "") for call, name in _notes_by_call(document)}
    for note in document.findall(nodes.footnote):
        text = " ".join(texts.get(name, "") for name in note["names"])
        for value in _values(note):
            if text and _stands(value["given"], text):
                value["classes"].append("stated")


def _notes_by_call(document: nodes.document) -> Iterator[tuple[str, str]]:
    """The id of a call's target and the name of its note."""
    for target in document.findall(nodes.target):
        if "claims" in target:
            yield target["ids"][0], f"{target['ids'][0]}-note"


def _values(node: nodes.Element) -> list[nodes.inline]:
    return [item for item in node.findall(nodes.inline) if "value" in item["classes"]]


def _stands(value: str, text: str) -> bool:
    """Tell whether the text has all numbers and dates of a value, which may have none."""
    facts = Facts([text])
    return all(facts.give(quantity.meaning) for quantity in quantities(value))


def _punctuate(sentence: nodes.inline) -> None:
    """Put semicolons between the values, a capital before and a full stop after them."""
    values = _values(sentence)
    sentence.clear()
    for number, value in enumerate(values):
        sentence += [nodes.Text("; "), value] if number else [value]
    first = values[0].astext()
    values[0][:] = [nodes.Text(first[:1].upper() + first[1:])]
    sentence += nodes.Text(". ")


class ShortenValues(SphinxPostTransform):
    """Leave out of the notes, for the builders where room is dear, what the text says itself."""

    default_priority = 900

    def run(self, **kwargs: object) -> None:
        """Change the document in place."""
        settings = read(self.config, EvidenceSettings, PREFIX)
        if self.env._app.builder.name not in settings.brief_builders:
            return
        for sentence in list(self.document.findall(nodes.inline)):
            if "values" in sentence["classes"]:
                self._shorten(sentence, settings.brief_length)

    @staticmethod
    def _shorten(sentence: nodes.inline, length: int) -> None:
        kept = [value for value in _values(sentence) if "stated" not in value["classes"]]
        if kept and len("; ".join(value.astext() for value in kept)) <= length:
            sentence[:] = kept
            _punctuate(sentence)
        else:
            sentence.parent.remove(sentence)
