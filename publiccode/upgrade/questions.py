"""What only the author can decide: found in the upgraded text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from publiccode.upgrade.italian_questions import italian_questions
from publiccode.upgrade.languages import modern_tag
from publiccode.upgrade.step import ask
from publiccode.upgrade.tree import Mapping, Scalar, Sequence, at
from publiccode.upgrade.values import VERSION, descriptions
from publiccode.vocabularies import CATEGORIES, SCOPES, SOFTWARE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.upgrade.source import Source
    from publiccode.upgrade.step import Told
    from publiccode.upgrade.tree import Entry, Path

_DEPRECATED = (("inputTypes", "0.3"), ("outputTypes", "0.3"))
_PLACEHOLDER_DATE = "1970-01-01"
_NEAREST = 5


def questions(source: Source) -> Iterator[Told]:
    """Yield every question, in no particular order."""
    root = source.root
    yield from _version(root)
    yield from _tags(root)
    yield from _top_level(root)
    yield from _languages(root)
    for path, members in descriptions(root):
        yield from _description(path, members)
    yield from _audience(root)
    yield from _legal(root)
    yield from _maintenance(root)
    yield from _organisations(root)
    yield from italian_questions(root)


def _version(root: Mapping) -> Iterator[Told]:
    entry = root.entry(VERSION)
    if entry is None or not isinstance(entry.value, Scalar) or entry.value.is_null:
        return
    value = entry.value.value
    # A minor version that is newer than this program is no mistake.
    if value != "0" and not (value.startswith("0.") and value[2:].replace(".", "").isdigit()):
        yield ask("unknown-version", (VERSION,), entry.value, value=value)


def _tags(root: Mapping) -> Iterator[Told]:
    entry = root.entry("tags")
    if entry is None or not isinstance(entry.value, Sequence):
        return
    for index, item in enumerate(entry.value.items):
        if isinstance(item, Scalar) and not item.is_null:
            choices = tuple(f"categories: {name}" for name in nearest(item.value, CATEGORIES))
            yield ask("tag", ("tags", index), item, value=item.value, choices=(*choices, "delete it"))


@lru_cache(maxsize=256)
def nearest(value: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a vocabulary that are spelt most like a value, the likest first."""
    from rapidfuzz import process  # noqa: PLC0415 - of use only where there are old tags

    return tuple(name for name, _, _ in process.extract(value, vocabulary, limit=_NEAREST))


def _top_level(root: Mapping) -> Iterator[Told]:
    node = root.get("softwareType")
    if isinstance(node, Scalar) and node.value == "standalone":
        types = _standalone_types(root)
        yield ask("standalone", ("softwareType",), node, choices=tuple(types))
    node = root.get("platforms")
    if isinstance(node, Scalar) and "," in node.value:
        several = ", ".join(part.strip() for part in node.value.split(","))
        yield ask("platforms", ("platforms",), node, several=several, single=f'"{node.value}"')
    for name, since in _DEPRECATED:
        if entry := root.entry(name):
            yield ask("deprecated", (name,), entry.key, since=since)
    if entry := root.entry("monochromeLogo"):
        kind = "monochrome-logo" if root.get("logo") else "monochrome-logo-only"
        yield ask(kind, ("monochromeLogo",), entry.key)
    node = root.get("releaseDate")
    if isinstance(node, Scalar) and node.value == _PLACEHOLDER_DATE:
        yield ask("placeholder-date", ("releaseDate",), node)


def _standalone_types(root: Mapping) -> list[str]:
    """Return the six kinds of standalone software, the one that the platforms hint at first."""
    node = root.get("platforms")
    items = node.items if isinstance(node, Sequence) else []
    names = {item.value.lower() for item in items if isinstance(item, Scalar)}
    proposal = "standalone/other"
    for platforms, kind in (
        ({"windows", "mac", "linux"}, "standalone/desktop"),
        ({"ios", "android"}, "standalone/mobile"),
        ({"web"}, "standalone/web"),
    ):
        if names & platforms:
            proposal = kind
    kinds = [kind for kind in SOFTWARE_TYPES if kind.startswith("standalone/")]
    return sorted(kinds, key=lambda kind: kind != proposal)


def _languages(root: Mapping) -> Iterator[Told]:
    """Ask about a language that is described under an old tag and under today's."""
    node = root.get("description")
    entries = node.entries if isinstance(node, Mapping) else []
    tags = {entry.key.value.lower(): entry.key.value for entry in entries}
    for entry in entries:
        new = modern_tag(entry.key.value)
        if new and new.lower() in tags:
            yield ask("both-names", ("description", entry.key.value), entry.key, new=tags[new.lower()])


def _description(path: Path, members: Mapping) -> Iterator[Told]:
    if entry := members.entry("genericName"):
        yield ask("deprecated", (*path, "genericName"), entry.key, since="0.3")
    if entry := members.entry("freeTags"):
        yield ask("free-tags", (*path, "freeTags"), entry.key)
    if (entry := members.entry("featureList")) and members.entry("features"):
        yield ask("both-names", (*path, "featureList"), entry.key, new="features")


def _audience(root: Mapping) -> Iterator[Told]:
    node = root.get("intendedAudience")
    if isinstance(node, Mapping) and (entry := node.entry("onlyFor")):
        yield ask("only-for", ("intendedAudience", "onlyFor"), entry.key, scopes=", ".join(SCOPES))


def _legal(root: Mapping) -> Iterator[Told]:
    node = root.get("legal")
    if not isinstance(node, Mapping):
        return
    if entry := node.entry("authorsFile"):
        yield ask("deprecated", ("legal", "authorsFile"), entry.key, since="0.4")
    if entry := node.entry("repoOwner"):
        yield _repo_owner(root, entry)


def _repo_owner(root: Mapping, entry: Entry) -> Told:
    path: Path = ("legal", "repoOwner")
    name = at(root, ("organisation", "name"))
    if isinstance(name, Scalar):
        return ask("repo-owner-named", path, entry.key, name=name.value)
    kind = "repo-owner" if at(root, ("organisation", "uri")) else "repo-owner-no-uri"
    return ask(kind, path, entry.key)


def _maintenance(root: Mapping) -> Iterator[Told]:
    node = root.get("maintenance")
    if not isinstance(node, Mapping) or node.get("contractors") is None:
        return
    entry = node.entry("contractors")
    kind = node.get("type")
    path: Path = ("maintenance", "contractors")
    if entry is None:
        return
    if not isinstance(kind, Scalar):
        yield ask("contractors-untyped", path, entry.key)
    elif kind.value != "contract":
        yield ask("contractors", path, entry.key, type=kind.value)


def _organisations(root: Mapping) -> Iterator[Told]:
    entry = root.entry("organisation")
    if entry is not None and isinstance(entry.value, Scalar) and not entry.value.is_null:
        yield ask("organisation-text", ("organisation",), entry.value)
    node = root.get("fundedBy")
    for index, item in enumerate(node.items if isinstance(node, Sequence) else []):
        if isinstance(item, Mapping) and (url := item.entry("url")):
            yield ask("funder-url", ("fundedBy", index, "url"), url.key)
        elif isinstance(item, Scalar) and not item.is_null:
            yield ask("organisation-text", ("fundedBy", index), item)
