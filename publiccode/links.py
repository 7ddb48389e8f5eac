"""The web addresses in a publiccode.yml, each with its place and what should be there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

from publiccode.checks.path import is_relative, place
from publiccode.checks.urls import parse
from publiccode.keys import TOP
from publiccode.loader import load
from publiccode.nodes import Mapping, Scalar, Sequence
from publiccode.schema import Form, Languages, Many, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.nodes import Node
    from publiccode.schema import Value

MOST_LINKS = 200
"""Addresses of one file that are looked at; more are no description of software."""


class Purpose(StrEnum):
    """What should be at an address. A ``name`` only has to be unique, as that of an organisation."""

    REPOSITORY = "repository"
    PAGE = "page"
    PICTURE = "picture"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Link:
    """One address. ``path`` is its key as the standard names it, ``key`` the key in this file; ``value`` is
    what the file says and ``address`` the URL that this leads to.
    """

    path: str
    key: str
    line: int
    column: int
    value: str
    address: str
    purpose: Purpose


def purpose_of(text: Text, path: str) -> Purpose | None:
    """Return what should be at the address that a key holds, None for a key that holds none."""
    if path == "url":
        return Purpose.REPOSITORY
    if text.form in {Form.ORGANISATION, Form.SUPPORTED} or path == "isBasedOn":
        return Purpose.NAME
    if text.form is Form.FILE:
        return Purpose.PICTURE if text.extensions else Purpose.PAGE
    return Purpose.PAGE if text.form in {Form.URL, Form.HTTP_URL, Form.VIDEO} else None


def links(text: str | bytes, *, base: str | None = None) -> tuple[Link, ...]:
    """Return the http and https addresses in a file, at most ``MOST_LINKS``; never raises for bad input.

    ``base`` is the address that the file itself came from: the files beside it are then addresses too.
    """
    root = load(text).root
    if root is None:
        return ()
    found = (_link(leaf, base) for leaf in _leaves(TOP, "", "", None, root))
    return tuple(islice(filter(None, found), MOST_LINKS))


class _Leaf(NamedTuple):
    text: Text
    path: str
    key: str
    name: Scalar | None
    node: Scalar


def _leaves(value: Value, path: str, key: str, name: Scalar | None, node: Node) -> Iterator[_Leaf]:
    """Yield every text of the key table that the file has."""
    if isinstance(value, Text):
        if isinstance(node, Scalar):
            yield _Leaf(value, path, key, name, node)
    elif isinstance(value, Many):
        if isinstance(node, Sequence):
            for index, item in enumerate(node):
                yield from _leaves(value.of, path, f"{key}[{index}]", None, item)
        else:
            yield from _leaves(value.of, path, key, name, node)
    elif isinstance(node, Mapping) and isinstance(value, Table | Languages):
        yield from _members(value, path, key, node)


def _members(value: Table | Languages, path: str, key: str, node: Mapping) -> Iterator[_Leaf]:
    if isinstance(value, Languages):
        for tag, (tag_node, member) in node.entries.items():
            yield from _leaves(value.of, path, f"{key}.{tag}", tag_node, member)
        return
    for known in value.keys:
        entry = node.entries.get(known.name)
        if entry is not None:
            inner, place = (f"{before}.{known.name}" if before else known.name for before in (path, key))
            yield from _leaves(known.value, inner, place, *entry)


def _link(leaf: _Leaf, base: str | None) -> Link | None:
    purpose = purpose_of(leaf.text, leaf.path)
    address = _address(leaf.text, leaf.node.value, base) if purpose else None
    if purpose is None or address is None:
        return None
    at = leaf.node if leaf.name is None or leaf.name.line == leaf.node.line else leaf.name
    return Link(leaf.path, leaf.key, at.line, at.column, leaf.node.value, address, purpose)


def file_address(value: str, base: str | None) -> str | None:
    """Return the http or https address of a file that is named by its URL, or by its path beside ``base``.

    ``base`` is the address of the file that names it, None where that has none.
    """
    if base is not None and is_relative(value) and place(value) is None:
        return urljoin(base, quote(value.replace("\\", "/"), safe="/.~-_!$&'()*+,;=@"))
    return _web_address(value)


def _address(text: Text, value: str, base: str | None) -> str | None:
    return file_address(value, base) if text.form is Form.FILE else _web_address(value)


def _web_address(value: str) -> str | None:
    parts = parse(value)
    return value if parts is not None and parts.scheme in {"http", "https"} and parts.host else None
