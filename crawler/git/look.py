"""How a repository is read over git: head, then the file, then the commits, each only where needed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from crawler.content import read_content, too_large
from crawler.failures import from_failure, from_response
from crawler.git.address import git_request_url
from crawler.git.answers import (
    COMMIT,
    OPERATION,
    PATHS,
    SHA256,
    File,
    Files,
    Head,
    History,
    Operation,
    decode,
)
from crawler.git.exchange import is_sha256
from crawler.git.handler import TOO_MUCH
from crawler.outputs import broken, failed, guarded_request
from crawler.repository import one_line
from crawler.requests import host_of
from publiccode.harvest import Outcome
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.ledger import Ledger
    from crawler.outputs import Output
    from crawler.repository import Repository
    from publiccode.harvest import HarvestRecord

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_INFO_REFS = "/info/refs?service=git-upload-pack"
_HISTORY_S = 180
_NO_THROTTLE = {"autothrottle_dont_adjust_delay": True}
"""How long a transfer takes tells of its size, not of how busy the host is; the head's answer does."""
_FILE_SLOT = {"download_slot": "file", **_NO_THROTTLE}
"""The local disk has its own slot, without a delay."""


class _Callback(Protocol):
    def __call__(self, response: Response, repository: Repository) -> Iterator[Output]: ...


class GitLook:
    """The requests that read one repository, for every host class that needs them."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def start(self, repository: Repository) -> Iterator[Output]:
        """Ask for the head; everything else follows where it moved."""
        yield self._request(repository, self._head, {OPERATION: Operation.HEAD})

    def _request(self, repository: Repository, callback: _Callback, meta: dict[str, Any]) -> Request:
        return guarded_request(
            git_request_url(repository.location),
            partial(callback, repository=repository),
            partial(failed, repository=repository),
            partial(broken, repository),
            priority=self.ledger.priority(repository.known),
            meta={**meta, **_slot(repository.location)},
        )

    def _head(self, response: Response, repository: Repository) -> Iterator[Output]:
        if response.status in _REDIRECTS:
            yield self._ask_where(repository)
        elif response.status != 200:
            yield _refused(response, repository)
        else:
            yield from self._compare(decode(response.body, Head), repository)

    def _compare(self, head: Head, repository: Repository) -> Iterator[Output]:
        repository = replace(repository, default_branch=head.branch or repository.default_branch)
        if head.commit is None:
            yield repository.record(
                Outcome.EMPTY, detail="the repository has no commit on its default branch"
            )
        elif all(place.known and place.known.commit == head.commit for place in repository.places()):
            self.ledger.not_modified[host_of(repository.location)] += 1
            records = [_unchanged(place, head.commit) for place in repository.places()]
            if self.ledger.is_retried(repository.known):
                yield self.history(repository, *records)
            else:
                yield from records
        else:
            repository = replace(repository, sha256=is_sha256(head.commit))
            meta = {OPERATION: Operation.FILE, COMMIT: head.commit, **_NO_THROTTLE}
            yield self._request(repository, self._files, meta | {PATHS: repository.source.files})

    def _ask_where(self, repository: Repository) -> Request:
        """Let Scrapy follow the redirect that git itself may not, with its guard and its bounds."""
        return guarded_request(
            repository.location.rstrip("/") + _INFO_REFS,
            partial(self._moved, repository=repository),
            partial(failed, repository=repository),
            partial(broken, repository),
        )

    def _moved(self, response: Response, repository: Repository) -> Iterator[Output]:
        location = response.url.partition("/info/refs")[0]
        url = canonical_url(location)
        if response.status != 200 or location == repository.location:
            yield _refused(response, repository)
        elif not _same_host(location, repository.location) or not self.ledger.rename(
            repository.source, repository.url, url
        ):
            yield repository.record(Outcome.MOVED, detail=f"it is now {url}")
        else:
            known = repository.known or self.ledger.known_of(url)
            moved = replace(
                repository,
                url=url,
                location=location,
                aliases=(*repository.aliases, repository.url),
                known=known,
            )
            yield self._request(moved, self._head_after_move, {OPERATION: Operation.HEAD})

    def _head_after_move(self, response: Response, repository: Repository) -> Iterator[Output]:
        if response.status == 200:
            yield from self._compare(decode(response.body, Head), repository)
        else:
            yield _refused(response, repository)

    def _files(self, response: Response, repository: Repository) -> Iterator[Output]:
        if response.status != 200:
            yield _refused(response, repository)
            return
        answer = decode(response.body, Files)
        places = zip(repository.places(), answer.files, strict=True)
        records = [_record(place, answer, file) for place, file in places]
        has_text = any(record.outcome in {Outcome.FOUND, Outcome.UNCHANGED} for record in records)
        if has_text and answer.filters:
            yield self.history(repository, *records)
        else:
            yield from records

    def history(self, repository: Repository, *records: HarvestRecord) -> Request:
        """Return the request that completes the records of a repository with its activity.

        Without an answer the records stand as they are.
        """
        self.ledger.hold(records)
        return guarded_request(
            git_request_url(repository.location),
            partial(_with_activity, records=records),
            partial(_without_activity, records=records),
            lambda: records,
            priority=self.ledger.priority(repository.known),
            meta={
                OPERATION: Operation.HISTORY,
                SHA256: repository.sha256,
                "download_timeout": _HISTORY_S,
                "max_retry_times": 0,
                **_NO_THROTTLE,
                **_slot(repository.location),
            },
        )


def _unchanged(place: Repository, commit: str) -> HarvestRecord:
    assert place.known is not None  # noqa: S101 - what is unchanged is known
    known = place.known
    return place.record(Outcome.UNCHANGED, commit=commit, blob=known.blob, activity=known.activity)


def _record(place: Repository, answer: Files, file: File) -> HarvestRecord:
    """Return the record of one place of a repository whose root and files are known."""
    facts: dict[str, Any] = {"commit": answer.commit, "root": answer.names, "path": file.path or place.path}
    if file.path is None:
        return place.record(Outcome.ABSENT, **facts)
    if file.obstacle is not None:
        return place.record(Outcome.NOT_TEXT, detail=f"{file.path} is {file.obstacle}", **facts)
    if file.content is None:
        return place.record(Outcome.TOO_LARGE, detail=too_large(), **facts)
    known = place.known
    if known is not None and known.blob == file.blob:
        return place.record(Outcome.UNCHANGED, blob=file.blob, activity=known.activity, **facts)
    content = read_content(file.content)
    blob = file.blob if content.outcome is Outcome.FOUND else None
    return place.record(content.outcome, text=content.text, detail=content.detail, blob=blob, **facts)


def _history_failed(record: HarvestRecord, why: str) -> HarvestRecord:
    return replace(record, detail=one_line(f"its history could not be read: {why}"))


def _with_activity(response: Response, records: tuple[HarvestRecord, ...]) -> Iterator[Output]:
    if response.status != 200:
        yield from (_history_failed(record, _why(response)) for record in records)
        return
    activity = decode(response.body, History).activity
    head = activity.head if activity else None
    yield from (replace(one, activity=activity, commit=one.commit or head) for one in records)


def _without_activity(failure: Failure, records: tuple[HarvestRecord, ...]) -> Iterator[Output]:
    yield from (_history_failed(record, from_failure(failure).detail) for record in records)


def _refused(response: Response, repository: Repository) -> HarvestRecord:
    """Return the record of a repository that the server did not give."""
    if response.status == TOO_MUCH:
        detail = "the server sends whole folders only, and this one is larger than riuso takes"
        return repository.record(Outcome.TOO_LARGE, detail=detail)
    cause = from_response(response)
    return repository.record(cause.outcome, detail=f"{cause.detail}: {_why(response)}")


def _why(response: Response) -> str:
    return response.body.decode("utf-8", "replace") or f"status {response.status}"


def _slot(location: str) -> dict[str, Any]:
    return _FILE_SLOT if location.startswith("file:") else {}


def _same_host(one: str, other: str) -> bool:
    return urlsplit(one).hostname == urlsplit(other).hostname
