"""Words spelled alike, and compounds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec
import pytest

from index.compounds import Compounds
from index.search.document import Text
from index.search.lexicon import (
    Lexicon,
    Words,
    base_lexicon,
    changed,
    difference,
    make_lexicon,
    read_lexicon,
    write_words,
)
from index.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections import Counter

DOCUMENTS = [
    [Text("name", "de", "Krankenhaus Information System"), Text("name", "it", "protocollo")],
    [Text("name", "it", "protocollo protocolli informatico 2024")],
    [Text("name", "en", "whistleblowing information")],
]


NAMED, EXTRA = {"kindergarten"}, {"schule"}


@pytest.fixture
def counts_of(tmp_path):
    def count(documents) -> Counter[str]:
        write_words(tmp_path, 0, documents)
        words = Words(tmp_path, 0)
        return words.counts(range(len(words)))

    return count


@pytest.fixture
def lexicon(counts_of) -> Lexicon:
    return make_lexicon(counts_of(DOCUMENTS), NAMED, EXTRA)


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


def test_of_words_equally_alike_the_more_frequent_is_first(counts_of):
    words = [Text("name", "en", "marker")], [Text("name", "en", "market")], [Text("name", "en", "market")]
    alike = make_lexicon(counts_of(words)).similar("marke", 0.75)
    assert [word for word, _ in alike] == ["market", "marker"]


@pytest.mark.parametrize("word", ["", "ab", "2024", "zzzzzzzz"])
def test_what_is_like_nothing(lexicon, word):
    assert lexicon.similar(word, 0.75) == []


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("krankenhausinformationssystem", ("krankenhaus", "information", "system")),
        ("schulensystem", ("schule", "system")),
        ("schulensystemen", ("schule", "system")),
        ("krankenhaus", ()),
        ("systemxyz", ()),
        ("protocolloprotocollo", ()),
    ],
)
def test_a_compound_is_split_into_words_of_its_languages(lexicon, word, pieces):
    assert lexicon.split(word) == pieces


def test_splitting_the_worst_word_is_quick():
    compounds = Compounds({"a" * length for length in range(4, 45)})
    started = time.process_time()
    compounds.split("a" * 44 + "b")
    compounds.split("a" * 10_000)
    assert time.process_time() - started < 0.2


def test_a_lexicon_is_read_as_it_was_written_and_always_the_same(counts_of):
    known = load_vocabulary()
    data = base_lexicon(counts_of(DOCUMENTS), known)
    assert "protocolli" in read_lexicon(data, msgspec.msgpack.encode({}), known).words
    assert base_lexicon(counts_of(DOCUMENTS[::-1]), known) == data


@pytest.mark.parametrize("after", [DOCUMENTS[1:], DOCUMENTS[:1], [], [*DOCUMENTS, *DOCUMENTS[:1]]])
@pytest.mark.parametrize("before", [DOCUMENTS[:2], DOCUMENTS[2:]])
def test_a_changed_lexicon_is_the_one_made_anew(counts_of, before, after):
    old, new = counts_of(before), counts_of(after)
    assert changed(make_lexicon(old, NAMED, EXTRA), difference(new, old), NAMED, EXTRA) == make_lexicon(
        new, NAMED, EXTRA
    )
