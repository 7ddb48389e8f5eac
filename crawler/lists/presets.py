"""Lists of a known shape: where each begins, and what one answer of it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import msgspec

from crawler.lists.documents import MAX_ENTRIES, decode, read_json, read_yaml, urls_in_broken
from crawler.lists.entry import Entry, ListError, Part
from crawler.source import SPELLINGS, HostKind, Preset, Source, SourceKind
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


def _with_query(url: str, **told: str | int) -> str:
    parts = urlsplit(url)
    query = {**{name: str(value) for name, value in told.items()}, **dict(parse_qsl(parts.query))}
    return urlunsplit(parts._replace(query=urlencode(query)))


# A Developers Italia compatible API: https://developers.italia.it/it/api/developers-italia (OpenAPI, v1)


_ITALIA_SIZE = {"page[size]": 100}


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


def _italia_first(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if path.rpartition("/")[2] not in {"software", "publishers"}:
        path = f"{path}/software" if path.endswith("/v1") else f"{path}/v1/software"
    return _with_query(urlunsplit(parts._replace(path=path)), **_ITALIA_SIZE)


def _italia(answer: Answer) -> Part:
    page = _decoded(answer.body, _Page)
    is_software = urlsplit(answer.url).path.endswith("/software")
    entries: list[Entry] = []
    unreadable = 0
    for raw in page.data:
        try:
            entries += _italia_software(raw, answer) if is_software else _italia_publisher(raw, answer)
        except msgspec.MsgspecError:
            unreadable += 1
    following = page.links.next if page.links else None
    # The API answers with a query alone; of an absolute URL nothing but the query is taken either.
    query = f"?{urlsplit(following).query}" if following else None
    more = (_with_query(urljoin(answer.url, query), **_ITALIA_SIZE),) if query else ()
    return Part(tuple(entries), more, _passed_over(unreadable))


def _italia_software(raw: msgspec.Raw, answer: Answer) -> list[Entry]:
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


def _italia_publisher(raw: msgspec.Raw, answer: Answer) -> list[Entry]:
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


# The Dutch OSS register: https://apis.developer.overheid.nl (oss-register, v1)


class _Organisation(msgspec.Struct, frozen=True):
    uri: str
    label: str = ""


class _Registered(msgspec.Struct, frozen=True):
    url: str
    organisation: _Organisation | None = None


def _register_first(url: str) -> str:
    path = urlsplit(url).path.rstrip("/")
    path = path if path.endswith("/repositories") else f"{path}/repositories"
    return _with_query(urlunsplit(urlsplit(url)._replace(path=path)), page=1, perPage=100)


def _register(answer: Answer) -> Part:
    entries: list[Entry] = []
    unreadable = 0
    raws = _decoded(answer.body, list[msgspec.Raw])
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
    return Part(tuple(entries), _next_page(answer, raws), _passed_over(unreadable))


# US agencies' inventories: https://code.gov, https://github.com/DSACMS/gov-codejson (versions 1.0.1 to 2.0.0)


def _code_json(answer: Answer) -> Part:
    try:
        document = read_json(answer.body)
    except ListError as error:
        urls = urls_in_broken(answer.body)
        if not urls:
            raise
        return Part(tuple(Entry(url=url) for url in urls), note=f"{error}; read as far as it can be")
    if not isinstance(document, dict):
        raise ListError("not a code.json: no object with 'releases'")
    releases = document.get("releases", document.get("projects", [document]))
    if isinstance(releases, dict):  # seen: releases by name
        releases = list(releases.values())
    if not isinstance(releases, list):
        raise ListError("not a code.json: 'releases' is no list")
    agency = document.get("agency")
    publisher = own_publisher(answer.source, agency, agency) if isinstance(agency, str) and agency else None
    found = [url for one in releases if isinstance(one, dict) and (url := _repository_of(one))]
    passed = _passed_over(len(releases) - len(found), "name no public repository")
    return Part(tuple(Entry(url=url, publisher=publisher) for url in dict.fromkeys(found)), note=passed)


def _repository_of(release: dict[str, Any]) -> str | None:
    """Return the repository of a release; its kind of use is ``permissions.usageType``."""
    for key in ("repositoryURL", "repositoryUrl", "repository"):
        url = release.get(key)
        if isinstance(url, str) and url.strip().lower().startswith(("http://", "https://", "git@")):
            return url.strip()
    return None


# The accounts of French public bodies: https://code.gouv.fr (comptes-organismes-publics.yml)


def _french(answer: Answer) -> Part:
    document = read_yaml(answer.body)
    if not isinstance(document, dict):
        raise ListError("not the accounts file: no map of hosts")
    entries: list[Entry] = []
    passed = 0
    for name, forge in document.items():
        if not isinstance(forge, dict) or forge.get("ignored_since"):
            continue
        kind = SPELLINGS.get(str(forge.get("forge", "")).lower())
        owners = forge.get("owners")
        if kind is None or (not owners and kind in {HostKind.GITHUB, HostKind.BITBUCKET}):
            passed += 1
        elif isinstance(owners, dict) and owners:
            entries += [_french_owner(answer.source, name, owner, kind) for owner in owners]
        else:
            publisher = own_publisher(answer.source, name, name)
            url = f"https://{name}"
            entries.append(Entry(url=url, names=SourceKind.INSTANCE, host=kind, publisher=publisher))
    return Part(tuple(entries), note=_passed_over(passed, "are hosts that riuso can't list"))


def _french_owner(source: Source, host: str, owner: str, kind: HostKind) -> Entry:
    publisher = own_publisher(source, f"{host}/{owner}", owner)
    return Entry(url=f"https://{host}/{owner}", names=SourceKind.ORG, host=kind, publisher=publisher)


# ecosyste.ms, or an instance of one's own: https://repos.ecosyste.ms/docs (api/v1)


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


def _ecosystems_first(url: str) -> str:
    parts = urlsplit(url)
    names = [name for name in parts.path.split("/") if name]
    if "hosts" not in names:
        names += ["hosts"] if names[-2:] == ["api", "v1"] else ["api", "v1", "hosts"]
    elif names[-1] not in {"hosts", "repositories"}:
        names.append("repositories")
    return _with_query(urlunsplit(parts._replace(path="/" + "/".join(names))), page=1, per_page=100)


def _ecosystems(answer: Answer) -> Part:
    raws = _decoded(answer.body, list[msgspec.Raw])
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
    return Part(tuple(entries), (*_next_page(answer, raws), *more), _passed_over(unreadable))


def _quoted(name: str) -> str:
    return urlencode({"": name})[1:].replace("+", "%20")


def _next_page(answer: Answer, items: list[msgspec.Raw]) -> tuple[str, ...]:
    """Return the next page: by ``Link``, else by ``Total-Pages``, else as long as a page brings something."""
    if answer.link is not None:
        return (answer.link,)
    query = dict(parse_qsl(urlsplit(answer.url).query))
    page = int(query["page"]) if query.get("page", "").isdigit() else 1
    total = answer.headers.get("total-pages", "")
    is_last = page >= int(total) if total.isdigit() else not items or "link" in answer.headers
    if is_last or page * 100 > MAX_ENTRIES:
        return ()
    return (_with_query(answer.url.partition("?")[0], **(query | {"page": str(page + 1)})),)


def _decoded(body: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(decode(body), type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ListError(f"not what this API answers: {error}") from error


def _passed_over(count: int, why: str = "can't be read") -> str | None:
    return f"{count} entries {why} and are passed over" if count else None


SHAPES: dict[Preset, Shape] = {
    Preset.DEVELOPERS_ITALIA: Shape(_italia_first, _italia),
    Preset.NL_OSS_REGISTER: Shape(_register_first, _register, token_header="X-Api-Key"),  # noqa: S106 - a name
    Preset.US_CODE_JSON: Shape(str, _code_json, is_document=True),
    Preset.FR_ACCOUNTS: Shape(str, _french, is_document=True),
    Preset.ECOSYSTEMS: Shape(_ecosystems_first, _ecosystems),
}
