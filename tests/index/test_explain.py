"""Why a hit is one, and what is like it."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import replace

import pytest

from index.build import build
from index.engine import open_index
from index.query import Query
from tests.index.entries import ENTRIES, PROTOCOLLO

MANY_USERS = replace(
    PROTOCOLLO,
    id="many-users",
    repository="https://code.example/it/other",
    software=replace(
        PROTOCOLLO.software,
        name="Altra cosa",
        categories=(),
        scope=(),
        descriptions=(),
        organisation=None,
        used_by=tuple(f"Comune di Luogo {n} che usa il protocollo" for n in range(300)),
    ),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    build([*ENTRIES, MANY_USERS], folder, fingerprint="0")
    with closing(open_index(folder)) as opened:
        yield opened


def explained(index, text: str):
    return index.search(Query(text=text, explain=True, limit=100)).hits


def reasons(hit) -> dict[str, str]:
    return {reason.word: reason.way for reason in hit.explanation.reasons}


@pytest.mark.parametrize(
    ("text", "word", "way", "field"),
    [
        ("fascicoli", "fascicoli", "word", "features"),
        ("registrare", "registrare", "stem", "description"),
        ("Aktenverwaltung", "Aktenverwaltung", "meaning", "category"),
        ("protocolo", "protocolo", "spelling", "name"),
        ("conservaz", "conservaz", "beginning", "summary"),
    ],
)
def test_a_reason_says_what_was_found_and_where(index, text, word, way, field):
    hit = next(h for h in explained(index, text) if h.id == PROTOCOLLO.id)

    assert reasons(hit)[word] == way
    assert field in next(reason.fields for reason in hit.explanation.reasons if reason.word == word)


def test_the_parts_give_the_score(index):
    for hit in explained(index, "protocollo fascicoli sportello"):
        told = hit.explanation
        summed = sum(reason.share * reason.weight for reason in told.reasons)
        score = summed * math.sqrt(told.covered) * math.prod(told.quality.values())
        assert hit.score == pytest.approx(score, abs=0.002)
        assert {reason.word for reason in told.reasons}.isdisjoint(told.missing)


def test_the_records_own_factors_are_named(index):
    archived = next(h for h in explained(index, "guichet") if h.id == "agence-armoria-guichet")

    assert archived.explanation.quality["state"] == pytest.approx(0.85)
    assert archived.explanation.quality["status"] == pytest.approx(0.9)


def test_without_the_wish_nothing_is_explained(index):
    assert {hit.explanation for hit in index.search(Query(text="protocollo")).hits} == {None}


def test_a_long_list_of_users_does_not_lead(index):
    hits = [hit.id for hit in explained(index, "protocollo")]

    assert hits.index(PROTOCOLLO.id) < hits.index("many-users")


def test_what_is_alike_comes_with_the_reason(index):
    first = index.similar(PROTOCOLLO.id)[0]

    assert first.id == "stadt-lindenau-eingangsbuch"
    assert first.categories == ("document-management",)
    assert 0 < first.score <= 1
    assert PROTOCOLLO.id not in {one.id for one in index.similar(PROTOCOLLO.id, 50)}


def test_more_of_the_same_publisher(index):
    assert {one.id for one in index.more_from("stadt-lindenau-eingangsbuch")} == {"stadt-lindenau-terminbuch"}


def test_nothing_is_like_what_there_is_not(index):
    assert index.similar("no-such-software") == index.more_from("no-such-software") == ()
    assert not index.knows("no-such-software")
