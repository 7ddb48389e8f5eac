"""Make the adoption of a catalogue: collect what was said, resolve who is meant, keep it as one file."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.adoption import collect
from index.adoption.adoption import Adoption, SoftwareName
from index.adoption.claim import STRENGTH_OF, Claim, OrganisationKind, Said, Source, Strength
from index.adoption.files import claim_files, read_claims
from index.adoption.pieces import pieces
from index.adoption.resolver import Resolver
from index.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.adoption.claim import Link, Organisation
    from index.catalogue import Catalogue
    from index.entry import Entry
    from index.gazetteer.gazetteer import Gazetteer

KEEPS_TEXT = "text"
"""What a correction says for a name that is nobody the registry knows."""
SURE = 0.9
"""A place of this confidence is company for others in its list."""
NAMED = 0.8
"""A name linked with this confidence may be what the organisation is called."""


def build_adoption(
    catalogue: Catalogue, entries: Iterable[Entry], *, claims: Path, gazetteer: Gazetteer, seal: str
) -> Adoption:
    """Make the adoption of a catalogue; ``claims`` is the folder of the operator's files.

    Raises :class:`index.errors.ClaimsError` for a file that can't be read.
    """
    listed = list(entries)
    said = [*collect.of_entries(listed), *collect.of_files(listed, catalogue.readings())]
    find = collect.finder(listed)
    for path in claim_files(claims):
        said += read_claims(path, find)
    decisions = catalogue.organisation_decisions()
    corrections = {fold(d.software): None if d.other == KEEPS_TEXT else d.other for d in decisions}
    resolver = Resolver(gazetteer, catalogue.publishers(), corrections)
    resolved = list(_resolved(said, resolver))
    organisations = _called(resolved)
    return Adoption(
        seal=seal,
        software=tuple(_software(entry) for entry in listed if not entry.hidden),
        organisations=tuple(organisations[one] for one in sorted(organisations)),
        claims=_claims(resolved),
    )


def _called(resolved: Sequence[tuple[Said, Organisation, Link]]) -> dict[str, Organisation]:
    """Return the organisations, those of a mere place under the name that they are given most often."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    organisations: dict[str, Organisation] = {}
    for said, organisation, link in resolved:
        organisations[organisation.id] = organisation
        if organisation.publisher is None and organisation.place and link.confidence >= NAMED:
            names[organisation.id][pieces(said.name).names[0]] += 1
    for identifier, found in names.items():
        name = min(found, key=lambda one: (-found[one], one))
        organisations[identifier] = replace(organisations[identifier], name=name)
    return organisations


def _software(entry: Entry) -> SoftwareName:
    return SoftwareName(entry.id, entry.software.name, entry.publisher.id, entry.software.categories)


def _resolved(said: Iterable[Said], resolver: Resolver) -> Iterator[tuple[Said, Organisation, Link]]:
    """Yield each claim with the organisation it is about; each list is read twice.

    First every name alone; then what was not plainly one place, in the company of those that were.
    """
    by_software: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_software[one.software].append(one)
    for claims in by_software.values():
        first = [resolver.resolve(one.name, uri=one.uri, country=one.country) for one in claims]
        company = [
            (organisation.lat, organisation.lon)
            for organisation, link in first
            if organisation.kind is OrganisationKind.MUNICIPALITY
            and link.confidence >= SURE
            and organisation.lat is not None
            and organisation.lon is not None
        ]
        for one, (organisation, link) in zip(claims, first, strict=True):
            found = organisation, link
            if company and link.confidence < SURE:
                found = resolver.resolve(one.name, uri=one.uri, country=one.country, company=company)
            yield one, *found


def _claims(resolved: Iterable[tuple[Said, Organisation, Link]]) -> tuple[Claim, ...]:
    """Return the claims, one for each software, organisation and source."""
    merged: dict[tuple[str, str, Source], Claim] = {}
    for said, organisation, link in resolved:
        claim = Claim(
            software=said.software,
            organisation=organisation.id,
            name=" ".join(said.name.split()),
            source=said.source,
            strength=STRENGTH_OF[said.source],
            confidence=link.confidence,
            reason=link.reason,
            evidence=said.evidence,
            first_seen=said.first_seen,
            last_seen=said.last_seen,
            is_current=said.is_current,
            people=said.people,
        )
        key = (claim.software, claim.organisation, claim.source)
        merged[key] = _together(merged[key], claim) if key in merged else claim
    order = list(Strength)
    return tuple(
        sorted(merged.values(), key=lambda c: (c.software, order.index(c.strength), c.organisation, c.source))
    )


def _together(one: Claim, other: Claim) -> Claim:
    better = max((one, other), key=lambda claim: (claim.is_current, claim.confidence))
    firsts = [claim.first_seen for claim in (one, other) if claim.first_seen]
    lasts = [claim.last_seen for claim in (one, other) if claim.last_seen]
    return replace(better, first_seen=min(firsts, default=None), last_seen=max(lasts, default=None))
