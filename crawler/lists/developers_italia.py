"""A Developers Italia compatible API: https://developers.italia.it/it/api/developers-italia (OpenAPI, v1)."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from crawler.lists.answer import Answer, Shape, decoded, own_publisher, passed_over, with_query
from crawler.lists.entry import Entry, Part
from crawler.source import SourceKind

_SIZE = {"page[size]": 100}


class _Hosting(msgspec.Struct, frozen=True):
    url: str
    group: bool = True


class _Publisher(msgspec.Struct, frozen=True, rename="camel"):
    id: str
    description: str = ""
    alternative_id: str | None = None
    code_hosting: list[_Hosting] = []
    active: bool = True


class _Software(msgspec.Struct, frozen=True, rename="camel"):
    id: str
    url: str
    aliases: list[str] | None = None
    publiccode_yml: str | None = None
    active: bool = True


class _Links(msgspec.Struct, frozen=True):
    next: str | None = None


class _Page(msgspec.Struct, frozen=True):
    data: list[msgspec.Raw]
    links: _Links | None = None


def _first(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if path.rpartition("/")[2] not in {"software", "publishers"}:
        path = f"{path}/software" if path.endswith("/v1") else f"{path}/v1/software"
    return with_query(urlunsplit(parts._replace(path=path)), **_SIZE)


def _read(answer: Answer) -> Part:
    page = decoded(answer.body, _Page)
    is_software = urlsplit(answer.url).path.endswith("/software")
    entries: list[Entry] = []
    unreadable = 0
    for raw in page.data:
        try:
            entries += _software(raw, answer) if is_software else _publisher(raw, answer)
        except msgspec.MsgspecError:
            unreadable += 1
    following = page.links.next if page.links else None
    # The API answers with a query alone; of an absolute URL nothing but the query is taken either.
    query = f"?{urlsplit(following).query}" if following else None
    more = (with_query(urljoin(answer.url, query), **_SIZE),) if query else ()
    return Part(tuple(entries), more, passed_over(unreadable))


def _software(raw: msgspec.Raw, answer: Answer) -> list[Entry]:
    software = msgspec.json.decode(raw, type=_Software)
    if not software.active:
        return []
    return [
        Entry(
            url=software.url,
            text=software.publiccode_yml or None,
            raw_url=f"{answer.url.partition('?')[0]}/{software.id}",
            identifier=software.id,
            aliases=tuple(software.aliases or ()),
        )
    ]


def _publisher(raw: msgspec.Raw, answer: Answer) -> list[Entry]:
    one = msgspec.json.decode(raw, type=_Publisher)
    if not one.active:
        return []
    key = one.alternative_id or one.id
    publisher = own_publisher(answer.source, key, one.description or key)
    return [
        Entry(
            url=hosting.url,
            names=SourceKind.ORG if hosting.group else SourceKind.REPO,
            publisher=publisher,
        )
        for hosting in one.code_hosting
    ]


SHAPE = Shape(_first, _read)
