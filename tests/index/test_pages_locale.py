from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from index.pages import locale
from index.pages.locale.__main__ import untranslated, updated
from index.pages.locale.collecting import messages
from index.pages.options import LANGUAGES
from index.pages.wording import wording_of

TRANSLATED = [language for language in LANGUAGES if language != "en"]
_NAMES = re.compile(r"\{\w+\}")


def catalog_of(language: str):
    with (Path(locale.__file__).parent / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def test_the_promised_languages_are_there():
    assert {"en", "it", "fr", "de", "nl", "es"} <= set(LANGUAGES)
    assert LANGUAGES[0] == "en"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str):
    catalog = catalog_of(language)
    in_code = {forms(message)[0] for message in messages()}
    in_catalog = {forms(message.id)[0] for message in catalog if message.id}
    assert in_code == in_catalog, "run `python -m index.pages.locale`"
    assert untranslated(catalog) == []
    assert not [message.id for message in catalog if message.fuzzy and message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_names_in_braces(language: str):
    def names(texts: tuple[str, ...]) -> set[str]:
        # A form for one may spell the number out.
        return {name for text in texts for name in _NAMES.findall(text)} - {"{number}"}

    wrong = [
        form
        for message in catalog_of(language)
        for form in forms(message.string)
        if message.id and names((form,)) != names(forms(message.id))
    ]
    assert wrong == []


def test_what_is_new_or_reworded_is_told_as_untranslated():
    catalog = catalog_of("it")
    catalog.delete("Yes")
    assert untranslated(updated(catalog)) == ["Yes"]


def test_messages_are_told_with_the_plurals_of_the_language():
    italian, french = wording_of("it"), wording_of("fr")
    assert italian.count(1, "{number} result", "{number} results") == "1 risultato"
    assert italian.count(2000, "{number} result", "{number} results") == "2.000 risultati"
    assert french.count(0, "{number} result", "{number} results") == "0 résultat"
    assert italian.date("2026-03-01") == "1 marzo 2026"
    assert wording_of("de").month("2026-03-01") == "März 2026"
    assert wording_of("es").say("Page {page}", page=2) == "Página 2"
