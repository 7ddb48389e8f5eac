"""An upgrade keeps everything that it doesn't mean to change."""

from __future__ import annotations

from textwrap import dedent

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from publiccode.upgrade import upgrade
from tests.fuzzing.targets import upgraded

OLD = dedent(
    """\
    # A file of 2019
    publiccodeYmlVersion: "0.2"   # written by hand

    name:    "Trees"
    platforms:  web
    intendedAudience:
        countries:
        - it   # and later others
    description:
        ita:
            longDescription: |  # long
                # no comment, but text

                  it: {spid: true}
            features: [  a,   'b' ,]
    # before the section

    it:   # the section

        # about platforms
        piattaforme: {spid: true, cie: false}
        conforme:
            lineeGuidaDesign: yes

    legal: {license: MIT}   # free
    """
)
NEW = dedent(
    """\
    # A file of 2019
    publiccodeYmlVersion: "0"   # written by hand

    name:    "Trees"
    platforms:  [web]
    intendedAudience:
        countries:
        - IT   # and later others
    description:
        it:
            longDescription: |  # long
                # no comment, but text

                  it: {spid: true}
            features: [  a,   'b' ,]
    # before the section

    supports:
    - id: alias:spid
    IT:   # the section

        # about platforms
        conforme:
            lineeGuidaDesign: true

    legal: {license: MIT}   # free
    """
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_comments_blanks_quotes_indents_and_line_ends_stay(newline, mark):
    old = mark + OLD.replace("\n", newline)
    assert upgrade(old).text == mark + NEW.replace("\n", newline)


def test_a_file_without_final_line_end():
    assert upgrade("supports:\n- id: alias:cie\nit:\n  spid: true").text == (
        "supports:\n- id: alias:cie\n- id: alias:spid\n"
    )
    assert upgrade("it:\n  spid: true\nsupports:\n- id: alias:cie").text == (
        "supports:\n- id: alias:cie\n- id: alias:spid"
    )


def test_a_file_in_braces_stays_in_braces():
    result = upgrade('{"publiccodeYmlVersion": "0.2", "it": {"spid": true}, "tags": ["blog", "maps"]}')
    assert result.text == (
        '{"publiccodeYmlVersion": "0", "supports": [{"id": "alias:spid"}], '
        '"categories": ["blog"], "tags": ["maps"]}'
    )
    assert upgrade("{it: {riuso: {codiceIPA: c_h501}}}").text == (
        '{"organisation": {"uri": "urn:x-italian-pa:c_h501"}}'
    )
    assert upgrade("{name: X, it: {spid: false}}").text == "{name: X}"
    assert upgrade("{it: {spid: false}, name: X}").text == "{name: X}"


def test_removal_leaves_no_hole():
    assert upgrade("a: 1\n\nit:\n  spid: false\n\nb: 2\n").text == "a: 1\n\nb: 2\n"
    assert upgrade("a: 1\n\nit:\n  spid: false\n").text == "a: 1\n"
    assert upgrade("it:\n  spid: false\n\n\nb: 2\n").text == "b: 2\n"
    assert upgrade("a: 1\nit:\n  spid: false\n\nb: 2\n").text == "a: 1\n\nb: 2\n"


def test_blank_lines_that_belong_to_a_text_stay():
    text = "a: |+\n  x\n\nit:\n  spid: false\nb: 2\n"
    assert upgrade(text).text == "a: |+\n  x\n\nb: 2\n"
    text = "a: 1\n\nit:\n  spid: false\n\nb: |+\n  x\n\n"
    assert upgrade(text).text == "a: 1\n\n\nb: |+\n  x\n\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("intendedAudience:\n  countries: [&c it]\nname: *c\n", "intendedAudience.countries[0]"),
        ("? it\n: spid: true\n", "it.spid"),
        ("softwareType: !!str softwareAddon\n", "softwareType"),
        ("platforms: >\n  web\n", "platforms"),
        ("a: |+\n  x\n\nit:\n  spid: false\n\nb: 2\n", "it.spid"),
        ("it:\n  piattaforme: {spid: false,\n    # of 2020\n    x: 1}\n", "it.piattaforme.spid"),
    ],
)
def test_what_no_edit_can_keep_is_left_to_a_person(text, key):
    result = upgrade(text)
    assert result.text == text
    assert key in {ask.key for ask in result.asks if ask.code == "upgrade/by-hand"}


def test_one_step_that_fails_does_not_stop_the_others():
    result = upgrade("softwareType: !!str softwareAddon\nplatforms: web\n")
    assert result.text == "softwareType: !!str softwareAddon\nplatforms: [web]\n"
    assert [ask.key for ask in result.asks] == ["softwareType"]


def test_a_megabyte_of_old_values_takes_no_long_time():
    countries = "".join(f"  - it  # {number}\n" for number in range(40_000))
    result = upgrade(f"intendedAudience:\n  countries:\n{countries}")
    assert result.text.count("- IT  # ") == 40_000
    # One that no edit can keep costs no attempt for each of the others.
    result = upgrade(f"intendedAudience:\n  countries:\n{countries}softwareType: !!str softwareAddon\n")
    assert result.text.count("- IT  # ") == 40_000
    assert [ask.key for ask in result.asks] == ["softwareType"]


_WORDS = st.sampled_from(
    ["yes", "no", "true", "it", "eng", "0.2", "1.10", "c_h501", "blog", "x # y", "é 😀", ""]
)
_NAMES = """
publiccodeYmlVersion publiccode-yaml-version tags categories supports organisation it IT spid piattaforme
conforme riuso codiceIPA gdpr accessibile lineeGuidaDesign countryExtensionVersion softwareVersion platforms
description eng en featureList features localisation localisationReady availableLanguages intendedAudience
countries dependsOn open optional version uri name id
"""
_KEYS = st.sampled_from(_NAMES.split())
_VALUES = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)
_FILES = st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=5)
_COMMENTED = st.lists(st.booleans(), min_size=200, max_size=200)


def _written(data: object, *, flow: bool | None, commented: list[bool]) -> str:
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=10_000)
    # Plain words as people write them, so that the steps find something to do.
    for word in ("yes", "no", "true", "1.10"):
        text = text.replace(f"'{word}'", word)
    if flow:
        return text
    lines = [
        f"{line}  # comment {number}" if wanted else line
        for number, (line, wanted) in enumerate(zip(text.splitlines(), commented, strict=False))
    ]
    return "\n".join(lines) + "\n"


@settings(max_examples=200, deadline=None)
@given(_FILES, st.sampled_from([False, None, True]), _COMMENTED)
def test_any_file_is_upgraded_once_keeps_its_comments_and_gets_no_worse(data, flow, commented):
    old = _written(data, flow=flow, commented=commented)
    assert not upgrade(old).problems
    upgraded(old)
