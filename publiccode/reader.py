"""Readers: made once from the key table, they judge a node and return what is usable of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from publiccode import phrases
from publiccode.checks import language
from publiccode.checks.cross import CROSS_CHECKS, told_once
from publiccode.finding import excerpt
from publiccode.findings import ENOUGH, Findings
from publiccode.keys import TOP
from publiccode.nodes import NULLS, Mapping, Node, Scalar, Sequence
from publiccode.phrases import say
from publiccode.schema import (
    Deprecation,
    Flag,
    Form,
    Key,
    Languages,
    Many,
    Presence,
    Speaks,
    Table,
    Text,
    Value,
)
from publiccode.text_reader import describe, text_reader
from publiccode.unknown import note_unknown

Reader = Callable[[Node, str, Scalar | None, Findings], Any]
"""Judges ``(node, key path in the file, key node, findings)``; None where nothing of it is usable."""


@cache
def top_reader() -> Reader:
    """Return the reader of a whole file."""
    return _table(TOP, "")


def _reader(value: Value, path: str) -> Reader:
    if isinstance(value, Text):
        return text_reader(value, path)
    if isinstance(value, Flag):
        return _flag(path)
    if isinstance(value, Many):
        return _many(value, path)
    if isinstance(value, Languages):
        return _languages(value, path)
    return _table(value, path)


def _flag(path: str) -> Reader:
    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> bool | None:
        if not isinstance(node, Scalar):
            words = {"expected": say(phrases.A_BOOLEAN), "advice": say(phrases.WRITE_BOOLEAN)}
            findings.add_value("wrong-type", path, key, name, node, found=describe(node), **words)
            return None
        value = node.boolean
        if value is None:
            findings.add_value("not-a-boolean", path, key, name, node, value=excerpt(node.value))
        return value

    return read


def _many(value: Many, path: str) -> Reader:
    item_reader = _reader(value.of, path)
    least, alone = value.least, value.alone

    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> tuple[Any, ...] | None:
        if not isinstance(node, Sequence):
            if alone is None or not isinstance(node, Scalar):
                _not_a_list(node, path, key, name, findings)
                return None
            if alone:
                findings.add_value(alone, path, key, name, node)
            one = item_reader(node, key, name, findings)
            return None if one is None else (one,)
        if len(node.items) < least:
            findings.add_value("empty", path, key, name, node)
        values = []
        for index, item in enumerate(node.items):
            got = item_reader(item, f"{key}[{index}]", None, findings)
            if got is not None:
                values.append(got)
            if len(findings.found) > ENOUGH:
                break
        return tuple(values)

    return read


def _not_a_list(node: Node, path: str, key: str, name: Scalar | None, findings: Findings) -> None:
    advice = phrases.WRITE_LIST
    if isinstance(node, Scalar) and node.value.startswith("-"):
        advice = phrases.WRITE_BLANK
    words = {"expected": say(phrases.A_LIST), "advice": say(advice)}
    findings.add_value("wrong-type", path, key, name, node, found=describe(node), **words)


def _languages(value: Languages, path: str) -> Reader:
    item_reader = _table(value.of, path)
    tag_reader = text_reader(Text(Form.LANGUAGE, language.check), path)

    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            words = {"expected": say(phrases.LANGUAGE_MAP), "advice": say(phrases.WRITE_LANGUAGES)}
            findings.add_value("wrong-type", path, key, name, node, found=describe(node), **words)
            return None
        if not node.entries:
            findings.add_value("empty", path, key, name, node)
        since = len(findings.found)
        described = {}
        for tag, (tag_node, member) in node.entries.items():
            place = f"{key}.{tag}"
            tag_reader(tag_node, place, None, findings)
            members = item_reader(member, place, tag_node, findings)
            if members is not None:
                described[tag] = members
            if len(findings.found) > ENOUGH:
                break
        told_once(node, findings, since)
        return described

    return read


class _Member(NamedTuple):
    read: Reader
    path: str
    absent: str
    deprecated: Deprecation | None
    is_section: bool
    is_required: bool


def _table(value: Table, path: str) -> Reader:
    # What most members need stands in front: their reader, and whether nothing else has to be looked at.
    members = {key.name: _plainly(_member(key, path)) for key in value.keys}
    demanded = {
        name: member for name, (_, _, member) in members.items() if member.is_required or member.is_section
    }
    cross = CROSS_CHECKS.get(value.cross)
    known = ", ".join(members)

    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            if not node.is_null:
                words = {"expected": say(phrases.A_TABLE), "advice": say(phrases.WRITE_TABLE, values=known)}
                findings.add_value("wrong-type", path, key, name, node, found=describe(node), **words)
                return None
            node = Mapping(node.mark)
        prefix = f"{key}." if key else ""
        usable: dict[str, Any] = {}
        for member_name, (key_node, member_node) in node.entries.items():
            if member_name not in members:
                note_unknown(key_node, members, path, prefix, findings)
                continue
            member_reader, is_plain, member = members[member_name]
            if is_plain and not (member_node.__class__ is Scalar and member_node.value in NULLS):
                got = member_reader(member_node, prefix + member_name, key_node, findings)
            else:
                got = _read_with_care(member, member_node, prefix + member_name, key_node, findings)
            if got is not None:
                usable[member_name] = got
        _note_absent(demanded, prefix, node, findings)
        if cross is not None:
            cross(node, usable, key, findings)
        return usable

    return read


def _member(key: Key, parent: str) -> _Member:
    path = f"{parent}.{key.name}" if parent else key.name
    # The lower-case section is the same section: its members have the same codes.
    reader = _reader(key.value, "IT" if path == "it" else path)
    is_section = key.presence is Presence.SECTION
    return _Member(reader, path, key.absent, key.deprecated, is_section, key.presence is Presence.REQUIRED)


def _plainly(member: _Member) -> tuple[Reader, bool, _Member]:
    return member.read, member.deprecated is None and not member.is_section, member


def _read_with_care(member: _Member, node: Node, key: str, name: Scalar, findings: Findings) -> Any:
    if member.is_required and isinstance(node, Scalar) and not node.value and not node.is_null:
        findings.add_value("empty", member.path, key, name, node)
        return None
    if not member.is_section and node.is_null:
        if member.is_required:
            findings.add(member.absent, member.path, key, name, node)
        return None
    if member.deprecated is not None:
        _deprecated(member.deprecated, member.path, key, (name, node), findings)
    return member.read(node, key, name, findings)


def _note_absent(demanded: dict[str, _Member], prefix: str, node: Mapping, findings: Findings) -> None:
    for name, member in demanded.items():
        if name in node.entries:
            continue
        if member.is_section:
            member.read(Scalar(node.mark), prefix + name, None, findings)
        else:
            findings.add(member.absent, member.path, prefix + name, node)


def _deprecated(
    what: Deprecation, path: str, key: str, entry: tuple[Scalar, Node], findings: Findings
) -> None:
    name, node = entry
    if what.speaks is Speaks.WHEN_FILLED:
        filled = node.value if isinstance(node, Scalar) else isinstance(node, Sequence) and node.items
        if not filled:
            return
    advice = phrases.UPGRADE_DOES_IT if what.upgraded else phrases.USE_INSTEAD
    instead = say(advice, key=what.instead) if what.instead else say(phrases.LEAVE_OUT)
    findings.add(what.kind, path, key, name, node, since=what.since, instead=instead)
