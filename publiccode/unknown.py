"""Keys that the standard does not know: old ones, misspelt ones, and keys in the wrong place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from publiccode import phrases
from publiccode.checks.vocabulary import nearest
from publiccode.finding import excerpt
from publiccode.keys import OLD_KEYS, TOP
from publiccode.phrases import Phrase, say
from publiccode.schema import Languages, Many, Table, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from publiccode.findings import Findings
    from publiccode.nodes import Scalar

_FEW = 12


def note_unknown(name: Scalar, known: Collection[str], path: str, prefix: str, findings: Findings) -> None:
    """Note a key that is not among the ``known`` ones of the table at ``path``, with the best advice."""
    key = prefix + excerpt(name.value)
    old = f"{path}.{name.value}" if path else name.value
    if old in OLD_KEYS:
        instead = OLD_KEYS[old]
        advice = say(phrases.USE_INSTEAD, key=instead) if instead else say(phrases.LEAVE_OUT)
        findings.add("old-key", path or "file", key, name, instead=advice)
        return
    findings.add("unknown-key", path or "file", key, name, meant=_advice(name.value, known, findings))


def _advice(name: str, known: Collection[str], findings: Findings) -> Phrase:
    near = nearest(name, tuple(known)) if findings.may_help() else None
    if near:
        return say(phrases.DID_YOU_MEAN, near=near)
    home = _homes().get(name)
    if home == name:
        return say(phrases.BELONGS_TO_TOP)
    if home:
        return say(phrases.BELONGS_INTO, section=home.rpartition(".")[0], key=home)
    if len(known) <= _FEW:
        return say(phrases.KNOWN_HERE, values=", ".join(known))
    return say(phrases.NO_SUCH_KEY)


@cache
def _homes() -> dict[str, str]:
    """Return where each key belongs that is in one place only: name -> path."""
    homes: dict[str, str] = {}
    twice: set[str] = set()
    for path in _paths(TOP, ""):
        name = path.rpartition(".")[2]
        if name in homes:
            twice.add(name)
        homes[name] = path
    return {name: path for name, path in homes.items() if name not in twice}


def _paths(table: Table, path: str) -> Iterator[str]:
    for key in table.keys:
        inner = f"{path}.{key.name}" if path else key.name
        # The Italian section is on its way out: nothing belongs there any more.
        if inner in {"IT", "it"}:
            continue
        yield inner
        value: Value = key.value
        while isinstance(value, (Many, Languages)):
            inner = f"{inner}.<language>" if isinstance(value, Languages) else inner
            value = value.of
        if isinstance(value, Table):
            yield from _paths(value, inner)
