"""Messages in other languages: complete, with the names of the English, and told."""

from __future__ import annotations

import re
from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from publiccode import validate
from publiccode.locale import messages
from publiccode.locale.__main__ import updated
from publiccode.translation import LANGUAGES, language_for, translator
from publiccode.upgrade import upgrade

OTHERS = LANGUAGES[1:]
NAMES = re.compile(r"\{\w+\}")
# What is typed as it stands: commands, keys with their sections, addresses, prefixes.
LITERAL = re.compile(
    r"`[^`]*`|https?://[^\s.;,]+(?:\.[^\s.;,]+)*|urn:[\w:-]+|[a-z]+[A-Z]\w+|maintenance\.type|organisation\.\w+"
)


def catalog(language: str):
    content = files("publiccode.locale").joinpath(f"{language}.po").read_bytes()
    return read_po(BytesIO(content), locale=language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_and_no_other(language):
    translated = {message.id for message in catalog(language) if message.id and message.string}
    assert translated == set(messages()), "python -m publiccode.locale brings the catalogs up to date"
    assert not any(message.fuzzy for message in catalog(language) if message.id)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_names_and_literals_of_the_english(language):
    translate = translator(language)
    for message in messages():
        translation = translate(message)
        assert sorted(NAMES.findall(translation)) == sorted(NAMES.findall(message)), message
        for literal in LITERAL.findall(message):
            assert literal in translation, message
        assert translation.format_map({name[1:-1]: "x" for name in NAMES.findall(message)})


def test_an_update_drops_what_is_gone_and_adds_what_is_new():
    old = catalog("it")
    old.add("of yesterday", "di ieri")
    old.delete("a text")

    new = updated(old)

    strings = {message.id: message.string for message in new}
    assert "of yesterday" not in strings
    assert strings["a list"] == "un elenco"
    assert strings["a text"] == ""


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("it", "it"),
        ("de-CH", "de"),
        ("fr_CA", "fr"),
        ("EN", "en"),
        ("nl-BE", "nl"),
        ("es", "es"),
        ("pt", "en"),
        ("", "en"),
    ],
)
def test_which_language_serves_a_tag(tag, language):
    assert language_for(tag) == language


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "platforms is missing"),
        ("it", "manca platforms"),
        ("fr", "platforms manque"),
        ("de-AT", "platforms fehlt"),
        ("nl", "platforms ontbreekt"),
        ("es-MX", "falta platforms"),
        ("pt", "platforms is missing"),
    ],
)
@pytest.mark.parametrize("reference", [False, True])
def test_validation_speaks_it(language, told, reference):
    text = 'publiccodeYmlVersion: "0"\nname: X\n'
    report = validate(text, language=language, reference=reference)
    english = validate(text, reference=reference)
    assert [problem.code for problem in report.problems] == [problem.code for problem in english.problems]
    assert {problem.key: problem.description for problem in report.problems}["platforms"] == told


@pytest.mark.parametrize("language", OTHERS)
def test_phrases_inside_a_message_are_translated_as_well(language):
    text = "name: [X]\ndescription: {en: {features: X}}\nlegal: {license: apache}\nit: 1"
    for problem, english in zip(
        validate(text, language=language).problems, validate(text).problems, strict=True
    ):
        assert problem.description != english.description
        words = set(re.findall(r"[A-Za-z]{5,}", english.description)) & {"nothing", "values", "list", "text"}
        assert not words & set(problem.description.split())


@pytest.mark.parametrize("language", OTHERS)
def test_the_upgrade_speaks_it(language):
    text = 'publiccodeYmlVersion: "0.2"\ninputTypes: []\nsoftwareType: !!str softwareAddon\n'
    told, english = upgrade(text, language=language), upgrade(text)
    assert told.text == english.text
    assert told.done[0].description != english.done[0].description
    for ask, same in zip(told.asks, english.asks, strict=True):
        assert ask.code == same.code
        assert ask.description != same.description
        assert not set(ask.choices) & set(same.choices)
    assert (
        upgrade("a: [", language=language).problems[0].description != upgrade("a: [").problems[0].description
    )
