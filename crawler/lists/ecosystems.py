"""ecosyste.ms, or an instance of one's own: https://repos.ecosyste.ms/docs (api/v1)."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec

from crawler.lists.answer import Answer, Shape, decoded, next_page, passed_over, with_query
from crawler.lists.entry import Entry, Part


class _Files(msgspec.Struct, frozen=True):
    publiccode: str | None = None


class _Metadata(msgspec.Struct, frozen=True):
    files: _Files | None = None


class _Indexed(msgspec.Struct, frozen=True):
    html_url: str
    metadata: _Metadata | None = None

    @property
    def may_have_file(self) -> bool:
        return self.metadata is None or self.metadata.files is None or bool(self.metadata.files.publiccode)


class _IndexedHost(msgspec.Struct, frozen=True):
    name: str
    repositories_count: int | None = None


def _first(url: str) -> str:
    parts = urlsplit(url)
    names = [name for name in parts.path.split("/") if name]
    if "hosts" not in names:
        names += ["hosts"] if names[-2:] == ["api", "v1"] else ["api", "v1", "hosts"]
    elif names[-1] not in {"hosts", "repositories"}:
        names.append("repositories")
    return with_query(urlunsplit(parts._replace(path="/" + "/".join(names))), page=1, per_page=100)


def _read(answer: Answer) -> Part:
    raws = decoded(answer.body, list[msgspec.Raw])
    is_hosts = urlsplit(answer.url).path.endswith("/hosts")
    entries: list[Entry] = []
    more: list[str] = []
    unreadable = 0
    for raw in raws:
        try:
            if is_hosts:
                host = msgspec.json.decode(raw, type=_IndexedHost)
                if host.repositories_count != 0:
                    base = answer.url.partition("?")[0]
                    more.append(f"{base}/{_quoted(host.name)}/repositories?page=1&per_page=100")
            else:
                one = msgspec.json.decode(raw, type=_Indexed)
                if one.may_have_file:
                    entries.append(Entry(url=one.html_url))
        except msgspec.MsgspecError:
            unreadable += 1
    return Part(tuple(entries), (*next_page(answer, raws), *more), passed_over(unreadable))


def _quoted(name: str) -> str:
    return urlencode({"": name})[1:].replace("+", "%20")


SHAPE = Shape(_first, _read)
