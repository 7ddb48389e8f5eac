"""What of the Italian section only the author can decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.checks.uri import ITALIAN
from publiccode.upgrade.italian_targets import code_is_known, supports_takes
from publiccode.upgrade.italy import CONFORME_NAMES, PLATFORMS, section
from publiccode.upgrade.step import ask
from publiccode.upgrade.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.upgrade.step import Told
    from publiccode.upgrade.tree import Entry, Path

_NO_MORE = ("ecosistemi", "designKit")


def italian_questions(root: Mapping) -> Iterator[Told]:
    entry = section(root)
    if entry is None:
        lower = root.entry("it")
        if lower is not None:
            yield ask("two-sections", ("it",), lower.key)
        return
    if not isinstance(entry.value, Mapping):
        return
    path: Path = (entry.key.value,)
    yield from _platforms(root, entry.value, path)
    for member in entry.value.entries:
        inner: Path = (*path, member.key.value)
        if member.key.value in _NO_MORE:
            yield ask("no-more", inner, member.key)
        if not isinstance(member.value, Mapping):
            continue
        if member.key.value == "piattaforme":
            yield from _platforms(root, member.value, inner)
        elif member.key.value == "conforme":
            yield from _conforme(member.value, inner)
        elif member.key.value == "riuso" and (code := member.value.entry("codiceIPA")):
            yield from _code(code, (*inner, "codiceIPA"))


def _platforms(root: Mapping, group: Mapping, path: Path) -> Iterator[Told]:
    """Ask about those that are left: they could not be moved."""
    for entry in group.entries:
        if entry.key.value not in PLATFORMS:
            continue
        is_word = isinstance(entry.value, Scalar) and entry.value.value.lower() in {"true", "false"}
        kind = "platform-value" if supports_takes(root) or not is_word else "supports-elsewhere"
        yield ask(kind, (*path, entry.key.value), entry.key)


def _conforme(group: Mapping, path: Path) -> Iterator[Told]:
    for entry in group.entries:
        name = entry.key.value
        if name in CONFORME_NAMES or name in CONFORME_NAMES.values():
            yield ask("conforme", (*path, name), entry.key)


def _code(entry: Entry, path: Path) -> Iterator[Told]:
    if not isinstance(entry.value, Scalar):
        return
    code = entry.value.value
    if code_is_known(code):
        yield ask("other-organisation", path, entry.key, code=code, uri=f"{ITALIAN}{code}")
    else:
        yield ask("unknown-code", path, entry.key, code=code)
