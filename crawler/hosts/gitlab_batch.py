"""The files of many projects of one GitLab in one GraphQL request.

Shapes: https://docs.gitlab.com/api/graphql/reference/ (``Query.projects``, ``Repository``,
``RepositoryBlob``); limits: https://docs.gitlab.com/api/graphql/#limits.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from crawler.content import MAX_FILE_BYTES, blob_id, too_large
from crawler.git.look import GitLook
from crawler.hosts.api_host import Address, Item
from crawler.hosts.file_look import content_record
from crawler.outputs import broken, guarded_request
from crawler.repository import FILE, OTHER_SPELLING, Repository
from publiccode.harvest import HarvestRecord, Outcome, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.ledger import Ledger
    from crawler.outputs import Output

logger = logging.getLogger(__name__)

FIRST_SIZE = 50
"""Projects of one request; halved where an instance finds that too complex (200 points without a token, 250
with one, and some releases count them wrongly)."""

_MAX_BYTES = FIRST_SIZE * MAX_FILE_BYTES // 4
_PAGE = 100
"""Names of one folder that come with a request; of a folder with more, none are known."""
_LINK = "120000"

QUERY = """\
query files($ids: [ID!], $count: Int, $paths: [String!]!) {
  projects(ids: $ids, first: $count) {
    nodes {
      id
      repository {
        blobs(paths: $paths) { nodes { path mode oid rawTextBlob } }
        tree {
          lastCommit { sha }
          blobs { nodes { name } }
          trees { nodes { name } }
        }
      }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project whose file may have changed."""

    repository: Repository
    item: Item

    @property
    def global_id(self) -> str:
        return f"gid://gitlab/Project/{self.item.id}"


class _Fallback(Protocol):
    """The host class, which asks for one file by one request."""

    ledger: Ledger

    def headers(self, url: str) -> dict[str, str]: ...

    def look(self, repository: Repository, address: Address, item: Item) -> Iterator[Output]: ...

    def web_url(self, address: Address, item: Item, path: str) -> str: ...


class Batches:
    """What one instance lets be asked at once; where it refuses, each file is asked for by itself."""

    def __init__(self, host: _Fallback) -> None:
        self.host = host
        self.size = FIRST_SIZE
        self.is_refused = False

    def start(self, candidates: Sequence[Candidate], address: Address) -> Iterator[Output]:
        """Ask for the files of some projects."""
        if self.is_refused or len(candidates) == 1:
            yield from self._singly(candidates, address)
            return
        for start in range(0, len(candidates), self.size):
            yield self._request(candidates[start : start + self.size], address)

    def _singly(self, candidates: Sequence[Candidate], address: Address) -> Iterator[Output]:
        for candidate in candidates:
            yield from self.host.look(candidate.repository, address, candidate.item)

    def _request(self, batch: Sequence[Candidate], address: Address) -> Request:
        url = f"{address.base}/api/graphql"
        variables = {
            "ids": [candidate.global_id for candidate in batch],
            "count": len(batch),
            "paths": [FILE, OTHER_SPELLING],
        }
        return guarded_request(
            url,
            partial(self._answered, batch=batch, address=address),
            partial(self._failed, batch=batch, address=address),
            lambda: [broken(candidate.repository) for candidate in batch],
            method="POST",
            body=msgspec.json.encode({"query": QUERY, "variables": variables}),
            headers=self.host.headers(url) | {"Content-Type": "application/json"},
            priority=max(self.host.ledger.priority(one.repository.known) for one in batch),
            meta={"download_maxsize": _MAX_BYTES},
        )

    def _failed(self, failure: Failure, batch: Sequence[Candidate], address: Address) -> Iterator[Output]:
        yield from self._refused(f"{failure.value}", batch, address)

    def _answered(self, response: Response, batch: Sequence[Candidate], address: Address) -> Iterator[Output]:
        try:
            answer = msgspec.json.decode(response.body, type=_Answer)
        except msgspec.MsgspecError as error:
            yield from self._refused(f"status {response.status}, {error}", batch, address)
            return
        if answer.data is not None and answer.data.projects is not None and response.status == 200:
            nodes = {node.id: node for node in answer.data.projects.nodes if node is not None}
            for candidate in batch:
                yield from self._read(nodes.get(candidate.global_id), candidate, address)
            return
        complaint = "; ".join(error.message for error in answer.errors or ())
        if "complexity" in complaint and len(batch) > 2:
            self.size = min(self.size, len(batch) // 2)
            logger.info("%s: %s; now %d projects at once", address.base, complaint, self.size)
            yield from self.start(batch, address)
        else:
            yield from self._refused(complaint or f"status {response.status}", batch, address)

    def _refused(self, why: str, batch: Sequence[Candidate], address: Address) -> Iterator[Output]:
        if not self.is_refused:
            logger.info("%s answers no GraphQL (%s): each file is one request", address.base, why[:300])
        self.is_refused = True
        yield from self._singly(batch, address)

    def _read(self, node: _Node | None, candidate: Candidate, address: Address) -> Iterator[Output]:
        record = None
        if node is not None and node.repository is not None:
            record = self._record(node.repository, candidate, address)
        if record is None:
            yield from self._singly([candidate], address)
        elif record.outcome in {Outcome.FOUND, Outcome.UNCHANGED} and not _is_same_head(record, candidate):
            yield GitLook(self.host.ledger).history(candidate.repository, record)
        else:
            yield record

    def _record(self, found: _Repository, candidate: Candidate, address: Address) -> HarvestRecord | None:
        """Return the record of a project; None where the answer is not the file as it is committed."""
        repository, item = candidate.repository, candidate.item
        commit = found.tree.last_commit.sha if found.tree and found.tree.last_commit else None
        facts: dict[str, Any] = {
            "commit": commit,
            "root": found.tree.names if found.tree else None,
            "validators": Validators(updated_at=item.updated_at),
            "host_license": item.host_license,
        }
        blobs = {blob.path: blob for blob in found.blobs.nodes} if found.blobs else {}
        blob = blobs.get(FILE) or blobs.get(OTHER_SPELLING)
        if blob is None:
            return repository.record(Outcome.ABSENT, **facts) if commit else None
        facts |= {"path": blob.path, "raw_url": self.host.web_url(address, item, blob.path)}
        if blob.mode == _LINK:
            return repository.record(Outcome.NOT_TEXT, detail=f"{blob.path} is a symbolic link", **facts)
        data = (blob.text or "").encode()
        if len(data) > MAX_FILE_BYTES:
            return repository.record(Outcome.TOO_LARGE, detail=too_large(), **facts)
        # GitLab turns other encodings into UTF-8 and leaves out what is no text: then the file is asked for.
        return content_record(data, repository, facts) if blob_id(data) == blob.oid else None


def _is_same_head(record: HarvestRecord, candidate: Candidate) -> bool:
    known = candidate.repository.known
    return known is not None and record.commit == known.commit is not None and record.activity is not None


class _Name(msgspec.Struct, frozen=True):
    name: str


class _Names(msgspec.Struct, frozen=True):
    nodes: list[_Name]


class _Commit(msgspec.Struct, frozen=True):
    sha: str


class _Tree(msgspec.Struct, frozen=True, rename="camel"):
    last_commit: _Commit | None = None
    blobs: _Names | None = None
    trees: _Names | None = None

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names in the folder, None where there may be more."""
        if self.blobs is None or self.trees is None:
            return None
        parts = (self.blobs.nodes, self.trees.nodes)
        if max(map(len, parts)) >= _PAGE:
            return None
        return tuple(sorted(one.name for nodes in parts for one in nodes))


class _Blob(msgspec.Struct, frozen=True):
    path: str
    oid: str
    mode: str | None = None
    text: str | None = msgspec.field(default=None, name="rawTextBlob")


class _Blobs(msgspec.Struct, frozen=True):
    nodes: list[_Blob]


class _Repository(msgspec.Struct, frozen=True):
    blobs: _Blobs | None = None
    tree: _Tree | None = None


class _Node(msgspec.Struct, frozen=True):
    id: str
    repository: _Repository | None = None


class _Nodes(msgspec.Struct, frozen=True):
    nodes: list[_Node | None]


class _Data(msgspec.Struct, frozen=True):
    projects: _Nodes | None = None


class _Error(msgspec.Struct, frozen=True):
    message: str = ""


class _Answer(msgspec.Struct, frozen=True):
    data: _Data | None = None
    errors: list[_Error] | None = None
