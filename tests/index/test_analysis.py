"""Words, folding, stems and function words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import WORD_CHARACTERS, fold, layers, parts, primary_language, stems, stop_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'amministrazione dell’ente", ["l", "amministrazione", "dell", "ente"]),
        ("Größe, Œuvre & Søgning", ["grosse", "oeuvre", "sogning"]),
        ("open-zaak 2.0/API_v2", ["open", "zaak", "2", "0", "api", "v2"]),
        ("Κοινή ΘΆΛΑΣΣΑ", ["κοινη", "θαλασσα"]),
        ("cafe\u0301 \u202eabc\u202c \x00x", ["cafe", "abc", "x"]),
        ("", []),
    ],
)
def test_words_are_folded(text, expected):
    assert [fold(raw) for raw in words(text)] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("DocSuitePA", ["doc", "suite", "pa"]),
        ("AusweisApp2", ["ausweis", "app"]),
        ("IoT", []),
        ("OS2mo", ["os", "mo"]),
        ("protocollo", []),
        ("społeczne", []),
        ("fréquentation", []),
        ("BürgerÄmter", ["burger", "amter"]),
        ("ŁódźMapa", ["lodz", "mapa"]),
        ("ΚαλημέραΚόσμε", []),
    ],
)
def test_a_written_together_name_has_parts(raw, expected):
    assert parts(raw) == expected


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("protocollo", "protocolli", "it"),
        ("qualità", "qualita", "it"),
        ("verkiezing", "verkiezingen", "nl"),
        ("ændring", "ændringer", "da"),
        ("Bürger", "Bürgern", "de"),
        ("école", "écoles", "fr"),
        ("szkoła", "szkoły", "pl"),
    ],
)
def test_inflected_forms_share_a_stem(one, other, language):
    assert set(stems(one, language)) & set(stems(other, language))


def test_a_language_without_an_algorithm_has_no_stems():
    assert stems("programvara", "xx") == ()
    assert layers("Programvara", ("xx",)) == ("programvara",)


def test_stems_of_several_languages_stand_beside_the_word():
    assert layers("Documento", ("it", "es")) == ("documento", "document")


@pytest.mark.parametrize(
    ("tag", "language"), [("it-IT", "it"), ("IT_it", "it"), ("ita", "it"), ("de-CH-1996", "de"), ("", "")]
)
def test_the_language_of_a_tag(tag, language):
    assert primary_language(tag) == language


@pytest.mark.parametrize(
    "language", ["en", "it", "fr", "de", "nl", "es", "pt", "sv", "da", "nb", "fi", "pl", "cs"]
)
def test_function_words_are_listed_and_folded(language):
    listed = stop_words(language)
    assert len(listed) > 40
    assert all(word == fold(word) for word in listed)


def test_function_words_of_norwegian_under_each_of_its_tags():
    assert stop_words("no") == stop_words("nb") == stop_words("nn") != frozenset()


@given(st.text())
def test_words_are_bounded_and_never_empty(text):
    for raw in words(text):
        assert 0 < len(fold(raw)) <= WORD_CHARACTERS * 20
        assert layers(raw, ("it", "de"))[0] == fold(raw)
