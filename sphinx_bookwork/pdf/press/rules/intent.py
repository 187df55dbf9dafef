"""The printing condition that the file is prepared for (ISO 32000-1, 14.11.5)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Stream

from sphinx_bookwork.pdf.press.profile import fault
from sphinx_bookwork.pdf.press.rules.model import Fault, Subject


def output_intent(subject: Subject) -> Iterator[Fault]:
    """There is one output intent for print, which names its condition (14.11.5, table 365).

    Fails: none, two, or one without OutputConditionIdentifier. Passes: one with a name.
    """
    intents = subject.intents()
    if len(intents) != 1:
        yield Fault(f"{len(intents)} output intents for print; give one")
    for intent in intents:
        name = str(intent.get("/OutputConditionIdentifier", ""))
        if not name:
            yield Fault("the output intent names no condition; name it")
        elif name == "Custom" and not str(intent.get("/Info", "")):
            yield Fault("the condition 'Custom' is not explained; say in Info what it is")


def profile(subject: Subject) -> Iterator[Fault]:
    """The profile of the condition is in the file, and is one of a press (14.11.5; 8.6.5.5).

    Fails: no profile, one of a screen, of RGB, or a broken one. Passes: CMYK or grey, output class.
    """
    for intent in subject.intents():
        stream = intent.get("/DestOutputProfile")
        if not isinstance(stream, Stream):
            yield Fault("the output intent has no profile; embed it")
            continue
        wrong = fault(stream.read_bytes(), ("CMYK", "GRAY"))
        if wrong:
            yield Fault(f"the profile of the output intent {wrong}; embed that of the press")
