"""Steps that put one value, or one name, in the place of another."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import yaml

from publiccode.upgrade.editing import CannotEditError, Edit, put, remove, remove_entry, replace
from publiccode.upgrade.languages import modern_tag
from publiccode.upgrade.step import Step, change
from publiccode.upgrade.tree import Alias, Mapping, Scalar, Sequence, at
from publiccode.vocabularies import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.upgrade.source import Source
    from publiccode.upgrade.tree import Entry, Node, Path

VERSION = "publiccodeYmlVersion"
FIRST_VERSION_KEY = "publiccode-yaml-version"
_OLDER = re.compile(r"0\.[1-6](?:\.\d+)?")
_CORE_NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBERS = frozenset({"int", "float", "timestamp"})
_TRUE = frozenset({"yes", "on", "y"})
_FALSE = frozenset({"no", "off", "n"})


def old_boolean(node: Node) -> str | None:
    """Return the boolean that YAML 1.1 saw in a plain word that YAML 1.2 takes for text.

    One-letter words are booleans in YAML 1.1's own list, and in few of its readers.
    """
    if not isinstance(node, Scalar) or node.style or node.marked:
        return None
    word = node.value
    if word not in {word.lower(), word.upper(), word.capitalize()}:
        return None
    return "true" if word.lower() in _TRUE else "false" if word.lower() in _FALSE else None


def is_guessed(node: Node) -> bool:
    """Whether a YAML reader, old or new, takes a plain value for a number or a date."""
    if not isinstance(node, Scalar) or node.style or node.marked or not node.value:
        return False
    if _CORE_NUMBER.fullmatch(node.value):
        return True
    for tag, pattern in _resolvers().get(node.value[0], ()):
        if tag.rpartition(":")[2] in _NUMBERS and pattern.match(node.value):
            return True
    return False


@cache
def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    return dict(yaml.SafeLoader.yaml_implicit_resolvers)


def version(source: Source) -> Iterator[Step]:
    """Say ``"0"`` for every version before 0.7, and that in the key of today."""
    first = source.root.entry(FIRST_VERSION_KEY)
    entry = source.root.entry(VERSION)
    if first is not None and entry is not None:
        yield _drop_first_version(source, first)
    elif first is not None:
        yield Step(
            (change("renamed", (FIRST_VERSION_KEY,), first.key, new=f'{VERSION}: "0"'),),
            lambda: [replace(first.key, VERSION), put(source, first, "0")],
            frozenset({(FIRST_VERSION_KEY,), (VERSION,)}),
        )
    if entry is None or not isinstance(entry.value, Scalar):
        return
    if _OLDER.fullmatch(entry.value.value):
        told = change("value", (VERSION,), entry.value, old=entry.value.value, new='"0"')
        yield Step((told,), lambda: [put(source, entry, "0")], frozenset({(VERSION,)}))
    elif is_guessed(entry.value):
        yield _quote((VERSION,), entry.value)


def _drop_first_version(source: Source, entry: Entry) -> Step:
    def edits() -> list[Edit]:
        if source.root.flow:
            return remove(source, source.root, [source.root.entries.index(entry)])
        return [remove_entry(source, entry)]

    path: Path = (FIRST_VERSION_KEY,)
    return Step((change("dropped-old-version", path, entry.key),), edits, frozenset({path}))


def numbers(source: Source) -> Iterator[Step]:
    """Version and phone numbers that YAML takes for something else are quoted, their text kept."""
    paths: list[Path] = [("softwareVersion",)]
    paths += [
        (*path, name)
        for path in _dependencies(source.root)
        for name in ("version", "versionMin", "versionMax")
    ]
    paths += [(*path, "phone") for path in _items(source.root, ("maintenance", "contacts"))]
    for path in paths:
        node = at(source.root, path)
        if node is not None and is_guessed(node):
            yield _quote(path, node)


def _quote(path: Path, node: Node) -> Step:
    assert isinstance(node, Scalar)  # noqa: S101 - only scalars are guessed
    told = change("quoted", path, node, old=node.value)
    return Step((told,), lambda: [Edit(node.start, node.end, f'"{node.value}"')], frozenset({path}))


def booleans(source: Source) -> Iterator[Step]:
    """``yes``, ``no``, ``on`` and ``off`` become the booleans that they are in YAML 1.1."""
    paths: list[Path] = [("localisation", "localisationReady")]
    paths += [(*path, "optional") for path in _dependencies(source.root)]
    for path in paths:
        node = at(source.root, path)
        if node is not None and (new := old_boolean(node)):
            yield _value(path, node, new)


def countries(source: Source) -> Iterator[Step]:
    for name in ("countries", "unsupportedCountries"):
        for path in _items(source.root, ("intendedAudience", name)):
            node = at(source.root, path)
            if isinstance(node, Scalar) and node.value.upper() in COUNTRIES and not node.value.isupper():
                # YAML 1.1 takes a plain NO for false.
                new = node.value.upper()
                yield _value(path, node, '"NO"' if new == "NO" and not node.style else new)


def software_type(source: Source) -> Iterator[Step]:
    node = at(source.root, ("softwareType",))
    if isinstance(node, Scalar) and node.value == "softwareAddon":
        yield _value(("softwareType",), node, "addon")


def platforms(source: Source) -> Iterator[Step]:
    """One platform becomes a list of one; whether a comma divides several is not ours to say."""
    node = at(source.root, ("platforms",))
    if isinstance(node, Alias) or not isinstance(node, Scalar) or "," in node.value:
        return
    told = change("list", ("platforms",), node)
    yield Step((told,), lambda: _in_brackets(source, node), frozenset({("platforms",)}))


def _in_brackets(source: Source, node: Scalar) -> list[Edit]:
    text = source.text[node.start : node.end]
    if node.style in {"|", ">"} or node.marked or "\n" in text:
        raise CannotEditError
    if not node.style and set(text) & set("[]{}"):
        text = json.dumps(text, ensure_ascii=False)
    return [Edit(node.start, node.end, f"[{text}]")]


def renamed_features(source: Source) -> Iterator[Step]:
    for path, members in descriptions(source.root):
        old = members.entry("featureList")
        if old is not None and members.entry("features") is None:
            yield _rename((*path, "featureList"), old, "features")


_MOST_TAGS = 10_000
"""More than there are languages (the IANA registry has some 9,000 subtags): a list of more is none."""


def languages(source: Source) -> Iterator[Step]:
    """Language tags as BCP 47 writes them: the shortest code, a hyphen between its parts."""
    node = at(source.root, ("description",))
    if isinstance(node, Mapping) and len(node.entries) <= _MOST_TAGS:
        there = {entry.key.value.lower() for entry in node.entries}
        for entry in node.entries:
            new = modern_tag(entry.key.value)
            if new and new.lower() not in there:
                there.add(new.lower())
                yield _rename(("description", entry.key.value), entry, new)
    listed = at(source.root, ("localisation", "availableLanguages"))
    if isinstance(listed, Sequence) and len(listed.items) <= _MOST_TAGS:
        yield from _available_languages(source, listed)


def _available_languages(source: Source, listed: Sequence) -> Iterator[Step]:
    path: Path = ("localisation", "availableLanguages")
    seen = {item.value.lower() for item in listed.items if isinstance(item, Scalar)}
    told = []
    edits: list[tuple[Scalar, str]] = []
    gone = []
    for index, item in enumerate(listed.items):
        if not isinstance(item, Scalar) or not (new := modern_tag(item.value)):
            continue
        kind = "dropped-language" if new.lower() in seen else "value"
        told.append(change(kind, (*path, index), item, old=item.value, new=new))
        if new.lower() in seen:
            gone.append(index)
        else:
            edits.append((item, new))
            seen.add(new.lower())
    if told:
        yield Step(
            tuple(told),
            lambda: [
                *(replace(item, new) for item, new in edits),
                *(remove(source, listed, gone) if gone else ()),
            ],
            frozenset({path}),
        )


def descriptions(root: Mapping) -> Iterator[tuple[Path, Mapping]]:
    """Yield each language's description with its path."""
    node = at(root, ("description",))
    if isinstance(node, Mapping):
        for entry in node.entries:
            if isinstance(entry.value, Mapping):
                yield ("description", entry.key.value), entry.value


def _dependencies(root: Mapping) -> Iterator[Path]:
    for kind in ("open", "proprietary", "hardware"):
        yield from _items(root, ("dependsOn", kind))


def _items(root: Mapping, path: Path) -> Iterator[Path]:
    node = at(root, path)
    if isinstance(node, Sequence):
        yield from ((*path, index) for index in range(len(node.items)))


def _value(path: Path, node: Node, new: str) -> Step:
    old = node.value if isinstance(node, Scalar) else ""
    return Step(
        (change("value", path, node, old=old, new=new),), lambda: [replace(node, new)], frozenset({path})
    )


def _rename(path: Path, entry: Entry, new: str) -> Step:
    told = change("renamed", path, entry.key, new=new)
    return Step((told,), lambda: [replace(entry.key, new)], renamed={path: new})
