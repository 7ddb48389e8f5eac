"""A publishers file of those in the catalogue: what another riuso, or the Italian crawler, can crawl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.export.facts import line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.entry import Entry
    from index.export.options import ExportOptions
    from publiccode.publisher import Publisher

_FILE = "publiccode.yml"


def write(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield a publishers file (docs/publishers-file.md): each publisher with the repositories it has here.

    A folder on the harvester's disk is left out, and so is a publisher who has nothing else.
    """
    import yaml  # noqa: PLC0415 - as all writers, only where it is asked for

    day = f" as of {options.as_of}" if options.as_of else ""
    yield f"# {line(options.title)}{day}: each publisher with its repositories in the catalogue.\n".encode()
    found: dict[str, tuple[Publisher, list[Entry]]] = {}
    for entry in entries:
        if not entry.repository.startswith("file:"):
            found.setdefault(entry.publisher.id, (entry.publisher, []))[1].append(entry)
    if not found:
        yield b"[]\n"
    for name in sorted(found):
        publisher, software = found[name]
        text = yaml.safe_dump([_entry(publisher, software)], allow_unicode=True, sort_keys=False, width=110)
        yield text.encode()


def _entry(publisher: Publisher, software: Sequence[Entry]) -> dict[str, Any]:
    place = publisher.place
    known = {
        "id": publisher.id,
        "name": line(publisher.name),
        "uri": publisher.uri,
        "country": publisher.country,
        "archetype": publisher.archetype.value if publisher.archetype else None,
        "place": _answered({"name": place.name, "lat": place.lat, "lon": place.lon}) if place else None,
        "repos": _repositories(software),
    }
    return _answered(known)


def _repositories(software: Sequence[Entry]) -> list[dict[str, Any]]:
    files: dict[tuple[str, str], list[str]] = {}
    for entry in software:
        more = files.setdefault((entry.repository, entry.host), [])
        if "/" in entry.path and entry.path.endswith(_FILE):
            more.append(entry.path)
    return [
        _answered({"url": url, "host": host, "files": sorted(more)})
        for (url, host), more in sorted(files.items())
    ]


def _answered(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, [], "")}
