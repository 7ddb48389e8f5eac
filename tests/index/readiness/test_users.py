"""Who uses a software besides its owner, from claims of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.adoption.adoption import Adoption, SoftwareName
from index.adoption.claim import STRENGTH_OF, Claim, Organisation, OrganisationKind, Source
from index.readiness import Users, readiness, users_claimed
from tests.index.entries import PROTOCOLLO

OWNER = Organisation(
    id=PROTOCOLLO.publisher.id, name="Comune di Valdora", kind=OrganisationKind.MUNICIPALITY, country="IT",
    publisher=PROTOCOLLO.publisher.id,
)  # fmt: skip
ORGANISATIONS = (
    OWNER,
    Organisation(id="geo:1", name="Pratolungo", kind=OrganisationKind.MUNICIPALITY, country="IT"),
    Organisation(id="geo:2", name="Bern", kind=OrganisationKind.MUNICIPALITY, country="CH"),
    Organisation(id="text:x", name="Ufficio ignoto", kind=OrganisationKind.TEXT),
)


def claim(organisation: str, source: Source, last_seen: str, *, is_current: bool = True) -> Claim:
    return Claim(
        software=PROTOCOLLO.id, organisation=organisation, name=organisation, source=source,
        strength=STRENGTH_OF[source], confidence=1.0, reason="", last_seen=last_seen, is_current=is_current,
    )  # fmt: skip


def adoption(*claims: Claim) -> Adoption:
    name = SoftwareName(PROTOCOLLO.id, "Protocollo Aperto", OWNER.id)
    return Adoption(seal="", software=(name,), organisations=ORGANISATIONS, claims=claims)


def test_each_organisation_counts_once_and_the_owner_not_at_all():
    found = users_claimed(
        PROTOCOLLO,
        adoption(
            claim(OWNER.id, Source.PUBLISHER, "2026-06-01T00:00:00Z"),
            claim(OWNER.id, Source.USED_BY, "2026-06-01T00:00:00Z"),
            claim("geo:1", Source.USED_BY, "2026-02-03T04:05:06Z"),
            claim("geo:1", Source.FORK, "2026-03-01T00:00:00Z"),
            claim("geo:2", Source.COMPTOIR, "2025-01-01"),
            claim("text:x", Source.USED_BY, "2026-04-01T00:00:00Z", is_current=False),
        ),
    )
    assert found == Users(2, 2, "2026-03-01")


def test_a_name_that_could_not_be_resolved_is_a_user_unless_it_is_the_owners():
    told = [claim("text:x", Source.USED_BY, "2026-04-01T00:00:00Z")]
    assert users_claimed(PROTOCOLLO, adoption(*told)) == Users(1, 0, "2026-04-01")
    own = replace(PROTOCOLLO, software=replace(PROTOCOLLO.software, main_copyright_owner="ufficio  IGNOTO"))
    assert users_claimed(own, adoption(*told)) == Users(0, 0, None)


def test_claims_are_what_proof_counts():
    many = [claim(one.id, Source.COMPTOIR, "2026-06-01") for one in ORGANISATIONS[1:3]]
    users = users_claimed(PROTOCOLLO, adoption(*many))
    proof = {part.name: part for part in readiness(PROTOCOLLO, date(2026, 6, 15), users).parts}["proof"]
    assert (proof.level, [one.value for one in proof.evidence]) == (3, [2, 2, "2026-06-01"])
