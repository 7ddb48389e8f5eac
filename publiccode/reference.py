"""Findings told as the reference validator tells them: its levels, keys and lines.

Observed on its state of 2026-08-21 with network checks off. What it adds as a follow-up of another
problem is left out; what only riuso says stays, as a warning. docs/differences.md lists the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publiccode.nodes import Mapping, Node, Scalar, Sequence
from publiccode.wording import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.finding import Finding
    from publiccode.findings import Findings
    from publiccode.loader import Document
    from publiccode.problem import Problem

# Found while it decodes: it names the first thing on the line, whatever is wrong there.
_DECODING = frozenset({"wrong-type", "not-a-boolean", "unknown-key", "old-key", "not-a-list"})
# It stops there, and names no place.
_NOWHERE = frozenset({"file/several-documents", "file/not-utf8", "file/directive", "not-parsable"})
_NO_VERSION = frozenset({"file/empty", "file/not-a-map", "file/byte-order-mark"})
_REFUSED_VERSION = frozenset({"unknown-version", "old-version", "newer-version", "missing"})
# Found in its second round, which writes language tags after a dot; the first one brackets them.
_SECOND_ROUND = frozenset(
    {
        "absolute-path", "file-url", "wrong-extension", "jpeg-extension", "not-found", "not-a-png",
        "not-embeddable", "deprecated",
    }
)  # fmt: skip
_BAD_TAG = frozenset({"not-a-language", "empty-value"})
_SECTIONS = ("legal", "maintenance", "localisation")


def as_reference(findings: Findings, document: Document, *, language: str = "en") -> tuple[Problem, ...]:
    """Return the problems of a file as the reference validator would name them."""
    found = findings.found
    if findings.files is None:
        # Without the files it does not look at their names either.
        found = [finding for finding in found if finding.kind not in {"wrong-extension", "jpeg-extension"}]
    first = _first_on_line(document.root) if any(finding.kind in _DECODING for finding in found) else {}
    restated = [_restated(finding, document.root, first) for finding in found]
    return word([*restated, *_said_twice(findings)], reference=True, language=language)


def _said_twice(findings: Findings) -> Iterator[Finding]:
    """Yield what is one problem to riuso and another one too to the reference."""
    for finding in findings.found:
        if finding.kind == "not-parsable" and finding.path == "url":
            yield finding
        elif finding.kind == "outside-repository" and findings.files is not None:
            node = finding.node
            if isinstance(node, Scalar) and findings.files.read(node.value, 1) is None:
                yield replace(finding, kind="not-found")


def _restated(finding: Finding, root: Node | None, first: dict[int, str]) -> Finding:
    if _has_no_place(finding, root):
        return replace(finding, key=_key_without_place(finding), line=0, column=0)
    if finding.kind in _BAD_TAG and finding.path == "description" and isinstance(root, Mapping):
        name = root.key("description")
        return replace(finding, key="description", line=name.line if name else finding.line)
    if finding.kind in _DECODING:
        line = finding.node.line if finding.node is not None else finding.line
        return replace(finding, key=first.get(line, finding.key), line=line)
    if finding.path == "isBasedOn" and "[" not in finding.key:
        return replace(finding, key="isBasedOn[0]")
    return finding if finding.kind in _SECOND_ROUND else replace(finding, key=_bracketed(finding.key))


def _has_no_place(finding: Finding, root: Node | None) -> bool:
    kind, path = finding.kind, finding.path
    if kind in _NOWHERE or kind in _NO_VERSION:
        return True
    if path == "publiccodeYmlVersion":
        return kind in _REFUSED_VERSION and not (finding.node is not None and finding.node.is_null)
    if kind == "deprecated":
        return finding.key.startswith("it.")
    return kind == "missing" and isinstance(root, Mapping) and _is_whole_section(finding.key, root)


def _key_without_place(finding: Finding) -> str:
    if finding.kind in _NOWHERE:
        return ""
    if finding.kind in _NO_VERSION:
        return "publiccodeYmlVersion"
    return f"IT{finding.key[2:]}" if finding.key.startswith("it.") else finding.key


def _is_whole_section(key: str, root: Mapping) -> bool:
    section = key.partition(".")[0]
    return section in _SECTIONS and section != key and section not in root.entries


def _bracketed(key: str) -> str:
    if not key.startswith("description."):
        return key
    tag, dot, rest = key.removeprefix("description.").partition(".")
    return f"description[{tag}].{rest}" if dot and not tag.isalpha() else key


def _first_on_line(root: Node | None) -> dict[int, str]:
    """Return the first key or item that begins on each line: line -> its path."""
    first: dict[int, str] = {}
    open_nodes: list[tuple[str, Node]] = [("", root)] if root is not None else []
    seen: set[int] = set()
    while open_nodes:
        path, node = open_nodes.pop()
        if id(node) in seen or isinstance(node, Scalar):
            continue
        seen.add(id(node))
        inner: list[tuple[str, int, Node]] = []
        if isinstance(node, Mapping):
            inner = [
                (f"{path}.{name.value}" if path else name.value, name.line, value) for name, value in node
            ]
        elif isinstance(node, Sequence):
            inner = [(f"{path}[{index}]", item.line, item) for index, item in enumerate(node)]
        for place, line, _ in inner:
            first.setdefault(line, place)
        open_nodes.extend((place, value) for place, _, value in reversed(inner))
    return first
