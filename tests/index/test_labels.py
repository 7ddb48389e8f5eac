"""Labels of the facets' values."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import index.labels
from index.entry import State
from index.labels import LANGUAGES, label
from index.periods import ACTIVITY, CONTRACT_ENDS, RELEASED_SINCE
from publiccode import vocabularies
from publiccode.licensing.facts import Family
from publiccode.publisher import Archetype

VALUES = {
    "category": vocabularies.CATEGORIES,
    "scope": vocabularies.SCOPES,
    "status": vocabularies.DEVELOPMENT_STATUSES,
    "type": vocabularies.SOFTWARE_TYPES,
    "maintenance": vocabularies.MAINTENANCE_TYPES,
    "state": tuple(State),
    "archetype": tuple(Archetype),
    "license-family": tuple(Family),
    "contract-ends": CONTRACT_ENDS.names,
    "activity": ACTIVITY.names,
    "released-since": RELEASED_SINCE.names,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_closed_list_has_a_label_of_its_own(language):
    path = Path(index.labels.__file__).parent / "data" / f"labels.{language}.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    assert {facet: set(labels) for facet, labels in listed.items()} == {
        facet: {str(value) for value in values} for facet, values in VALUES.items()
    }
    for facet, labels in listed.items():
        assert len(set(labels.values())) == len(labels), facet


@pytest.mark.parametrize(
    ("facet", "value", "language", "expected"),
    [
        ("category", "document-management", "en", "Document management"),
        ("category", "document-management", "it-IT", "Gestione documentale"),
        ("state", State.NEVER_VALID, "de", "Datei fehlerhaft"),
        ("state", State.NEVER_VALID, "xx", "File has errors"),
        ("type", "standalone/web", "fr", "Application web"),
        ("country", "IT", "de", "Italien"),
        ("country", "it", "no such language!", "Italy"),
        ("country", "ZZZ", "en", "ZZZ"),
        ("language", "de", "fr", "allemand"),
        ("language", "de-CH", "en", "Swiss High German"),
        ("language", "qqq", "en", "qqq"),
        ("license", "EUPL-1.2", "it", "EUPL-1.2"),
        ("platform", "web", "it", "web"),
        ("category", "of-our-own", "it", "Of our own"),
        ("category", "../../x", "../labels", "../../x"),
    ],
)
def test_a_value_is_called(facet, value, language, expected):
    assert label(facet, value, language) == expected
