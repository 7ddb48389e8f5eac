"""What one repository of a GraphQL answer still needs: its text, its root folder, its history."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from crawler.content import MAX_FILE_BYTES, blob_id
from crawler.failures import Cause, is_too_large
from crawler.git.look import GitLook
from crawler.hosts import github_graphql as shapes
from crawler.hosts.github_address import Address
from crawler.hosts.github_graphql import Node
from crawler.hosts.github_queries import BATCH, PAGE_SIZE
from crawler.hosts.github_question import PATIENCE, RAW, Question, ask, headers
from crawler.hosts.github_record import (
    facts,
    from_bytes,
    listed_repository,
    spdx_id,
    unchanged,
    with_text,
    without_text,
)
from crawler.hosts.github_rest_file import RestFiles
from crawler.ledger import Ledger
from crawler.outputs import broken, failed, guarded_request
from crawler.repository import Repository
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.hosts.github_graphql import Answer, Refused, Tree
    from crawler.outputs import Output
    from crawler.source import Source
    from publiccode.harvest import HarvestRecord


_WITH_FILES = frozenset({Outcome.UNCHANGED, Outcome.ABSENT, Outcome.NOT_TEXT})
"""What a query may tell of the root's file where there are others in sub-folders."""


@dataclass(frozen=True, slots=True)
class Item:
    """A repository and the latest answer about it."""

    repository: Repository
    node: Node


@dataclass(slots=True)
class Look:
    """Looks at repositories of one host; those that need another request are put off and asked together."""

    ledger: Ledger
    token: str
    address: Address
    texts: list[Item] = field(default_factory=list)
    roots: list[Item] = field(default_factory=list)

    def item(self, source: Source, node: Node) -> Item:
        url, host_id = self.address.url_of(node.name_with_owner), self.address.host_id(node.database_id)
        known = self.ledger.known_of(url, host_id)
        return Item(listed_repository(source, self.address, node, known), node)

    def at(self, item: Item, *, is_broken: bool = False) -> Iterator[Output]:
        """Yield what is known of a repository now; ``is_broken`` says that the answer has holes in it."""
        repository, node = item.repository, item.node
        if is_broken and not node.is_private:
            self.texts.append(item)
            return
        record = without_text(repository, self.address, node)
        if repository.source.files and (record is None or record.outcome in _WITH_FILES):
            yield from self._files(item)
            return
        known = repository.known
        if record is not None:
            yield self._ended(repository, record)
        elif known is not None and known.blob is not None and node.file and known.blob == node.file[1].oid:
            if node.tree is None:
                self.roots.append(item)
            else:
                yield self.history(repository, unchanged(repository, self.address, node, known))
        elif node.file and node.file[1].byte_size is not None:
            yield from self._text(item)
        else:
            self.texts.append(item)

    def _ended(self, repository: Repository, record: HarvestRecord) -> Output:
        """Return a record, or the request for its history where that failed before."""
        if record.outcome is Outcome.UNCHANGED and self.ledger.is_retried(repository.known):
            return self.history(repository, record)
        return record

    def _files(self, item: Item) -> Iterator[Output]:
        """Look at a repository with files in sub-folders: each costs a request, if it was pushed to."""
        node = item.node
        files = RestFiles(
            ledger=self.ledger,
            token=self.token,
            address=self.address,
            full_name=node.name_with_owner,
            pushed_at=node.pushed_at,
            host_license=spdx_id(node.license_info.spdx_id if node.license_info else None),
        )
        yield from files.look(item.repository)

    def put_off(self, *, end: bool) -> Iterator[Output]:
        """Yield the requests for what was put off: full ones, and at the ``end`` the rest."""
        while len(self.texts) + len(self.roots) >= PAGE_SIZE or (end and (self.texts or self.roots)):
            texts, self.texts = self.texts[:PAGE_SIZE], self.texts[PAGE_SIZE:]
            room = PAGE_SIZE - len(texts)
            roots, self.roots = self.roots[:room], self.roots[room:]
            yield self._batch(texts, roots)

    def _batch(self, texts: Sequence[Item], roots: Sequence[Item]) -> Request:
        variables = {
            "texts": [item.node.id for item in texts],
            "roots": [item.node.id for item in roots],
        }
        return ask(
            Question(
                self.address,
                BATCH,
                variables,
                partial(self._answered, texts=texts, roots=roots),
                partial(self._refused, texts=texts, roots=roots),
            ),
            self.token,
        )

    def _refused(self, refused: Refused, texts: Sequence[Item], roots: Sequence[Item]) -> Iterator[Output]:
        if refused.smaller and len(texts) + len(roots) > 1:
            half = (len(texts) + len(roots)) // 2
            rest = max(0, half - len(texts))
            yield self._batch(texts[:half], roots[:rest])
            yield self._batch(texts[half:], roots[rest:])
            return
        for item in texts:
            yield item.repository.record(refused.cause.outcome, detail=refused.cause.detail)
        for item in roots:
            yield from self._rooted(item, None)

    def _answered(self, answer: Answer, texts: Sequence[Item], roots: Sequence[Item]) -> Iterator[Output]:
        batch = shapes.decode(answer.data, shapes.Batch)
        if len(batch.texts) != len(texts) or len(batch.roots) != len(roots):
            raise shapes.NotGitHubError("it has not as many repositories as were asked for")
        torn = answer.broken("texts")
        for place, (item, node) in enumerate(zip(texts, batch.texts, strict=True)):
            if node is None or place in torn or node.database_id != item.node.database_id:
                detail = "the host listed it and then did not give all of it"
                yield item.repository.record(Outcome.HOST_ERROR, detail=detail)
            else:
                yield from self._again(item, node)
        for item, rooted in zip(roots, batch.roots, strict=True):
            yield from self._rooted(item, rooted.tree if rooted else None)

    def _again(self, item: Item, node: Node) -> Iterator[Output]:
        """Look at the whole answer; what was taken in the name of the former one stays taken."""
        record = without_text(item.repository, self.address, node)
        if record is not None:
            yield record
            return
        known, (_, found) = item.repository.known, node.file or ("", None)
        if known is not None and found is not None and known.blob == found.oid:
            record = unchanged(item.repository, self.address, node, known)
            yield self.history(item.repository, record)
        else:
            yield from self._text(Item(item.repository, node))

    def _rooted(self, item: Item, tree: Tree | None) -> Iterator[Output]:
        known = item.repository.known
        assert known is not None  # noqa: S101 - only what is known has an unchanged file
        node = shapes.with_tree(item.node, tree)
        yield self.history(item.repository, unchanged(item.repository, self.address, node, known))

    def history(self, repository: Repository, record: HarvestRecord) -> Output:
        """Return the request that completes a record with the activity."""
        return GitLook(self.ledger).history(repository, record)

    def _text(self, item: Item) -> Iterator[Output]:
        record = with_text(item.repository, self.address, item.node)
        if record is None:
            yield self._bytes(item)
        else:
            yield from self._with_history(item.repository, record)

    def _with_history(self, repository: Repository, record: HarvestRecord) -> Iterator[Output]:
        yield self.history(repository, record) if record.outcome is Outcome.FOUND else record

    def _bytes(self, item: Item) -> Request:
        """Return the request for the bytes of a file, to the API: the token goes nowhere else."""
        assert item.node.file is not None  # noqa: S101 - asked only where there is one
        owner, _, name = item.node.name_with_owner.partition("/")
        url = self.address.api("repos", owner, name, "git", "blobs", item.node.file[1].oid)
        return guarded_request(
            url,
            partial(self._fetched, item=item),
            partial(_not_fetched, repository=item.repository),
            partial(broken, item.repository),
            headers=headers(self.token, RAW),
            meta={"download_maxsize": MAX_FILE_BYTES, **PATIENCE},
        )

    def _fetched(self, response: Response, item: Item) -> Iterator[Output]:
        repository, node = item.repository, item.node
        assert node.file is not None  # noqa: S101 - asked only where there is one
        if response.status != 200:
            cause = shapes.refusal(response, has_token=True)
            if cause.outcome is Outcome.GONE:
                cause = Cause(Outcome.HOST_ERROR, "the host listed the file and then did not give it")
            yield repository.record(cause.outcome, detail=cause.detail)
        elif blob_id(response.body) != node.file[1].oid:
            yield repository.record(Outcome.HOST_ERROR, detail="the host sent another file than it listed")
        else:
            told: dict[str, Any] = facts(self.address, node)
            yield from self._with_history(repository, from_bytes(repository, told, response.body))


def _not_fetched(failure: Failure, repository: Repository) -> Iterator[Output]:
    if is_too_large(failure.value):
        detail = "the host sent more than the file's size that it listed"
        yield repository.record(Outcome.HOST_ERROR, detail=detail)
    else:
        yield from failed(failure, repository)
