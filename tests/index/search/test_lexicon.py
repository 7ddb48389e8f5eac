"""Words spelled alike, and compounds."""

from __future__ import annotations

import time

import pytest

from index.compounds import Compounds
from index.search.document import Text
from index.search.lexicon import Lexicon, lexicon_bytes, make_lexicon, read_lexicon, words_of

DOCUMENTS = [
    [Text("name", "de", "Krankenhaus Information System"), Text("name", "it", "protocollo")],
    [Text("name", "it", "protocollo protocolli informatico 2024")],
    [Text("name", "en", "whistleblowing information")],
]


@pytest.fixture(scope="module")
def lexicon():
    return lexicon_of(DOCUMENTS)


def lexicon_of(documents) -> Lexicon:
    words = words_of(documents)
    return make_lexicon(words.counts(range(len(words.rows))), ["kindergarten"], ["schule"])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("protocolo", "protocollo"),
        ("infromatico", "informatico"),
        ("whistelblowing", "whistleblowing"),
        ("kindergraten", "kindergarten"),
    ],
)
def test_a_misspelled_word_is_like_the_right_one(lexicon, word, meant):
    assert lexicon.similar(word, 0.75)[0][0] == meant


def test_of_words_equally_alike_the_more_frequent_is_first():
    words = [Text("name", "en", "marker")], [Text("name", "en", "market")], [Text("name", "en", "market")]
    assert [word for word, _ in lexicon_of(words).similar("marke", 0.75)] == ["market", "marker"]


@pytest.mark.parametrize("word", ["", "ab", "2024", "zzzzzzzz"])
def test_what_is_like_nothing(lexicon, word):
    assert lexicon.similar(word, 0.75) == []


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("krankenhausinformationssystem", ("krankenhaus", "information", "system")),
        ("schulensystem", ("schule", "system")),
        ("krankenhaus", ()),
        ("systemxyz", ()),
        ("protocolloprotocollo", ()),
    ],
)
def test_a_compound_is_split_into_words_of_its_languages(lexicon, word, pieces):
    assert lexicon.split(word) == pieces


def test_splitting_the_worst_word_is_quick():
    compounds = Compounds({"a" * length for length in range(4, 45)})
    started = time.perf_counter()
    compounds.split("a" * 44 + "b")
    compounds.split("a" * 10_000)
    assert time.perf_counter() - started < 0.2


def test_a_lexicon_is_read_as_it_was_written_and_always_the_same(lexicon):
    data = lexicon_bytes(lexicon)
    assert read_lexicon(data) == lexicon
    assert lexicon_bytes(lexicon_of(DOCUMENTS[::-1])) == data
