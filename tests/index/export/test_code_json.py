"""The inventory against its schema, written from the facts of GSA/code-gov-data 2.0.0."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from index.export import PersonalData, export
from publiccode.software import Contact
from tests.index.entries import BARE, ENTRIES, PROTOCOLLO
from tests.index.export.documents import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.entry import Entry

_TEXT = {"type": "string"}
_URL = {"type": "string", "pattern": "^https?://"}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_LICENCE = {"type": "object", "properties": {"URL": _URL, "name": _TEXT}, "additionalProperties": False}
_RELEASE = {
    "type": "object",
    "properties": {
        "name": _TEXT,
        "version": _TEXT,
        "organization": _TEXT,
        "description": _TEXT,
        "permissions": {
            "type": "object",
            "properties": {
                "licenses": {"type": ["array", "null"], "items": _LICENCE},
                "usageType": {"enum": ["openSource", "governmentWideReuse"]},
                "exemptionText": {"type": ["string", "null"]},
            },
            "additionalProperties": False,
            "required": ["licenses"],
        },
        "tags": {"type": "array", "items": _TEXT},
        "contact": {
            "type": "object",
            "properties": {"email": _TEXT, "name": _TEXT, "URL": _URL, "phone": _TEXT},
            "additionalProperties": False,
        },
        "status": {
            "enum": [
                "Ideation",
                "Development",
                "Alpha",
                "Beta",
                "Release Candidate",
                "Production",
                "Archival",
            ]
        },
        "vcs": _TEXT,
        "repositoryURL": _URL,
        "repositoryVisibility": {"enum": ["public", "private"]},
        "homepageURL": _URL,
        "laborHours": {"type": "number"},
        "maintenance": {"enum": ["internal", "contract", "community", "none"]},
        "relatedCode": {
            "type": "array",
            "items": {"properties": {"name": _TEXT, "URL": _URL}, "additionalProperties": False},
        },
        "reusedCode": {
            "type": "array",
            "items": {"properties": {"name": _TEXT, "URL": _URL}, "additionalProperties": False},
        },
        "date": {
            "type": "object",
            "properties": {"created": _DAY, "lastModified": _DAY, "metadataLastUpdated": _DAY},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
    "required": ["name", "permissions", "tags"],
}
SCHEMA = {
    "type": "object",
    "properties": {
        "version": {"const": "2.0.0"},
        "agency": _TEXT,
        "measurementType": {
            "properties": {
                "method": {"enum": ["linesOfCode", "modules", "cost", "projects", "systems", "other"]}
            }
        },
        "releases": {"type": "array", "items": _RELEASE},
    },
    "required": ["version", "measurementType", "agency", "releases"],
    "additionalProperties": False,
}


def inventory(entries: Sequence[Entry], **options: Any) -> Any:
    return json.loads(b"".join(export("code.json", entries, replace(OPTIONS, **options))))


def test_the_inventory_keeps_to_its_schema():
    found = inventory(ENTRIES)

    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert len(found["releases"]) == len(ENTRIES)
    assert inventory([])["releases"] == []


def test_a_release_says_what_is_known_and_makes_nothing_up():
    (release,) = inventory([PROTOCOLLO], publisher="Agency of Valdora")["releases"]

    assert release["permissions"] == {
        "licenses": [{"URL": "https://spdx.org/licenses/EUPL-1.2.html", "name": "EUPL-1.2"}],
        "usageType": "openSource",
    }
    assert release["status"] == "Production"
    assert "laborHours" not in release
    assert (
        "usageType"
        not in inventory([replace(BARE, software=replace(BARE.software, license=None))])["releases"][0][
            "permissions"
        ]
    )


@pytest.mark.parametrize("personal", list(PersonalData))
def test_a_contact_is_told_as_the_operator_decides(personal):
    one = replace(
        PROTOCOLLO, software=replace(PROTOCOLLO.software, contacts=(Contact("Ada", "ada@x.example"),))
    )

    (release,) = inventory([one], personal_data=personal)["releases"]

    assert (
        release.get("contact")
        == {
            PersonalData.NONE: None,
            PersonalData.NAMES: {"name": "Ada"},
            PersonalData.ALL: {"name": "Ada", "email": "ada@x.example"},
        }[personal]
    )
