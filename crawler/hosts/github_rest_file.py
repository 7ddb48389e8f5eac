"""The files of one repository on GitHub, read one by one, and what still belongs to its record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from crawler.git.look import GitLook
from crawler.hosts.file_look import Asking, FileAddress, FileLook
from crawler.hosts.github_address import Address
from crawler.hosts.github_graphql import NotGitHubError
from crawler.hosts.github_question import PATIENCE, RAW, headers
from crawler.hosts.github_shapes import read_repository
from crawler.hosts.root_names import RootAddress
from crawler.ledger import Ledger
from crawler.outputs import guarded_request
from publiccode.harvest import HarvestRecord, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.outputs import Output
    from crawler.repository import Repository

_CACHED = timedelta(minutes=10)
"""raw.githubusercontent.com lets its answers be kept for five minutes, so a newer push may be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestFiles:
    """Asks for the files of a repository, each in a request of its own.

    With a ``token`` the API is asked, for the token goes nowhere else; without one the host of raw files,
    where there is one, for it counts against no limit. ``is_orphan`` says that it is a fork and its parent
    has not been told.
    """

    ledger: Ledger
    token: str | None
    address: Address
    full_name: str
    pushed_at: str | None
    host_license: str | None
    is_orphan: bool = False

    def look(self, repository: Repository) -> Iterator[Output]:
        """Yield what is known of the files, and the requests for those that may have changed."""
        asking = Asking(
            address=self._place,
            root=self._root(),
            updated_at=self._settled(),
            host_license=self.host_license,
            meta=PATIENCE,
            stays=True,
            complete=self._complete if self.is_orphan else None,
        )
        yield from FileLook(self.ledger).start(repository, asking)

    def _place(self, repository: Repository) -> FileAddress:
        branch, path = repository.default_branch or "HEAD", repository.path
        raw_url = self.address.file_url(self.full_name, branch, path)
        if self.address.raw is not None and self.token is None:
            return FileAddress(url=self.address.file_url(self.full_name, "HEAD", path), raw_url=raw_url)
        owner, _, name = self.full_name.partition("/")
        url = self.address.api("repos", owner, name, "contents", *path.split("/"))
        return FileAddress(url=url, raw_url=raw_url, headers=headers(self.token, RAW))

    def _root(self) -> RootAddress:
        owner, _, name = self.full_name.partition("/")
        url = self.address.api("repos", owner, name, "contents")
        return RootAddress(url=url, headers=headers(self.token))

    def _settled(self) -> str | None:
        """Return the time of the last push, None where it may be too new for what is going to be read."""
        pushed = self.pushed_at
        if pushed is None or self.address.raw is None or self.token is not None:
            return pushed
        try:
            return pushed if datetime.now(UTC) - datetime.fromisoformat(pushed) > _CACHED else None
        except (ValueError, TypeError):
            return None

    def _complete(self, repository: Repository, records: tuple[HarvestRecord, ...]) -> Iterator[Output]:
        """Ask what the repository is a fork of, which a listing does not tell, where it has a file."""
        history = GitLook(self.ledger).history(repository, *records)
        if all(record.outcome is not Outcome.FOUND for record in records):
            yield history
            return
        owner, _, name = self.full_name.partition("/")
        yield guarded_request(
            self.address.api("repos", owner, name),
            partial(self._told, repository=repository, records=records),
            partial(self._not_told, repository=repository, records=records),
            lambda: records,
            headers=headers(self.token),
            meta=dict(PATIENCE),
        )

    def _told(
        self, response: Response, repository: Repository, records: tuple[HarvestRecord, ...]
    ) -> Iterator[Output]:
        parent = None
        if response.status == 200:
            try:
                parent = read_repository(response).parent
            except NotGitHubError:
                parent = None
        if parent is not None:
            fork_of = self.address.url_of(parent.full_name)
            records = tuple(replace(record, fork_of=fork_of) for record in records)
        yield GitLook(self.ledger).history(repository, *records)

    def _not_told(
        self, _failure: Failure, repository: Repository, records: tuple[HarvestRecord, ...]
    ) -> Iterator[Output]:
        yield GitLook(self.ledger).history(repository, *records)
