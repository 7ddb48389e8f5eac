"""``curation.yml``: what a person decided. Every run applies it, no machine overwrites it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.catalogue.identity import Link
from index.entry import Relation
from index.errors import CurationError
from publiccode import nodes
from publiccode.loader import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


ORGANISATION = "organisation"
"""The kind of a decision about the organisation that a written name means."""
QUIET = "quiet"
"""The kind of a decision not to write to somebody."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as written: ``software`` and ``other`` are ids or URLs; ``where`` is file:line:column.

    ``kind`` is ``delist`` (out of the catalogue, ``reason`` says why), ``merge`` (``software`` is the same
    product as ``other``, which stays), ``split`` (the two are two products, whatever their files say),
    ``organisation`` (the organisation written ``software`` is the one with the id ``other``, or stays text)
    or ``quiet`` (no notes about ``software``, which may be a publisher's id too).
    """

    kind: str
    software: str
    where: str
    other: str | None = None
    reason: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions with ids in place of URLs; ``unmatched`` are those that name no software there is."""

    delisted: Mapping[str, str]
    merged: frozenset[tuple[str, str]] = frozenset()
    split: frozenset[tuple[str, str]] = frozenset()
    unmatched: tuple[Decision, ...] = ()

    def links(self, found: Iterable[Link]) -> Iterator[Link]:
        """Yield the links that hold once a person has had the last word."""
        apart = {frozenset(pair) for pair in self.split | self.merged}
        merged = {software for software, _ in self.merged}
        for link in found:
            if frozenset((link.id, link.original)) in apart or (link.hides and link.id in merged):
                continue
            yield link
        for software, original in sorted(self.merged):
            yield Link(software, original, Relation.MIRROR)


@dataclass(frozen=True, slots=True)
class _Kind:
    required: tuple[str, ...]
    optional: tuple[str, ...]
    other: str | None = None
    subject: str = "software"


_KINDS = {
    "delist": _Kind(("software", "reason"), ("date",)),
    "merge": _Kind(("software", "into"), ("reason", "date"), "into"),
    "split": _Kind(("software", "from"), ("reason", "date"), "from"),
    ORGANISATION: _Kind(("name", "is"), ("reason", "date"), "is", subject="name"),
    QUIET: _Kind(("software",), ("reason", "date")),
}


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions in the file at ``path``, none where there is no file.

    Raises :class:`CurationError` for the first thing in it that can't be followed: a decision that riuso
    does not understand must not be passed over in silence.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CurationError(f"{path}: can't be read ({error.strerror})") from error
    document = load(text)
    for problem in document.problems:
        raise CurationError(f"{path}:{problem.line}:{problem.column}: {problem.description}")
    if document.root is None or document.root.is_null:
        return ()
    return tuple(_Reader(path).decisions(document.root))


def decide(decisions: Iterable[Decision], find: Callable[[str], str | None]) -> Decided:
    """Put ids to the decisions; ``find`` gives the id for an id, URL or former URL."""
    delisted: dict[str, str] = {}
    pairs: dict[str, set[tuple[str, str]]] = {"merge": set(), "split": set()}
    unmatched = []
    for decision in decisions:
        if decision.kind in {ORGANISATION, QUIET}:
            continue
        software = find(decision.software)
        other = find(decision.other) if decision.other else None
        if software is None or (decision.other and other is None):
            unmatched.append(decision)
        elif other is None:
            delisted[software] = decision.reason or ""
        elif software != other:
            pairs[decision.kind].add((software, other))
    return Decided(delisted, frozenset(pairs["merge"]), frozenset(pairs["split"]), tuple(unmatched))


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path

    def decisions(self, root: nodes.Node) -> Iterator[Decision]:
        for kind, key, section in self._entries(root, f"the file holds {' and '.join(_KINDS)} lists"):
            if kind not in _KINDS:
                raise self._error(key, f"there is no decision {kind!r}; there are {', '.join(_KINDS)}")
            yield from self._section(kind, section)

    def _section(self, kind: str, section: nodes.Node) -> Iterator[Decision]:
        if section.is_null:
            return
        if not isinstance(section, nodes.Sequence):
            raise self._error(
                section, f"{kind} is a list: begin each decision with '- {_KINDS[kind].subject}: …'"
            )
        for item in section:
            yield self._decision(kind, item)

    def _decision(self, kind: str, item: nodes.Node) -> Decision:
        form = _KINDS[kind]
        values = {}
        for name, key, value in self._entries(
            item, f"a decision is '- {form.subject}: …' with keys below it"
        ):
            if name not in (*form.required, *form.optional):
                known = ", ".join((*form.required, *form.optional))
                raise self._error(key, f"{kind} has no {name!r}; it has {known}")
            values[name] = self._text(name, value)
        for name in form.required:
            if name not in values:
                raise self._error(item, f"this {kind} has no {name!r}, and needs one")
        return Decision(
            kind=kind,
            software=values[form.subject],
            where=f"{self.path}:{item.line}:{item.column}",
            other=values[form.other] if form.other else None,
            reason=values.get("reason"),
            date=values.get("date"),
        )

    def _entries(self, node: nodes.Node, expected: str) -> Iterator[tuple[str, nodes.Node, nodes.Node]]:
        if not isinstance(node, nodes.Mapping):
            raise self._error(node, f"{expected}, and this is something else")
        for key, value in node:
            yield key.value, key, value

    def _text(self, name: str, node: nodes.Node) -> str:
        if not isinstance(node, nodes.Scalar) or node.is_null or not node.value.strip():
            raise self._error(node, f"{name!r} needs a text")
        return node.value.strip()

    def _error(self, node: nodes.Node, message: str) -> CurationError:
        return CurationError(f"{self.path}:{node.line}:{node.column}: {message}")
