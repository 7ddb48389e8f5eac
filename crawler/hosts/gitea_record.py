"""What Gitea's listing and the file's answer make of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.repository import Repository
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from crawler.hosts.gitea_api import Address, Listed
    from crawler.source import Source
    from publiccode.harvest import Known


def listed_repository(source: Source, address: Address, item: Listed, known: Known | None) -> Repository:
    """Return the repository as the listing tells it."""
    url = canonical_url(f"{address.base}/{item.full_name}")
    renamed = known is not None and known.repository.lower() != url.lower()
    parent = item.parent.full_name if item.fork and item.parent else None
    return Repository(
        source=source,
        url=url,
        location=f"{address.base}/{item.full_name}.git",
        host_id=address.host_id(item.id),
        aliases=(known.repository,) if known is not None and renamed else (),
        default_branch=item.default_branch or None,
        archived=item.archived,
        fork_of=canonical_url(f"{address.base}/{parent}") if parent else None,
        sha256=item.object_format_name == "sha256",
        known=known,
    )


def license_of(item: Listed) -> str | None:
    """Return the licence the host found, where it found exactly one."""
    return item.licenses[0] if item.licenses and len(item.licenses) == 1 else None
