"""What becomes of the Italian section."""

from __future__ import annotations

import pytest

from tests.publiccode.upgrading import asked, done


def test_the_italian_section_becomes_supports_and_organisation():
    result = done(
        """\
        name: Trees
        # For Italy
        it:
          countryExtensionVersion: "0.2"   # of 2019
          # Login
          piattaforme:
            spid: true   # since 2020
            cie: false   # planned
            pagopa: yes
            anpr:
          conforme:
            gdpr: true
          riuso:
            codiceIPA: c_h501
        legal:
          license: MIT
        """,
        """\
        name: Trees
        # For Italy
        # of 2019
        # Login
        # planned
        organisation:
          uri: urn:x-italian-pa:c_h501
        supports:
          - id: alias:spid  # since 2020
          - id: alias:pagopa
          - id: alias:gdpr
        legal:
          license: MIT
        """,
    )
    assert [(change.key, change.line) for change in result.done] == [
        ("it.countryExtensionVersion", 4),
        ("it.piattaforme.spid", 7),
        ("it.piattaforme.cie", 8),
        ("it.piattaforme.pagopa", 9),
        ("it.piattaforme.anpr", 10),
        ("it.conforme.gdpr", 12),
        ("it.riuso.codiceIPA", 14),
    ]


def test_what_nobody_can_decide_stays_in_the_section():
    result = done(
        """\
        it:
          spid: true
          ecosistemi: [sanita]
          designKit: {seo: true}
          conforme:
            accessibile: yes
            privacy: false
            altro: true
        """,
        """\
        supports:
          - id: alias:spid
        IT:
          ecosistemi: [sanita]
          designKit: {seo: true}
          conforme:
            lineeGuidaDesign: true
            gdpr: false
            altro: true
        """,
    )
    assert [ask.key for ask in result.asks] == [
        "IT.ecosistemi",
        "IT.designKit",
        "IT.conforme.lineeGuidaDesign",
        "IT.conforme.gdpr",
    ]


@pytest.mark.parametrize(
    ("organisation", "after"),
    [
        ("organisation:", "organisation:\n  uri: urn:x-italian-pa:c_h501"),
        ("organisation:\n  name: Roma", "organisation:\n  uri: urn:x-italian-pa:c_h501\n  name: Roma"),
        (
            "organisation:\n  uri:\n  name: Roma",
            'organisation:\n  uri: "urn:x-italian-pa:c_h501"\n  name: Roma',
        ),
        ("organisation: {name: Roma}", 'organisation: {"uri": "urn:x-italian-pa:c_h501", name: Roma}'),
        ("organisation: {uri: 'urn:x-italian-pa:C_H501'}", "organisation: {uri: 'urn:x-italian-pa:C_H501'}"),
    ],
)
def test_the_code_joins_an_organisation_without_uri(organisation, after):
    done(f"{organisation}\nit:\n  riuso:\n    codiceIPA: c_h501\n", f"{after}\n")


@pytest.mark.parametrize("organisation", ["Roma", "{uri: https://example.org}", "[Roma]"])
def test_the_code_never_overrides_an_organisation(organisation):
    choices = asked(f"organisation: {organisation}\nIT:\n  riuso:\n    codiceIPA: c_h501\n")
    assert choices["IT.riuso.codiceIPA"][0] == "delete IT.riuso.codiceIPA"


def test_an_unknown_code_is_no_organisation():
    assert "IT.riuso.codiceIPA" in asked("IT:\n  riuso:\n    codiceIPA: nowhere_1\n")


@pytest.mark.parametrize(
    ("supports", "after"),
    [
        ("supports:\n- id: alias:spid", "supports:\n- id: alias:spid\n- id: alias:cie"),
        ("supports: [{id: alias:spid}]", 'supports: [{id: alias:spid}, {"id": "alias:cie"}]'),
        ("supports: []", 'supports: [{"id": "alias:cie"}]'),
        ("supports:", "supports:\n  - id: alias:cie"),
        ("supports: ~  # none yet", "supports:   # none yet\n  - id: alias:cie"),
    ],
)
def test_platforms_join_what_is_supported_already(supports, after):
    section = "IT:\n  piattaforme:\n    cie: true\n"
    if "spid" in supports:
        section += "    spid: true\n"
    done(f"{supports}\n{section}", f"{after}\n")


def test_supports_that_is_no_list_takes_nothing():
    assert "IT.piattaforme.spid" in asked("supports: all\nIT:\n  piattaforme:\n    spid: true\n")


def test_two_italian_sections_are_left_to_the_author():
    assert list(asked("it: {spid: true}\nIT: {spid: true}\n")) == ["it"]
