"""From nights of a catalogue to claims: first and last seen, sources, corrections, one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.adoption.build import build_adoption
from index.adoption.claim import OrganisationKind, Source, Strength
from index.adoption.files import outside_digest
from index.adoption.store import adoption_bytes, read_adoption
from index.catalogue import Catalogue
from index.errors import ClaimsError
from index.gazetteer.gazetteer import Gazetteer
from publiccode.publisher import Publisher
from tests.index.catalogue.harvests import at, crawl, good_text, record, url_of

if TYPE_CHECKING:
    from pathlib import Path

    from index.adoption.adoption import Adoption
    from index.adoption.claim import Claim

TOWN = Publisher(id="it-trento", name="Comune di Trento", uri="urn:x-italian-pa:c_l378", country="IT")
OTHER = Publisher(id="fr-rennes", name="Ville de Rennes", country="FR")


@pytest.fixture
def catalogue(tmp_path):
    with Catalogue.open(tmp_path / "catalogue.sqlite") as opened:
        yield opened


def using(*users: str, name: str = "Trees", note: str = "") -> str:
    listed = "".join(f'  - "{user}"\n' for user in users)
    return good_text(name, note=note, extra=f"usedBy:\n{listed}")


def made(catalogue: Catalogue, tmp_path: Path) -> Adoption:
    return build_adoption(
        catalogue, catalogue.entries(), claims=tmp_path / "claims", gazetteer=Gazetteer(), seal="1"
    )


def write(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "claims").mkdir(exist_ok=True)
    (tmp_path / "claims" / name).write_text(text, encoding="utf-8")


def claims_from(adoption: Adoption, source: Source) -> list[Claim]:
    return [claim for claim in adoption.claims if claim.source is source]


def test_a_claim_is_as_old_as_the_first_version_that_makes_it(catalogue, tmp_path):
    crawl(catalogue, 0, record(text=using("Comune di Prato"), publisher=TOWN))
    crawl(catalogue, 5, record(on=5, text=using("Comune di Prato", "Comune di Gela"), publisher=TOWN))
    crawl(catalogue, 9, record(on=9, text=using("Comune di Gela", note="later"), publisher=TOWN))

    adoption = made(catalogue, tmp_path)

    seen = {
        c.organisation: (c.first_seen, c.last_seen, c.is_current)
        for c in claims_from(adoption, Source.USED_BY)
    }
    assert seen == {
        "it-prato-g999": (at(0), at(5), False),
        "it-gela-d960": (at(5), at(9), True),
    }
    assert [user.id for user in adoption.users("town-trees")] == ["it-trento", "it-gela-d960"]


def test_two_spellings_of_one_organisation_are_one_claim(catalogue, tmp_path):
    crawl(
        catalogue,
        0,
        record(text=using("Comune di Prato", "Città di Prato", "COMUNE DI PRATO"), publisher=TOWN),
    )

    adoption = made(catalogue, tmp_path)

    assert [c.organisation for c in claims_from(adoption, Source.USED_BY)] == ["it-prato-g999"]


def test_the_publisher_uses_what_it_publishes_under_its_own_id(catalogue, tmp_path):
    crawl(catalogue, 0, record(text=using("Comune di Trento"), publisher=TOWN))

    adoption = made(catalogue, tmp_path)

    assert {claim.organisation for claim in adoption.claims} == {"it-trento"}
    assert [claim.strength for claim in adoption.claims] == [Strength.OWN_WORD, Strength.HEARSAY]
    organisation = adoption.by_id["it-trento"]
    assert (organisation.kind, organisation.publisher) == (OrganisationKind.MUNICIPALITY, "it-trento")
    assert organisation.lat == pytest.approx(46.07, abs=0.02)


def test_who_keeps_a_fork_uses_the_original(catalogue, tmp_path):
    copy = "https://git.example/rennes/trees"
    crawl(
        catalogue,
        0,
        record(text=using("Comune di Gela"), publisher=TOWN),
        record(repository=copy, text=using("Comune di Gela"), fork_of=url_of("trees"), publisher=OTHER),
    )

    adoption = made(catalogue, tmp_path)

    (claim,) = claims_from(adoption, Source.FORK)
    assert (claim.software, claim.organisation) == ("town-trees", "fr-rennes")
    assert claim.evidence == copy
    assert {c.software for c in claims_from(adoption, Source.USED_BY)} == {"town-trees"}


def test_the_operator_brings_claims_of_every_kind(catalogue, tmp_path):
    crawl(catalogue, 0, record(publisher=TOWN))
    url = url_of("trees")
    write(
        tmp_path,
        "own.yml",
        f"claims:\n- {{software: town-trees, organisation: Stadt Kiel, country: DE, since: 2025-03-01,"
        f" evidence: 'https://kiel.example/'}}\n"
        f"- {{software: {url}.git, organisation: Gemeente Utrecht, country: NL}}\n"
        "- {software: nowhere, organisation: Comune di Gela}\n",
    )
    write(
        tmp_path,
        "openCatalogi.yaml",
        f"name: Gemeente Tilburg\ncountry: NL\nsoftwareUsed:\n- {url}\n- http://x.example/\n",
    )
    write(
        tmp_path,
        "comptoir.json",
        '{"date_of_export": "2026-10-01", "softwares": [{"id": 1, "external_resources":'
        f' {{"repository": "{url}"}}, "users": [{{"name": "Ville de Brest", "type": "Administration"}}]}}]}}',
    )
    write(
        tmp_path,
        "sill.json",
        f'[{{"name": "Trees", "url": "{url}", "userAndReferentCountByOrganization":'
        ' {"Ministère de la Justice": {"userCount": 3, "referentCount": 1}, "Insee": {"userCount": 0}}}]',
    )

    adoption = made(catalogue, tmp_path)

    found = {
        (c.source, adoption.by_id[c.organisation].name): c for c in adoption.claims if c.source != "publisher"
    }
    assert {key: claim.strength for key, claim in found.items()} == {
        (Source.OPERATOR, "Stadt Kiel"): Strength.CHECKED,
        (Source.OPERATOR, "Gemeente Utrecht"): Strength.CHECKED,
        (Source.ORGANISATION_FILE, "Gemeente Tilburg"): Strength.OWN_WORD,
        (Source.COMPTOIR, "Ville de Brest"): Strength.OWN_WORD,
        (Source.SILL, "Ministère de la Justice"): Strength.REGISTER,
    }
    assert found[Source.OPERATOR, "Stadt Kiel"].evidence == "https://kiel.example/"
    assert found[Source.OPERATOR, "Stadt Kiel"].first_seen == "2025-03-01"
    assert found[Source.COMPTOIR, "Ville de Brest"].last_seen == "2026-10-01"
    assert found[Source.SILL, "Ministère de la Justice"].people == 3


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{", "no JSON"),
        ("a.json", "3", "neither an object nor a list"),
        ("a.json", '{"x": 1}', "nothing that riuso knows"),
        ("a.yml", "claims: [", "a.yml:2"),
        ("a.yml", "- x", "not a mapping"),
        ("a.yml", "claims: [{software: x}]", "claim 1 needs"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(catalogue, tmp_path, name, text, said):
    write(tmp_path, name, text)

    with pytest.raises(ClaimsError, match=said) as error:
        made(catalogue, tmp_path)
    assert name in str(error.value)


def test_hostile_exports_are_passed_over(catalogue, tmp_path):
    crawl(catalogue, 0, record(publisher=TOWN))
    write(
        tmp_path,
        "c.json",
        '{"softwares": [null, 3, {"users": 5}, {"external_resources": [], "users": [{}]}]}',
    )
    write(
        tmp_path,
        "s.json",
        '[null, {"userAndReferentCountByOrganization": [1]}, {"softwareExternalData": "x"}]',
    )

    assert {claim.source for claim in made(catalogue, tmp_path).claims} == {Source.PUBLISHER}


def test_a_person_corrects_what_a_name_means(catalogue, tmp_path):
    crawl(catalogue, 0, record(text=using("Comune di Prato", "Comune di Gela"), publisher=TOWN))
    (tmp_path / "curation.yml").write_text(
        "organisation:\n- {name: comune di prato, is: fr-nowhere, reason: a slip}\n"
        "- {name: Comune di Gela, is: text}\n"
    )

    adoption = made(catalogue, tmp_path)

    said = {claim.name: claim.reason for claim in claims_from(adoption, Source.USED_BY)}
    assert said == {
        "Comune di Prato": "corrected to 'fr-nowhere', which nothing is called",
        "Comune di Gela": "corrected by a person",
    }
    assert catalogue.unmatched_decisions() == ()


def test_what_people_brought_has_a_digest(catalogue, tmp_path):
    folder = tmp_path / "claims"
    assert outside_digest(folder, ()) is None
    write(tmp_path, "own.yml", "claims: []")
    first = outside_digest(folder, ())
    write(tmp_path, "own.yml", "claims: [] ")
    assert first != outside_digest(folder, ())


def test_it_comes_back_from_its_file_as_it_was(catalogue, tmp_path):
    crawl(catalogue, 0, record(text=using("Comune di Prato"), publisher=TOWN))
    adoption = made(catalogue, tmp_path)
    path = tmp_path / "adoption.json"
    assert read_adoption(path) is None
    path.write_bytes(adoption_bytes(adoption))

    assert read_adoption(path) == adoption
    assert adoption_bytes(made(catalogue, tmp_path)) == adoption_bytes(adoption)
    path.write_bytes(b"{}")
    assert read_adoption(path) is None
    assert replace(adoption, seal="2") != adoption
