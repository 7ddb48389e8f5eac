"""The file of one repository on GitHub without a token, and what still belongs to its record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from crawler.content import MAX_FILE_BYTES, too_large
from crawler.failures import is_too_large
from crawler.git.look import GitLook
from crawler.hosts.github_address import Address
from crawler.hosts.github_graphql import NotGitHubError, refusal
from crawler.hosts.github_question import PATIENCE, RAW, headers
from crawler.hosts.github_record import from_bytes, hidden, spdx_id
from crawler.hosts.github_shapes import Listed, read_repository
from crawler.ledger import Ledger
from crawler.outputs import broken, failed, guarded_request
from crawler.repository import FILE, OTHER_SPELLING, Repository
from publiccode.harvest import Outcome, Validators
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.outputs import Output
    from crawler.source import Source
    from publiccode.harvest import HarvestRecord, Known

_CACHED = timedelta(minutes=10)
"""raw.githubusercontent.com lets its answers be kept for five minutes, so a newer push may be missing."""


def listed_repository(source: Source, address: Address, item: Listed, known: Known | None) -> Repository:
    """Return the repository as the listing tells it."""
    url = address.url_of(item.full_name)
    renamed = known is not None and known.repository.lower() != url.lower()
    return Repository(
        source=source,
        url=url,
        location=f"{address.web}/{item.full_name}.git",
        host_id=address.host_id(item.id),
        aliases=(known.repository,) if known is not None and renamed else (),
        default_branch=item.default_branch,
        archived=item.archived,
        fork_of=canonical_url(f"{address.web}/{item.parent.full_name}") if item.parent else None,
        known=known,
    )


def without_file(repository: Repository, item: Listed) -> HarvestRecord | None:
    """Return the record of a repository whose file need not be asked for, None where it must be."""
    known = repository.known
    if item.is_hidden or item.disabled:
        return hidden(repository, is_private=item.is_hidden)
    if known is None or known.validators is None or item.pushed_at is None:
        return None
    if known.validators.updated_at != item.pushed_at:
        return None
    return repository.record(
        Outcome.UNCHANGED,
        blob=known.blob,
        commit=known.commit,
        activity=known.activity,
        validators=known.validators,
        host_license=_license(item),
    )


def _license(item: Listed) -> str | None:
    return spdx_id(item.license.spdx_id) if item.license else None


@dataclass(frozen=True, slots=True)
class RestFile:
    """Asks for the file, under its other name too where a file that was there is not; then for the rest."""

    ledger: Ledger
    token: str | None
    repository: Repository
    address: Address
    item: Listed

    def request(self, path: str) -> Request:
        """Return the request for the file of that name; the host of raw files gets no token."""
        asked: dict[str, str] = {}
        if self.address.raw is not None:
            url = self.address.file_url(self.item.full_name, "HEAD", path)
        else:
            owner, _, name = self.item.full_name.partition("/")
            url = self.address.api("repos", owner, name, "contents", path)
            asked = headers(self.token, RAW)
        known = self.repository.known.validators if self.repository.known else None
        if known is not None and known.etag:
            asked["If-None-Match"] = known.etag
        return guarded_request(
            url,
            partial(self._read, path=path),
            self._not_read,
            partial(broken, self.repository),
            headers=asked,
            meta={"download_maxsize": MAX_FILE_BYTES, **PATIENCE},
        )

    def _not_read(self, failure: Failure) -> Iterator[Output]:
        if is_too_large(failure.value):
            yield self.repository.record(Outcome.TOO_LARGE, detail=too_large())
        else:
            yield from failed(failure, self.repository)

    def _read(self, response: Response, path: str) -> Iterator[Output]:
        known = self.repository.known
        if response.status == 404 and path == FILE and known is not None and known.blob is not None:
            yield self.request(OTHER_SPELLING)
            return
        record = self._record(response, path)
        if record.outcome is Outcome.FOUND and self.item.fork and self.item.parent is None:
            yield self._parent(record)
        elif record.outcome in {Outcome.FOUND, Outcome.UNCHANGED}:
            yield GitLook(self.ledger).history(self.repository, record)
        else:
            yield record

    def _record(self, response: Response, path: str) -> HarvestRecord:
        repository, known = self.repository, self.repository.known
        told: dict[str, Any] = {
            "path": path,
            "host_license": _license(self.item),
            "validators": Validators(etag=_header(response, "ETag"), updated_at=self._settled()),
        }
        if response.status == 304 and known is not None:
            old = known.validators or Validators()
            told["validators"] = replace(old, updated_at=self._settled())
            return repository.record(Outcome.UNCHANGED, blob=known.blob, activity=known.activity, **told)
        if response.status == 404:
            return repository.record(Outcome.ABSENT, **{**told, "path": FILE})
        return self._refused(response) or self._sent(response, told)

    def _refused(self, response: Response) -> HarvestRecord | None:
        """Return the record of a file that is none, for what the host sent in its place."""
        if response.status != 200:
            cause = refusal(response, has_token=self.token is not None)
            return self.repository.record(cause.outcome, detail=cause.detail)
        kind = _header(response, "Content-Type") or ""
        if kind.startswith("text/html") and response.body.lstrip().startswith(b"<"):
            detail = "the host sent a web page instead of the file"
            return self.repository.record(Outcome.HOST_ERROR, detail=detail)
        return None

    def _sent(self, response: Response, told: dict[str, Any]) -> HarvestRecord:
        repository, known, path = self.repository, self.repository.known, told["path"]
        if (_header(response, "Content-Type") or "").startswith("application/json"):
            return repository.record(Outcome.NOT_TEXT, detail=f"{path} is a folder", **told)
        branch = self.item.default_branch or "HEAD"
        told["raw_url"] = self.address.file_url(self.item.full_name, branch, path)
        record = from_bytes(repository, told, response.body)
        if known is None or record.blob is None or known.blob != record.blob:
            return record
        return repository.record(Outcome.UNCHANGED, blob=record.blob, activity=known.activity, **told)

    def _settled(self) -> str | None:
        """Return the time of the last push, None where it may be too new for what was read."""
        pushed = self.item.pushed_at
        if pushed is None or self.address.raw is None:
            return pushed
        try:
            return pushed if datetime.now(UTC) - datetime.fromisoformat(pushed) > _CACHED else None
        except (ValueError, TypeError):
            return None

    def _parent(self, record: HarvestRecord) -> Request:
        """Return the request that tells what the repository is a fork of: a listing does not."""
        owner, _, name = self.item.full_name.partition("/")
        return guarded_request(
            self.address.api("repos", owner, name),
            partial(self._forked, record=record),
            partial(self._not_forked, record=record),
            lambda: record,
            headers=headers(self.token),
            meta=dict(PATIENCE),
        )

    def _forked(self, response: Response, record: HarvestRecord) -> Iterator[Output]:
        if response.status == 200:
            try:
                parent = read_repository(response).parent
            except NotGitHubError:
                parent = None
            if parent is not None:
                record = replace(record, fork_of=self.address.url_of(parent.full_name))
        yield GitLook(self.ledger).history(self.repository, record)

    def _not_forked(self, failure: Failure, record: HarvestRecord) -> Iterator[Output]:
        yield GitLook(self.ledger).history(self.repository, record)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
