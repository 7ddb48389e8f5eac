"""Every rule, each shown by the smallest change of a valid file that breaks it, and by its place."""

from __future__ import annotations

from typing import Any

import pytest

from publiccode import Level, validate
from publiccode.rules import RULES, kind_of
from publiccode.rules.codes import codes
from publiccode.rules.remote import RULES as REMOTE
from tests.publiccode.broken import BROKEN, contractor
from tests.publiccode.texts import VALID, added, changed

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
FILES = {"logo.svg": b"<svg/>", "ok.png": PNG, "fake.png": b"GIF89a"}


class Beside:
    """The files beside a publiccode.yml, as whoever has them gives access to them."""

    def read(self, path: str, size: int) -> bytes | None:
        content = FILES.get(path)
        return None if content is None else content[:size]


HERE = "https://example.org/town/trees"
FACTS: dict[str, Any] = {"files": Beside(), "repository": HERE, "today": "2026-11-22"}

# Rules that are silent here and speak only as the reference.
SILENT = {
    "file/byte-order-mark",
    "file/directive",
    "not-a-list",
    "version-in-block",
    "not-without-contract",
}


# Rules that speak of the file's name, which is no part of its text.
NAMED = {"file/other-name"}

# Rules that speak of what the network said: tests/publiccode/test_remote.py.
AWAY = {rule.kind for rule in REMOTE}


def test_the_valid_file_has_no_problem():
    assert validate(VALID, **FACTS).problems == ()


@pytest.mark.parametrize(("code", "text", "key", "line", "column"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_broken_rule_is_told_at_its_place(code, text, key, line, column):
    kind = kind_of(code)
    if kind in SILENT:
        assert validate(text, **FACTS).problems == ()
        return
    told = [problem for problem in validate(text, **FACTS).problems if problem.code == code]
    assert [(problem.key, problem.line, problem.column) for problem in told] == [(key, line, column)]
    assert told[0].level is RULES[kind].level
    assert told[0].description
    assert told[0].hint


def test_every_rule_is_shown_broken():
    assert {kind_of(case[0]) for case in BROKEN} | {"not-without-contract"} == set(RULES) - AWAY - NAMED


@pytest.mark.parametrize("path", ["publiccode.yaml", "apps/one/publiccode.yaml", "C:\\x\\publiccode.yaml"])
def test_the_other_spelling_of_the_files_name_is_a_warning(path):
    (told,) = validate(VALID, path=path, **FACTS).problems
    assert (told.code, told.level, told.line) == ("file/other-name", "warning", 1)
    assert "publiccode.yaml" in told.description


@pytest.mark.parametrize(
    "path", [None, "publiccode.yml", "a/publiccode.yml", "-", "publiccode.yaml.bak", "x.yaml"]
)
def test_any_other_name_is_none_of_its_business(path):
    assert validate(VALID, path=path, **FACTS).problems == ()


def test_every_code_told_is_in_the_list_of_codes():
    told = {problem.code for case in BROKEN for problem in validate(case[1], **FACTS).problems}
    assert told <= set(codes())


def test_a_wrong_type_makes_nothing_beside_it_missing():
    text = changed("  license: EUPL-1.2", "  license: [MIT]")
    assert [problem.code for problem in validate(text).problems] == ["legal.license/wrong-type"]
    text = changed("localisationReady: true", "localisationReady: 'true'")
    assert [problem.code for problem in validate(text).problems] == [
        "localisation.localisationReady/not-a-boolean"
    ]


def test_all_problems_come_at_once_ordered_by_place():
    text = added("foo: x\nlogo: /a.gif", changed('"0"', '"0.2"', changed("EUPL-1.2", "GPLv3")))
    problems = validate(text).problems
    assert [problem.code for problem in problems] == [
        "publiccodeYmlVersion/older-version",
        "legal.license/not-spdx",
        "file/unknown-key",
        "logo/absolute-path",
    ]
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


def test_every_duplicate_key_is_told_with_both_places():
    problems = validate("name: a\nname: b\nlegal:\n  license: MIT\n  license: MIT\n").problems
    told = [problem for problem in problems if problem.code == "file/duplicate-key"]
    assert [(problem.line, problem.column) for problem in told] == [(2, 1), (5, 3)]
    assert "line 4, column 3" in told[1].description


def test_a_missing_key_in_one_of_two_languages_warns_and_in_both_is_an_error():
    italian = "  it:\n    shortDescription: Registro\n"
    one = validate(changed("legal:", f"{italian}legal:")).problems
    assert {problem.level for problem in one} == {Level.WARNING}
    none = validate("description:\n  en: {shortDescription: a}\n  it: {shortDescription: b}\n").problems
    missing = [problem.key for problem in none if problem.code == "description.features/missing"]
    assert missing == ["description.en.features", "description.it.features"]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (added("landingUrl: https://example.org"), "landingURL"),
        (added("contacts: []"), "maintenance.contacts"),
        (added("fundedBy:\n  - url: x"), "uri"),
        (added("categories: [acounting]"), "accounting"),
        (changed("standalone/web", "softwareAddon"), "addon"),
        (changed("EUPL-1.2", "GPLv3"), "GPL-3.0-or-later"),
        (changed("EUPL-1.2", "mit or apache-2.0"), "mit OR apache-2.0"),
        (changed("    - en\n", "    - ita\n"), "it?"),
        (changed("    - en\n", "    - en_US\n"), "en-US"),
        (added("intendedAudience: {countries: [Italy]}"), "IT?"),
        (added("intendedAudience: {countries: [UK]}"), "GB"),
        (added('supports: [{id: "gdpr"}]'), "alias:gdpr."),
        (added("organisation: {uri: PCM}"), "urn:x-italian-pa:PCM"),
        (changed("      - Map of all trees\n", "      -Map of all trees\n"), "blank after the dash"),
        (changed('"0"', "0.7"), '"0.7"'),
    ],
)
def test_the_hint_says_what_was_meant(text, advice):
    assert any(advice in problem.hint for problem in validate(text).problems)


def test_without_facts_from_outside_nothing_is_compared():
    text = contractor('{name: Ltd, until: "2020-12-31"}').replace("logo", "logo")
    assert validate(added("logo: nowhere.svg", text)).problems == ()


def test_a_value_told_is_one_short_line_without_control_characters():
    hostile = changed("EUPL-1.2", '"\\e[31m' + "x" * 500 + '\\n\\r\\t"')
    told = validate(hostile).problems[0].description
    assert told.isprintable()
    assert len(told) < 200


def test_the_same_text_gives_the_same_report_as_bytes():
    text = changed("Tree register", "Registro degli àlberi")
    assert validate(text) == validate(text.encode())
