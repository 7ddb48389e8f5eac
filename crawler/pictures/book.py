"""The books of one fetching: which addresses are asked, what came of each, and the album that follows."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from publiccode.harvest import Outcome
from publiccode.moments import rfc3339
from publiccode.pictures import MOST_FAILURES, Album, Picture, PictureFailure, PictureReport, PictureUse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.options import PictureOptions
    from crawler.pictures.folder import PictureFolder
    from crawler.pictures.rendering import Box, Rendered
    from publiccode.pictures import Rendition, WantedPicture

GONE_DAYS = 14
"""How long the last good picture stays though its host says that there is none any more."""
SMALL: Box = (480, 640)
LOGO: Box = (96, 96)
_TALLEST = 4
"""How many times as high as wide a page that was taken in its full length may be."""
_SAVE_EVERY = 100

Key = tuple[PictureUse, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to ask, whoever named it; ``known`` is what earlier runs kept of it."""

    use: PictureUse
    address: str
    near: frozenset[str]
    known: Picture | None

    @property
    def key(self) -> Key:
        return self.use, self.address


class Book:
    """``now`` is the moment of the run, UTC; nothing is written but into ``folder``."""

    def __init__(
        self,
        folder: PictureFolder,
        wanted: tuple[WantedPicture, ...],
        options: PictureOptions,
        now: datetime,
    ) -> None:
        self._folder = folder
        self._options = options
        self._now = now
        before = folder.album()
        self._before = {(one.use, one.address): one for one in before.pictures}
        self._near = _by_key(wanted, options.never)
        self._after = {key: one for key, one in self._before.items() if key in self._near}
        self._began = time.monotonic()
        self._counts: Counter[str] = Counter()
        self._failures: list[PictureFailure] = []
        self._reasons: Counter[str] = Counter()
        self._kept, self._there = self._album().size(), folder.size()
        self.is_full = False
        """Whether a picture had no room: no new one is asked for then."""
        self.bytes = 0
        self.visits = sorted(self._due(), key=_order)

    def _due(self) -> Iterator[Visit]:
        for (use, address), near in self._near.items():
            known = self._after.get((use, address))
            if known is not None and self._is_fresh(known):
                self._counts["fresh"] += 1
            else:
                yield Visit(use, address, near, known)

    def _is_fresh(self, known: Picture) -> bool:
        if not self.is_whole(known) or known.is_transient:
            return False
        return self._now - _moment(known.checked_at) < self._options.refresh_days * _share(known.address)

    def is_whole(self, known: Picture) -> bool:
        """Whether what is kept of a picture is what would be made of it today, and is really there."""
        if known.renditions and known.width != self._width(known.use):
            return False
        return all(map(self._folder.has, known.renditions))

    def _width(self, use: PictureUse) -> int:
        return LOGO[0] if use is PictureUse.LOGO else self._options.width

    def boxes(self, use: PictureUse) -> tuple[Box, ...]:
        """Return the sizes that are made of a picture, the largest first."""
        if use is PictureUse.LOGO:
            return (LOGO,)
        width = self._width(use)
        return (width, _TALLEST * width), (min(SMALL[0], width), SMALL[1])

    @property
    def total(self) -> int:
        return len(self.visits)

    @property
    def done(self) -> int:
        return sum(self._counts[one] for one in ("fetched", "unchanged", "failed", "left", "no_room"))

    def unchanged(self, visit: Visit) -> None:
        """Enter that the host says the picture is as it was."""
        if visit.known is None:
            self.failed(visit, "the host says that what nobody has is unchanged", transient=True)
            return
        known = replace(visit.known, checked_at=self._stamp, is_transient=False)
        if known.renditions:
            known = replace(known, failure=None, failing_since=None)
        self._enter(visit, "unchanged", known)

    def take(
        self, visit: Visit, rendered: tuple[Rendered, ...], etag: str | None, last_modified: str | None
    ) -> None:
        """Keep a picture in its sizes where there is room for it; else what there was stays as it is.

        What it replaces counts no more, though it goes only when the folder would get too large by it.
        """
        more = sum(map(self._folder.adds, rendered))
        less = sum(one.bytes for one in visit.known.renditions) if visit.known else 0
        if more > less and self._kept + more - less > self._options.folder_bytes:
            self.no_room()
            return
        self._kept += more - less
        self._there += more
        self.fetched(visit, tuple(map(self._folder.keep, rendered)), etag, last_modified)
        if self._there > max(self._kept, self._options.folder_bytes):
            album = self._album()
            self._folder.save(album)
            self._folder.sweep(album)
            self._kept, self._there = album.size(), self._folder.size()

    def no_room(self) -> None:
        """Enter that the folder is full. What is known of the picture stays, and it is asked for again."""
        self.is_full = True
        self._counts["no_room"] += 1

    def fetched(
        self, visit: Visit, renditions: tuple[Rendition, ...], etag: str | None, last_modified: str | None
    ) -> None:
        """Enter a picture that was kept."""
        picture = Picture(
            use=visit.use,
            address=visit.address,
            checked_at=self._stamp,
            etag=etag,
            last_modified=last_modified,
            width=self._width(visit.use),
            renditions=renditions,
        )
        self._enter(visit, "fetched", picture)

    def failed(
        self,
        visit: Visit,
        reason: str,
        *,
        kind: str = Outcome.HOST_ERROR,
        transient: bool,
        at_once: bool = False,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Enter that there is no picture; ``kind`` is a PictureTrouble or an Outcome.

        The last good one stays: for ever where this may pass, else for :data:`GONE_DAYS`, and not at all with
        ``at_once``.
        """
        known = visit.known or Picture(use=visit.use, address=visit.address, checked_at=self._stamp)
        since = None if transient else known.failing_since or self._stamp
        is_over = since is not None and self._now - _moment(since) >= timedelta(days=GONE_DAYS)
        is_there = all(map(self._folder.has, known.renditions))
        kept = known.renditions if is_there and not at_once and not is_over else ()
        picture = replace(
            known,
            checked_at=self._stamp,
            # With a last good picture nothing may be said to be unchanged but that one.
            etag=known.etag if kept else etag,
            last_modified=known.last_modified if kept else last_modified,
            renditions=kept,
            failure=reason,
            is_transient=transient,
            failing_since=since,
        )
        if len(self._failures) < MOST_FAILURES:
            self._failures.append(PictureFailure(visit.address, reason))
        self._reasons[str(kind)] += 1
        self._enter(visit, "failed", picture)

    def left(self) -> None:
        """Enter that there was no time or budget for one."""
        self._counts["left"] += 1

    def _enter(self, visit: Visit, how: str, picture: Picture) -> None:
        self._counts[how] += 1
        self._after[visit.key] = picture
        if self.done % _SAVE_EVERY == 0:
            self._folder.save(self._album())

    def close(self, stopped: str | None) -> PictureReport:
        """Write the album, remove what nobody names any more, and tell what was done."""
        album = self._album()
        if album.pictures:
            self._folder.save(album)
        self._folder.sweep(album)
        had = {key for key, one in self._before.items() if one.renditions}
        has = {key for key, one in self._after.items() if one.renditions}
        return PictureReport(
            named=len(self._near),
            fetched=self._counts["fetched"],
            unchanged=self._counts["unchanged"],
            fresh=self._counts["fresh"],
            failed=self._counts["failed"],
            left=self.total - self.done + self._counts["left"],
            no_room=self._counts["no_room"],
            removed=len(had - has),
            bytes=self.bytes,
            kept=len(has),
            kept_bytes=album.size(),
            most_bytes=self._options.folder_bytes,
            seconds=round(time.monotonic() - self._began, 1),
            stopped=stopped,
            reasons=dict(sorted(self._reasons.items())),
            failures=tuple(self._failures),
        )

    def _album(self) -> Album:
        pictures = sorted(self._after.values(), key=lambda one: (one.address, one.use))
        return Album(pictures=tuple(pictures))

    @property
    def _stamp(self) -> str:
        return rfc3339(self._now)


def _by_key(wanted: tuple[WantedPicture, ...], never: tuple[str, ...]) -> dict[Key, frozenset[str]]:
    near: dict[Key, frozenset[str]] = {}
    for one in wanted:
        if not one.address.startswith(never):
            key = (one.use, one.address)
            near[key] = near.get(key, frozenset()) | frozenset(one.near)
    return near


def _order(visit: Visit) -> tuple[str, bool, str]:
    """Return what puts first what was never asked, then what was asked longest ago, logos before others."""
    return (
        visit.known.checked_at if visit.known else "",
        visit.use is not PictureUse.LOGO,
        visit.address,
    )


def _share(address: str) -> timedelta:
    """Return three to five quarters of a day, by address: what came in one night is due in several."""
    return timedelta(days=0.75 + crc32(address.encode("utf-8", "surrogatepass")) / 2**33)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
