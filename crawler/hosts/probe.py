"""Hosts whose software the URL does not show: asked once, in the cheapest way, and remembered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

import msgspec

from crawler.failures import Cause, from_failure
from crawler.hosts.host import Host
from crawler.hosts.paging import is_elsewhere
from crawler.outputs import guarded_request
from crawler.repository import Repository
from crawler.requests import host_of
from crawler.source import HostKind, Source, SourceKind
from publiccode.harvest import Outcome
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.ledger import Ledger
    from crawler.outputs import Output
    from crawler.tokens import Tokens
    from publiccode.harvest import HarvestRecord

_MAX_BYTES = 1024 * 1024
_GITLAB, _GITEA = "/api/v4/version", "/api/v1/version"
_INFO_REFS = "/info/refs?service=git-upload-pack"


@dataclass(slots=True)
class _Asking:
    """A host that is being asked: the sources that wait for it, and the URLs still to ask."""

    waiting: list[Source]
    left: list[str] = field(default_factory=list)


class _Version(msgspec.Struct, frozen=True):
    version: str


class _Message(msgspec.Struct, frozen=True):
    message: str


class ProbeHost(Host):
    """At most three requests for a host, in the order of what is usual: GitLab, Gitea, any git server.

    GitLab tells its version to nobody without a token, but it says so as only GitLab does. What was found is
    in the run report, and from there in the catalogue: the next night asks nothing.
    """

    kind: ClassVar[HostKind] = HostKind.UNKNOWN

    def __init__(self, ledger: Ledger, tokens: Tokens) -> None:
        super().__init__(ledger, tokens)
        self._asked: dict[str, _Asking] = {}
        self._given_up: dict[str, Cause | None] = {}

    async def start(self, source: Source) -> AsyncIterator[Output]:
        name = host_of(source.url)
        known = self.ledger.kind_of(name)
        if known is not None:
            for output in self._go_on(source, known):
                yield output
        elif name in self._given_up:
            for record in self._left(source, self._given_up[name]):
                yield record
        elif name in self._asked:
            self._asked[name].waiting.append(source)
        else:
            self._asked[name] = _Asking([source], _urls(source))
            yield self._request(name)

    def _request(self, name: str) -> Request:
        url = self._asked[name].left[0]
        return guarded_request(
            url,
            partial(self._answered, name=name, url=url),
            partial(self._failed, name=name),
            lambda: self._give_up(name, Cause(Outcome.HOST_ERROR, "riuso failed here; crawl.log says how")),
            meta={"download_maxsize": _MAX_BYTES},
        )

    def _failed(self, failure: Failure, name: str) -> Iterator[Output]:
        yield from self._give_up(name, from_failure(failure))

    def _answered(self, response: Response, name: str, url: str) -> Iterator[Output]:
        asking = self._asked[name]
        kind = None if is_elsewhere(response, url) else _kind_of(response)
        if kind is None:
            asking.left.pop(0)
            asking.left += _more_urls(asking, url)
            if asking.left:
                yield self._request(name)
            else:
                yield from self._give_up(name, None)
            return
        self.ledger.recognised[name] = kind
        del self._asked[name]
        for source in asking.waiting:
            yield from self._go_on(source, kind)

    def _go_on(self, source: Source, kind: HostKind) -> Iterator[Output]:
        """Yield a source for the class of its host; plain git can't list."""
        if kind is HostKind.GIT and source.kind is not SourceKind.REPO:
            self.ledger.fail(source, f"a plain git server can't list an {source.kind}: name its repositories")
            return
        known = replace(source, host=kind)
        self.ledger.replace(source, known)
        yield known

    def _give_up(self, name: str, cause: Cause | None) -> list[HarvestRecord]:
        """Return the records of the repositories that waited; who comes later does not ask again."""
        self._given_up[name] = cause
        return [record for source in self._asked.pop(name).waiting for record in self._left(source, cause)]

    def _left(self, source: Source, cause: Cause | None) -> Iterator[HarvestRecord]:
        """Yield the record of a repository that can't be crawled; an account or instance fails."""
        told = cause or Cause(Outcome.HOST_ERROR, why_unknown(source))
        url = canonical_url(source.url)
        if source.kind is not SourceKind.REPO or (cause is None and source.via is None):
            self.ledger.fail(source, told.detail, told.outcome)
        elif self.ledger.open(source, url):
            repository = Repository(source=source, url=url, location=url)
            yield repository.record(told.outcome, detail=told.detail)


def why_unknown(source: Source) -> str:
    """Return why a source can't be crawled, and what to do."""
    name = urlsplit(source.url).netloc
    ways = ", ".join(sorted(kind for kind in HostKind if kind not in {HostKind.UNKNOWN, HostKind.LIST}))
    return f"what hosts {name} can't be told: add 'host:' ({ways}) at {source.place}"


def _urls(source: Source) -> list[str]:
    parts = urlsplit(source.url)
    # An instance may live below a path; of an account's URL nobody knows where the instance ends.
    path = parts.path.rstrip("/") if source.kind is SourceKind.INSTANCE else ""
    base = f"{parts.scheme}://{parts.netloc}{path}"
    return [f"{base}{_GITLAB}", f"{base}{_GITEA}"]


def _more_urls(asking: _Asking, asked: str) -> list[str]:
    """Return the question to a git server, once all others are answered; it is about a repository."""
    if asking.left or asked.endswith(_INFO_REFS):
        return []
    named = next((source for source in asking.waiting if source.kind is SourceKind.REPO), None)
    return [f"{named.url.rstrip('/')}{_INFO_REFS}"] if named else []


def _kind_of(response: Response) -> HostKind | None:
    """Return what an answer gives away, None where it is nothing."""
    if "X-GitHub-Request-Id" in response.headers:
        return HostKind.GITHUB
    if "X-Gitlab-Meta" in response.headers:
        return HostKind.GITLAB
    path = urlsplit(response.url).path
    if path.endswith("/info/refs"):
        kind = (response.headers.get("Content-Type") or b"").partition(b";")[0]
        return HostKind.GIT if kind == b"application/x-git-upload-pack-advertisement" else None
    is_gitlab = path.endswith(_GITLAB)
    if response.status == 200 and _reads(response, _Version):
        return HostKind.GITLAB if is_gitlab else HostKind.GITEA
    # {"message": "401 Unauthorized"}: so answers GitLab, and no other, where its API is.
    if is_gitlab and response.status == 401 and _reads(response, _Message):
        return HostKind.GITLAB
    return None


def _reads(response: Response, kind: type[msgspec.Struct]) -> bool:
    try:
        msgspec.json.decode(response.body, type=kind)
    except msgspec.MsgspecError:
        return False
    return True
