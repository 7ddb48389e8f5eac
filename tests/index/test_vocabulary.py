"""The vocabulary's data, and how names of concepts are found."""

from __future__ import annotations

import pytest
import yaml

from index.analysis import has_stems, words
from index.vocabulary import VOCABULARY, Found, forms, load_vocabulary
from publiccode.vocabularies import CATEGORIES, SCOPES

LISTED = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))


def named(text: str, *languages: str) -> set[str]:
    rows = [forms(raw, languages) for raw in words(text)]
    return {found.concept for found in load_vocabulary().understood(rows)}


def test_every_category_and_scope_of_the_standard_has_names_and_no_other_is_there():
    assert set(LISTED["category"]) == set(CATEGORIES) - {"other"}
    assert set(LISTED["scope"]) == set(SCOPES)


def test_names_are_text_by_language_and_none_is_twice():
    for kind, concepts in LISTED.items():
        for concept, by_language in concepts.items():
            assert by_language.keys() >= {"en"}, (kind, concept)
            for language, said in by_language.items():
                assert has_stems(language), (concept, language)
                names = [name.strip() for name in said.split(",")]
                assert all(map(words, names)), (concept, language)
                assert len(names) == len(set(names)), (concept, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("appointment booking", "en"),
        ("prenotazione appuntamenti", "it"),
        ("la prise de rendez-vous", "fr"),
        ("Terminvergabe", "de"),
        ("reserva de citas", "es"),
    ],
)
def test_one_concept_is_found_by_its_names_in_any_language(text, language):
    telling = " ".join(word for word in text.split() if word not in {"la", "de"})
    assert "=category/appointment-scheduling" in named(telling.replace("-", " "), language)


def test_inflected_names_are_found_in_their_own_language_only():
    assert "=thing/election" in named("elezione", "it")
    assert "=thing/election" not in named("elezione", "de")


def test_an_exact_name_beats_one_with_the_same_stem():
    # Dutch for laws, and a German form of the weather.
    assert named("wetten", "de", "nl") == {"=category/regulations-and-directives"}
    rows = [forms(raw, ("en", "fr")) for raw in words("monitoring station")]
    understood = load_vocabulary().understood(rows)
    assert understood == [Found("=thing/monitoring", 0, 2, is_exact=True)]


def test_a_longer_name_beats_the_one_it_holds():
    assert named("public administration", "en") == {"=scope/government"}


def test_declared_are_only_known_categories_and_scopes():
    vocabulary = load_vocabulary()
    assert vocabulary.declared(["accounting", "made-up"], ["energy", "=thing"]) == [
        "=category/accounting",
        "=scope/energy",
    ]
