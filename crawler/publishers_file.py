"""One publishers file: from YAML nodes to publishers, every problem with its place."""

from __future__ import annotations

import math
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import process

from crawler.source import SPELLINGS, HostKind, Source, SourceKind, tell_host
from crawler.source_url import UnusableURLError, source_url, sub_path
from publiccode.checks.dates import is_date
from publiccode.finding import excerpt
from publiccode.loader import Limits, load
from publiccode.nodes import Mapping, Node, Scalar, Sequence
from publiccode.problem import Level, Problem
from publiccode.publisher import Archetype, Place, Publisher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIMITS = Limits(bytes=8 * 1024 * 1024, depth=20, values=200_000)
"""A registry of 10,000 publishers has about 2 MB."""

_KEYS = (
    *("id", "name", "uri", "country", "archetype", "place", "orgs", "repos", "instances", "host", "active"),
    *("source", "checked", "note"),
)
_KINDS = {"orgs": SourceKind.ORG, "repos": SourceKind.REPO, "instances": SourceKind.INSTANCE}
MAX_FILES = 200
"""Further files of one repository: each may cost a request."""
_CLOSE_ENOUGH = 60
"""Of 100: what rapidfuzz must give a name to be offered instead."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A problem and the publishers file it is in."""

    file: Path
    problem: Problem

    def __str__(self) -> str:
        problem = self.problem
        hint = f" {problem.hint}" if problem.hint else ""
        return f"{self.file}:{problem.line}:{problem.column}: {problem.description}.{hint}"


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


def read_file(path: Path) -> tuple[list[PublisherSources], list[FileProblem]]:
    """Read one file; what is wrong is told, never raised."""
    reader = _Reader(path)
    return list(reader.publishers()), reader.problems


class _Reader:
    """Reads a file and collects problems."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[FileProblem] = []

    def publishers(self) -> Iterator[PublisherSources]:
        root = self._root()
        if root is None or root.is_null:
            if not self.problems:
                self._error(root, "", "the file names no publishers", "Begin each with '- id: …'.")
            return
        if not isinstance(root, Sequence):
            self._error(
                root, "", "the file is not a list of publishers", "Begin each publisher with '- id: …'."
            )
            return
        for item in root:
            if isinstance(item, Mapping):
                publisher = self._publisher(item)
                if publisher is not None:
                    yield publisher
            else:
                self._error(item, "", "this is not a publisher", "Write '- id: …' with keys below it.")

    def _root(self) -> Node | None:
        try:
            with self.path.open("rb") as stream:
                data = stream.read(LIMITS.bytes + 1)
        except OSError as error:
            problem = Problem(
                "", 1, 1, Level.ERROR, f"can't be read: {error.strerror}", "publishers/unreadable"
            )
            self.problems.append(FileProblem(self.path, problem))
            return None
        document = load(data, LIMITS)
        self.problems += [FileProblem(self.path, problem) for problem in document.problems]
        return document.root

    def _publisher(self, entry: Mapping) -> PublisherSources | None:
        for key, _ in entry:
            if key.value not in _KEYS:
                self._error(
                    key, key.value, f"the key {excerpt(key.value)} is not known", _meant(key.value, _KEYS)
                )
        identifier, name = self._required(entry, "id"), self._required(entry, "name")
        if identifier is None or name is None:
            return None
        publisher = Publisher(
            id=identifier,
            name=name,
            uri=self._text(entry, "uri"),
            country=self._country(entry),
            archetype=self._choice(entry, "archetype", {one.value: one for one in Archetype}),
            place=self._place(entry),
        )
        host = self._choice(entry, "host", SPELLINGS)
        sources = [
            source
            for key, kind in _KINDS.items()
            for node in self._list(entry, key)
            if (source := self._source(node, key, kind, host, publisher)) is not None
        ]
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
        checked = self._text(entry, "checked")
        if checked is not None and not is_date(checked):
            hint = "Write the day as in 2026-01-31."
            self._error(entry.get("checked"), "checked", f"{excerpt(checked)} is no day", hint)
            checked = None
        return Provenance(self._text(entry, "source"), checked, self._text(entry, "note"))

    def _source(
        self, node: Node, key: str, kind: SourceKind, host: HostKind | None, publisher: Publisher
    ) -> Source | None:
        address: Node | None = node
        if isinstance(node, Mapping):
            address = node.get("url")
            host = self._choice(node, "host", SPELLINGS) or host
            known = ("url", "host", "files") if kind is SourceKind.REPO else ("url", "host")
            for name, _ in node:
                if name.value not in known:
                    self._error(
                        name,
                        key,
                        f"the key {excerpt(name.value)} is not known here",
                        _meant(name.value, known),
                    )
        if not isinstance(address, Scalar) or not address.value.strip():
            self._error(node, key, "this is no URL", "Write the URL of an account, repository or instance.")
            return None
        try:
            url = source_url(address.value, kind, host, self.path.parent)
        except UnusableURLError as error:
            self._error(address, key, str(error), error.hint)
            return None
        host = host or tell_host(url, kind)
        if host is HostKind.UNKNOWN:
            self._warn_of_unknown_host(address, key, url)
        files = self._files(node) if isinstance(node, Mapping) and kind is SourceKind.REPO else ()
        return Source(url, kind, host, publisher, f"{self.path}:{address.line}", files)

    def _files(self, entry: Mapping) -> tuple[str, ...]:
        """Return the paths of further files in the sub-folders of a repository."""
        paths: dict[str, str] = {}
        for node in self._list(entry, "files"):
            if not isinstance(node, Scalar) or not node.value.strip():
                self._error(node, "files", "this is no path", "Write folder/publiccode.yml.")
                continue
            try:
                path = sub_path(node.value)
            except UnusableURLError as error:
                self._error(node, "files", str(error), error.hint)
                continue
            if paths.setdefault(posixpath.dirname(path), path) != path or len(paths) > MAX_FILES:
                self._error(node, "files", f"{excerpt(path)} is one too many", "Name one file a folder.")
        return tuple(paths.values())

    def _warn_of_unknown_host(self, node: Node, key: str, url: str) -> None:
        description = f"the hosting software of {excerpt(url)} can't be told from the URL"
        self._note(node, key, Level.WARNING, description, f"Add 'host:', one of {', '.join(SPELLINGS)}.")

    def _list(self, entry: Mapping, key: str) -> Iterable[Node]:
        node = entry.get(key)
        if isinstance(node, Sequence):
            return node
        if node is not None:
            self._error(node, key, f"{key} is not a list", f"Write '{key}: [URL, URL]'.")
        return ()

    def _required(self, entry: Mapping, key: str) -> str | None:
        text = self._text(entry, key)
        if text is None and entry.get(key) is None:
            self._error(entry, key, f"the publisher has no {key}", f"Add '{key}:'.")
        return text

    def _text(self, entry: Mapping, key: str) -> str | None:
        node = entry.get(key)
        if isinstance(node, Scalar) and node.value.strip():
            return " ".join(node.value.split())
        if node is not None:
            self._error(node, key, f"{key} is not a text", f"Write '{key}: …' on one line.")
        return None

    def _country(self, entry: Mapping) -> str | None:
        country = self._text(entry, "country")
        if country is None:
            return None
        if len(country) == 2 and country.isascii() and country.isalpha():
            return country.upper()
        hint = "Use the two letters of ISO 3166-1, as in IT."
        self._error(entry.get("country"), "country", f"{excerpt(country)} is no country code", hint)
        return None

    def _choice(self, entry: Mapping, key: str, choices: dict[str, _T]) -> _T | None:
        value = self._text(entry, key)
        if value is not None and value not in choices:
            self._error(
                entry.get(key), key, f"{key} can't be {excerpt(value)}", _meant(value, tuple(choices))
            )
        return choices.get(value) if value is not None else None

    def _place(self, entry: Mapping) -> Place | None:
        node = entry.get("place")
        if isinstance(node, Scalar):
            name = self._text(entry, "place")
            return Place(name) if name else None
        if not isinstance(node, Mapping):
            if node is not None:
                self._error(node, "place", "place is not a map", "Write 'place: {name: …, lat: …, lon: …}'.")
            return None
        for key, _ in node:
            if key.value not in {"name", "lat", "lon"}:
                hint = _meant(key.value, ("name", "lat", "lon"))
                self._error(key, "place", f"the key {excerpt(key.value)} is not known in place", hint)
        name = self._required(node, "name")
        lat, lon = self._degrees(node, "lat", 90), self._degrees(node, "lon", 180)
        if name is None:
            return None
        return Place(name, lat, lon) if lat is not None and lon is not None else Place(name)

    def _degrees(self, place: Mapping, key: str, bound: int) -> float | None:
        text = self._text(place, key)
        if text is None:
            return None
        try:
            degrees = float(text)
        except ValueError:
            degrees = math.nan
        if not abs(degrees) <= bound:
            hint = f"Write degrees from -{bound} to {bound}, as in 45.1."
            self._error(place.get(key), f"place.{key}", f"{excerpt(text)} is no {key}", hint)
            return None
        return degrees

    def _active(self, entry: Mapping) -> bool:
        node = entry.get("active")
        if node is None:
            return True
        if isinstance(node, Scalar) and node.boolean is not None:
            return node.boolean
        self._error(
            node, "active", "active is neither true nor false", "Write 'active: true' or 'active: false'."
        )
        return False

    def _error(self, node: Node | None, key: str, description: str, hint: str) -> None:
        self._note(node, key, Level.ERROR, description, hint)

    def _note(self, node: Node | None, key: str, level: Level, description: str, hint: str) -> None:
        line, column = (node.line, node.column) if node is not None else (1, 1)
        problem = Problem(key, line, column, level, description, "publishers/entry", hint)
        self.problems.append(FileProblem(self.path, problem))


def _meant(value: str, choices: tuple[str, ...]) -> str:
    """Return what to write instead."""
    best = process.extractOne(value, choices, score_cutoff=_CLOSE_ENOUGH)
    if best is not None:
        return f"Did you mean {best[0]}?"
    return f"Known are {', '.join(choices)}."
