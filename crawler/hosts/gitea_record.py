"""What Gitea's listing and the file's answer make of a repository."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.content import read_content
from crawler.failures import from_response
from crawler.repository import FILE, Repository
from publiccode.harvest import Outcome, Validators
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.hosts.gitea_api import Address, Listed
    from crawler.source import Source
    from publiccode.harvest import HarvestRecord, Known


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


def is_unchanged(known: Known | None, item: Listed) -> bool:
    """Whether the host has seen no change since the last look."""
    if known is None or known.validators is None or item.updated_at is None:
        return False
    return known.validators.updated_at == item.updated_at


def license_of(item: Listed) -> str | None:
    """Return the licence the host found, where it found exactly one."""
    return item.licenses[0] if item.licenses and len(item.licenses) == 1 else None


def file_record(response: Response, repository: Repository, address: Address, item: Listed) -> HarvestRecord:
    """Return the record that the answer to the file's request makes."""
    known = repository.known
    validators = Validators(
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        updated_at=item.updated_at,
    )
    facts: dict[str, Any] = {"validators": validators, "host_license": license_of(item)}
    if response.status == 304 and known is not None:
        old = known.validators or Validators()
        facts["validators"] = replace(old, updated_at=item.updated_at)
        return repository.record(Outcome.UNCHANGED, blob=known.blob, activity=known.activity, **facts)
    if response.status == 404:
        return repository.record(Outcome.ABSENT, **facts)
    if response.status != 200:
        cause = from_response(response)
        return repository.record(cause.outcome, detail=cause.detail)
    if _is_web_page(response):
        return repository.record(Outcome.HOST_ERROR, detail="the host sent a web page instead of the file")
    facts["raw_url"] = f"{address.base}/{item.full_name}/raw/branch/{item.default_branch}/{FILE}"
    content = read_content(response.body)
    if known is not None and content.blob is not None and known.blob == content.blob:
        return repository.record(Outcome.UNCHANGED, blob=content.blob, activity=known.activity, **facts)
    return repository.record(
        content.outcome, text=content.text, detail=content.detail, blob=content.blob, **facts
    )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _is_web_page(response: Response) -> bool:
    kind = response.headers.get("Content-Type") or b""
    return kind.startswith(b"text/html") and response.body.lstrip().startswith(b"<")
