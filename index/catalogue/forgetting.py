"""Forgets a person: out of every text that is kept, and known by a hash for what comes in later."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from index.catalogue.intake import store_file
from index.errors import ForgetError
from publiccode.forgetting import Forgotten, Kind, Mark, kind_of, words_in
from publiccode.problem import Problem
from publiccode.validate import validate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_PROBLEMS = msgspec.json.Decoder(tuple[Problem, ...])
_KEY_BYTES = 32
_ROWS = "SELECT digest, kind, words, publisher FROM forgotten"


@dataclass(frozen=True, slots=True)
class Named:
    """A software whose texts named the person: in how many versions, and where its repository is."""

    id: str
    name: str
    repository: str
    versions: int


def forgotten(connection: sqlite3.Connection) -> Forgotten:
    """Return everybody who is forgotten."""
    key = connection.execute("SELECT key FROM forgetting").fetchone()
    if key is None:
        return Forgotten(b"")
    rows = connection.execute(_ROWS).fetchall()
    return Forgotten(key[0], frozenset(Mark(d, Kind(k), words, where or None) for d, k, words, where in rows))


def forget(connection: sqlite3.Connection, who: str, day: str) -> tuple[Named, ...]:
    """Forget a person by e-mail address or name; return where the catalogue had named her.

    In a transaction of the caller's. Raises :class:`ForgetError` for what can't be a person's.
    """
    kind = kind_of(who)
    _refuse_what_is_no_person(connection, who, kind)
    connection.execute(
        "INSERT INTO forgetting (one, key) VALUES (1, ?) ON CONFLICT DO NOTHING",
        (secrets.token_bytes(_KEY_BYTES),),
    )
    known = forgotten(connection)
    asked = known.mark(who, kind)
    everybody = replace(known, marks=known.marks | {asked})
    beside = _beside(connection, everybody)
    everybody = replace(everybody, marks=everybody.marks | beside)
    _remember(connection, (asked, *beside), day)
    named = _rewrite_texts(connection, everybody)
    _rewrite_runs(connection, everybody)
    return named


def _refuse_what_is_no_person(connection: sqlite3.Connection, who: str, kind: Kind) -> None:
    if kind is Kind.EMAIL:
        if len(who.split()) != 1 or not all(who.partition("@")[::2]):
            raise ForgetError(f"{who!r} is no e-mail address")
        return
    if words_in(who) < 2:
        raise ForgetError(
            f"{who!r} is one word, which would be found everywhere; give the whole name, or an e-mail"
        )
    mark = Forgotten(b"x").mark(who, kind)
    names = [row[0] for row in connection.execute("SELECT DISTINCT name FROM file WHERE name <> ''")]
    names += [
        msgspec.json.decode(row[0])["name"] for row in connection.execute("SELECT facts FROM publisher")
    ]
    for name in names:
        if words_in(name) and Forgotten(b"x").mark(name, kind) == mark:
            raise ForgetError(
                f"{who!r} is what a software or publisher of the catalogue is called, no person's name"
            )


def _beside(connection: sqlite3.Connection, everybody: Forgotten) -> frozenset[Mark]:
    """Return the marks of what stands beside a person in the files: another way to reach her, her name."""
    found: set[Mark] = set()
    for text, publisher in connection.execute(
        "SELECT DISTINCT f.text, r.publisher FROM file f JOIN version v ON v.file = f.digest"
        " JOIN repository r ON r.key = v.repository"
    ):
        if everybody.cut(text, publisher) != text:
            found |= everybody.beside(validate(text).software, publisher)
    return frozenset(found) - everybody.marks


def _remember(connection: sqlite3.Connection, marks: Iterable[Mark], day: str) -> None:
    connection.executemany(
        "INSERT INTO forgotten (digest, kind, words, publisher, day) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(one.digest, one.kind.value, one.words, one.publisher or "", day) for one in marks],
    )


def _rewrite_texts(connection: sqlite3.Connection, everybody: Forgotten) -> tuple[Named, ...]:
    counted: dict[tuple[str, str, str], int] = {}
    rows = connection.execute(
        "SELECT v.key, v.repository, v.problems, f.text, r.publisher, coalesce(r.id, ''), f.name,"
        " r.repository FROM version v JOIN file f ON f.digest = v.file"
        " JOIN repository r ON r.key = v.repository ORDER BY v.key"
    ).fetchall()
    for key, repository, problems, text, publisher, identifier, name, url in rows:
        kept = everybody.forget(text, publisher)
        if kept == text:
            continue
        told = msgspec.json.encode(_without(_PROBLEMS.decode(problems), everybody, publisher))
        new = store_file(connection, kept, validate(kept).software)
        _replace(connection, (key, repository), new, told)
        counted[identifier, name, url] = counted.get((identifier, name, url), 0) + 1
    connection.execute("DELETE FROM file WHERE digest NOT IN (SELECT file FROM version)")
    return tuple(Named(*which, count) for which, count in sorted(counted.items()))


def _replace(connection: sqlite3.Connection, version: tuple[int, int], digest: str, problems: bytes) -> None:
    """Give a version another text; two that are alike now become one, the older."""
    key, repository = version
    twin = connection.execute(
        "SELECT key FROM version WHERE repository = ? AND file = ? AND key <> ?", (repository, digest, key)
    ).fetchone()
    if twin is None:
        connection.execute("UPDATE version SET file = ?, problems = ? WHERE key = ?", (digest, problems, key))
        return
    stays = twin[0]
    connection.execute(
        "UPDATE version SET first_seen = min(first_seen, o.first), last_seen = max(last_seen, o.last)"
        " FROM (SELECT first_seen AS first, last_seen AS last FROM version WHERE key = ?) AS o WHERE key = ?",
        (key, stays),
    )
    for column in ("newest", "shown"):
        connection.execute(f"UPDATE repository SET {column} = ? WHERE {column} = ?", (stays, key))  # noqa: S608 - ours
    connection.execute("DELETE FROM version WHERE key = ?", (key,))


def _without(problems: Iterable[Problem], everybody: Forgotten, publisher: str) -> tuple[Problem, ...]:
    return tuple(
        replace(
            one,
            description=everybody.cut(one.description, publisher),
            hint=everybody.cut(one.hint, publisher),
        )
        for one in problems
    )


def _rewrite_runs(connection: sqlite3.Connection, everybody: Forgotten) -> None:
    """Take the person out of the reports of runs, which quote what is wrong in files."""
    for run, *stored in connection.execute("SELECT id, result, report FROM run").fetchall():
        kept = [_cut_json(one, everybody) for one in stored]
        if kept != stored:
            connection.execute("UPDATE run SET result = ?, report = ? WHERE id = ?", (*kept, run))


def _cut_json(stored: bytes | None, everybody: Forgotten) -> bytes | None:
    if stored is None:
        return None
    value = msgspec.json.decode(stored)
    kept = _cut_value(value, everybody)
    return stored if kept == value else msgspec.json.encode(kept)


def _cut_value(value: Any, everybody: Forgotten) -> Any:
    if isinstance(value, str):
        return everybody.cut(value)
    if isinstance(value, list):
        return [_cut_value(one, everybody) for one in value]
    if isinstance(value, dict):
        return {key: _cut_value(one, everybody) for key, one in value.items()}
    return value
