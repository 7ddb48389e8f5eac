from __future__ import annotations

from dataclasses import replace

from index.export.schema_org import software
from tests.index.entries import ENTRIES, PROTOCOLLO
from tests.index.export.documents import OPTIONS, addresses, document, expanded
from tests.index.hostile_entry import HOSTILE

SCHEMA = "http://schema.org/"


def test_a_software_says_what_its_file_says():
    told = software(PROTOCOLLO, OPTIONS)
    assert told["@type"] == ["SoftwareSourceCode", "SoftwareApplication"]
    assert told["identifier"] == PROTOCOLLO.id
    assert [one["@language"] for one in told["description"]] == ["it", "en"]
    assert told["softwareRequirements"] == ["PostgreSQL >=14", "Smart card reader"]
    assert told["countriesSupported"] == ["IT"]
    assert told["publisher"]["@type"] == "GovernmentOrganization"
    assert told["maintainer"][1] == {
        "@type": "Role",
        "maintainer": {
            "@type": "Organization",
            "name": "Officina Digitale coop.",
            "url": "https://officina.example/",
        },
        "endDate": "2027-12-31",
    }


def test_the_catalogue_stands_first_and_every_software_is_in_it():
    options = replace(OPTIONS, base_url="https://catalogue.example/", publisher="Comune di Valdora")
    catalogue, *rest = document("jsonld", ENTRIES, options)["@graph"]
    assert catalogue["@type"] == "DataCatalog"
    assert catalogue["publisher"]["name"] == "Comune di Valdora"
    assert {one["isPartOf"][-1]["@id"] for one in rest} == {catalogue["@id"]}
    assert len(rest) == len(ENTRIES)


def test_nothing_is_lost_when_it_is_expanded():
    whole = document("jsonld", [PROTOCOLLO], replace(OPTIONS, single=True))
    (found,) = expanded(whole)
    assert {key.removeprefix(SCHEMA) for key in found} - {"@id", "@type"} == {
        key for key in whole if not key.startswith("@")
    }


def test_only_terms_of_schema_org_are_used():
    text = str(document("jsonld", ENTRIES))
    assert "schema:" not in text
    assert "usedBy" not in text


def test_a_hostile_file_gives_no_address():
    whole = document("jsonld", [HOSTILE], replace(OPTIONS, single=True))
    assert addresses(expanded(whole)) <= {"https://tracker.example/shot.png"}
