"""YAML text to positioned nodes: bounded, without guessing types, never raising for bad input."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import yaml
from yaml.reader import ReaderError

from publiccode.building import Builder, Limits, Stopped
from publiccode.finding import Finding
from publiccode.nodes import Node
from publiccode.phrases import BAD_BYTE, HALF_PAIR, say
from publiccode.syntax import syntax_finding
from publiccode.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publiccode.problem import Problem

__all__ = ["Document", "Limits", "load"]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BYTE_ORDER_MARK = "\ufeff"
# Line breaks of YAML 1.1 that are ordinary characters in YAML 1.2; libyaml would count them as lines.
_OLD_BREAKS = ("\x85", "\u2028", "\u2029")
_BLANKS = str.maketrans(dict.fromkeys(_OLD_BREAKS, " "))
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text as nodes; ``root`` is None where nothing could be read, and the findings say why.

    Some findings leave the nodes good, those of duplicate keys, of unknown anchors and of a second
    document among them.
    """

    root: Node | None
    findings: tuple[Finding, ...] = ()
    has_byte_order_mark: bool = False
    has_directive: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings put into words, ordered by place."""
        return word(self.findings)


def load(text: str | bytes, limits: Limits | None = None) -> Document:
    """Read the first YAML document of a text. Never raises for bad input: see ``problems``.

    Bytes must be UTF-8. Scalars keep their text; only :attr:`~publiccode.nodes.Scalar.boolean` and
    :attr:`~publiccode.nodes.Node.is_null` interpret it, by YAML 1.2's core schema.
    """
    limits = limits or Limits()
    content, finding = _decode(text, limits.bytes)
    if finding is not None:
        return Document(None, (finding,))
    marked = content.startswith(_BYTE_ORDER_MARK)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    if not content.isascii() and any(mark in content for mark in _OLD_BREAKS):
        content = content.translate(_BLANKS)
    try:
        return _parse(content, limits, marked=marked)
    except ReaderError:
        findings = _control_characters(content)
        content = _NOT_YAML.sub("\ufffd", content)
        return _parse(content, limits, marked=marked, findings=findings)


def _decode(text: str | bytes, limit: int) -> tuple[str, Finding | None]:
    if isinstance(text, str) and len(text) <= limit and text.isascii():
        return text, None
    try:
        raw = text if isinstance(text, bytes) else text.encode()
        if len(raw) > limit:
            words = {"size": f"{len(raw):,}", "limit": f"{limit:,}"}
            return "", Finding("file/too-large", "", "", 1, 1, words)
        return raw.decode(), None
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
        detail = say(BAD_BYTE, byte=f"0x{error.object[error.start]:02X}")
    except UnicodeEncodeError as error:
        line = error.object.count("\n", 0, error.start) + 1
        column = error.start - error.object.rfind("\n", 0, error.start)
        detail = say(HALF_PAIR)
    return "", Finding("file/not-utf8", "", "", line, column, {"detail": detail})


def _parse(content: str, limits: Limits, *, marked: bool, findings: Sequence[Finding] = ()) -> Document:
    builder = Builder(limits)
    builder.findings.extend(findings)
    parser = _Loader(content)
    try:
        builder.build(iter(parser.get_event, None))
    except Stopped:
        pass
    except yaml.MarkedYAMLError as error:
        builder.findings.append(syntax_finding(error, content))
        builder.root = None
    finally:
        parser.dispose()
    return Document(builder.root, tuple(builder.findings), marked, builder.has_directive)


def _control_characters(content: str) -> list[Finding]:
    findings = []
    for match in islice(_NOT_YAML.finditer(content), 20):
        at = match.start()
        line = content.count("\n", 0, at) + 1
        column = at - content.rfind("\n", 0, at)
        words = {"character": f"{ord(match[0]):04X}"}
        findings.append(Finding("file/control-character", "", "", line, column, words))
    return findings
