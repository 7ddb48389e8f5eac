"""One line of YAML for each required key, to show what is meant: for hints, documentation and new files."""

from __future__ import annotations

EXAMPLES: dict[str, str] = {
    "publiccodeYmlVersion": 'publiccodeYmlVersion: "0"',
    "name": "name: Tree register",
    "url": 'url: "https://example.org/town/trees"',
    "platforms": "platforms: [web]",
    "developmentStatus": "developmentStatus: stable",
    "softwareType": "softwareType: standalone/web",
    "description": "description: {en: {shortDescription: …, longDescription: …, features: […]}}",
    "description.shortDescription": "shortDescription: Keeps the register of a town's trees",
    "description.longDescription": "longDescription: > and at least 150 characters on the next lines",
    "description.features": "features: [Map of all trees, Plan of inspections]",
    "legal.license": "license: EUPL-1.2",
    "maintenance.type": "type: internal",
    "maintenance.contacts": "contacts: [{name: Ada Example, email: ada@example.org}]",
    "maintenance.contacts.name": "name: Ada Example",
    "maintenance.contractors": 'contractors: [{name: Example Ltd, until: "2030-12-31"}]',
    "maintenance.contractors.name": "name: Example Ltd",
    "maintenance.contractors.until": 'until: "2030-12-31"',
    "localisation.localisationReady": "localisationReady: true",
    "localisation.availableLanguages": "availableLanguages: [en]",
    "organisation.uri": 'uri: "https://www.example.org"',
    "fundedBy.name": "name: Town of Example",
    "fundedBy.uri": 'uri: "https://www.example.org"',
    "supports.id": "id: alias:gdpr",
    "dependsOn.open.name": "name: PostgreSQL",
    "dependsOn.proprietary.name": "name: Oracle Database",
    "dependsOn.hardware.name": "name: NFC reader",
}
