"""Lists that come from outside: read in the forms they are published in, and used where they are newer."""

from __future__ import annotations

import json
from datetime import date

import pytest

from publiccode import data, validate
from publiccode.data import IPA_CODES, OEMBED_PATTERNS, date_of, lines, prefer, source_of
from publiccode.data.sources import KINDS, UnusableListError, facts, refreshed
from tests.publiccode.texts import added

DAY = date(2027, 1, 2)
FILE = added('organisation: {uri: "urn:x-italian-pa:c_new1"}')


@pytest.fixture(autouse=True)
def _own_lists():
    yield
    prefer(lambda _name: None)


def values(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("# ")]


@pytest.mark.parametrize(
    "text",
    [
        "C_NEW1\nc_a944\n",
        "\ufeffcod_amm,des_amm\r\nC_NEW1,Comune\r\nc_a944,Bologna\r\n",
        'Codice_IPA;Denominazione\n"c_a944";"Comune; di Bologna"\nC_NEW1;x\n',
        '["c_a944", "C_NEW1", null, 3]',
        '[{"Codice_IPA": "c_a944"}, {"Codice_IPA": "C_NEW1"}, {"x": 1}]',
        '{"fields": [{"id": "_id"}, {"id": "Codice_IPA"}], "records": [[1, "c_a944"], [2, "C_NEW1"]]}',
    ],
)
def test_codes_are_read_in_every_form(text):
    new = refreshed("ipa", text, "https://example.org/list", DAY, accept_drop=True)
    assert values(new) == ["c_a944", "c_new1"]
    assert (date_of(new), source_of(new)) == ("2027-01-02", "https://example.org/list")


def test_patterns_are_read_in_every_form():
    registry = [
        {"provider_name": "A", "endpoints": [{"schemes": ["https://a.example/*", "https://a.example/v/*"]}]},
        {"provider_name": "B", "endpoints": [{"url": "https://b.example/oembed"}]},
        {"provider_name": "C", "endpoints": None},
    ]
    for text in (json.dumps(registry), "https://a.example/*\nhttps://a.example/v/*\n"):
        new = refreshed("oembed", text, "x", DAY, accept_drop=True)
        assert values(new) == ["https://a.example/*", "https://a.example/v/*"]


@pytest.mark.parametrize(
    "text", ["", "<!doctype html><p>Not found</p>", "[{", "[" * 100_000, "name,age\nx,1\n", "{}", "a,b\n\0"]
)
@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_list_changes_nothing(name, text):
    with pytest.raises(UnusableListError):
        refreshed(name, text, "x", DAY, accept_drop=True)


def test_a_list_that_lost_a_fifth_is_taken_only_when_told_to():
    codes = lines(IPA_CODES)
    whole, cut = "\n".join(codes), "\n".join(codes[: len(codes) // 2])
    assert values(refreshed("ipa", whole, "x", DAY)) == list(codes)
    with pytest.raises(UnusableListError, match="--accept-drop"):
        refreshed("ipa", cut, "x", DAY)
    assert len(values(refreshed("ipa", cut, "x", DAY, accept_drop=True))) == len(codes) // 2


@pytest.mark.parametrize("name", KINDS)
def test_a_refreshed_list_of_the_same_values_is_the_same(name):
    file = KINDS[name].file
    assert values(refreshed(name, "\n".join(lines(file)), "x", DAY)) == list(lines(file))
    assert date_of(data.text(file))
    assert source_of(data.text(file))
    assert facts(name).entries == len(lines(file))


def test_the_newer_list_is_used_and_an_older_or_broken_one_is_not():
    def is_known() -> bool:
        return not [problem for problem in validate(FILE).problems if problem.code.endswith("ipa-code")]

    codes = "\n".join([*lines(IPA_CODES), "c_new1"])
    newer = refreshed("ipa", codes, "x", DAY)
    older = refreshed("ipa", codes, "x", date(2001, 1, 1))
    assert not is_known()
    given: dict[str, str] = {}
    for text, known in ((older, False), (newer, True), ("rubbish", False)):
        given[IPA_CODES] = text
        prefer(given.get)
        assert is_known() is known


def test_a_new_provider_is_known_at_once():
    file = added("x: y").replace("    features:", "    videos: [https://film.example/1]\n    features:")

    def codes() -> set[str]:
        return {problem.code for problem in validate(file).problems}

    assert "description.videos/not-embeddable" in codes()
    new = refreshed("oembed", "\n".join([*lines(OEMBED_PATTERNS), "https://film.example/*"]), "x", DAY)
    prefer(lambda name: new if name == OEMBED_PATTERNS else None)
    assert "description.videos/not-embeddable" not in codes()
