"""Run the watches: search again, compare, write feed and digest."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.data_folder import rfc3339, write_atomically
from cli.opening import read_catalogue
from index.engine import open_index
from index.history.changes import changes, contracts_ending
from index.watch.digest import as_atom, as_html, as_text
from index.watch.store import read_seen, seen_bytes
from index.watch.watch import find, look

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cli.data_folder import DataFolder
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
    """Look for each watch and write ``NAME.atom``, ``NAME.html`` and ``NAME.txt`` into ``out``."""
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
            seen = look(find(watch, index), before, now=now, entries=entries, changes=history)
            ending = contracts_ending((entries[one] for one in seen.found if one in entries), today)
            files = {
                out / f"{watch.name}.atom": as_atom(watch, seen),
                out / f"{watch.name}.html": as_html(watch, seen, ending).encode(),
                out / f"{watch.name}.txt": as_text(watch, seen, ending).encode(),
            }
            for path, content in files.items():
                write_atomically(path, content)
            # Last of all: a run that broke off tells the same again.
            write_atomically(state, seen_bytes(seen))
            done.append(_watched(watch, before, seen, files))
    return tuple(done)


def _watched(watch: Watch, before: Seen | None, seen: Seen, files: Iterable[Path]) -> Watched:
    fresh = seen.events[: len(seen.events) - len(before.events)] if before else ()
    counts = {kind: sum(event.kind == kind for event in fresh) for kind in ("new", "changed", "lost")}
    return Watched(name=watch.name, found=len(seen.found), files=tuple(map(str, files)), **counts)
