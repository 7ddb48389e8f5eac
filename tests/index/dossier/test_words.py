"""Every message of a dossier can be said, in every language, with the same names put in."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from index.adoption.claim import OrganisationKind, Strength
from index.dossier import locale
from index.dossier.model import CellState, Origin
from index.dossier.words import english, language_of, words_of
from index.entry import Relation
from index.labels import LANGUAGES
from index.pages.locale import translations
from publiccode.licensing.compatibility import Source, Verdict
from publiccode.licensing.facts import Family, licence_facts, table_ids
from tests.index.dossier.dossiers import THREE, dossier, messages
from tests.index.entries import ARABIC, BARE
from tests.index.hostile_entry import HOSTILE

SAME_EVERYWHERE = {"Contacts", "Documentation", "Releases", "Source", "Type", "maintenance"}
"""What some of the pages' languages write as English does."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_a_dossier_can_be_said(language):
    words = words_of(language)
    whole = dossier((*THREE, BARE, HOSTILE, ARABIC), has_blank=True, weights={"pulse": 2.0})
    said = [words.say(message) for message in messages(whole)]
    assert len(said) > 300
    assert all(said)


def test_what_the_rest_of_riuso_can_answer_has_a_message():
    wanted = {f"state.{one.value}" for one in CellState} | {f"origin.{one.value}" for one in Origin}
    wanted |= {f"verdict.{one.value}" for one in Verdict} | {f"source.{one.value}" for one in Source}
    wanted |= {f"kind.{one.value}" for one in OrganisationKind} | {
        f"strength.{one.value}" for one in Strength
    }
    wanted |= {f"family.{one.value}" for one in Family if one is not Family.UNKNOWN}
    wanted |= {f"relation.{one.value}" for one in Relation}
    for facts in map(licence_facts, table_ids()):
        for which in ("can", "must", "cannot"):
            wanted |= {f"{which}.{name}" for name in getattr(facts, which)}
    assert wanted - set(english()) == set()


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_puts_in_the_same_names(language):
    words = words_of(language)
    for identifier, message in english().items():
        values = {name: f"<{name}>" for name in names(message)}
        told = words(identifier, **values)
        assert set(re.findall(r"<([\w-]+)>", told)) == names(message), identifier


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_message_is_translated(language):
    own = Path(locale.__file__).with_name(f"{language}.po").read_bytes()
    ours = {message.id for message in read_po(BytesIO(own)) if message.string}
    pages = translations(language)
    untranslated = [
        message
        for message in english().values()
        if message not in ours and pages.gettext(message) == message and message not in SAME_EVERYWHERE
    ]
    assert untranslated == [], "run `python -m index.dossier.locale`, and translate"


def test_a_language_without_texts_is_told_in_english():
    assert language_of("de-CH") == "de"
    assert language_of("pt") == "en"
