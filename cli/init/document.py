"""A new publiccode.yml as text; what is missing stands in it as a comment, where it belongs."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.init.draft import Values

_WIDTH = 100
_PLAIN = re.compile(r"[^\W\d_][\w ./()+&'’,-]*[\w.)]|[^\W\d_]")
_URL = re.compile(r"https?://[\w./~%+@-]+")
_RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_HEAD = "# Describes this software for reuse: https://yml.publiccode.tools\n"


@dataclass(frozen=True, slots=True)
class Todo:
    """Stands in the place of a value that is missing; ``example`` is YAML."""

    example: str


def written(values: Values) -> str:
    """Return the file's text; each :class:`Todo` in it is a comment."""
    return _HEAD + "".join(f"{line}\n" for line in _map(values, 0))


def scalar(text: str) -> str:
    """Return a text as YAML that every reader takes for that text, without quotes where it needs none."""
    if _URL.fullmatch(text) or (_PLAIN.fullmatch(text) and text.lower() not in _RESERVED):
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _map(values: Values, indent: int) -> Iterator[str]:
    for name, value in values.items():
        if _is_missing(value):
            yield from (f"{' ' * indent}# {line}" for line in _example(name, value))
        else:
            yield from _entry(name, value, indent)


def _is_missing(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_missing, value.values()))
    return isinstance(value, Todo)


def _example(name: str, value: Values | Todo) -> Iterator[str]:
    if isinstance(value, Todo):
        yield from (line.rstrip() for line in f"{name}: {value.example}".splitlines())
        return
    yield f"{name}:"
    for inner, example in value.items():
        yield from (f"  {line}" for line in _example(inner, example))


def _entry(name: str, value: Any, indent: int) -> Iterator[str]:
    blanks = " " * indent
    if isinstance(value, dict):
        yield f"{blanks}{name}:"
        yield from _map(value, indent + 2)
    elif isinstance(value, list):
        yield f"{blanks}{name}:"
        for item in value:
            yield from _item(item, indent + 2)
    elif isinstance(value, bool):
        yield f"{blanks}{name}: {str(value).lower()}"
    elif name == "longDescription":
        yield from _folded(name, value, indent)
    else:
        yield f"{blanks}{name}: {scalar(value)}"


def _item(item: Any, indent: int) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{' ' * indent}- {scalar(item)}"
        return
    for number, (name, value) in enumerate(item.items()):
        yield f"{' ' * indent}{'  ' if number else '- '}{name}: {scalar(value)}"


def _folded(name: str, text: str, indent: int) -> Iterator[str]:
    """Yield a long text as a folded block; each of its lines is a paragraph."""
    yield f"{' ' * indent}{name}: >"
    blanks = " " * (indent + 2)
    for number, paragraph in enumerate(text.splitlines()):
        if number:
            yield ""
        wrapped = textwrap.wrap(paragraph, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        yield from (blanks + line for line in wrapped)
