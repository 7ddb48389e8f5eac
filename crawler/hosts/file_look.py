"""A repository's files by HTTP: one conditional request each, where the listing shows a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.content import MAX_FILE_BYTES, read_content, too_large
from crawler.failures import from_failure, from_response, is_too_large
from crawler.git.look import GitLook
from crawler.hosts.root_names import MAX_BYTES, RootAddress, has_moved, read_names
from crawler.ledger import LATE
from crawler.outputs import Output, broken, guarded_request
from crawler.repository import FILE, OTHER_SPELLING, Repository
from publiccode.harvest import HarvestRecord, Outcome, Validators

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.ledger import Ledger

_HAS_TEXT = frozenset({Outcome.FOUND, Outcome.UNCHANGED})
_SEEN = frozenset({Outcome.FOUND, Outcome.UNCHANGED, Outcome.ABSENT, Outcome.TOO_LARGE, Outcome.NOT_TEXT})
"""Outcomes after which the files of sub-folders are worth a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAddress:
    """Where a file is asked for, and how; ``raw_url`` is where a person finds it.

    ``commit_header`` names the header in which the host tells the commit it took the file from.
    """

    url: str
    raw_url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    commit_header: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How the files of one repository are asked for.

    ``address`` gives the place of the file that a repository's ``path`` names; ``updated_at`` is the host's
    own time of the last change, None where that can't be relied on. ``meta`` goes with every request.
    ``root`` is where the names in the root folder are asked for, None where they are not. ``is_web_page``
    says that a file is at an address of the web, where robots.txt holds.
    """

    address: Callable[[Repository], FileAddress]
    root: RootAddress | None = None
    is_web_page: bool = False
    updated_at: str | None = None
    host_license: str | None = None
    has_history: bool = True
    stays: bool = False
    """Whether an answer must come from the host that was asked: from another one it is no file of its own."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    complete: Callable[[Repository, tuple[HarvestRecord, ...]], Iterator[Output]] | None = None
    """What ends the look where something was found or asked anew; else the history does."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """The files of one repository, on the way: what is to be asked for, and what came of the others."""

    repository: Repository
    asking: Asking
    places: tuple[Repository, ...]
    records: tuple[HarvestRecord, ...] = ()
    is_stirred: bool = False
    """Whether something was asked that leaves the history to be read."""

    def then(self, record: HarvestRecord, *, stirs: bool = False) -> _Walk:
        return replace(
            self,
            places=self.places[1:],
            records=(*self.records, record),
            is_stirred=self.is_stirred or stirs,
        )


class FileLook:
    """The requests that bring the files of a repository, for every host that serves files by HTTP."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def start(self, repository: Repository, asking: Asking) -> Iterator[Output]:
        """Ask for each file that changed, one after another; then, once, for the history."""
        is_stirred = self.ledger.is_retried(repository.known)
        yield from self._go_on(_Walk(repository, asking, tuple(repository.places()), is_stirred=is_stirred))

    def _go_on(self, walk: _Walk) -> Iterator[Output]:
        while walk.places and is_unchanged(walk.places[0], walk.asking.updated_at):
            walk = walk.then(unchanged(walk.places[0], walk.asking.host_license))
        if walk.places:
            yield self._request(walk)
        elif walk.asking.root is not None and self._asks_root(walk):
            yield self._root_request(walk, walk.asking.root)
        else:
            yield from self._end(walk)

    def _end(self, walk: _Walk) -> Iterator[Output]:
        if walk.is_stirred and walk.asking.complete is not None:
            yield from walk.asking.complete(walk.repository, walk.records)
        elif walk.is_stirred and walk.asking.has_history:
            yield GitLook(self.ledger).history(walk.repository, *walk.records)
        else:
            yield from walk.records

    def _asks_root(self, walk: _Walk) -> bool:
        has_text = any(record.outcome in _HAS_TEXT for record in walk.records)
        known, updated_at = walk.repository.known, walk.asking.updated_at
        return has_text and has_moved(known, walk.records, updated_at) and self.ledger.take_root()

    def _root_request(self, walk: _Walk, address: RootAddress) -> Request:
        """Return the request for the names in the root folder; without an answer they are not checked."""
        self.ledger.hold(walk.records)
        return guarded_request(
            address.url,
            partial(self._root_told, walk=walk, address=address),
            lambda _failure: self._end(walk),
            lambda: walk.records,
            headers=dict(address.headers),
            # After every listing and file: a host's limit that these use up first would hide repositories.
            priority=LATE,
            meta={**walk.asking.meta, "download_maxsize": MAX_BYTES, "max_retry_times": 0},
        )

    def _root_told(self, response: Response, walk: _Walk, address: RootAddress) -> Iterator[Output]:
        names = read_names(response, address)
        yield from self._end(
            replace(walk, records=tuple(replace(record, root=names) for record in walk.records))
        )

    def _request(self, walk: _Walk) -> Request:
        place = walk.places[0]
        address = walk.asking.address(place)
        return guarded_request(
            address.url,
            partial(self._read, walk=walk, address=address),
            partial(self._not_read, walk=walk),
            lambda: (*walk.records, broken(place)),
            headers={"Accept": "*/*", **address.headers, **_conditions(place)},
            priority=self.ledger.priority(walk.repository.known),
            is_web_page=walk.asking.is_web_page,
            meta={"download_maxsize": MAX_FILE_BYTES, **walk.asking.meta},
        )

    def _read(self, response: Response, walk: _Walk, address: FileAddress) -> Iterator[Output]:
        record = file_record(response, walk.places[0], walk.asking, address)
        yield from self._took(walk, record)

    def _not_read(self, failure: Failure, walk: _Walk) -> Iterator[Output]:
        place = walk.places[0]
        if is_too_large(failure.value):
            yield from self._took(walk, place.record(Outcome.TOO_LARGE, detail=too_large()))
        else:
            cause = from_failure(failure)
            yield from self._took(walk, place.record(cause.outcome, detail=cause.detail))

    def _took(self, walk: _Walk, record: HarvestRecord) -> Iterator[Output]:
        if record.outcome not in _SEEN and not walk.records:
            yield record
            return
        place, known = walk.places[0], walk.places[0].known
        if record.outcome is Outcome.ABSENT and place.path == FILE and known and known.blob:
            # A file that was there may be so still, under the name that only a listing would have shown.
            other = replace(place, path=OTHER_SPELLING)
            yield from self._go_on(replace(walk, places=(other, *walk.places[1:])))
            return
        same_head = record.commit is not None and known is not None and known.commit == record.commit
        stirs = record.outcome in _HAS_TEXT and not (same_head and record.activity is not None)
        yield from self._go_on(walk.then(record, stirs=stirs))


def is_unchanged(place: Repository, updated_at: str | None) -> bool:
    """Whether the host has seen no change since the last look at this file."""
    known = place.known
    if known is None or known.validators is None or updated_at is None:
        return False
    if known.default_branch and place.default_branch and known.default_branch != place.default_branch:
        return False
    return known.validators.updated_at == updated_at


def unchanged(place: Repository, host_license: str | None) -> HarvestRecord:
    """Return the record of a file that was not asked for, because nothing changed."""
    known = place.known
    assert known is not None  # noqa: S101 - what is unchanged is known
    return place.record(
        Outcome.UNCHANGED,
        blob=known.blob,
        commit=known.commit,
        activity=known.activity,
        validators=known.validators,
        host_license=host_license,
    )


def file_record(response: Response, place: Repository, asking: Asking, address: FileAddress) -> HarvestRecord:
    """Return the record that the answer to a file's request makes."""
    if asking.stays and urlsplit(response.url).netloc != urlsplit(address.url).netloc:
        detail = f"it redirects to another host: {response.url[:200]}"
        return place.record(Outcome.HOST_ERROR, detail=detail)
    known = place.known
    validators = Validators(
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        updated_at=asking.updated_at,
    )
    commit = _header(response, address.commit_header) if address.commit_header else None
    facts: dict[str, Any] = {"validators": validators, "host_license": asking.host_license, "commit": commit}
    if response.status == 304 and known is not None:
        old = known.validators or Validators()
        facts["validators"] = replace(old, updated_at=asking.updated_at)
        facts["commit"] = commit or (None if asking.has_history else known.commit)
        return place.record(Outcome.UNCHANGED, blob=known.blob, activity=known.activity, **facts)
    if response.status == 404:
        return place.record(Outcome.ABSENT, **facts)
    if response.status != 200:
        cause = from_response(response)
        return place.record(cause.outcome, detail=cause.detail)
    if _is_web_page(response):
        return place.record(Outcome.HOST_ERROR, detail="the host sent a web page instead of the file")
    facts["raw_url"] = address.raw_url
    return content_record(response.body, place, facts)


def content_record(data: bytes, place: Repository, facts: Mapping[str, Any]) -> HarvestRecord:
    """Return the record that the bytes of a file make."""
    content, known = read_content(data), place.known
    if known is not None and content.blob is not None and known.blob == content.blob:
        return place.record(Outcome.UNCHANGED, blob=content.blob, activity=known.activity, **facts)
    return place.record(content.outcome, text=content.text, detail=content.detail, blob=content.blob, **facts)


def _conditions(place: Repository) -> dict[str, str]:
    validators = place.known.validators if place.known else None
    if validators is not None and validators.etag:
        return {"If-None-Match": validators.etag}
    if validators is not None and validators.last_modified:
        return {"If-Modified-Since": validators.last_modified}
    return {}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _is_web_page(response: Response) -> bool:
    kind = response.headers.get("Content-Type") or b""
    return kind.startswith(b"text/html") and response.body.lstrip().startswith(b"<")
