"""Bitbucket Cloud: workspaces and repositories, by its API 2.0.

Shapes: https://developer.atlassian.com/cloud/bitbucket/rest/ (repositories, source; ``fields`` and ``next``).
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, ClassVar, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from crawler.hosts.api_host import Address, ApiHost, Item
from crawler.hosts.file_look import FileAddress
from crawler.hosts.paging import Listing, NotItsAnswerError, Page, same_path
from crawler.hosts.root_names import RootAddress
from crawler.source import HostKind, Source, SourceKind

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.repository import Repository

PAGE_SIZE = 100
"""The most that Bitbucket gives."""

_T = TypeVar("_T")
_CLOUD = "bitbucket.org"
_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_FIELDS = ("uuid", "full_name", "is_private", "updated_on", "mainbranch.name", "parent.full_name")


class BitbucketHost(ApiHost):
    """One request for 100 repositories, and one for each file that may have changed.

    The API of bitbucket.org is at api.bitbucket.org; any other address is asked below its own ``/2.0``.
    Bitbucket Data Center speaks another API: its repositories are read with ``host: git``.
    """

    kind: ClassVar[HostKind] = HostKind.BITBUCKET
    name: ClassVar[str] = "Bitbucket"

    def address_of(self, source: Source) -> Address | None:
        parts = urlsplit(source.url)
        names = [name for name in parts.path.split("/") if name]
        wanted = {SourceKind.ORG: 1, SourceKind.REPO: 2}.get(source.kind)
        if wanted is None or len(names) < wanted:
            return None
        name = parts.netloc.removeprefix("www.")
        return Address(f"{parts.scheme}://{name}", "/".join(names[:wanted]).removesuffix(".git"))

    def listings(self, address: Address, kind: SourceKind) -> tuple[tuple[str, ...], ...]:
        fields = ("next", *(f"values.{field}" for field in _FIELDS))
        # By the time of creation, which nothing changes: else a push during the paging would hide something.
        query = {"pagelen": PAGE_SIZE, "sort": "created_on", "fields": ",".join(fields)}
        return ((f"{_api(address, address.path)}?{urlencode(query)}",),)

    def headers(self, url: str) -> dict[str, str]:
        # The API's name differs from the site's, for which the token is named.
        token = self.tokens.for_url(url.replace(f"//api.{_CLOUD}/", f"//{_CLOUD}/", 1))
        if not token:
            return {"Accept": "application/json"}
        # An access token goes by itself; an API token or app password after the account's name and a colon.
        value = f"Basic {b64encode(token.encode()).decode()}" if ":" in token else f"Bearer {token}"
        return {"Accept": "application/json", "Authorization": value}

    def read_page(self, response: Response, listing: Listing[Address]) -> Page[Item]:
        page = _decoded(response, _Page)
        following = same_path(listing.url, page.next) if page.next else None
        return Page([_item(one) for one in page.values], following)

    def repository_url(self, address: Address) -> str:
        return f"{_api(address, address.path)}?{urlencode({'fields': ','.join(_FIELDS)})}"

    def read_repository(self, response: Response, address: Address) -> Item:
        return _item(_decoded(response, _Listed))

    def file_address(self, place: Repository, address: Address, item: Item) -> FileAddress:
        ref = _ref(item)
        url = f"{_api(address, item.full_name)}/src/{quote(ref, safe='')}/{quote(place.path)}"
        raw_url = f"{address.base}/{item.full_name}/raw/{quote(ref)}/{quote(place.path)}"
        return FileAddress(url=url, raw_url=raw_url, headers=self.headers(url) | {"Accept": "*/*"})

    def root_address(self, address: Address, item: Item) -> RootAddress:
        query = urlencode({"pagelen": PAGE_SIZE, "fields": "values.path"})
        url = f"{_api(address, item.full_name)}/src/{quote(_ref(item), safe='')}/?{query}"
        return RootAddress(url=url, headers=self.headers(url), most=PAGE_SIZE)


class _Branch(msgspec.Struct, frozen=True):
    name: str


class _Parent(msgspec.Struct, frozen=True):
    """The repository that a fork was made from."""

    full_name: str


class _Listed(msgspec.Struct, frozen=True):
    """One repository; ``mainbranch`` is None before the first commit."""

    uuid: str
    full_name: str
    is_private: bool = False
    updated_on: str | None = None
    mainbranch: _Branch | None = None
    parent: _Parent | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.full_name):
            raise ValueError(f"{self.full_name!r} is no name of a repository")


class _Page(msgspec.Struct, frozen=True):
    values: list[_Listed]
    next: str | None = None


def _decoded(response: Response, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(response.body, type=kind)
    except msgspec.MsgspecError as error:
        raise NotItsAnswerError(str(error)) from error


def _item(listed: _Listed) -> Item:
    return Item(
        id=listed.uuid.strip("{}"),
        full_name=listed.full_name,
        default_branch=listed.mainbranch.name if listed.mainbranch else None,
        fork_of=listed.parent.full_name if listed.parent else None,
        updated_at=listed.updated_on,
        not_public="the host says it is private" if listed.is_private else None,
        empty=None if listed.mainbranch else "the host names no main branch: it has no commit",
    )


def _ref(item: Item) -> str:
    """Return the default branch as a path takes it, which can't tell a branch's slash from a folder's."""
    branch = item.default_branch or ""
    return branch if branch and "/" not in branch else "HEAD"


def _api(address: Address, full_name: str) -> str:
    parts = urlsplit(address.base)
    name = f"api.{_CLOUD}" if parts.netloc == _CLOUD else parts.netloc
    return f"{parts.scheme}://{name}/2.0/repositories/{quote(full_name)}"
