"""How a list of a known shape is read: one answer at a time, and what the shapes share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from crawler.lists.documents import MAX_ENTRIES, decode
from crawler.lists.entry import ListError, Part
from crawler.source import Source
from publiccode.publisher import Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer on the way through a list; ``link`` is the next page that its headers name.

    The names of ``headers`` are in lower case.
    """

    source: Source
    url: str
    body: bytes
    link: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a preset is read; a token goes into ``token_header``, None where it is the usual one.

    ``is_document`` tells a file at a web address, where robots.txt holds, from an API.
    """

    first: Callable[[str], str]
    read: Callable[[Answer], Part]
    token_header: str | None = None
    is_document: bool = False


def own_publisher(source: Source, key: str, name: str, *, uri: str | None = None) -> Publisher:
    """Return a publisher that a list names, told apart from all others by the list's own."""
    listed = source.publisher
    return Publisher(id=f"{listed.id}/{key}", name=name, uri=uri, country=listed.country)


def with_query(url: str, **told: str | int) -> str:
    parts = urlsplit(url)
    query = {**{name: str(value) for name, value in told.items()}, **dict(parse_qsl(parts.query))}
    return urlunsplit(parts._replace(query=urlencode(query)))


def next_page(answer: Answer, items: list[msgspec.Raw]) -> tuple[str, ...]:
    """Return the next page: by ``Link``, else by ``Total-Pages``, else as long as a page brings something."""
    if answer.link is not None:
        return (answer.link,)
    query = dict(parse_qsl(urlsplit(answer.url).query))
    page = int(query["page"]) if query.get("page", "").isdigit() else 1
    total = answer.headers.get("total-pages", "")
    is_last = page >= int(total) if total.isdigit() else not items or "link" in answer.headers
    if is_last or page * 100 > MAX_ENTRIES:
        return ()
    return (with_query(answer.url.partition("?")[0], **(query | {"page": str(page + 1)})),)


def decoded(body: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(decode(body), type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ListError(f"not what this API answers: {error}") from error


def passed_over(count: int, why: str = "can't be read") -> str | None:
    return f"{count} entries {why} and are passed over" if count else None
