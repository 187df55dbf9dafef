"""Put the notes of claims into the document, number all notes in order, finish their text."""

from __future__ import annotations

from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from sphinx_bookwork.evidence.roles import waiting_notes


class AttachNotes(SphinxTransform):
    """Add the notes that ``claim`` roles made, and order all notes before they get numbers.

    docutils numbers notes in the order in which they are written, MyST in that of the first calls,
    but leaves ``[^1]`` its number, which may then be another note's too. Here every note of a
    document that has claims, ``[^1]`` included, is numbered in the order of its first call.
    """

    # after MyST's sorting (Footnotes - 2), before docutils gives the numbers
    default_priority = Footnotes.default_priority - 1

    def apply(self, **kwargs: object) -> None:
        """Change the document in place; do nothing where it has no claims."""
        called = {call.get("refname") for call in self.document.findall(nodes.footnote_reference)}
        # A translated paragraph has been read twice: its notes are here twice, under one name.
        notes = {note["names"][0]: note for note in reversed(waiting_notes(self.document))}
        wanted = [note for name, note in notes.items() if name in called]
        if not wanted:
            return
        self.document += wanted
        for note in list(self.document.footnotes):
            self._number_automatically(note)
        self._sort()

    def _number_automatically(self, note: nodes.footnote) -> None:
        """Turn a note with a number of its own into one that gets its number."""
        if not isinstance(note.next_node(descend=True), nodes.label) or not note["names"]:
            return
        document, number = self.document, note["names"][0]
        name = f"note-{number}"
        note.pop(0)
        note["auto"], note["names"] = 1, [name]
        document.nameids.pop(number, None)
        document.nametypes.pop(number, None)
        document.nameids[name] = note["ids"][0]
        document.footnotes.remove(note)
        document.autofootnotes.append(note)
        calls = document.footnote_refs.pop(number, [])
        for call in calls:
            call.clear()
            call["auto"], call["refname"] = 1, name
            document.autofootnote_refs.append(call)
        document.footnote_refs[name] = calls

    def _sort(self) -> None:
        calls = [c for c in self.document.findall(nodes.footnote_reference) if c.get("auto") == 1]
        order: dict[str, int] = {}
        unnamed = []
        for place, call in enumerate(calls):
            if "refname" in call:
                order.setdefault(call["refname"], place)
            else:
                unnamed.append(place)
        places = iter(unnamed)
        last = len(calls)
        keys = {
            id(note): min((order.get(name, last) for name in note["names"]), default=last)
            if note["names"] or note["dupnames"]
            else next(places, last)
            for note in self.document.autofootnotes
        }
        self.document.autofootnotes.sort(key=lambda note: keys[id(note)])


class ShortenRepeated(SphinxPostTransform):
    """Give an author once where works of one follow each other: "UN 1993a, para 5; 1993b".

    As author-date systems have it (Chicago Manual of Style, 17th edition, 15.30).
    """

    default_priority = ReferencesResolver.default_priority + 1

    def run(self, **kwargs: object) -> None:
        """Change the document in place."""
        for note in self.document.findall(nodes.footnote):
            before = ""
            for label in _labels(note) if "claim" in note["classes"] else ():
                author, _, date = label.astext().rpartition(" ")
                if author and author == before:
                    label.parent.replace(label, nodes.Text(date))
                before = author


def _labels(note: nodes.footnote) -> list[nodes.Text]:
    """The short citations of a note: the only text of a reference each."""
    citations = [
        node for node in note.findall(nodes.inline) if "bibtex-citation" in node["classes"]
    ]
    texts = [list(citation.findall(nodes.Text)) for citation in citations]
    return [found[0] for found in texts if len(found) == 1]


class CloseNotesOnce(SphinxPostTransform):
    """Drop the full stop of a note that ends with one already ("n.d."), now that it can be seen."""

    default_priority = ReferencesResolver.default_priority + 1

    def run(self, **kwargs: object) -> None:
        """Change the document in place."""
        for note in self.document.findall(nodes.footnote):
            last = note.children[-1] if "claim" in note["classes"] else None
            if isinstance(last, nodes.paragraph) and last.astext().endswith(".."):
                del last[-1]
