"""Turtle and JSON-LD, one software after the other: both may be put together from pieces."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.export.dcat.graph import Book, catalogue_graph
from index.export.dcat.software import software_graph
from index.export.dcat.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rdflib import Graph

    from index.entry import Entry
    from index.export.options import ExportOptions


def turtle(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield the catalogue as Turtle."""
    yield "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items()).encode()
    for graph in _graphs(entries, options):
        yield b"\n" + _body(graph.serialize(format="turtle")).encode()


def jsonld(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield the catalogue as JSON-LD with a context of its own: nothing has to be fetched to read it."""
    yield b'{"@context": ' + json.dumps(PREFIXES).encode() + b', "@graph": ['
    between = b"\n"
    for graph in _graphs(entries, options):
        for node in _nodes(graph):
            yield between + json.dumps(node, ensure_ascii=False, sort_keys=True).encode()
            between = b",\n"
    yield b"\n]}\n"


def _graphs(entries: Sequence[Entry], options: ExportOptions) -> Iterator[Graph]:
    book = Book(options)
    yield catalogue_graph(book)
    for entry in entries:
        yield software_graph(entry, book)


def _body(text: str) -> str:
    """Return Turtle without its prefixes, which stand once at the head of the file."""
    lines = text.splitlines(keepends=True)
    first = next((place for place, one in enumerate(lines) if not one.startswith("@prefix ")), len(lines))
    return "".join(lines[first:]).strip("\n") + "\n"


def _nodes(graph: Graph) -> list[dict[str, Any]]:
    whole = json.loads(graph.serialize(format="json-ld", context=PREFIXES, indent=None))
    nodes: list[dict[str, Any]] = whole.get("@graph", [whole])
    for node in nodes:
        node.pop("@context", None)
    return sorted(nodes, key=lambda node: str(node["@id"]))
