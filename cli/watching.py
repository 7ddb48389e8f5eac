"""Run the watches: search again, compare, write feed and digest."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.data_folder import write_atomically
from cli.opening import read_catalogue
from index.engine import open_index
from index.history.changes import changes, contracts_ending
from index.pages.wording import wording_of
from index.watch.digest import as_atom, as_html, as_text
from index.watch.store import read_seen, seen_bytes
from index.watch.watch import find, look
from publiccode.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cli.data_folder import DataFolder
    from index.history.changes import ContractEnd
    from index.watch.watch import Seen, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a watch found at a run: how many in all, and how many are new, changed and lost since the last."""

    name: str
    found: int
    new: int
    changed: int
    lost: int
    files: tuple[str, ...]


def run_watches(watches: Iterable[Watch], data: DataFolder, out: Path) -> tuple[Watched, ...]:
    """Look for each watch and write ``NAME.atom``, ``NAME.html`` and ``NAME.txt`` into ``out``.

    In the first of its languages; those in another are ``NAME.LANGUAGE.atom`` and so on.
    """
    with read_catalogue(data) as catalogue:
        entries = {entry.id: entry for entry in catalogue.entries(include_gone=True)}
        history = changes(entries.values(), catalogue.readings())
        last = catalogue.last_report()
    now = last.finished if last else rfc3339(datetime.now(UTC))
    today = datetime.fromisoformat(now).date()
    done = []
    with closing(open_index(data.search)) as index:
        for watch in watches:
            state = data.watches / f"{watch.name}.seen.json"
            before = read_seen(state)
            found = find(watch, index, within_of(watch, data))
            seen = look(found, before, now=now, entries=entries, changes=history)
            ending = contracts_ending((entries[one] for one in seen.found if one in entries), today)
            files = _files(watch, seen, ending, out)
            for path, content in files.items():
                write_atomically(path, content)
            # Last of all: a run that broke off tells the same again.
            write_atomically(state, seen_bytes(seen))
            done.append(_watched(watch, before, seen, files))
    return tuple(done)


def within_of(watch: Watch, data: DataFolder) -> tuple[str, ...] | None:
    """Return the only software that a watch of a place may find, None for a watch of everywhere."""
    if watch.near is None:
        return None
    from cli.around import looked_around  # noqa: PLC0415 - few watches look around

    return tuple(looked_around(watch.near, watch.km, data))


def _files(watch: Watch, seen: Seen, ending: Sequence[ContractEnd], out: Path) -> dict[Path, bytes]:
    files = {}
    for language in watch.languages:
        wording = wording_of(language)
        stem = stem_of(watch, language)
        files[out / f"{stem}.atom"] = as_atom(watch, seen, wording)
        files[out / f"{stem}.html"] = as_html(watch, seen, ending, wording).encode()
        files[out / f"{stem}.txt"] = as_text(watch, seen, ending, wording).encode()
    return files


def stem_of(watch: Watch, language: str) -> str:
    """Return what a watch's files in a language are called, without their endings."""
    return watch.name if language == watch.languages[0] else f"{watch.name}.{language}"


def _watched(watch: Watch, before: Seen | None, seen: Seen, files: Iterable[Path]) -> Watched:
    fresh = seen.events[: len(seen.events) - len(before.events)] if before else ()
    counts = {kind: sum(event.kind == kind for event in fresh) for kind in ("new", "changed", "lost")}
    return Watched(name=watch.name, found=len(seen.found), files=tuple(map(str, files)), **counts)
