"""What Gitea's and Forgejo's API (v1) sends, as far as it is read, and the addresses it is asked at.

Shapes: https://codeberg.org/api/swagger, ``Repository`` and ``SearchResults``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from crawler.source import SourceKind

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.source import Source

PAGE_SIZE = 50
"""The most that an instance gives by default; it may give fewer."""


_NAME = re.compile(r"[\w.-]+/[\w.-]+")


class Parent(msgspec.Struct, frozen=True):
    """The repository that a fork was made from."""

    full_name: str


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One repository of a listing."""

    id: int
    full_name: str
    default_branch: str = ""
    private: bool = False
    internal: bool = False
    empty: bool = False
    archived: bool = False
    fork: bool = False
    parent: Parent | None = None
    updated_at: str | None = None
    licenses: list[str] | None = None
    object_format_name: str = "sha1"

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.full_name):
            raise ValueError(f"{self.full_name!r} is no name of a repository")


class _Found(msgspec.Struct):
    data: list[Listed]


class NotGiteaError(ValueError):
    """Raised by the readers below for an answer that no Gitea gives."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an instance is (``base``, no slash at its end), and the account and name a source names."""

    base: str
    owner: str = ""
    name: str = ""

    def api(self, *path: str, **query: str | int) -> str:
        """Return an API URL; each part of ``path`` is escaped."""
        escaped = "/".join(quote(part, safe="") for part in path)
        return f"{self.base}/api/v1/{escaped}" + (f"?{urlencode(query)}" if query else "")

    def host_id(self, identifier: int) -> str:
        """Return an id that no other instance gives."""
        parts = urlsplit(self.base)
        return f"{parts.netloc.lower()}{parts.path}#{identifier}"


def address_of(source: Source) -> Address | None:
    """Return the address a source names: what precedes account and name is the instance's own path.

    None where the path is too short for its kind.
    """
    parts = urlsplit(source.url)
    names = [name for name in parts.path.split("/") if name]
    if names and source.kind is SourceKind.REPO:
        names[-1] = names[-1].removesuffix(".git")
    wanted = {SourceKind.INSTANCE: 0, SourceKind.ORG: 1, SourceKind.REPO: 2}[source.kind]
    if len(names) < wanted:
        return None
    cut = len(names) - wanted
    base = "/".join((f"{parts.scheme}://{parts.netloc}", *names[:cut]))
    return Address(base, *names[cut:])


def read_page(response: Response, *, search: bool) -> list[Listed]:
    """Return the repositories of one page."""
    try:
        if search:
            return msgspec.json.decode(response.body, type=_Found).data
        return msgspec.json.decode(response.body, type=list[Listed])
    except msgspec.MsgspecError as error:
        raise NotGiteaError(str(error)) from error


def read_repository(response: Response) -> Listed:
    """Return the one repository of an answer."""
    try:
        return msgspec.json.decode(response.body, type=Listed)
    except msgspec.MsgspecError as error:
        raise NotGiteaError(str(error)) from error


def has_next_page(response: Response, seen: int) -> bool:
    """Whether another page follows one that was not empty, after ``seen`` repositories in all.

    Told by ``Link`` where the host sends it, else by ``X-Total-Count``; else the next page is asked for.
    Never by the size of a page: an instance may give fewer than it was asked for.
    """
    link = response.headers.get("Link")
    if link is not None:
        return b'rel="next"' in link
    total = response.headers.get("X-Total-Count") or b""
    return seen < int(total) if total.isdigit() else True
