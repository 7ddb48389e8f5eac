"""Where long words may be broken on a page."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from index.pages.hyphens import breaks, places, soft


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "Veranstaltungsmanagement", "Veran-stal-tungs-management"),
        ("de", "Mitarbeiterverwaltung", "Mitar-bei-ter-verwaltung"),
        ("nl", "klantrelatiebeheer (CRM)", "klant-re-la-tie-beheer (CRM)"),
        ("de", "Terminplanung", "Terminplanung"),
        ("xx", "Veranstaltungsmanagement", "Veranstaltungsmanagement"),
    ],
)
def test_long_words_are_broken_as_their_language_does(language: str, text: str, told: str):
    assert soft(text, language).replace("\u00ad", "-") == told


def test_what_a_page_shows_is_escaped_and_cleaned_still():
    assert soft("<b>\u202e\u00adx", "de") == "&lt;b&gt;x"
    assert soft(Markup("<b>"), "de") == "<b>"
    assert soft(Markup("Erfassungsbericht"), "de") == "Erfas\u00adsungsbericht"


def test_a_browser_is_told_after_how_many_letters():
    found = breaks("Veranstaltungsmanagement, Kino", "de")
    assert {word: places(told) for word, told in found.items()} == {"Veranstaltungsmanagement": [5, 9, 14]}
