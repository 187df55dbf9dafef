from __future__ import annotations

from docutils import nodes
from docutils.core import publish_doctree
from sphinx import addnodes

from sphinx_bookwork.doctree.targets import settle_targets


def read(text: str) -> nodes.document:
    """The doctree of reStructuredText."""
    return publish_doctree(text, settings_overrides={"report_level": 5})


def inline(*children: nodes.Node) -> tuple[nodes.document, nodes.paragraph]:
    """A document with one paragraph of these."""
    document = read("")
    paragraph = nodes.paragraph("", "", *children)
    document += paragraph
    return document, paragraph


def target(*ids: str) -> nodes.target:
    """An empty inline target, as index entries leave them."""
    return nodes.target("", "", ids=list(ids))


def ids(node: nodes.Element) -> dict[str, str]:
    """What each id of the node's tree is on: its text."""
    return {i: e.astext() for e in node.findall(nodes.Element) for i in e.get("ids", ())}


def test_mark_goes_to_the_word_behind_it():
    document, paragraph = inline(nodes.Text("In "), target("x"), nodes.Text("Baku they met."))
    assert settle_targets([document]) == {}
    assert paragraph.astext() == "In Baku they met."
    assert ids(paragraph) == {"x": "Baku"}


def test_mark_before_a_space_goes_to_the_next_word():
    document, paragraph = inline(target("x"), nodes.Text(" Baku they met."))
    settle_targets([document])
    assert paragraph.astext() == " Baku they met."
    assert ids(paragraph) == {"x": " Baku"}


def test_mark_before_the_only_word():
    document, paragraph = inline(target("x"), nodes.Text("Baku"))
    settle_targets([document])
    assert ids(paragraph) == {"x": "Baku"}


def test_mark_before_white_space_alone_goes_to_what_holds_it():
    document, paragraph = inline(nodes.Text("Baku"), target("x"), nodes.Text("\n"))
    settle_targets([document])
    assert paragraph["ids"] == ["x"]


def test_marks_before_other_marks_pass_them():
    marks = [target("x"), addnodes.index(entries=[]), target("y"), nodes.comment("", "no")]
    document, paragraph = inline(nodes.Text("In "), *marks, nodes.Text("Baku they met."))
    aliases = settle_targets([document])
    assert [child.astext() for child in paragraph if not isinstance(child, nodes.Invisible)] == [
        "In ", "Baku", " they met.",
    ]  # fmt: skip
    assert len(aliases) == 1
    assert ids(paragraph) == {"x": "Baku"}


def test_blocks_of_index_entries_mark_the_paragraph_behind_them():
    document = read("A\n=\n\nText.\n")
    section = document.next_node(nodes.section) or document
    entries = [addnodes.index(entries=[]), target("x"), addnodes.index(entries=[]), target("y")]
    section.extend([*entries, nodes.paragraph("", "Baku.")])
    settle_targets([document])
    assert ids(section)["x"] == "Baku."


def test_mark_before_markup_goes_to_it():
    document, paragraph = inline(target("x"), nodes.emphasis("", "Baku"))
    settle_targets([document])
    assert ids(paragraph) == {"x": "Baku"}
    assert [type(child) for child in paragraph] == [nodes.emphasis]


def test_mark_at_the_end_goes_to_what_holds_it():
    document, paragraph = inline(nodes.Text("Baku."), target("x"))
    settle_targets([document])
    assert ids(document) == {"x": "Baku."}
    assert paragraph["ids"] == ["x"]


def test_several_marks_in_a_row_become_one_with_aliases():
    document, paragraph = inline(target("x"), target("y"), target("z"), nodes.Text("Baku."))
    aliases = settle_targets([document])
    [kept] = ids(paragraph)
    assert {kept, *aliases} == {"x", "y", "z"}
    assert set(aliases.values()) == {kept}


def test_mark_without_a_name_is_taken_out():
    document, paragraph = inline(target(), nodes.Text("Baku."))
    settle_targets([document])
    assert [type(child) for child in paragraph] == [nodes.Text]


def test_no_empty_target_remains():
    marks = ".. _one:\n.. _two:"
    text = f"A\n=\n\n{marks}\n\nB\n-\n\nSee two_ and `in line`_, _`in line`.\n\n.. _end:\n"
    document = read(text)
    settle_targets([document])
    assert [t for t in document.findall(nodes.target) if not t.children] == []


def test_elements_keep_one_id_and_references_follow():
    marks = ".. _one:\n.. _two:"
    document = read(f"A\n=\n\n{marks}\n\nB\n-\n\nSee one_, two_, B_.\n\nC\n-\n\nText.\n")
    aliases = settle_targets([document])
    every = [e["ids"] for e in document.findall(nodes.Element) if e.get("ids")]
    assert all(len(names) == 1 for names in every)
    referred = {r["refid"] for r in document.findall(nodes.reference)}
    [kept] = referred
    assert {kept, *aliases} == {"one", "two", "b"}


def test_references_between_documents_follow():
    first = read(".. _one:\n\nA\n=\n\nText.\n\nB\n=\n\nText.\n")
    second = read("Text.")
    second += nodes.paragraph("", "", nodes.reference("", "a", refid="one"))
    aliases = settle_targets([first, second])
    [reference] = second.findall(nodes.reference)
    assert reference["refid"] == aliases.get("one", "one")
    assert reference["refid"] in ids(first)


def test_targets_with_text_stay():
    document, paragraph = inline(nodes.target("", "Baku", ids=["x"]), nodes.Text(" it is."))
    settle_targets([document])
    assert ids(paragraph) == {"x": "Baku"}
    assert isinstance(paragraph[0], nodes.target)
