"""The accounts of French public bodies: https://code.gouv.fr (comptes-organismes-publics.yml)."""

from __future__ import annotations

from crawler.lists.answer import Answer, Shape, own_publisher, passed_over
from crawler.lists.documents import read_yaml
from crawler.lists.entry import Entry, ListError, Part
from crawler.source import SPELLINGS, HostKind, Source, SourceKind


def _read(answer: Answer) -> Part:
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
            entries += [_owner(answer.source, name, owner, kind) for owner in owners]
        else:
            publisher = own_publisher(answer.source, name, name)
            url = f"https://{name}"
            entries.append(Entry(url=url, names=SourceKind.INSTANCE, host=kind, publisher=publisher))
    return Part(tuple(entries), note=passed_over(passed, "are hosts that riuso can't list"))


def _owner(source: Source, host: str, owner: str, kind: HostKind) -> Entry:
    publisher = own_publisher(source, f"{host}/{owner}", owner)
    return Entry(url=f"https://{host}/{owner}", names=SourceKind.ORG, host=kind, publisher=publisher)


SHAPE = Shape(str, _read, is_document=True)
