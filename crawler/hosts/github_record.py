"""What GitHub's GraphQL answers make of a repository: facts, and a record once there is enough for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.content import MAX_FILE_BYTES, blob_id, read_content, too_large
from crawler.repository import Repository, former_urls
from publiccode.harvest import Outcome, Validators

if TYPE_CHECKING:
    from crawler.hosts.github_address import Address
    from crawler.hosts.github_graphql import Node
    from crawler.source import Source
    from publiccode.harvest import HarvestRecord, Known

_MAX_NAMES = 1000
"""Names of a root folder that are kept."""
_NO_LICENSE = frozenset({"NOASSERTION", "OTHER"})
"""What GitHub writes where a licence file is none that it knows."""
_KINDS = {"Tree": "a folder", "Commit": "a submodule"}


def listed_repository(source: Source, address: Address, node: Node, known: Known | None) -> Repository:
    """Return the repository as GitHub tells it."""
    url = address.url_of(node.name_with_owner)
    return Repository(
        source=source,
        url=url,
        location=f"{address.web}/{node.name_with_owner}.git",
        host_id=address.host_id(node.database_id),
        aliases=former_urls(known, url),
        default_branch=node.branch,
        archived=node.is_archived,
        fork_of=address.url_of(node.parent.name_with_owner) if node.parent else None,
        known=known,
    )


def spdx_id(identifier: str | None) -> str | None:
    """Return the licence the host found, None where it found none that has a name."""
    return None if identifier in _NO_LICENSE else identifier


def facts(address: Address, node: Node) -> dict[str, Any]:
    """Return the fields of a record that the answer fills, whatever its outcome."""
    names = node.names
    found = {
        "commit": node.head,
        "host_license": spdx_id(node.license_info.spdx_id if node.license_info else None),
        "validators": Validators(updated_at=node.pushed_at),
        "root": names[:_MAX_NAMES] if names is not None else None,
    }
    if node.file is not None:
        name, _ = node.file
        found["path"] = name
        found["raw_url"] = address.file_url(node.name_with_owner, node.branch or "HEAD", name)
    return found


def not_readable(repository: Repository, *, is_private: bool) -> HarvestRecord:
    """Return the record of a repository that nobody, or not everybody, may see."""
    # Nothing but its being there: what a token may see is not for a catalogue.
    bare = replace(repository, default_branch=None, archived=None, fork_of=None)
    if is_private:
        return bare.record(Outcome.PRIVATE, detail="the host says it is not public")
    return bare.record(Outcome.FORBIDDEN, detail="the host has disabled it")


def without_text(repository: Repository, address: Address, node: Node) -> HarvestRecord | None:
    """Return the record of a repository that needs no look at a text, None where it needs one."""
    if node.is_private or node.is_disabled:
        return not_readable(repository, is_private=node.is_private)
    if node.head is None:
        detail = "the host says it has no commit on its default branch"
        return repository.record(Outcome.EMPTY, detail=detail, validators=facts(address, node)["validators"])
    known = repository.known
    if known is not None and known.commit == node.head:
        return unchanged(repository, address, node, known)
    if node.file is None:
        return repository.record(Outcome.ABSENT, **facts(address, node))
    name, found = node.file
    if found.typename != "Blob":
        detail = f"{name} is {_KINDS.get(found.typename, 'no file')}"
        return repository.record(Outcome.NOT_TEXT, detail=detail, **facts(address, node))
    return None


def unchanged(repository: Repository, address: Address, node: Node, known: Known) -> HarvestRecord:
    """Return the record of a repository whose file is as it was."""
    told = facts(address, node)
    return repository.record(Outcome.UNCHANGED, blob=known.blob, activity=known.activity, **told)


def with_text(repository: Repository, address: Address, node: Node) -> HarvestRecord | None:
    """Return the record of a repository from the text in the answer; None where the bytes must be fetched.

    GitHub sends no text of what it takes for binary, a part of what is long, and converts what is not
    UTF-8: the id of the text's bytes tells whether it is the file.
    """
    assert node.file is not None  # noqa: S101 - asked only where there is one
    name, found = node.file
    told = facts(address, node)
    if node.is_link(name):
        return repository.record(Outcome.NOT_TEXT, detail=f"{name} is a symbolic link", **told)
    if (found.byte_size or 0) > MAX_FILE_BYTES:
        return repository.record(Outcome.TOO_LARGE, detail=too_large(), **told)
    if found.is_truncated or found.is_binary or (found.text is None and found.byte_size):
        return None
    data = (found.text or "").encode()
    return from_bytes(repository, told, data) if blob_id(data) == found.oid else None


def from_bytes(repository: Repository, told: dict[str, Any], data: bytes) -> HarvestRecord:
    """Return the record that the bytes of the file make; ``told`` are its other fields."""
    content = read_content(data)
    return repository.record(
        content.outcome, text=content.text, detail=content.detail, blob=content.blob, **told
    )
