"""One publishers file: from YAML nodes to publishers, every problem with its place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.entry_reader import EntryReader, FileProblem
from crawler.source import SPELLINGS, Source, SourceKind
from crawler.source_entry import read_source
from publiccode.checks.dates import is_date
from publiccode.finding import excerpt
from publiccode.loader import Limits, load
from publiccode.nodes import Mapping, Node, Scalar, Sequence
from publiccode.problem import Level, Problem
from publiccode.publisher import Archetype, Place, Publisher

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = Limits(bytes=8 * 1024 * 1024, depth=20, values=200_000)
"""A registry of 10,000 publishers has about 2 MB."""

_KEYS = (
    *("id", "name", "uri", "country", "archetype", "place", "orgs", "repos", "instances", "lists"),
    *("host", "active", "source", "checked", "note"),
)
_KINDS = {
    "orgs": SourceKind.ORG,
    "repos": SourceKind.REPO,
    "instances": SourceKind.INSTANCE,
    "lists": SourceKind.LIST,
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an entry comes from, the day (``YYYY-MM-DD``) it was last looked up, and what to know of it."""

    source: str | None = None
    checked: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PublisherSources:
    """A publisher, what to crawl for it, and where it is written."""

    publisher: Publisher
    sources: tuple[Source, ...]
    active: bool = True
    provenance: Provenance = Provenance()
    file: Path = Path()
    line: int = 0
    column: int = 0


def read_file(path: Path, text: str | None = None) -> tuple[list[PublisherSources], list[FileProblem]]:
    """Read one file, as it is or as it would be with ``text`` in it; what is wrong is told, never raised."""
    reader = _Reader(path, text)
    return list(reader.publishers()), reader.problems


class _Reader(EntryReader):
    """Reads a file and collects problems."""

    def __init__(self, path: Path, text: str | None) -> None:
        super().__init__(path)
        self._text = text

    def publishers(self) -> Iterator[PublisherSources]:
        root = self._root()
        if root is None or root.is_null:
            if not self.problems:
                self.error(root, "", "the file names no publishers", "Begin each with '- id: …'.")
            return
        if not isinstance(root, Sequence):
            self.error(
                root, "", "the file is not a list of publishers", "Begin each publisher with '- id: …'."
            )
            return
        for item in root:
            if isinstance(item, Mapping):
                publisher = self._publisher(item)
                if publisher is not None:
                    yield publisher
            else:
                self.error(item, "", "this is not a publisher", "Write '- id: …' with keys below it.")

    def _root(self) -> Node | None:
        try:
            data = self._data()
        except OSError as error:
            problem = Problem(
                "", 1, 1, Level.ERROR, f"can't be read: {error.strerror}", "publishers/unreadable"
            )
            self.problems.append(FileProblem(self.path, problem))
            return None
        document = load(data, LIMITS)
        self.problems += [FileProblem(self.path, problem) for problem in document.problems]
        return document.root

    def _data(self) -> bytes:
        if self._text is not None:
            return self._text.encode()
        with self.path.open("rb") as stream:
            return stream.read(LIMITS.bytes + 1)

    def _publisher(self, entry: Mapping) -> PublisherSources | None:
        self.refuse_others(entry, _KEYS, "", "")
        identifier, name = self.required(entry, "id"), self.required(entry, "name")
        if identifier is None or name is None:
            return None
        publisher = Publisher(
            id=identifier,
            name=name,
            uri=self.text(entry, "uri"),
            country=self._country(entry),
            archetype=self.choice(entry, "archetype", {one.value: one for one in Archetype}),
            place=self._place(entry),
        )
        host = self.choice(entry, "host", SPELLINGS)
        found = (
            read_source(self, node, key=key, kind=kind, host=host, publisher=publisher)
            for key, kind in _KINDS.items()
            for node in self.list(entry, key)
        )
        sources = [source for source in found if source is not None]
        return PublisherSources(
            publisher,
            tuple(sources),
            active=self._active(entry),
            provenance=self._provenance(entry),
            file=self.path,
            line=entry.line,
            column=entry.column,
        )

    def _provenance(self, entry: Mapping) -> Provenance:
        checked = self.text(entry, "checked")
        if checked is not None and not is_date(checked):
            hint = "Write the day as in 2026-01-31."
            self.error(entry.get("checked"), "checked", f"{excerpt(checked)} is no day", hint)
            checked = None
        return Provenance(self.text(entry, "source"), checked, self.text(entry, "note"))

    def _country(self, entry: Mapping) -> str | None:
        country = self.text(entry, "country")
        if country is None:
            return None
        if len(country) == 2 and country.isascii() and country.isalpha():
            return country.upper()
        hint = "Use the two letters of ISO 3166-1, as in IT."
        self.error(entry.get("country"), "country", f"{excerpt(country)} is no country code", hint)
        return None

    def _place(self, entry: Mapping) -> Place | None:
        node = entry.get("place")
        if isinstance(node, Scalar):
            name = self.text(entry, "place")
            return Place(name) if name else None
        if not isinstance(node, Mapping):
            if node is not None:
                self.error(node, "place", "place is not a map", "Write 'place: {name: …, lat: …, lon: …}'.")
            return None
        self.refuse_others(node, ("name", "lat", "lon"), "place", " in place")
        name = self.required(node, "name")
        lat, lon = self._degrees(node, "lat", 90), self._degrees(node, "lon", 180)
        if name is None:
            return None
        return Place(name, lat, lon) if lat is not None and lon is not None else Place(name)

    def _degrees(self, place: Mapping, key: str, bound: int) -> float | None:
        text = self.text(place, key)
        if text is None:
            return None
        try:
            degrees = float(text)
        except ValueError:
            degrees = math.nan
        if not abs(degrees) <= bound:
            hint = f"Write degrees from -{bound} to {bound}, as in 45.1."
            self.error(place.get(key), f"place.{key}", f"{excerpt(text)} is no {key}", hint)
            return None
        return degrees

    def _active(self, entry: Mapping) -> bool:
        node = entry.get("active")
        if node is None:
            return True
        if isinstance(node, Scalar) and node.boolean is not None:
            return node.boolean
        self.error(
            node, "active", "active is neither true nor false", "Write 'active: true' or 'active: false'."
        )
        return False
