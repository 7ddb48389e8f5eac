"""Build the search index from the catalogue's entries, beside the one in use, and switch to it."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import copy2
from typing import TYPE_CHECKING

import msgspec

from index.analysis import has_stems
from index.entry import Entry, State
from index.errors import NoIndexError
from index.search import about as names
from index.search.about import About, is_whole, read_about, save_about
from index.search.changes import Change, digest_of, plan
from index.search.indexing import write_segment
from index.search.lexicon import base_lexicon, difference, total
from index.search.meaning import Model, write_vectors
from index.search.segment import Segment
from index.search.table import read_table, save_table
from index.search.tabulate import Rows, make_table
from index.search.versions import current_version, new_version
from index.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable

    from index.search.lexicon import Words
    from index.search.table import Table

    Progress = Callable[[int, int], None]

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """``path`` is the version's folder; ``skipped`` tells that it was there already.

    ``indexed`` counts the software that were read anew: all of them, or those that changed.
    """

    software: int
    seconds: float
    path: Path
    skipped: bool = False
    indexed: int = 0


def build(
    entries: Iterable[Entry],
    directory: Path,
    *,
    fingerprint: str,
    progress: Progress | None = None,
    skip_unchanged: bool = False,
    anew: bool = False,
    model: Model | None = None,
) -> BuildSummary:
    """Bring the index in ``directory`` up to ``entries``: a new version, and the switch to it.

    Only what changed is indexed, until that is more than a tenth; ``anew`` indexes all. The answers are the
    same either way. Hidden, delisted and vanished entries are left out. ``fingerprint`` names what the
    index was built from; with ``skip_unchanged`` nothing is done where the version in use has the same
    one. ``model`` makes the vectors; without it there are none. ``progress`` is called with the number of
    software indexed and their total. An error leaves the version in use as it was. One build at a time: the
    caller holds the data folder's lock.
    """
    started = time.monotonic()
    before = _usable(directory)
    if skip_unchanged and before and before[1].fingerprint == fingerprint:
        return BuildSummary(before[1].software, time.monotonic() - started, before[0], skipped=True)
    shown = sorted((entry for entry in entries if is_searchable(entry)), key=lambda entry: entry.id)
    digests = {entry.id: digest_of(entry) for entry in shown}
    change = None
    same = before and (before[1].built_with, before[1].model) == (built_with(), model.name if model else None)
    if before and same and not anew:
        change = plan(digests, _read(before[0] / names.DIGESTS), before[1].base)
    report = progress or (lambda *_: None)
    with new_version(directory, fingerprint) as folder:
        writing = _Writing(folder, shown, digests, fingerprint, report, model, before[0] if before else None)
        indexed = writing.update(before[0], before[1], change) if before and change else writing.build()
    path = current_version(directory)
    return BuildSummary(len(shown), time.monotonic() - started, path, indexed=indexed)


def is_searchable(entry: Entry) -> bool:
    """Tell whether an entry is a search result: not a second copy, not taken out, not gone for good."""
    return not entry.hidden and entry.state not in {State.DELISTED, State.VANISHED}


@cache
def built_with() -> str:
    """Return a digest of all that decides how a document is read, beside the format."""
    seal = hashlib.sha256(version("PyStemmer").encode())
    for path in sorted(path for path in _DATA.rglob("*") if path.is_file()):
        seal.update(path.name.encode() + path.read_bytes())
    return seal.hexdigest()[:16]


def _usable(directory: Path) -> tuple[Path, About] | None:
    """Return the version in use, None where there is none that can be built upon."""
    try:
        folder = current_version(directory)
        about = read_about(folder)
        return (folder, about) if about and is_whole(folder, about) else None
    except (NoIndexError, OSError, msgspec.MsgspecError):
        return None


def _read(path: Path) -> list[tuple[str, str]]:
    return msgspec.msgpack.decode(path.read_bytes(), type=list[tuple[str, str]])


@dataclass(frozen=True, slots=True)
class _Writing:
    """One version while it is written; ``entries`` are ordered by id."""

    folder: Path
    entries: Sequence[Entry]
    digests: dict[str, str]
    fingerprint: str
    progress: Progress
    model: Model | None
    before: Path | None

    def build(self) -> int:
        """Index all entries; return how many."""
        base, vocabulary = self.folder / names.BASE, self.folder / names.VOCABULARY
        known = load_vocabulary()
        vocabulary.write_bytes(msgspec.msgpack.Encoder(order="deterministic").encode(known))
        parts = write_segment(self.entries, base, 0, vocabulary, self.progress)
        counts = total(part.counts(range(len(part))) for part in Segment(base, 0, parts).words())
        (base / names.LEXICON).write_bytes(base_lexicon(counts, known))
        self._write_word_changes({})
        listed = [(entry.id, self.digests[entry.id]) for entry in self.entries]
        (self.folder / names.DIGESTS).write_bytes(msgspec.msgpack.encode(listed))
        ids = [entry.id for entry in self.entries]
        table = make_table(Rows(self.entries, ids))
        save_table(table, base / names.TABLE)
        self._write_vectors(base, enumerate(self.entries))
        self._finish(table, parts, ())
        return len(ids)

    def update(self, before: Path, about: About, change: Change) -> int:
        """Index what changed beside the base of ``before``; return how many software that were."""
        by_id = {entry.id: entry for entry in self.entries}
        _link(before / names.BASE, self.folder / names.BASE)
        for name in (names.VOCABULARY, names.DIGESTS):
            _link_file(before / name, self.folder / name)
        base = sum(about.base)
        fresh = [by_id[identifier] for identifier in change.fresh]
        alive = [by_id.get(i) if row not in change.dead else None for row, i in enumerate(change.base)]
        rows = Rows([*alive, *fresh], [*change.base, *change.fresh], base)
        vocabulary = self.folder / names.VOCABULARY
        # Beside the processes that index, so that no core waits.
        with ThreadPoolExecutor(1) as beside:
            making = beside.submit(make_table, rows, read_table(before / names.BASE / names.TABLE))
            parts = write_segment(fresh, self.folder / names.DELTA, base, vocabulary, self.progress)
            table = making.result()
        came = Segment(self.folder / names.DELTA, base, parts).words()
        went = Segment(self.folder / names.BASE, 0, about.base).words()
        self._write_word_changes(
            difference(total(part.counts(range(len(part))) for part in came), _counts_of(change.dead, went))
        )
        self._write_vectors(self.folder / names.DELTA, enumerate(fresh, base))
        self._finish(table, about.base, parts)
        return len(fresh)

    def _write_vectors(self, segment: Path, documents: Iterable[tuple[int, Entry]]) -> None:
        if self.model:
            before = [self.before / names.BASE, self.before / names.DELTA] if self.before else []
            write_vectors(segment, documents, self.model, before)

    def _write_word_changes(self, changes: dict[str, int]) -> None:
        (self.folder / names.WORD_CHANGES).write_bytes(msgspec.msgpack.encode(changes))

    def _finish(self, table: Table, base: tuple[int, ...], delta: tuple[int, ...]) -> None:
        save_table(table, self.folder / names.TABLE)
        spoken = table.facets["description-language"].values
        about = About(
            format=names.FORMAT,
            byteorder=sys.byteorder,
            fingerprint=self.fingerprint,
            built_with=built_with(),
            software=len(self.entries),
            languages=tuple(sorted(filter(has_stems, {*spoken, "en"}))),
            base=base,
            delta=delta,
            model=self.model.name if self.model else None,
            files={},
        )
        save_about(self.folder, about)


def _counts_of(rows: Iterable[int], parts: Iterable[Words]) -> Counter[str]:
    """Return in how many of ``rows``, counted through all of ``parts``, each word is."""
    found: list[Counter[str]] = []
    start = 0
    for part in parts:
        found.append(part.counts(row - start for row in rows if start <= row < start + len(part)))
        start += len(part)
    return total(found)


def _link(source: Path, target: Path) -> None:
    """Make a folder of the same files: they are never written again, so that both can have them."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            _link_file(path, place)


def _link_file(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        copy2(source, target)
