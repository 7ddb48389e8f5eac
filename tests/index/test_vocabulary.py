"""The vocabulary's data, and how names of concepts are found."""

from __future__ import annotations

import re

import pytest
import yaml

from index.analysis import fold, words
from index.naming import Found
from index.place_table import PlaceTable, read_places, table_of
from index.vocabulary import VOCABULARY, forms, load_vocabulary
from publiccode.vocabularies import CATEGORIES, SCOPES

FILES = {
    path.stem: yaml.load(
        path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    for path in VOCABULARY.glob("*.yml")
}
TWELVE = {"en", "it", "fr", "de", "nl", "es", "sv", "da", "pt", "pl", "cs", "fi"}
OFFICIAL = TWELVE | {"bg", "el", "et", "ga", "hr", "hu", "lt", "lv", "mt", "ro", "sk", "sl"}
"""The official languages of the European Union."""
SPOKEN = OFFICIAL | {"nb"}


def languages(kind: str, value: str) -> set[str]:
    return set().union(*(listed.get(kind, {}).get(value, {}) for listed in FILES.values()))


def named(text: str, *languages: str) -> set[str]:
    rows = [forms(raw, languages) for raw in words(text)]
    return {found.concept for found in load_vocabulary().understood(rows)}


def test_every_category_and_scope_of_the_standard_has_names_and_no_other_is_there():
    listed = {
        kind: {v for file in FILES.values() for v in file.get(kind, ())} for kind in ("category", "scope")
    }
    assert listed == {"category": set(CATEGORIES) - {"other"}, "scope": set(SCOPES)}


def test_every_field_of_work_has_a_name_in_every_official_language():
    assert [scope for scope in SCOPES if not languages("scope", scope) >= OFFICIAL] == []


def test_most_categories_have_names_in_the_twelve_languages():
    known = [category for category in CATEGORIES if languages("category", category) >= TWELVE]
    assert len(known) > 0.85 * len(CATEGORIES)


@pytest.mark.parametrize("file", FILES)
def test_names_are_text_by_language_and_none_is_twice(file):
    for kind, concepts in FILES[file].items():
        for concept, by_language in concepts.items():
            assert "en" in languages(kind, concept), (kind, concept)
            for language, said in by_language.items():
                assert language in SPOKEN, (concept, language)
                names = [name.strip() for name in re.split("[,;]", said)]
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
        ("timebestilling", "nb"),
        ("timebestillinga", "nn"),
    ],
)
def test_one_concept_is_found_by_its_names_in_any_language(text, language):
    telling = " ".join(word for word in text.split() if word not in {"la", "de"})
    assert "=category/appointment-scheduling" in named(telling.replace("-", " "), language)


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("boilers", "en", "heating-systems"),
        ("Heizkesseln", "de", "heating-systems"),
        ("caldaie", "it", "heating-systems"),
        ("tietojen vaihto", "fi", "interoperability"),
        ("pracownicy socjalni", "pl", "social-work"),
        ("lavoro sul campo", "it", "field-work"),
    ],
)
def test_what_everyday_work_is_about_has_names(text, language, concept):
    telling = " ".join(word for word in text.split() if word != "sul")
    assert f"=thing/{concept}" in named(telling, language)


def test_inflected_names_are_found_in_their_own_language_only():
    assert "=thing/election" in named("elezione", "it")
    assert "=thing/election" not in named("elezione", "de")


def test_an_exact_name_beats_one_with_the_same_stem():
    # Dutch for laws, and a German form of the weather.
    assert named("wetten", "de", "nl") == {"=category/regulations-and-directives"}
    rows = [forms(raw, ("en", "fr")) for raw in words("monitoring station")]
    understood = load_vocabulary().understood(rows)
    assert understood == [Found("=thing/monitoring", 0, 2, is_exact=True, name=("monitoring", "station"))]


def test_a_longer_name_beats_the_one_it_holds():
    assert named("public administration", "en") == {"=scope/government"}


def mentioned(text: str, language: str) -> set[str]:
    return {one.concept for one in load_vocabulary().mentioned(words(text), (language,))}


def test_a_text_names_nothing_by_another_word_of_the_same_root():
    assert "=category/communications" in mentioned("comunicazioni", "it")
    assert "=category/communications" not in mentioned("comuni", "it")  # a name of its own
    assert "=thing/research-outputs" in mentioned("publications", "en")
    assert "=thing/research-outputs" not in mentioned("public", "en")
    assert "=thing/real-time" not in mentioned("direction", "fr")


def test_a_name_that_is_one_word_without_its_function_words_counts_for_nothing():
    assert "=category/task-management" not in named("list", "en")
    assert "=thing/medical-emergency" not in named("e", "en")


def test_declared_are_only_known_categories_and_scopes():
    vocabulary = load_vocabulary()
    assert vocabulary.declared(["accounting", "made-up"], ["energy", "=thing"]) == [
        "=category/accounting",
        "=scope/energy",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Turin", "it-turin"),
        ("Turyn", "it-turin"),
        ("Monaco di Baviera", "de-munich"),
        ("Aken", "de-aachen"),
        ("Toskana", "it-tuscany"),
        ("Baviera", "de-bavaria"),
        ("Niemcy", "de"),
    ],
)
def test_a_place_is_named_in_any_language(text, place):
    assert f"=place/{place}" in named(" ".join(word for word in text.split() if word != "di"), "en")


def test_a_place_is_not_named_by_a_word_with_the_stem_of_its_name():
    assert not any(concept.startswith("=place/") for concept in named("romance parisian", "en", "fr"))


def test_a_place_that_is_called_like_a_word_is_told():
    [nice] = [f for f in load_vocabulary().understood([forms("nice", ("en",))]) if f.is_place]
    [turin] = [f for f in load_vocabulary().understood([forms("torino", ("en",))]) if f.is_place]
    assert (nice.concept, nice.is_word, turin.is_word) == ("=place/fr-nice", True, False)


def test_texts_name_places_with_a_capital_and_bodies_as_they_like():
    vocabulary = load_vocabulary()

    def places(text: str, *, by_bodies: bool) -> list[str]:
        found = vocabulary.mentioned(words(text), ("en",), by_bodies=by_bodies)
        return [one.concept for one in found if one.is_place]

    assert places("a nice view of Munich", by_bodies=False) == ["=place/de-munich"]
    assert places("Nice and munich", by_bodies=False) == []
    assert places("ville-de-nice", by_bodies=True) == ["=place/fr-nice"]


def test_every_name_is_found_in_the_table():
    table = PlaceTable(table_of(read_places())[0])
    called: dict[str, set[str]] = {}
    for place in read_places():
        for name in (*place.names, *place.common):
            called.setdefault(name.split()[0], set()).add(name)
    for word in (*sorted(called)[::20], min(called), max(called)):
        found = {" ".join((one.first, *(form for (form,) in one.rest))) for one in table.named(word)}
        assert found == called[word]
    for word in ("", "qqqq", "яяяя"):
        assert table.named(word) == (), word
    assert PlaceTable(b"").named("rom") == ()


def test_the_table_of_places_is_folded_and_none_is_twice():
    places = list(read_places())
    assert len({place.key for place in places}) == len(places) > 2000
    for place in places:
        listed = [*place.names, *place.common]
        assert len(set(listed)) == len(listed) > 1, place.key
        assert all(name == " ".join(map(fold, words(name))) for name in listed), place.key
