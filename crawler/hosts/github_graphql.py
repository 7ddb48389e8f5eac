"""What GitHub's GraphQL API sends, as far as it is read, and what its errors mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from crawler.allowance import says_limited
from crawler.failures import TOKEN_REFUSED, Cause, from_response
from crawler.hosts.paging import NotItsAnswerError
from crawler.repository import FILE, OTHER_SPELLING, one_line
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from scrapy.http import Response

Shape = TypeVar("Shape")

_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_TOO_MUCH = frozenset({500, 502, 503, 504})
"""Statuses of a query that took too long, as of a host in trouble: a smaller one may be answered."""
_SYMBOLIC_LINK = 0o120000


class Object(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is at a path; the last four of a file, and only where its text was asked for."""

    typename: str = msgspec.field(name="__typename")
    oid: str
    byte_size: int | None = None
    is_binary: bool | None = None
    is_truncated: bool | None = None
    text: str | None = None


class Entry(msgspec.Struct, frozen=True):
    name: str
    mode: int = 0


class Tree(msgspec.Struct, frozen=True):
    entries: list[Entry] | None = None


class Target(msgspec.Struct, frozen=True):
    oid: str


class Branch(msgspec.Struct, frozen=True):
    name: str
    target: Target | None = None


class Parent(msgspec.Struct, frozen=True, rename="camel"):
    name_with_owner: str


class License(msgspec.Struct, frozen=True, rename="camel"):
    spdx_id: str | None = None


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a repository")


class Node(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One repository; ``tree`` is None where the root folder was not asked for."""

    id: str
    database_id: int
    name_with_owner: str
    is_private: bool = False
    is_archived: bool = False
    is_disabled: bool = False
    pushed_at: str | None = None
    default_branch_ref: Branch | None = None
    parent: Parent | None = None
    license_info: License | None = None
    yml: Object | None = None
    yaml: Object | None = None
    tree: Tree | None = None

    def __post_init__(self) -> None:
        _check_name(self.name_with_owner)

    @property
    def head(self) -> str | None:
        branch = self.default_branch_ref
        return branch.target.oid if branch and branch.target else None

    @property
    def branch(self) -> str | None:
        return self.default_branch_ref.name if self.default_branch_ref else None

    @property
    def file(self) -> tuple[str, Object] | None:
        """Name and content of the file, the right spelling before the other."""
        found = ((FILE, self.yml), (OTHER_SPELLING, self.yaml))
        return next(((name, one) for name, one in found if one is not None), None)

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names in the root folder, None where they were not asked for."""
        if self.tree is None or self.tree.entries is None:
            return None
        return tuple(entry.name for entry in self.tree.entries)

    def is_link(self, name: str) -> bool:
        entries = self.tree.entries if self.tree and self.tree.entries else ()
        return any(entry.name == name and entry.mode == _SYMBOLIC_LINK for entry in entries)


class Page(msgspec.Struct, frozen=True, rename="camel"):
    has_next_page: bool
    end_cursor: str | None = None


class Repositories(msgspec.Struct, frozen=True, rename="camel"):
    page_info: Page
    nodes: list[Node | None]


class Hidden(msgspec.Struct, frozen=True, rename="camel"):
    """A repository that is not public; nothing else of it is asked."""

    database_id: int
    name_with_owner: str

    def __post_init__(self) -> None:
        _check_name(self.name_with_owner)


class HiddenOnes(msgspec.Struct, frozen=True):
    nodes: list[Hidden | None]


class Owner(msgspec.Struct, frozen=True):
    repositories: Repositories
    hidden: HiddenOnes | None = None


class Listing(msgspec.Struct, frozen=True, rename="camel"):
    repository_owner: Owner | None = None


class Rooted(msgspec.Struct, frozen=True):
    tree: Tree | None = None


class Batch(msgspec.Struct, frozen=True):
    texts: list[Node | None]
    roots: list[Rooted | None]


class Error(msgspec.Struct, frozen=True):
    message: str = ""
    type: str | None = None
    path: list[str | int] | None = None


class _Envelope(msgspec.Struct, frozen=True):
    data: msgspec.Raw = msgspec.Raw(b"null")
    errors: list[Error] | None = None


class NotGitHubError(NotItsAnswerError):
    """Raised for an answer that no GitHub gives."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``data`` as sent; what stood in the way of parts of it."""

    data: msgspec.Raw
    errors: tuple[Error, ...] = ()

    def broken(self, *path: str) -> frozenset[int]:
        """Return the places in the list at ``path`` of which not all could be read."""
        depth = len(path)
        paths = (error.path for error in self.errors if error.path and len(error.path) > depth)
        found = (one[depth] for one in paths if tuple(one[:depth]) == path)
        return frozenset(place for place in found if isinstance(place, int))

    def at(self, name: str) -> tuple[Error, ...]:
        """Return the errors about one member of the data."""
        return tuple(error for error in self.errors if error.path and error.path[0] == name)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer; ``smaller`` says that a smaller question may have one."""

    cause: Cause
    smaller: bool = False
    kind: str | None = None


def read_answer(response: Response) -> Answer | Refused:
    """Return what a response holds, or why it holds nothing.

    An answer with some errors is one: they stand at the places they are about. Raises
    :class:`NotGitHubError`.
    """
    if response.status != 200:
        return _refused(response)
    if says_limited(response):
        return Refused(Cause(Outcome.RATE_LIMITED, "the host wants fewer requests"))
    envelope = decode(response.body, _Envelope)
    errors = tuple(envelope.errors or ())
    if any(error.type == "RESOURCE_LIMITS_EXCEEDED" for error in errors):
        return Refused(Cause(Outcome.HOST_ERROR, _said(errors)), smaller=True)
    if bytes(envelope.data) == b"null" or any(error.path is None for error in errors):
        kind = next((error.type for error in errors if error.type), None)
        return Refused(Cause(Outcome.HOST_ERROR, _said(errors)), smaller=kind is None, kind=kind)
    return Answer(envelope.data, errors)


def with_tree(node: Node, tree: Tree | None) -> Node:
    """Return a repository with its root folder."""
    return msgspec.structs.replace(node, tree=tree)


def _refused(response: Response) -> Refused:
    return Refused(
        refusal(response, has_token=True), smaller=response.status in _TOO_MUCH, kind=str(response.status)
    )


def decode(data: bytes | msgspec.Raw, shape: type[Shape]) -> Shape:
    """Return data as a shape. Raises :class:`NotGitHubError`."""
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise NotGitHubError(one_line(str(error))) from error


def decode_members(data: bytes | msgspec.Raw, shape: type[Shape]) -> dict[str, Shape | None]:
    """Return an object whose members have one shape or are null. Raises :class:`NotGitHubError`."""
    kind: Any = dict[str, shape | None]  # type: ignore[valid-type]  # a type made when it is known
    members: dict[str, Shape | None] = decode(data, kind)
    return members


def _said(errors: tuple[Error, ...]) -> str:
    words = "; ".join(error.message for error in errors if error.message)
    return f"the host did not answer the query: {one_line(words) or 'it gave no reason'}"


def refusal(response: Response, *, has_token: bool) -> Cause:
    """Return what a status other than 200 means, also where a redirect left the token behind."""
    return TOKEN_REFUSED if has_token and response.status == 401 else from_response(response)
