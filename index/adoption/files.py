"""Claims that the operator brought: own ones, organisation files, exports of national registers.

Each file in the folder ``claims/`` is told by its content:

- ``claims:`` a YAML list of the operator's own;
- an organisation file (openCatalogi.yaml: ``softwareUsed``), the organisation's own word;
- the export of the Comptoir du Libre (``softwares[].users[]``, version 1);
- the export of SILL (``userAndReferentCountByOrganization``, versions 1 and 2).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from index.adoption.claim import Said, Source
from index.errors import ClaimsError
from publiccode import nodes
from publiccode.loader import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from index.catalogue import Decision

    Find = Callable[[str], str | None]

FORMAT = 1
"""Raised when the shape of the adoption or the rules of resolution change, so that it is made again."""
MOST_BYTES = 100_000_000
"""A larger file is none of these exports."""
_YAML = frozenset({".yml", ".yaml"})


def claim_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of claims in ``folder``, by name; none where there is no folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(p for p in folder.iterdir() if p.is_file() and p.suffix in {*_YAML, ".json"}))


def outside_digest(claims: Path, decisions: Sequence[Decision]) -> str | None:
    """Return what changes when what people brought does: files of claims, corrections; None without any."""
    paths = claim_files(claims)
    if not paths and not decisions:
        return None
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for decision in decisions:
        digest.update(f"{decision.software}\0{decision.other}\0".encode())
    return digest.hexdigest()


def read_claims(path: Path, find: Find) -> Iterator[Said]:
    """Yield the claims in a file; ``find`` gives the id of the software with a repository URL, page or id.

    A software that the catalogue does not have is passed over. Raises :class:`ClaimsError`.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ClaimsError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB; this is no file of claims")
        text = path.read_bytes()
    except OSError as error:
        raise ClaimsError(f"{path}: can't be read ({error.strerror})") from error
    content = _yaml(path, text) if path.suffix in _YAML else _json(path, text)
    if isinstance(content, list):
        yield from _sill(content, find)
    elif isinstance(content.get("claims"), list):
        yield from _own(path, content["claims"], find)
    elif "softwareUsed" in content:
        yield from _organisation_file(content, find)
    elif isinstance(content.get("softwares"), list):
        yield from _comptoir(content, find)
    else:
        raise ClaimsError(
            f"{path}: nothing that riuso knows: neither 'claims:', 'softwareUsed:', an export of the Comptoir"
            " du Libre nor one of SILL (docs/adoption.md)"
        )


def _json(path: Path, text: bytes) -> Any:
    try:
        content = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ClaimsError(f"{path}: no JSON ({error})") from error
    if not isinstance(content, dict | list):
        raise ClaimsError(f"{path}: neither an object nor a list")
    return content


def _yaml(path: Path, text: bytes) -> dict[str, Any]:
    document = load(text)
    for problem in document.problems:
        raise ClaimsError(f"{path}:{problem.line}:{problem.column}: {problem.description}")
    content = _plain(document.root) if document.root is not None else None
    if not isinstance(content, dict):
        raise ClaimsError(f"{path}: not a mapping")
    return content


def _plain(node: nodes.Node) -> Any:
    if isinstance(node, nodes.Mapping):
        return {key.value: _plain(value) for key, value in node}
    if isinstance(node, nodes.Sequence):
        return [_plain(item) for item in node]
    return node.value if isinstance(node, nodes.Scalar) and not node.is_null else None


def _own(path: Path, claims: list[Any], find: Find) -> Iterator[Said]:
    for number, claim in enumerate(claims, 1):
        if not isinstance(claim, dict) or not _text(claim, "software") or not _text(claim, "organisation"):
            raise ClaimsError(
                f"{path}: claim {number} needs 'software' (id or URL) and 'organisation' (name)"
            )
        software = find(_text(claim, "software") or "")
        if software is None:
            continue
        yield Said(
            software=software,
            name=_text(claim, "organisation") or "",
            source=Source.OPERATOR,
            uri=_text(claim, "uri"),
            country=_text(claim, "country"),
            evidence=_text(claim, "evidence") or path.name,
            first_seen=_text(claim, "since"),
            last_seen=_text(claim, "seen"),
        )


def _organisation_file(content: Mapping[str, Any], find: Find) -> Iterator[Said]:
    organisation = content.get("organisation")
    named = organisation if isinstance(organisation, dict) else content
    name = _text(named, "name") or _text(content, "name") or _text(content, "title")
    used = content["softwareUsed"]
    for item in used if isinstance(used, list) and name else ():
        url = item if isinstance(item, str) else _text(item, "url") if isinstance(item, dict) else None
        software = find(url) if url else None
        if software and name:
            yield Said(
                software=software,
                name=name,
                source=Source.ORGANISATION_FILE,
                uri=_text(named, "uri") or _text(content, "oin") or _text(content, "website"),
                country=_text(content, "country"),
                evidence=_text(content, "publiccodeUrl") or _text(content, "url") or url,
                last_seen=_text(content, "seen"),
            )


def _comptoir(content: Mapping[str, Any], find: Find) -> Iterator[Said]:
    when = _text(content, "date_of_export")
    for item in _objects(content["softwares"]):
        resources = item.get("external_resources")
        links = (
            [_text(resources, key) for key in ("repository", "website")]
            if isinstance(resources, dict)
            else []
        )
        software = next((found for link in links if link and (found := find(link))), None)
        for user in _objects(item.get("users")) if software else ():
            name = _text(user, "name")
            if name and software:
                yield Said(
                    software=software,
                    name=name,
                    source=Source.COMPTOIR,
                    country="FR",
                    evidence=_text(user, "url") or _text(item, "url"),
                    last_seen=when,
                )


def _sill(items: list[Any], find: Find) -> Iterator[Said]:
    for item in _objects(items):
        links = [_text(item, key) for key in ("codeRepositoryUrl", "url")]
        external = item.get("softwareExternalData")
        if isinstance(external, dict):
            links += [_text(external, key) for key in ("sourceUrl", "websiteUrl")]
        software = next((found for link in links if link and (found := find(link))), None)
        counts = item.get("userAndReferentCountByOrganization")
        for name, count in counts.items() if software and isinstance(counts, dict) else ():
            people = count.get("userCount") if isinstance(count, dict) else None
            if software and isinstance(people, int) and people > 0:
                yield Said(
                    software=software,
                    name=name,
                    source=Source.SILL,
                    country="FR",
                    evidence=_text(item, "url"),
                    people=people,
                )


def _objects(value: object) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def _text(holder: object, key: str) -> str | None:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value.strip() if isinstance(value, str) and value.strip() else None
