from __future__ import annotations

from dataclasses import replace

import pytest

from index.entry import User
from index.export import PersonalData
from index.export.codemeta import TERMS, codemeta
from publiccode.software import Software
from tests.index.entries import ARCHIVED, BARE, ENTRIES, PROTOCOLLO
from tests.index.export.documents import CONTEXTS, OPTIONS, addresses, document, expanded
from tests.index.hostile_entry import HOSTILE
from tests.index.making import entry

SCHEMA = "http://schema.org/"


def test_a_software_says_what_its_file_says():
    told = codemeta(PROTOCOLLO, OPTIONS)
    assert told["name"] == "Protocollo Aperto"
    assert told["license"] == "https://spdx.org/licenses/EUPL-1.2"
    assert told["codeRepository"] == PROTOCOLLO.repository
    assert told["developmentStatus"] == "https://www.repostatus.org/#active"
    assert told["applicationCategory"] == ["document-management", "workflow-management"]
    assert told["keywords"] == ["Incoming and outgoing mail", "Case files", "Digital signature"]
    assert set(told["localisedDescription"]) == {"it", "en"}
    assert told["softwareRequirements"] == [
        {"type": "SoftwareApplication", "name": "PostgreSQL", "version": ">=14"},
        {"type": "schema:Product", "name": "Smart card reader"},
    ]
    assert [one["name"] for one in told["softwareSuggestions"]] == ["Oracle Database"]
    assert len(told["usedBy"]) == 3


def test_a_contract_says_when_it_ends():
    roles = [one for one in codemeta(PROTOCOLLO, OPTIONS)["maintainer"] if one["type"] == "Role"]
    assert [(one["maintainer"]["name"], one["endDate"]) for one in roles] == [
        ("Officina Digitale coop.", "2027-12-31"),
        ("Vecchio Fornitore srl", "2024-06-30"),
    ]


def test_every_key_means_something_in_its_context():
    known = set(CONTEXTS["https://w3id.org/codemeta/3.0"]["@context"]) | set(TERMS)
    for one in ENTRIES:
        assert set(codemeta(one, OPTIONS)) <= known


def test_nothing_is_lost_when_it_is_expanded():
    """A key without a meaning, or a word that is taken for an address, would vanish here."""
    (found,) = expanded(document("codemeta", [PROTOCOLLO], replace(OPTIONS, single=True)))
    told = codemeta(PROTOCOLLO, OPTIONS)
    assert found["@id"] == PROTOCOLLO.repository
    assert [one["@value"] for one in found[SCHEMA + "applicationCategory"]] == told["applicationCategory"]
    assert len(found[SCHEMA + "description"]) == 3
    assert found[SCHEMA + "license"] == [{"@id": "https://spdx.org/licenses/EUPL-1.2"}]


def test_the_whole_catalogue_is_a_graph():
    whole = document("codemeta", ENTRIES)
    assert [one["catalogueId"] for one in whole["@graph"]] == [one.id for one in ENTRIES]
    assert len(expanded(whole)) == len(ENTRIES)
    assert document("codemeta", [])["@graph"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("EUPL-1.2", "https://spdx.org/licenses/EUPL-1.2"),
        ("eupl-1.2", "https://spdx.org/licenses/EUPL-1.2"),
        ("GPL-3.0", "https://spdx.org/licenses/GPL-3.0-only"),
        ("EUPL-1.2 OR AGPL-3.0-or-later", "EUPL-1.2 OR AGPL-3.0-or-later"),
        ("EUPL-1.2-or-later", "EUPL-1.2-or-later"),
        ("Apache License, Version 2.0", "Apache License, Version 2.0"),
    ],
)
def test_a_licence_keeps_what_it_says(text, told):
    found = codemeta(entry("x", Software(name="X", license=text), BARE.publisher), OPTIONS)["license"]
    assert (found if isinstance(found, str) else found["name"]) == told


def test_read_only_is_not_active():
    one = replace(ARCHIVED, software=replace(ARCHIVED.software, development_status="stable"))
    assert codemeta(one, OPTIONS)["developmentStatus"] == "https://www.repostatus.org/#unsupported"


def test_users_are_those_that_are_known():
    one = replace(PROTOCOLLO, users=(User("de-x", "Stadt X", "municipality", "DE"),))
    assert [user["name"] for user in codemeta(one, OPTIONS)["usedBy"]] == ["Stadt X"]


def test_contacts_are_as_much_as_was_asked_for():
    said = {
        one: str(document("codemeta", [PROTOCOLLO], replace(OPTIONS, personal_data=one)))
        for one in PersonalData
    }
    assert [("Chiara" in text, "chiara@" in text) for text in said.values()] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_what_is_not_known_is_left_out():
    told = codemeta(BARE, OPTIONS)
    assert set(told) == {"id", "type", "catalogueId", "name", "codeRepository", "publisher"}


def test_a_hostile_file_gives_no_address_and_no_control_character():
    whole = document("codemeta", [HOSTILE])
    assert not any(bad in str(whole) for bad in ("user:secret", "\x1b", "\u202e", "hidden.example"))
    (found,) = expanded(whole)
    assert "@id" not in found
    assert not addresses(found) - {"http://purl.org/dc/terms/identifier"}
