"""Readers of single values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode import guess, phrases
from publiccode.checks import path as paths
from publiccode.checks.fault import Fault
from publiccode.finding import excerpt
from publiccode.nodes import Mapping, Node, Scalar, Sequence
from publiccode.phrases import Phrase, say
from publiccode.problem import Level
from publiccode.rules import RULES
from publiccode.schema import Form, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from publiccode.checks.fault import Check
    from publiccode.findings import Findings

# Errors that leave a value readable, and a warning that does not.
_KEPT = frozenset({"too-long", "too-short", "not-a-file", "not-found", "not-a-png", "wrong-extension"})
_DROPPED = frozenset({"unusual-scheme"})


def describe(node: Node) -> Phrase:
    """Return what a node is, in the words of a message."""
    if isinstance(node, Mapping):
        return say(phrases.A_MAP)
    if isinstance(node, Sequence):
        return say(phrases.A_LIST)
    return say(phrases.NOTHING if node.is_null else phrases.A_TEXT)


def text_reader(value: Text, path: str) -> Callable[[Node, str, Scalar | None, Findings], str | None]:
    """Return the reader of a text: its usable value, or None."""
    if value.form is Form.FILE:
        return _file_reader(value, path)
    if value.form is Form.VERSION and value.check:
        return _version_reader(value.check, path)
    if value.check is None or value.form is Form.TEXT:
        return _plain_reader(value, path)
    return _checked_reader(value, value.check, path)


def _plain_reader(text: Text, path: str) -> Callable[[Node, str, Scalar | None, Findings], str | None]:
    check = text.check
    is_phone = text.form is Form.PHONE
    changes = guess.changes

    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> str | None:
        if node.__class__ is not Scalar:
            _wrong_type(node, path, key, name, findings)
            return None
        value: str = node.value
        # Longer texts are changed only where they begin as a number does.
        if (len(value) < 6 or value[0] in "+-.0123456789") and node.is_plain:
            if changes(value) or (is_phone and guess.is_number(value)):
                findings.add_value("not-quoted", path, key, name, node, value=excerpt(value))
            elif node.is_null:
                findings.add_value("empty-item", path, key, name, node)
                return None
        if check is not None:
            fault = check(value)
            if fault is not None:
                return _tell(fault, path, key, name, node, findings=findings)
        return value

    return read


def _checked_reader(
    text: Text, check: Check, path: str
) -> Callable[[Node, str, Scalar | None, Findings], str | None]:
    changes = guess.changes
    guessed = "enum-not-quoted" if text.form is Form.ENUM else "not-quoted"

    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> str | None:
        if node.__class__ is not Scalar:
            _wrong_type(node, path, key, name, findings)
            return None
        value: str = node.value
        fault = check(value)
        if fault is not None:
            if node.is_null:
                fault = check("") or fault
            if (not value or node.is_null) and fault.kind != "not-parsable":
                fault = Fault("empty-value")
            return _tell(fault, path, key, name, node, findings=findings)
        if len(value) < 4 and node.is_plain and changes(value):
            findings.add_value(guessed, path, key, name, node, value=excerpt(value))
        return value

    return read


def _version_reader(check: Check, path: str) -> Callable[[Node, str, Scalar | None, Findings], str | None]:
    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> str | None:
        if not isinstance(node, Scalar):
            _wrong_type(node, path, key, name, findings)
            return None
        if node.is_plain and (guess.is_number(node.value) or node.boolean is not None):
            findings.add_value("version-not-quoted", path, key, name, node, value=excerpt(node.value))
            return node.value
        if node.style in {"|", ">"}:
            findings.add_value("version-in-block", path, key, name, node)
        value = node.value.strip() if node.style in {"|", ">"} else node.value
        fault = check(value)
        return value if fault is None else _tell(fault, path, key, name, node, findings=findings)

    return read


def _file_reader(text: Text, path: str) -> Callable[[Node, str, Scalar | None, Findings], str | None]:
    extensions, picture = text.extensions, text.picture

    def read(node: Node, key: str, name: Scalar | None, findings: Findings) -> str | None:
        if not isinstance(node, Scalar):
            _wrong_type(node, path, key, name, findings)
            return None
        value = "" if node.is_null else node.value
        if not value and (picture or not extensions):
            return None
        fault = paths.place(value)
        if fault is not None and _tell(fault, path, key, name, node, findings=findings) is None:
            return None
        if extensions:
            fault = paths.extension(value, extensions)
            if fault is not None:
                _tell(fault, path, key, name, node, findings=findings)
        if findings.files is not None and paths.is_relative(value):
            fault = paths.existing(value, findings.files, picture=picture)
            if fault is not None:
                _tell(fault, path, key, name, node, findings=findings)
        return value

    return read


def _wrong_type(node: Node, path: str, key: str, name: Scalar | None, findings: Findings) -> None:
    words = {"expected": say(phrases.A_TEXT), "found": describe(node), "advice": say(phrases.WRITE_TEXT)}
    findings.add_value("wrong-type", path, key, name, node, **words)


def _tell(
    fault: Fault, path: str, key: str, name: Scalar | None, node: Scalar, *, findings: Findings
) -> str | None:
    """Note a fault; return the value where it can still be used."""
    kind, value = fault.kind, node.value
    findings.add_value(kind, path, key, name, node, **fault.words)
    if kind == "lower-case-country":
        return value.upper()
    is_error = RULES[kind].level is Level.ERROR
    return None if kind in _DROPPED or (is_error and kind not in _KEPT) else value
