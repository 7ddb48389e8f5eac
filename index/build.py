"""Build the search index from the catalogue's entries, beside the one in use, and switch to it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from index.analysis import has_stems, primary_language
from index.entry import State
from index.errors import NoIndexError
from index.search import document
from index.search.about import FORMAT, LEXICON, TABLE, TERMS, VOCABULARY, About, read_about, save_about
from index.search.card import make_card
from index.search.lexicon import lexicon_bytes, make_lexicon
from index.search.table import save_table
from index.search.tabulate import make_table
from index.search.versions import current_version, new_version
from index.vocabulary import load_vocabulary
from index.whoosh_engine import TEXT_FIELDS, TermsWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from index.entry import Entry
    from index.search.lexicon import Lexicon
    from index.vocabulary import Vocabulary

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """``path`` is the version's folder; ``skipped`` tells that it was there already."""

    software: int
    seconds: float
    path: Path
    skipped: bool = False


def build(
    entries: Iterable[Entry],
    directory: Path,
    *,
    fingerprint: str,
    progress: Progress | None = None,
    skip_unchanged: bool = False,
) -> BuildSummary:
    """Index ``entries`` as a new version in ``directory`` and switch to it.

    Hidden, delisted and vanished entries are left out. ``fingerprint`` names what the index was built
    from; with ``skip_unchanged`` nothing is done where the version in use has the same one.
    ``progress`` is called with the number of software indexed and their total. An error leaves the
    version in use as it was. One build at a time: the caller holds the data folder's lock.
    """
    started = time.monotonic()
    if skip_unchanged and (about := _about(directory)) and about.fingerprint == fingerprint:
        return BuildSummary(
            about.software, time.monotonic() - started, current_version(directory), skipped=True
        )
    shown = sorted((entry for entry in entries if is_searchable(entry)), key=lambda entry: entry.id)
    with new_version(directory, fingerprint) as folder:
        _write(shown, folder, fingerprint, progress or (lambda *_: None))
    return BuildSummary(len(shown), time.monotonic() - started, current_version(directory))


def is_searchable(entry: Entry) -> bool:
    """Tell whether an entry is a search result: not a second copy, not taken out, not gone for good."""
    return not entry.hidden and entry.state not in {State.DELISTED, State.VANISHED}


def _about(directory: Path) -> About | None:
    try:
        about = read_about(current_version(directory))
    except (NoIndexError, OSError, msgspec.MsgspecError):
        return None
    return about if about.format == FORMAT else None


def _write(entries: Sequence[Entry], folder: Path, fingerprint: str, progress: Progress) -> None:
    vocabulary = load_vocabulary()
    (folder / VOCABULARY).write_bytes(msgspec.msgpack.Encoder(order="deterministic").encode(vocabulary))
    save_table(make_table(entries), folder / TABLE)
    (folder / TERMS).mkdir()
    lexicon = make_lexicon(map(document.texts, entries), vocabulary.words, vocabulary.pieces)
    (folder / LEXICON).write_bytes(lexicon_bytes(lexicon))
    _write_terms(entries, folder / TERMS, vocabulary, lexicon, progress)
    spoken = {primary_language(d.language) for entry in entries for d in entry.software.descriptions}
    languages = tuple(sorted(filter(has_stems, spoken | {"en"})))
    save_about(folder, fingerprint, len(entries), languages)


def _write_terms(
    entries: Sequence[Entry], folder: Path, vocabulary: Vocabulary, lexicon: Lexicon, progress: Progress
) -> None:
    averages = _average_lengths(entries)
    writer = TermsWriter(folder)
    try:
        for number, entry in enumerate(entries, 1):
            read = document.read(entry, vocabulary, lexicon)
            positions = {name: read.words[name] for name in TEXT_FIELDS if name in read.words}
            writer.add(document.weights(read, averages), positions, make_card(entry))
            progress(number, len(entries))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _average_lengths(entries: Sequence[Entry]) -> Mapping[str, float]:
    """Return each field's mean length in words, over the entries that have it."""
    totals = dict.fromkeys(document.FIELDS, 0)
    having = dict.fromkeys(document.FIELDS, 0)
    for entry in entries:
        lengths: dict[str, int] = {}
        for text in document.texts(entry):
            lengths[text.field] = lengths.get(text.field, 0) + len(text.text.split())
        for name, length in lengths.items():
            totals[name] += length
            having[name] += 1
    return {name: totals[name] / having[name] for name in totals if having[name]}
