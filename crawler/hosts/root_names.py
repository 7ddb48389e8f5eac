"""The names in a repository's root folder, on hosts where they cost a request of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response

    from publiccode.harvest import HarvestRecord, Known

MAX_BYTES = 4 * 1024 * 1024
"""A thousand names with all that GitHub tells of each are a quarter of it."""
_MOST = 1000
"""GitHub gives no more; Gitea gives all there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RootAddress:
    """Where the names are asked for; where ``most`` come, or more, some may be missing."""

    url: str
    headers: Mapping[str, str]
    most: int = _MOST


class _Named(msgspec.Struct, frozen=True):
    """A file or folder; its path is its name, for it is in the root."""

    path: Annotated[str, msgspec.Meta(max_length=255)]


class _Page(msgspec.Struct, frozen=True):
    values: list[_Named]


def has_moved(known: Known | None, records: Iterable[HarvestRecord], updated_at: str | None) -> bool:
    """Whether the head is another one than the catalogue knows; False where it knows none.

    The heads are compared where the host told one of ``records``', else the times of the last change.
    """
    if known is None:
        return False
    commit = next((record.commit for record in records if record.commit), None)
    if commit and known.commit:
        return commit != known.commit
    before = known.validators.updated_at if known.validators else None
    return before is not None and before != updated_at


def read_names(response: Response, address: RootAddress) -> tuple[str, ...] | None:
    """Return the names, None where the answer is not all of them."""
    if response.status != 200 or urlsplit(response.url).netloc != urlsplit(address.url).netloc:
        return None
    try:
        found = msgspec.json.decode(response.body, type=list[_Named] | _Page)
    except msgspec.MsgspecError:
        return None
    entries = found.values if isinstance(found, _Page) else found
    return tuple(sorted(one.path for one in entries)) if len(entries) < address.most else None
