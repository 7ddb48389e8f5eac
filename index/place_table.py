"""What places are called in other languages: the table that ``index.gazetteer.other_names`` makes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from index.naming import Name, concept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORDS = 200_000
_FILE = Path(__file__).parent / "data" / "places.txt"


class NamedPlace(msgspec.Struct, frozen=True):
    """``key`` is a country's ISO 3166-1 code in lower case, alone or before a name: ``it``, ``it-turin``.

    ``names`` are folded words with a blank between; ``common`` are those that are words as well (``nice``).
    """

    key: str
    names: tuple[str, ...]
    common: tuple[str, ...]


def read_places() -> Iterator[NamedPlace]:
    """Yield every place that is called differently somewhere."""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, names, common = line.split("\t")
            yield NamedPlace(key, _parted(names), _parted(common))


def _parted(listed: str) -> tuple[str, ...]:
    return tuple(name for name in listed.split(",") if name)


def table_of(places: Iterable[NamedPlace]) -> tuple[bytes, dict[str, list[str]]]:
    """Return the text of a :class:`PlaceTable`, and for each place, as a concept, what names it alone."""
    lines, words = [], {}
    for place in places:
        term = concept("place", place.key)
        for names, is_word in ((place.names, ""), (place.common, "word")):
            for name in names:
                first, _, rest = name.partition(" ")
                lines.append(f"\n{first}\t{rest}\t{term}\t{is_word}")
        words[term] = sorted(name for name in (*place.names, *place.common) if " " not in name)
    return ("".join(sorted(lines)) + "\n").encode(), words


class PlaceTable:
    """Finds places by the first word of a name, in a sorted text: a search asks for few."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        # Texts say the same words over and over, and few of all names.
        self.named = lru_cache(maxsize=_WORDS)(self._named)

    def _named(self, word: str) -> tuple[Name, ...]:
        """Return the ways to call places that begin with ``word``, folded."""
        beginning = f"\n{word}\t".encode()
        start = self._start(beginning)
        found = []
        while self._text.startswith(beginning, start):
            end = self._text.index(b"\n", start + 1)
            found.append(_name(word, self._text[start + len(beginning) : end].decode()))
            start = end
        return tuple(found)

    def _start(self, beginning: bytes) -> int:
        """Return where the first line is not before ``beginning``: by halves, as they are sorted."""
        first, last = 0, len(self._text) - 1
        while first < last:
            line = self._text.rfind(b"\n", first, (first + last) // 2 + 1)
            if self._text[line : line + len(beginning)] < beginning:
                first = self._text.index(b"\n", line + 1)
            else:
                last = line
        return first


def _name(word: str, said: str) -> Name:
    rest, term, is_word = said.split("\t")
    return Name(word, tuple((one,) for one in rest.split()), term, bool(is_word))
