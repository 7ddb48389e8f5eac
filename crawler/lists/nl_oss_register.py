"""The Dutch OSS register: https://apis.developer.overheid.nl (oss-register, v1)."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

import msgspec

from crawler.lists.answer import Answer, Shape, decoded, next_page, own_publisher, passed_over, with_query
from crawler.lists.entry import Entry, Part


class _Organisation(msgspec.Struct, frozen=True):
    uri: str
    label: str = ""


class _Registered(msgspec.Struct, frozen=True):
    url: str
    organisation: _Organisation | None = None


def _first(url: str) -> str:
    path = urlsplit(url).path.rstrip("/")
    path = path if path.endswith("/repositories") else f"{path}/repositories"
    return with_query(urlunsplit(urlsplit(url)._replace(path=path)), page=1, perPage=100)


def _read(answer: Answer) -> Part:
    entries: list[Entry] = []
    unreadable = 0
    raws = decoded(answer.body, list[msgspec.Raw])
    for raw in raws:
        try:
            one = msgspec.json.decode(raw, type=_Registered)
        except msgspec.MsgspecError:
            unreadable += 1
            continue
        owner = one.organisation
        key = owner.uri.rstrip("/").rpartition("/")[2] if owner else ""
        own = own_publisher(answer.source, key, owner.label or key, uri=owner.uri) if owner and key else None
        entries.append(Entry(url=one.url, publisher=own))
    return Part(tuple(entries), next_page(answer, raws), passed_over(unreadable))


SHAPE = Shape(_first, _read, token_header="X-Api-Key")  # noqa: S106 - a name
