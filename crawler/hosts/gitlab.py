"""GitLab, any instance: groups with all their subgroups, users, projects, whole instances."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import msgspec

from crawler.hosts.api_host import Address, ApiHost, Item
from crawler.hosts.file_look import FileAddress, is_unchanged
from crawler.hosts.gitlab_batch import Batches, Candidate
from crawler.hosts.gitlab_project import Project, not_public
from crawler.hosts.paging import Listing, NotItsAnswerError, Page, link_to_next
from crawler.hosts.root_names import RootAddress
from crawler.source import HostKind, Source, SourceKind
from publiccode.spdx import license_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapy.http import Response

    from crawler.ledger import Ledger
    from crawler.outputs import Output
    from crawler.repository import Repository
    from crawler.tokens import Tokens

PAGE_SIZE = 100
"""The most that GitLab gives."""

LAG = timedelta(minutes=90)
"""GitLab moves ``last_activity_at`` at most once an hour: a push within the hour after it leaves no trace.

The time is trusted, and remembered, once it is older than that, with half an hour for clocks that differ.
https://docs.gitlab.com/api/projects/ and ``Project#reset_project_activity`` (``UPDATE_INTERVAL`` 1 hour).
"""


class GitLabHost(ApiHost):
    """One request a page of the listing; the files of the projects that changed come in batches by GraphQL.

    Where an instance does not answer GraphQL, each file is one request.
    """

    kind: ClassVar[HostKind] = HostKind.GITLAB
    name: ClassVar[str] = "GitLab"

    def __init__(self, ledger: Ledger, tokens: Tokens) -> None:
        super().__init__(ledger, tokens)
        self._batches: dict[str, Batches] = defaultdict(lambda: Batches(self))

    def address_of(self, source: Source) -> Address | None:
        parts = urlsplit(source.url)
        path = parts.path.partition("/-/")[0].strip("/").removesuffix("/-")
        if source.kind is SourceKind.INSTANCE:
            return Address(f"{parts.scheme}://{parts.netloc}/{path}".rstrip("/"))
        is_project = source.kind is SourceKind.REPO
        path = path.removesuffix(".git") if is_project else path.removeprefix("groups/")
        wanted = 2 if is_project else 1
        return Address(f"{parts.scheme}://{parts.netloc}", path) if path.count("/") + 1 >= wanted else None

    def listings(self, address: Address, kind: SourceKind) -> tuple[tuple[str, ...], ...]:
        query: dict[str, str | int] = {"per_page": PAGE_SIZE, "order_by": "id", "sort": "asc"}
        # Without a token only a group's listing says what is archived: elsewhere it is listed by itself.
        states = ({"archived": "false"}, {"archived": "true"})
        if kind is SourceKind.INSTANCE:
            keyset = {"visibility": "public", "pagination": "keyset"} | query
            return (tuple(_api(address, "projects", **keyset, **state) for state in states),)
        group = query | {"include_subgroups": "true", "with_shared": "false"}
        ways = ((_api(address, "groups", address.path, "projects", **group),),)
        if "/" in address.path:
            return ways
        users = tuple(_api(address, "users", address.path, "projects", **query, **state) for state in states)
        return (*ways, users)

    def headers(self, url: str) -> dict[str, str]:
        token = self.tokens.for_url(url)
        # Not PRIVATE-TOKEN: it is this header that Scrapy keeps from following a redirect to another host.
        return {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def read_page(self, response: Response, listing: Listing[Address]) -> Page[Item]:
        try:
            found = msgspec.json.decode(response.body, type=list[Project])
        except msgspec.MsgspecError as error:
            raise NotItsAnswerError(str(error)) from error
        asked = parse_qs(urlsplit(listing.url).query)
        archived = {"true": True, "false": False}.get(asked.get("archived", [""])[0])
        items = [item_of(one, archived) for one in found]
        following = link_to_next(response, listing.url)
        if following is None and "Link" not in response.headers and found:
            following = _next_page(response, listing.url, found[-1].id)
        return Page(items, following)

    def repository_url(self, address: Address) -> str:
        return _api(address, "projects", address.path, license="true")

    def read_repository(self, response: Response, address: Address) -> Item:
        try:
            return item_of(msgspec.json.decode(response.body, type=Project), None)
        except msgspec.MsgspecError as error:
            raise NotItsAnswerError(str(error)) from error

    def file_address(self, place: Repository, address: Address, item: Item) -> FileAddress:
        ref = item.default_branch or "HEAD"
        url = _api(address, "projects", item.id, "repository", "files", place.path, "raw", ref=ref)
        return FileAddress(
            url=url,
            raw_url=self.web_url(address, item, place.path),
            headers=self.headers(url) | {"Accept": "*/*"},
            commit_header="X-Gitlab-Commit-Id",
        )

    def root_address(self, address: Address, item: Item) -> RootAddress:
        query: dict[str, str | int] = {"ref": item.default_branch or "HEAD", "per_page": PAGE_SIZE}
        url = _api(address, "projects", item.id, "repository", "tree", **query)
        return RootAddress(url=url, headers=self.headers(url), most=PAGE_SIZE)

    def web_url(self, address: Address, item: Item, path: str) -> str:
        """Return where a person finds a file."""
        branch = quote(item.default_branch or "HEAD")
        return f"{address.base}/{item.full_name}/-/raw/{branch}/{quote(path)}"

    def look_at(self, found: Sequence[tuple[Repository, Item]], address: Address) -> Iterator[Output]:
        many: list[Candidate] = []
        for repository, item in found:
            readable = item.not_public is None and item.empty is None and not repository.source.files
            if readable and not is_unchanged(repository, item.updated_at):
                many.append(Candidate(repository, item))
            else:
                yield from self.look(repository, address, item)
        yield from self._batches[address.base].start(many, address)


def item_of(project: Project, archived: bool | None) -> Item:
    """Return a project as it was listed; ``archived`` where all of the listing are, or none is."""
    moment = project.last_activity_at
    is_settled = moment is not None and datetime.now(UTC) - moment.astimezone(UTC) > LAG
    return Item(
        id=str(project.id),
        full_name=project.path_with_namespace,
        default_branch=project.default_branch,
        archived=archived if project.archived is None else project.archived,
        fork_of=project.forked_from_project.path_with_namespace if project.forked_from_project else None,
        updated_at=moment.isoformat() if moment is not None and is_settled else None,
        host_license=license_id(project.license.key) if project.license else None,
        not_public=not_public(project),
        empty=_why_empty(project),
    )


def _why_empty(project: Project) -> str | None:
    if project.empty_repo:
        return "the host says it has no commit"
    if project.empty_repo is None and project.default_branch is None:
        return "the host names no default branch: it has no commit, or no public repository"
    return None


def _api(address: Address, *path: str, **query: str | int) -> str:
    """Return an API URL; each part of ``path``, be it a path itself, is escaped."""
    escaped = "/".join(quote(part, safe="") for part in path)
    return f"{address.base}/api/v4/{escaped}" + (f"?{urlencode(query)}" if query else "")


def _next_page(response: Response, url: str, last: int) -> str | None:
    """Return the next page of an instance that sends no links; it is the last if it brings nothing new."""
    path, _, query = url.partition("?")
    told = {name: values[0] for name, values in parse_qs(query).items()}
    if "pagination" in told:
        return f"{path}?{urlencode(told | {'id_after': last})}"
    number = (response.headers.get("X-Next-Page") or b"").decode("latin-1")
    if "X-Next-Page" in response.headers and not number.isdigit():
        return None
    return f"{path}?{urlencode(told | {'page': number or int(told.get('page', 1)) + 1})}"
