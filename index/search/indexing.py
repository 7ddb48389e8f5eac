"""Making a segment from entries: part by part, on several cores, then put together."""

from __future__ import annotations

import os
from array import array
from collections import defaultdict
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import msgspec

from index.compounds import Compounds, listed_pieces
from index.entry import Entry
from index.search import document
from index.search.blobs import Blobs, write_blobs
from index.search.card import make_card
from index.search.fields import TEXT_FIELDS
from index.search.impacts import Impacts, lists_of, merged, write_impacts
from index.search.lexicon import write_words
from index.search.segment import CARDS, texts_folder
from index.vocabulary import Vocabulary
from index.whoosh_engine import TextsWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.sharedctypes import Synchronized

    Progress = Callable[[int, int], None]

PART = 1000
"""Documents of a part, and with it the least that a second process is started for."""
UPDATE_PART = 75
"""The same of an update, which is two parts from here on: a process starts in a third of a second."""
MOST_PARTS = 8
"""A phrase is asked of each part: many documents make larger parts, not more."""
_POLL_S = 0.2

_done: Synchronized[int] | None = None
"""How many documents all processes of a build have indexed; set in each of them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """``number`` of the segment in ``folder``; its first entry is row ``start`` of the index."""

    number: int
    folder: Path
    start: int
    entries: tuple[Entry, ...]

    @property
    def impacts(self) -> Path:
        return self.folder / f"part-{self.number}"


def write_segment(
    entries: Sequence[Entry], folder: Path, start: int, vocabulary: Path, progress: Progress
) -> tuple[int, ...]:
    """Index ``entries`` as rows from ``start`` on into a new folder; return the sizes of its parts.

    What is written follows from the entries alone, however many cores there are. Rows from 0 on are a base,
    others an update, which is divided sooner: who waits for it waits for little else.
    """
    folder.mkdir()
    # The last part is the smaller: who calls has other work beside it.
    least = max(UPDATE_PART, min(PART, -(-3 * len(entries) // 5))) if start else PART
    size = max(least, -(-len(entries) // MOST_PARTS))
    parts = [
        _Part(number, folder, start + first, tuple(entries[first : first + size]))
        for number, first in enumerate(range(0, max(1, len(entries)), size))
    ]
    _write_parts(parts, vocabulary, progress)
    if len(parts) == 1:
        for path in parts[0].impacts.iterdir():
            path.rename(folder / path.name)
    else:
        write_impacts(folder, merged([Impacts(part.impacts) for part in parts]))
        write_blobs(folder / CARDS, len(entries), chain.from_iterable(_cards(part) for part in parts))
    for part in parts:
        rmtree(part.impacts)
    return tuple(len(part.entries) for part in parts)


def _cards(part: _Part) -> Iterator[bytes]:
    blobs = Blobs(part.impacts / CARDS)
    return (blobs[number] for number in range(len(blobs)))


def _write_parts(parts: Sequence[_Part], vocabulary: Path, progress: Progress) -> None:
    total = sum(len(part.entries) for part in parts)
    workers = min(len(parts), _cores())
    if workers < 2:
        done = 0
        for part in parts:
            for _ in _index(part, vocabulary):
                done += 1
                progress(done, total)
        return
    # Not forked: the caller may hold a database or threads.
    context = get_context("spawn")
    counter = context.Value("Q", 0)
    # Where each part has a core, this process takes one too: that is one less to start.
    own = parts[-1:] if len(parts) == workers else ()
    others = parts[: len(parts) - len(own)]
    with ProcessPoolExecutor(workers - len(own), context, _share, (counter,)) as pool:
        waiting = {pool.submit(_write_part, part, vocabulary) for part in others}
        done = 0
        try:
            for part in own:
                for _ in _index(part, vocabulary):
                    done += 1
                    progress(done + counter.value, total)
            while waiting:
                finished, waiting = wait(waiting, _POLL_S, FIRST_COMPLETED)
                for future in finished:
                    future.result()
                progress(done + counter.value, total)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _share(counter: Synchronized[int]) -> None:
    global _done  # noqa: PLW0603 - the one way to give a worker process what it shares with the others
    _done = counter


def _write_part(part: _Part, vocabulary: Path) -> None:
    for _ in _index(part, vocabulary):
        if _done is not None:
            with _done.get_lock():
                _done.value += 1


def _index(part: _Part, vocabulary: Path) -> Iterator[None]:
    """Write one part, and yield after each document."""
    known = msgspec.msgpack.decode(vocabulary.read_bytes(), type=Vocabulary).open_all()
    compounds = Compounds(listed_pieces() | set(known.pieces))
    postings: defaultdict[str, tuple[array[int], array[float]]] = defaultdict(
        lambda: (array("I"), array("f"))
    )
    part.impacts.mkdir()
    texts = texts_folder(part.folder, part.number)
    texts.mkdir()
    writer = TextsWriter(texts)
    try:
        for row, entry in enumerate(part.entries, part.start):
            read = document.read(entry, known, compounds)
            writer.add({name: read.words[name] for name in TEXT_FIELDS if name in read.words})
            for term, share in document.shares(read).items():
                rows, shares = postings[term]
                rows.append(row)
                shares.append(share)
            yield
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    write_impacts(part.impacts, lists_of(postings))
    cards = (make_card(entry, document.unshown(entry)) for entry in part.entries)
    write_blobs(part.impacts / CARDS, len(part.entries), cards)
    write_words(part.folder, part.number, map(document.texts, part.entries))
