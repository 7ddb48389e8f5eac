"""Gitea, Forgejo and Codeberg: the listing tells everything but the file.

Shapes: https://codeberg.org/api/swagger, ``Repository`` and ``SearchResults``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import msgspec

from crawler.hosts.api_host import Address, ApiHost, Item
from crawler.hosts.file_look import FileAddress
from crawler.hosts.paging import Listing, NotItsAnswerError, Page
from crawler.hosts.root_names import RootAddress
from crawler.source import HostKind, Source, SourceKind

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.repository import Repository

PAGE_SIZE = 50
"""The most that an instance gives by default; it may give fewer."""

_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_SEARCH = "/api/v1/repos/search"


class GiteaHost(ApiHost):
    """One request a page of the listing, and one a repository that changed since it was last seen."""

    kind: ClassVar[HostKind] = HostKind.GITEA
    name: ClassVar[str] = "Gitea"

    def address_of(self, source: Source) -> Address | None:
        # What precedes account and name in the path is the instance's own.
        parts = urlsplit(source.url)
        names = [name for name in parts.path.split("/") if name]
        if names and source.kind is SourceKind.REPO:
            names[-1] = names[-1].removesuffix(".git")
        wanted = {SourceKind.INSTANCE: 0, SourceKind.ORG: 1, SourceKind.REPO: 2}[source.kind]
        if len(names) < wanted:
            return None
        cut = len(names) - wanted
        base = "/".join((f"{parts.scheme}://{parts.netloc}", *names[:cut]))
        return Address(base, "/".join(names[cut:]))

    def listings(self, address: Address, kind: SourceKind) -> tuple[tuple[str, ...], ...]:
        if kind is SourceKind.INSTANCE:
            # In a fixed order, so that a change during the paging hides nothing; nobody's private projects.
            query = {"page": 1, "limit": PAGE_SIZE, "sort": "id", "order": "asc", "private": "false"}
            return ((f"{address.base}{_SEARCH}?{urlencode(query)}",),)
        first = {"page": 1, "limit": PAGE_SIZE}
        return (
            (_api(address, "orgs", address.path, "repos", **first),),
            (_api(address, "users", address.path, "repos", **first),),
        )

    def headers(self, url: str) -> dict[str, str]:
        token = self.tokens.for_url(url)
        return {"Accept": "application/json"} | ({"Authorization": f"token {token}"} if token else {})

    def read_page(self, response: Response, listing: Listing[Address]) -> Page[Item]:
        try:
            if _SEARCH in listing.url:
                found = msgspec.json.decode(response.body, type=_Found).data
            else:
                found = msgspec.json.decode(response.body, type=list[_Listed])
        except msgspec.MsgspecError as error:
            raise NotItsAnswerError(str(error)) from error
        new = sum(str(one.id) not in listing.seen for one in found)
        more = _has_next_page(response, len(listing.seen) + new)
        return Page([_item(one) for one in found], _next_page(listing.url) if more else None)

    def repository_url(self, address: Address) -> str:
        return _api(address, "repos", *address.path.split("/"))

    def read_repository(self, response: Response, address: Address) -> Item:
        try:
            return _item(msgspec.json.decode(response.body, type=_Listed))
        except msgspec.MsgspecError as error:
            raise NotItsAnswerError(str(error)) from error

    def file_address(self, place: Repository, address: Address, item: Item) -> FileAddress:
        ref = {"ref": item.default_branch} if item.default_branch else {}
        url = _api(address, "repos", *item.full_name.split("/"), "raw", *place.path.split("/"), **ref)
        raw_url = f"{address.base}/{item.full_name}/raw/branch/{item.default_branch}/{place.path}"
        return FileAddress(url=url, raw_url=raw_url, headers=self.headers(url) | {"Accept": "*/*"})

    def root_address(self, address: Address, item: Item) -> RootAddress:
        ref = {"ref": item.default_branch} if item.default_branch else {}
        url = _api(address, "repos", *item.full_name.split("/"), "contents", **ref)
        return RootAddress(url=url, headers=self.headers(url))


class _Parent(msgspec.Struct, frozen=True):
    """The repository that a fork was made from."""

    full_name: str


class _Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One repository of a listing."""

    id: int
    full_name: str
    default_branch: str = ""
    private: bool = False
    internal: bool = False
    empty: bool = False
    archived: bool = False
    fork: bool = False
    parent: _Parent | None = None
    updated_at: str | None = None
    licenses: list[str] | None = None
    object_format_name: str = "sha1"

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.full_name):
            raise ValueError(f"{self.full_name!r} is no name of a repository")


class _Found(msgspec.Struct):
    data: list[_Listed]


def _item(listed: _Listed) -> Item:
    return Item(
        id=str(listed.id),
        full_name=listed.full_name,
        default_branch=listed.default_branch,
        archived=listed.archived,
        fork_of=listed.parent.full_name if listed.fork and listed.parent else None,
        updated_at=listed.updated_at,
        # Where the host found more than one licence, none of them is the repository's.
        host_license=listed.licenses[0] if listed.licenses and len(listed.licenses) == 1 else None,
        not_public="the host says it is not public" if listed.private or listed.internal else None,
        empty="the host says it has no commit" if listed.empty else None,
        is_sha256=listed.object_format_name == "sha256",
    )


def _api(address: Address, *path: str, **query: str | int) -> str:
    """Return an API URL; each part of ``path`` is escaped."""
    escaped = "/".join(quote(part, safe="") for part in path)
    return f"{address.base}/api/v1/{escaped}" + (f"?{urlencode(query)}" if query else "")


def _next_page(url: str) -> str:
    path, _, query = url.partition("?")
    told = {name: values[0] for name, values in parse_qs(query).items()}
    return f"{path}?{urlencode(told | {'page': int(told['page']) + 1})}"


def _has_next_page(response: Response, seen: int) -> bool:
    """Whether another page follows one that was not empty, after ``seen`` repositories in all.

    Told by ``Link`` where the host sends it, else by ``X-Total-Count``; else the next page is asked for.
    Never by the size of a page: an instance may give fewer than it was asked for.
    """
    link = response.headers.get("Link")
    if link is not None:
        return b'rel="next"' in link
    total = response.headers.get("X-Total-Count") or b""
    return seen < int(total) if total.isdigit() else True
