"""What GitHub's REST API sends, as far as it is read.

Shapes: ``minimal-repository`` and ``full-repository`` of https://github.com/github/rest-api-description.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from crawler.hosts.github_graphql import decode

if TYPE_CHECKING:
    from scrapy.http import Response

_NAME = re.compile(r"[\w.-]+/[\w.-]+")


class Parent(msgspec.Struct, frozen=True):
    full_name: str


class License(msgspec.Struct, frozen=True):
    spdx_id: str | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One repository; a listing has no ``parent``, and says by ``fork`` that there is one."""

    id: int
    full_name: str
    private: bool = False
    visibility: str = "public"
    archived: bool = False
    disabled: bool = False
    fork: bool = False
    parent: Parent | None = None
    default_branch: str | None = None
    pushed_at: str | None = None
    license: License | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.full_name):
            raise ValueError(f"{self.full_name!r} is no name of a repository")

    @property
    def is_hidden(self) -> bool:
        return self.private or self.visibility != "public"


def read_page(response: Response) -> list[Listed]:
    """Return the repositories of one page. Raises :class:`crawler.hosts.github_graphql.NotGitHubError`."""
    kind: Any = list[Listed]
    page: list[Listed] = decode(response.body, kind)
    return page


def read_repository(response: Response) -> Listed:
    """Return the one repository of an answer. Raises as :func:`read_page`."""
    return decode(response.body, Listed)
