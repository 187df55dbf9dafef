"""The structure tree, written into the PDF that is being made (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from sphinx_bookwork.pdf.tagging.tree import Annotation, Content, Element, Name, elements


def make_artifacts(stream: list[Any], kinds: Mapping[int, str]) -> None:
    """Turn marked content of a page's ``stream`` into artifacts; ``kinds`` are by MCID."""
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in kinds:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": f"/{kinds[item['MCID']]}"})


def write_tree(pdf: Any, root: Element, pages: int) -> None:
    """Write the tree under ``root``, and what leads from ``pages`` and annotations into it."""
    _Writer(pdf, pages).write(root)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Writer:
    def __init__(self, pdf: Any, pages: int) -> None:
        self.pdf = pdf
        self.page_references = pdf.page_references  # made anew at each look
        self.contents: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self.annotations: list[bytes] = []
        self.objects: dict[Element, Any] = {}

    def write(self, root: Element) -> None:
        tree = self._object({"Type": "/StructTreeRoot"})
        for element in (root, *elements(root)):
            self.objects[element] = self._object(
                {"Type": "/StructElem", "S": f"/{element.role}", **_attributes(element)}
            )
        for element, item in self.objects.items():
            parent = self.objects.get(element.parent) if element.parent else None
            item["P"] = (parent or tree).reference
            self._write_kids(element, item)
        tree["K"] = pydyf.Array([self.objects[root].reference])
        tree["ParentTree"] = self._object({"Nums": pydyf.Array(self._numbers())}).reference
        identified = {str(e.attributes["ID"]): e for e in self.objects if "ID" in e.attributes}
        if identified:
            names = [pydyf.String(name) for name in sorted(identified)]
            targets = [self.objects[identified[name]].reference for name in sorted(identified)]
            pairs = [part for pair in zip(names, targets, strict=True) for part in pair]
            limits = pydyf.Array([names[0], names[-1]])
            leaf = self._object({"Names": pydyf.Array(pairs), "Limits": limits})
            tree["IDTree"] = self._object({"Kids": pydyf.Array([leaf.reference])}).reference
        self.pdf.catalog["StructTreeRoot"] = tree.reference

    def _object(self, values: dict[str, Any]) -> Any:
        item = pydyf.Dictionary(values)
        self.pdf.add_object(item)
        return item

    def _write_kids(self, element: Element, item: Any) -> None:
        first = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        if first is not None:
            item["Pg"] = self.page_references[first]
        item["K"] = pydyf.Array(self._kids(element, item.reference, first))

    def _kids(self, element: Element, own: bytes, page: int | None) -> Iterator[object]:
        for kid in element.kids:
            if isinstance(kid, Element):
                yield self.objects[kid].reference
            elif isinstance(kid, Content):
                self.contents[kid.page][kid.mcid] = own
                yield kid.mcid if kid.page == page else self._elsewhere(kid)
            else:
                yield self._link(kid, own)

    def _elsewhere(self, content: Content) -> Any:
        page = self.page_references[content.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": content.mcid})

    def _link(self, kid: Annotation, own: bytes) -> Any:
        annotation: Any = kid.annotation
        annotation["StructParent"] = len(self.contents) + len(self.annotations)
        self.annotations.append(own)
        page = self.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page})

    def _numbers(self) -> Iterator[object]:
        """Yield the parent tree's pairs: the pages' content, then the annotations."""
        for number, marked in enumerate(self.contents):
            yield number
            yield pydyf.Array(
                marked.get(mcid, b"null") for mcid in range(max(marked, default=-1) + 1)
            )
        for number, reference in enumerate(self.annotations, start=len(self.contents)):
            yield number
            yield reference


def _attributes(element: Element) -> dict[str, Any]:
    """Return the attributes as the PDF library writes them."""
    return {key: _value(value) for key, value in element.attributes.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return pydyf.Dictionary({key: _value(part) for key, part in value.items()})
    if isinstance(value, list):
        return pydyf.Array(value)
    if isinstance(value, Name):
        return f"/{value}"
    return pydyf.String(value) if isinstance(value, str) else value
