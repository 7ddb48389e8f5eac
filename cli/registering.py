"""Adding a source to a publishers file: one entry changes or comes to it, every other byte stays."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.data_folder import write_atomically
from cli.errors import CliError
from crawler.errors import PublishersError
from crawler.publishers import check_publishers, read_publishers
from crawler.source import SourceKind
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ruamel.yaml import YAML

    from crawler.publishers import PublisherSources
    from crawler.source import HostKind, Source

_CONTEXT = 3
_LISTS = {SourceKind.ORG: "orgs", SourceKind.REPO: "repos", SourceKind.INSTANCE: "instances"}


class NotRegisteredError(CliError):
    """Raised where a file can't be changed so that riuso would read what was asked for."""


@dataclass(frozen=True, slots=True)
class Registration:
    """``new`` is the file's text with the source in it, ``old`` the one there is, empty for a new file."""

    path: Path
    old: str
    new: str

    @property
    def diff(self) -> str:
        """What changes, as a unified diff; it is all in one place."""
        old, new = self.old.splitlines(), self.new.splitlines()
        same = _in_common(old, new)
        rest = _in_common(old[same:][::-1], new[same:][::-1])
        start, end = max(0, same - _CONTEXT), len(old) - rest
        before, after = old[start:same], old[end : end + _CONTEXT]
        gone, came = old[same:end], new[same : len(new) - rest]
        around = len(before) + len(after)
        lines = [
            f"--- {self.path}",
            f"+++ {self.path}",
            f"@@ -{start + 1},{len(gone) + around} +{start + 1},{len(came) + around} @@",
            *(f" {line}" for line in before),
            *(f"-{line}" for line in gone),
            *(f"+{line}" for line in came),
            *(f" {line}" for line in after),
        ]
        return "\n".join(lines) + "\n"

    def write(self) -> None:
        write_atomically(self.path, self.new.encode())


def register(path: Path, source: Source, host: HostKind | None, facts: Mapping[str, str]) -> Registration:
    """Return ``path`` with ``source`` in it: in the publisher of the id in ``facts``, or in a new one.

    ``facts`` are the keys of the entry, ``id`` among them; those of a publisher that is there are left as
    they are. ``host`` is written beside the URL, None where the URL shows it. Raises
    :class:`NotRegisteredError`; nothing is written here.
    """
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    address: Any = {"url": source.url, "host": host.value} if host else source.url
    entry = _entry(path, old, facts["id"]) if old.strip() else None
    key = _LISTS[source.kind]
    new: str | None
    if entry is None:
        new = _with_new_entry(old, {**facts, key: [address]})
    else:
        new = _with_source(old, entry, key, address)
    registration = Registration(path, old, new or old)
    if new is None or not _is_proved(registration, facts["id"], source):
        raise NotRegisteredError(
            f"{path} is written in a way that riuso can't change safely; add {source.url} by hand"
        )
    return registration


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _entry(path: Path, text: str, identifier: str) -> PublisherSources | None:
    checked = check_publishers([path])
    if checked.errors:
        raise NotRegisteredError(f"{path} has errors already; mend them first: {checked.errors[0]}")
    if not re.search(r"^-\s", text, re.MULTILINE):
        raise NotRegisteredError(f"{path} is not written as a list of '- id: …'; add the entry by hand")
    return next((one for one in checked.publishers if one.publisher.id == identifier), None)


def _with_new_entry(old: str, entry: dict[str, Any]) -> str:
    if "name" not in entry:
        raise NotRegisteredError(f"there is no publisher {entry['id']} yet: give its --name")
    indent = re.search(r"^( *)- ", old, re.MULTILINE)
    margin = indent[1] if indent else ""
    text = f"{margin}- {_dumped(_yaml(2), entry, f'{margin}  ').lstrip()}"
    if not old:
        return text
    return f"{old}{'' if old.endswith(chr(10)) else chr(10)}{chr(10)}{text}"


def _with_source(old: str, entry: PublisherSources, key: str, address: Any) -> str | None:
    """Write the entry again, which is all that changes; comments and quotes in it stay.

    None where it does not stand by itself, as one that takes a value from another.
    """
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - only a registration pays for it

    lines = old.splitlines(keepends=True)
    start = entry.line - 1
    margin = " " * (entry.column - 1)
    end = next(
        (n for n in range(start + 1, len(lines)) if _is_outside(lines[n], margin)),
        len(lines),
    )
    while end > start + 1 and not lines[end - 1].startswith(margin):
        end -= 1
    block = [lines[start][len(margin) :], *(line.removeprefix(margin) for line in lines[start + 1 : end])]
    offset = re.search(r"^( *)- ", "".join(block), re.MULTILINE)
    yaml = _yaml(len(offset[1]) if offset else 2)
    try:
        mapping = yaml.load("".join(block))
    except YAMLError:
        return None
    mapping.setdefault(key, [])
    if mapping[key] is None:
        mapping[key] = []
    mapping[key].append(address)
    written = _dumped(yaml, mapping, margin).removeprefix(margin)
    return "".join(lines[:start]) + lines[start][: len(margin)] + written + "".join(lines[end:])


def _is_outside(line: str, margin: str) -> bool:
    """Whether a line belongs to the list and not to the entry; comments and blank lines may be of either."""
    text = line.strip()
    return bool(text) and not text.startswith("#") and not line.startswith(margin)


def _yaml(offset: int) -> YAML:
    from ruamel.yaml import YAML  # noqa: PLC0415 - only a registration pays for it

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _dumped(yaml: YAML, value: Any, margin: str) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    lines = stream.getvalue().splitlines(keepends=True)
    return "".join(f"{margin}{line}" if line.strip() else line for line in lines)


def _is_proved(registration: Registration, identifier: str, source: Source) -> bool:
    """Read what would be written as a crawl would, and compare: one source more, all else the same."""
    before = _read(registration.path, registration.old)
    try:
        after = _read(registration.path, registration.new)
    except PublishersError as error:
        if identifier in before:
            return False
        told = str(error).splitlines()[0].removeprefix(f"{registration.path}:")
        raise NotRegisteredError(f"the new entry can't be used: {told.partition(' ')[2]}") from error
    added = (source.kind.value, canonical_url(source.url))
    return after == {**before, identifier: before.get(identifier, frozenset()) | {added}}


def _read(path: Path, text: str) -> dict[str, frozenset[tuple[str, str]]]:
    """Return kind and URL of each publisher's sources, as riuso reads them from this text at this place."""
    if not text.strip():
        return {}
    return {
        one.publisher.id: frozenset((source.kind.value, canonical_url(source.url)) for source in one.sources)
        for one in read_publishers([path], {path: text})
    }
