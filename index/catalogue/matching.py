"""Which known place a record tells of: by the host's own id, by URL, or by a name it had before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from publiccode.repository import canonical_url, comparable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from index.catalogue.intake import Sighting
    from index.catalogue.rows import Identity, Row

Place = tuple[str, str]


class Matches:
    """``seen`` pairs rows (by key) with their sightings; ``new`` holds the sightings of unknown places.

    The rest of the sightings tell of nothing: an old address of something that was seen under its new
    one, or a failed look at a place of which nothing is known.
    """

    def __init__(self, rows: Sequence[Row], sightings: Iterable[Sighting]) -> None:
        self.seen: dict[int, Sighting] = {}
        self._rows = rows
        self._by_identity: dict[Identity, Row] = {}
        self._by_place: dict[Place, Row] = {}
        self._by_spelling: dict[Place, Row] = {}
        self._by_alias: dict[Place, Row] = {}
        self._learn(rows)
        self.new = self._match(sightings)

    def follow_files(self, complete: Container[str], digests: Mapping[int, str]) -> None:
        """Pair what a source in ``complete`` no longer lists with what it lists for the first time.

        Where a host gives no id, the same file under a new URL of the same source, the same night, is a
        renamed repository; where more than one could be meant, none is. ``digests`` are by row key.
        """
        lost: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self._rows:
            if row.key in digests and row.key not in self.seen and row.source in complete:
                lost[row.source, digests[row.key]].append(row)
        found: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for sighting in self.new:
            if sighting.digest is not None:
                found[sighting.record.source, sighting.digest].append(sighting)
        for file in lost.keys() & found.keys():
            if len(lost[file]) == len(found[file]) == 1:
                (row,), (sighting,) = lost[file], found[file]
                if (
                    row.folder == sighting.place[1]
                    and _may_be(row, sighting)
                    and self._claim(sighting, [row])
                ):
                    self.new.remove(sighting)

    def _learn(self, rows: Sequence[Row]) -> None:
        # A repository that is gone may have had the URL that another one has now: the living one wins.
        for row in sorted(rows, key=lambda row: (row.absence is None, row.key)):
            if row.identity:
                self._by_identity[row.identity] = row
            self._by_place[row.place] = row
            self._by_spelling[comparable(row.repository), row.folder] = row
            self._by_alias.update({(url, row.folder): row for url in row.alias_urls})

    def _match(self, sightings: Iterable[Sighting]) -> list[Sighting]:
        """Pair the sightings, those that prove a repository and the surest sign first; return the new."""
        every = list(sightings)
        present = [sighting for sighting in every if sighting.proves_presence]
        failed = [sighting for sighting in every if not sighting.proves_presence]
        for candidates in (self._unmoved, self._same_id, self._same_url, self._former_name):
            present = [sighting for sighting in present if not self._claim(sighting, candidates(sighting))]
        for sighting in failed:
            self._claim(sighting, [*self._same_id(sighting), *self._same_url(sighting)])
        new: dict[object, Sighting] = {}
        for sighting in present:
            if not self._is_repeated(sighting):
                new.setdefault(sighting.identity or sighting.place, sighting)
        return list(new.values())

    def _claim(self, sighting: Sighting, rows: Iterable[Row]) -> bool:
        for row in rows:
            if row.key not in self.seen:
                self.seen[row.key] = sighting
                return True
        return False

    def _unmoved(self, sighting: Sighting) -> Iterable[Row]:
        return [row for row in self._same_url(sighting) if row.identity == sighting.identity]

    def _same_id(self, sighting: Sighting) -> Iterable[Row]:
        row = self._by_identity.get(sighting.identity) if sighting.identity else None
        return [row] if row else []

    def _same_url(self, sighting: Sighting) -> Iterable[Row]:
        row = self._by_place.get(sighting.place)
        return [row] if row else []

    def _former_name(self, sighting: Sighting) -> Iterable[Row]:
        repository, folder = sighting.place
        found = [
            self._by_alias.get(sighting.place),
            self._by_spelling.get((comparable(repository), folder)),
            *(self._by_place.get((canonical_url(alias), folder)) for alias in sighting.record.aliases),
        ]
        return [row for row in found if row and _may_be(row, sighting)]

    def _is_repeated(self, sighting: Sighting) -> bool:
        """Whether this is a second look, under an old address, at what was seen under the new one."""
        rows = [*self._same_id(sighting), *self._former_name(sighting)]
        others = [self.seen[row.key] for row in rows if row.key in self.seen]
        return any(
            sighting.digest == other.digest
            or (sighting.identity is not None and sighting.identity == other.identity)
            for other in others
        )


def _may_be(row: Row, sighting: Sighting) -> bool:
    """Whether the host's ids leave it open that the two are one: another repository may get an old name."""
    return row.identity is None or sighting.identity is None or row.identity == sighting.identity
