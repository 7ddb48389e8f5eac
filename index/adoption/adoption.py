"""All claims of use in one catalogue, and what can be asked of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.adoption.claim import Claim, Organisation, OrganisationKind
from index.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SoftwareName:
    """What is told of a software beside a claim."""

    id: str
    name: str
    publisher: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """``seal`` names what it was made from. Claims are in order of software, strength, organisation."""

    seal: str
    software: tuple[SoftwareName, ...]
    organisations: tuple[Organisation, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()
    """What the operator should know: a correction that names nothing."""

    @cached_property
    def by_id(self) -> Mapping[str, Organisation]:
        return {organisation.id: organisation for organisation in self.organisations}

    @cached_property
    def software_by_id(self) -> Mapping[str, SoftwareName]:
        return {software.id: software for software in self.software}

    @cached_property
    def by_software(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.software].append(claim)
        return {software: tuple(claims) for software, claims in found.items()}

    @cached_property
    def by_organisation(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.organisation].append(claim)
        return {organisation: tuple(claims) for organisation, claims in found.items()}

    def users(self, software: str) -> tuple[Organisation, ...]:
        """Return the organisations that are now said to use a software, the strongest claim first."""
        current = (claim.organisation for claim in self.by_software.get(software, ()) if claim.is_current)
        return tuple(self.by_id[one] for one in dict.fromkeys(current))

    def named(self, name: str) -> tuple[Organisation, ...]:
        """Return the organisations with this id, name or spelling; of a place, all its administrations."""
        if name in self.by_id:
            return (self.by_id[name],)
        wanted = fold(name)
        written = {claim.organisation for claim in self.claims if fold(claim.name) == wanted}
        found = [o for o in self.organisations if fold(o.name) == wanted or o.id in written]
        if not found:
            found = [o for o in self.organisations if o.place and fold(o.place) == wanted]
        order = list(OrganisationKind)
        return tuple(sorted(found, key=lambda o: (order.index(o.kind), o.id)))

    def almost_named(self, name: str, limit: int = 5) -> tuple[Organisation, ...]:
        """Return organisations whose name is like ``name``, the likest first."""
        # Imported late: only a name that nothing has pays for it.
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        names = {o.id: fold(o.name) for o in self.organisations}
        best = process.extract(fold(name), names, scorer=fuzz.WRatio, score_cutoff=75, limit=limit)
        return tuple(self.by_id[identifier] for _, _, identifier in best)
