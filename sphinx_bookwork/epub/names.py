"""Ids and paths as XML and URIs want them."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

_NOT_IN_NAMES = re.compile(r"[^\w.\-]")
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def is_external(uri: str) -> bool:
    """Say whether ``uri`` leads out of the book."""
    return bool(_EXTERNAL.match(uri)) or uri.startswith("//")


def xml_name(ident: str) -> str:
    """Return ``ident`` as a name without colon (XML's NCName), which every id has to be."""
    name = _NOT_IN_NAMES.sub("-", ident)
    return name if name[:1].isalpha() or name.startswith("_") else f"_{name}"


def xml_uri(uri: str) -> str:
    """Return a URI within the book with its fragment as such a name."""
    if is_external(uri) or "#" not in uri:
        return uri
    path, _, fragment = uri.partition("#")
    return f"{path}#{xml_name(fragment)}" if fragment else path


def use_xml_names(document: nodes.document) -> None:
    """Make every id of a resolved document, and every reference to one, such a name."""
    for node in document.findall(nodes.Element):
        for attribute in ("ids", "backrefs"):
            if node.get(attribute):
                node[attribute] = list(dict.fromkeys(map(xml_name, node[attribute])))
        if "refid" in node:
            node["refid"] = xml_name(node["refid"])
        if isinstance(node, (nodes.reference, addnodes.number_reference)) and "refuri" in node:
            node["refuri"] = xml_uri(node["refuri"])
